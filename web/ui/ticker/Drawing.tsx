import type { SVGAttributes } from 'preact'
import { below, fontOf, pathText, short } from '../../chart/drawnText.ts'
import type { Element } from '../../chart/element.ts'
import type { ChartModel } from '../../chart/model.ts'
import { type Layer, paint } from '../../chart/paint.ts'
import { crisp } from '../../chart/path.ts'
import { onto } from '../../chart/scales.ts'
import { pixelOf } from '../../core/ticker/layout.ts'

/** What stands beside the panes, in the reader's language. */
export type DrawingWords = {
  readonly lanes: readonly string[]
  readonly volume: string
  readonly periods: string
  readonly abnormal: string
  /** Null where it is not drawn. */
  readonly strength: string | null
  /** What prices are in; null where it is unknown or has no room. */
  readonly unit: string | null
  /** By which clock the hours are; null for days. */
  readonly clock: string | null
}

type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

/**
 * The chart as drawings that fit any size: lengths along the axis stretch with the width, the price with the height, while
 * lines, letters and glyphs stay as they are. What was laid out for one size stands right in another, so that the page
 * that comes without scripts, paper and frames of others need not be measured first.
 */
export function Drawing({
  model,
  place,
  hairline,
  words,
}: {
  readonly model: ChartModel
  /** Pixels of the place that the model was laid out for. */
  readonly place: { readonly height: number }
  /** Bar of the selected event, by its place on the axis; null for none. */
  readonly hairline: number | null
  readonly words: DrawingWords
}) {
  const { layout, scales } = model
  const { price } = layout
  const foot = price.top + price.height
  // Panes that do not shrink any more reach below a place that is too low for them.
  const height = Math.max(place.height, layout.height)
  const [upper, lower, whole] = [
    { left: layout.left, width: layout.width, ...price },
    { left: layout.left, width: layout.width, top: foot, height: height - foot },
    { left: layout.left, width: layout.width, top: price.top, height: layout.axis.top - price.top },
  ]
  // The line of the selected event and the tag of the last price stand for themselves: they are not stretched.
  const layers = paint({ ...model, last: null, reacts: null })
  const of = (name: Layer['name']) => layers.find((layer) => layer.name === name)?.elements ?? []
  const backdrop = of('backdrop').flatMap(single)
  const axes = of('axes').map(fixed)
  const prices = [...of('price'), ...of('compared'), ...of('ruler')].flatMap(single)
  const rails = of('rails').flatMap(single)
  const panes = [
    ...of('periods').map(fixed),
    ...of('strength').map(fixed),
    ...of('volume').map(fixed),
    ...of('ar').map(fixed),
    ...of('ribbon').map(fixed),
  ]
  const texts = [...axes, ...prices, ...rails, ...panes].filter(isText)
  const isUpper = ({ y }: Text) => y <= foot
  const right = layout.left + layout.width
  return (
    <>
      <Stretched gutter={layout.gutter} box={whole} foot={height - layout.axis.top} paths={backdrop.filter(isPath)} />
      <Stretched gutter={layout.gutter} box={upper} foot={lower.height} paths={[...axes, ...prices].filter(isPath)} />
      <Stretched gutter={layout.gutter} box={lower} foot={0} fixed paths={[...rails, ...panes].filter(isPath)} />
      <svg aria-hidden="true" style={grown(upper, layout.gutter, lower.height)}>
        {[...backdrop, ...prices].filter(isGlyph).map(({ x, y, attributes }) => (
          <svg
            aria-hidden="true"
            x={share(x - upper.left, upper.width)}
            y={share(y - upper.top, upper.height)}
            overflow="visible"
          >
            <path {...attributes} />
          </svg>
        ))}
        {texts.filter((text) => isUpper(text) && text.x <= right).map((text) => letters(text, upper, 'both'))}
      </svg>
      <svg aria-hidden="true" style={atFoot(lower, layout.gutter)}>
        {rails.filter(isGlyph).map(({ x, y, attributes }) => (
          <svg aria-hidden="true" x={share(x - lower.left, lower.width)} y={short(y - lower.top)} overflow="visible">
            <path {...attributes} />
          </svg>
        ))}
        {texts.filter((text) => !isUpper(text) && text.x <= right).map((text) => letters(text, lower, 'across'))}
      </svg>
      <svg aria-hidden="true" style={{ ...grown(upper, layout.gutter, lower.height), ...beside(layout.gutter) }}>
        {texts
          .filter((text) => isUpper(text) && text.x > right)
          .map((text) => letters(text, { ...upper, left: right }, 'down'))}
      </svg>
      <svg aria-hidden="true" style={{ ...atFoot(lower, layout.gutter), ...beside(layout.gutter) }}>
        {texts
          .filter((text) => !isUpper(text) && text.x > right)
          .map((text) => letters(text, { ...lower, left: right }, 'none'))}
      </svg>
      {hairline !== null && hairline >= model.span.from && hairline <= model.span.to && (
        <Stretched
          gutter={layout.gutter}
          box={whole}
          foot={height - layout.axis.top}
          paths={[hairlineAt(crisp(pixelOf(layout, model.span, hairline)), whole)]}
        />
      )}
      <Names model={model} height={height} words={words} foot={lower.height} y={onto(price, scales.price)} />
    </>
  )
}

type Attributes = SVGAttributes<SVGPathElement>
type Path = { readonly kind: 'path'; readonly attributes: Attributes }
type Glyph = { readonly kind: 'glyph'; readonly x: number; readonly y: number; readonly attributes: Attributes }
type Text = {
  readonly kind: 'text'
  readonly x: number
  readonly y: number
  readonly text: string
  readonly attributes: SVGAttributes<SVGTextElement>
}

type Piece = Path | Glyph | Text

const isPath = (piece: Piece): piece is Path => piece.kind === 'path' && piece.attributes.d !== ''
const isText = (piece: Piece): piece is Text => piece.kind === 'text'
const isGlyph = (piece: Piece): piece is Glyph => piece.kind === 'glyph'

/** One element, written down. */
function fixed(element: Element): Path | Text {
  if (element.type === 'text') {
    const { text, x, y, fill, font, align, verticalAlign } = element.style
    const { weight, size } = fontOf(font)
    return {
      kind: 'text',
      x,
      y: y + below(size, verticalAlign),
      text,
      attributes: {
        fill,
        'font-size': size,
        'font-weight': weight,
        'text-anchor': align === 'center' ? 'middle' : undefined,
      },
    }
  }
  return { kind: 'path', attributes: styled(element, pathText(element.type, element.shape.numbers)) }
}

/** Each glyph for itself, as it must not be stretched. */
function single(element: Element): readonly Piece[] {
  if (element.type !== 'glyphs') return [fixed(element)]
  const { data, count } = element.shape.numbers
  return Array.from({ length: count / 4 }, (_, i): Glyph => {
    const [x = 0, y = 0, r = 0, shape = 0] = data.subarray(i * 4, i * 4 + 4)
    const d = pathText('glyphs', { data: new Float32Array([0, 0, r, shape]), count: 4 })
    return { kind: 'glyph', x, y, attributes: styled(element, d) }
  })
}

const NONE = 'rgba(0,0,0,0)'
const ink = (colour: string): string => (colour === NONE || colour === '' ? 'none' : colour)

function styled({ style }: Exclude<Element, { type: 'text' }>, d: string): Attributes {
  const { fill, stroke, lineWidth = 1, lineDash, lineJoin, opacity } = style
  return {
    d,
    fill: ink(fill),
    stroke: ink(stroke),
    ...(ink(stroke) === 'none' ? {} : { 'stroke-width': lineWidth, 'vector-effect': 'non-scaling-stroke' }),
    ...(lineDash === undefined ? {} : { 'stroke-dasharray': lineDash.join(' ') }),
    ...(lineJoin === undefined ? {} : { 'stroke-linejoin': lineJoin }),
    ...(opacity === undefined ? {} : { opacity }),
  }
}

const share = (part: number, whole: number): string => `${short((part / whole) * 100)}%`

/** A box that grows with the host: what stands right of it and below it stays as large as it is. */
const grown = ({ left, top }: Box, gutter: number, foot: number) => ({
  left: `${left}px`,
  width: `calc(100% - ${left + gutter}px)`,
  top: `${top}px`,
  height: `calc(100% - ${short(top + foot)}px)`,
})
const atFoot = ({ left, height }: Box, gutter: number) => ({
  left: `${left}px`,
  width: `calc(100% - ${left + gutter}px)`,
  bottom: '0',
  height: `${short(height)}px`,
})
const beside = (gutter: number) => ({ left: `calc(100% - ${gutter}px)`, width: `${gutter}px` })

function Stretched({
  box,
  gutter,
  foot,
  paths,
  fixed = false,
}: {
  readonly box: Box
  /** Pixels of the host right of the box, and below it. */
  readonly gutter: number
  readonly foot: number
  readonly paths: readonly Path[]
  /** Does it keep its height? */
  readonly fixed?: boolean
}) {
  return (
    <svg
      class="stretched"
      aria-hidden="true"
      viewBox={[box.left, box.top, box.width, box.height].map(short).join(' ')}
      preserveAspectRatio="none"
      style={fixed ? atFoot(box, gutter) : grown(box, gutter, foot)}
    >
      {paths.map(({ attributes }) => (
        <path {...attributes} />
      ))}
    </svg>
  )
}

/** The line through all panes at the selected event. */
const hairlineAt = (x: number, { top, height }: Box): Path => ({
  kind: 'path',
  attributes: {
    d: `M${short(x)} ${short(top)}v${short(height)}`,
    fill: 'none',
    stroke: 'var(--ink)',
    'stroke-width': 1,
    'vector-effect': 'non-scaling-stroke',
    opacity: 0.55,
  },
})

/** A text of a box, by shares of what stretches and by pixels of what does not. */
function letters({ x, y, text, attributes }: Text, box: Box, stretches: 'both' | 'across' | 'down' | 'none') {
  const [across, down] = [stretches === 'both' || stretches === 'across', stretches === 'both' || stretches === 'down']
  return (
    <text
      x={across ? share(x - box.left, box.width) : short(x - box.left)}
      y={down ? share(y - box.top, box.height) : short(y - box.top)}
      {...attributes}
    >
      {text}
    </text>
  )
}

/** The names that the page writes beside and into the plot. */
function Names({
  model,
  height,
  words,
  foot,
  y,
}: {
  readonly model: ChartModel
  readonly height: number
  readonly words: DrawingWords
  readonly foot: number
  readonly y: (price: number) => number
}) {
  const { layout, merged } = model
  const { gutter, left, price, strength, rails, periods, volume, ar, axis } = layout
  const fromFoot = (top: number) => `calc(100% - ${short(height - top)}px)`
  const { last } = model
  const name = (text: string, top: number, from = 14, kind = '') => (
    <span class={`pane-name ${kind}`} style={{ left: `calc(100% - ${gutter - from}px)`, top: fromFoot(top) }}>
      {text}
    </span>
  )
  return (
    <div aria-hidden="true">
      {words.unit !== null && (
        <span class="pane-name unit" style={{ top: `${price.top + 6}px` }}>
          {words.unit}
        </span>
      )}
      {!merged && words.lanes.map((lane, at) => name(lane, rails.top + rails.row * (at + 0.5)))}
      {periods !== null && !merged && name(words.periods, periods.top + periods.row / 2)}
      {volume !== null && name(words.volume, volume.top + 8)}
      {words.clock !== null && name(words.clock, axis.top + 11, 6, 'clock')}
      {strength !== null && words.strength !== null && (
        <span class="pane-name inside" style={{ left: `${left + 4}px`, top: fromFoot(strength.top + 7) }}>
          {words.strength}
        </span>
      )}
      {ar !== null && (
        <span class="pane-name inside" style={{ left: `${left + 4}px`, top: fromFoot(ar.top - 6) }}>
          {words.abnormal}
        </span>
      )}
      {last !== null && (
        <span
          class="last"
          style={{
            left: `calc(100% - ${gutter - 2}px)`,
            translate: '0 -50%',
            top: `calc(${price.top}px + (100% - ${short(price.top + foot)}px) * ${short((y(last.price) - price.top) / price.height)})`,
          }}
        >
          {last.text}
        </span>
      )}
    </div>
  )
}
