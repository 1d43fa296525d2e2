import type { Element } from '../../web/chart/element.ts'
import { type PathContext, shapes } from '../../web/chart/shapes.ts'

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** A hundredth of a pixel is finer than any paper. */
const short = (value: number): string => String(Math.round(value * 100) / 100)

/** What the shapes of the chart draw on, written down as the data of an SVG path. */
function pathText(draw: (context: PathContext) => void): string {
  let d = ''
  draw({
    moveTo: (x, y) => {
      d += `M${short(x)} ${short(y)}`
    },
    lineTo: (x, y) => {
      d += `L${short(x)} ${short(y)}`
    },
    rect: (x, y, width, height) => {
      d += `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}z`
    },
    arc: (x, y, r) => {
      d += `A${short(r)} ${short(r)} 0 1 1 ${short(x - r)} ${short(y)}A${short(r)} ${short(r)} 0 1 1 ${short(x + r)} ${short(y)}`
    },
    closePath: () => {
      d += 'z'
    },
  })
  return d
}

const NONE = 'rgba(0,0,0,0)'

/** A colour as drawing programs know it: `rgb(11 111 184 / 0.1)` is older than some of them. */
function paintOf(name: 'fill' | 'stroke', colour: string): string {
  if (colour === NONE || colour === '') return ` ${name}="none"`
  const parts = /^rgb\((\d+) (\d+) (\d+) \/ ([\d.]+)\)$/.exec(colour)
  if (parts === null) return ` ${name}="${escaped(colour)}"`
  const [, red, green, blue, alpha] = parts
  return ` ${name}="rgb(${red},${green},${blue})" ${name}-opacity="${alpha}"`
}

/** One element as SVG; nothing for a path without a point. */
export function svgOf(element: Element): string {
  if (element.type === 'text') return textOf(element.style)
  const { numbers } = element.shape
  if (numbers.count === 0) return ''
  const { fill, stroke, lineWidth = 1, lineDash, lineJoin, opacity } = element.style
  const shape = shapes[element.type]
  const d = pathText((context) => shape(context, numbers))
  const dash = lineDash === undefined ? '' : ` stroke-dasharray="${lineDash.join(' ')}"`
  const join = lineJoin === undefined ? '' : ` stroke-linejoin="${lineJoin}"`
  const faint = opacity === undefined ? '' : ` opacity="${opacity}"`
  return `<path d="${d}"${paintOf('fill', fill)}${paintOf('stroke', stroke)} stroke-width="${lineWidth}"${dash}${join}${faint}/>`
}

/** Shares of the size by which the middle and the foot of a line of text lie above its baseline. */
const [MIDDLE, FOOT] = [0.35, -0.2]

function textOf({ text, x, y, fill, font, align, verticalAlign }: Extract<Element, { type: 'text' }>['style']): string {
  const [, weight = '400', size = '11', family = ''] = /^(?:(\d+) )?([\d.]+)px (.*)$/.exec(font) ?? []
  const baseline = y + Number(size) * (verticalAlign === 'middle' ? MIDDLE : FOOT)
  const anchor = align === 'center' ? ' text-anchor="middle"' : ''
  return `<text x="${short(x)}" y="${short(baseline)}" font-family="${escaped(family)}" font-size="${size}" font-weight="${weight}"${paintOf('fill', fill)}${anchor}>${escaped(text)}</text>`
}

interface Sheet {
  readonly width: number
  readonly height: number
  /** What a screen reader says of the picture. */
  readonly title: string
  readonly description: string
  readonly ground: string
  /** Drawn in this order. */
  readonly parts: readonly string[]
}

/** A whole figure: no style sheet, no script, no reference to anything outside. */
export const sheetOf = ({ width, height, title, description, ground, parts }: Sheet): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">
<title id="title">${escaped(title)}</title><desc id="description">${escaped(description)}</desc>
<rect width="${width}" height="${height}"${paintOf('fill', ground)}/>
${parts.filter((part) => part !== '').join('\n')}
</svg>
`

/** Elements of which only what lies inside a box is seen. @param id unique within the sheet */
export const clipped = (
  elements: readonly Element[],
  id: string,
  box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
): string =>
  `<clipPath id="${id}"><rect x="${short(box.left)}" y="${short(box.top)}" width="${short(box.width)}" height="${short(box.height)}"/></clipPath><g clip-path="url(#${id})">${elements.map(svgOf).join('')}</g>`
