/** A pane of the chart in pixels of the host. */
export type Box = { readonly top: number; readonly height: number }

/** Where everything of the chart stands. All panes share one horizontal axis from `left` over `width` pixels. */
export type Layout = {
  readonly left: number
  readonly width: number
  /** Right of the plot: scale labels and the names of the rails. */
  readonly gutter: number
  readonly price: Box
  readonly rails: Box & { readonly row: number; readonly lanes: number }
  /** What lasted, in rows that are as low as many of them must be; null where nothing did. */
  readonly periods: (Box & { readonly row: number }) | null
  readonly volume: Box | null
  readonly ar: Box | null
  /** Relative strength; null where it is not asked for. */
  readonly strength: Box | null
  readonly axis: Box
  /** Strip that tells how far the bars above it can be trusted. */
  readonly ribbon: Box | null
  readonly height: number
}

export type LayoutRequest = {
  readonly width: number
  readonly height: number
  readonly narrow: boolean
  readonly lanes: number
  /** Rows of periods. */
  readonly periods: number
  readonly volume: boolean
  readonly ar: boolean
  readonly strength?: boolean
  readonly ribbon: boolean
  /** Pixels of the longest price at the edge. */
  readonly tag?: number
}

const GAP = 6
const AXIS = 22
const RIBBON = 6
/** Pixels over the abnormal returns for their name, which no bar reaches. */
const NAME = 10
/** Pixels before the first bar. */
const LEFT = 8
/** Pixels around a price at the edge, with its frame. */
const FRAME = 10
/** Height of a row of periods, of all of them at most, and at least where the price has less than it should. */
const [PERIOD, PERIODS, FEWEST] = [18, 90, 12]
/** Height below which the price takes from the periods, and below which it never falls. */
const [SOME, LEAST] = [180, 120]

/** The price takes what the other panes leave; periods become lower before it does. */
export function layoutOf({
  width,
  height,
  narrow,
  lanes,
  periods,
  volume,
  ar,
  strength = false,
  ribbon,
  tag = 0,
}: LayoutRequest): Layout {
  const row = narrow ? 40 : 24
  const wanted = {
    rails: row * lanes,
    volume: volume ? (narrow ? 36 : 56) : 0,
    ar: ar ? (narrow ? 56 : 84) : 0,
    strength: strength ? (narrow ? 56 : 84) : 0,
  }
  const foot = AXIS + (ribbon ? RIBBON : 0)
  const used = wanted.rails + wanted.volume + wanted.ar + wanted.strength + foot + GAP * (strength ? 5 : 4) + 8
  const high = Math.min(PERIOD * periods, PERIODS)
  const lasting = periods === 0 ? 0 : Math.max(Math.min(high, height - used - GAP - SOME), Math.min(high, FEWEST))
  const price = Math.max(LEAST, height - used - (lasting > 0 ? lasting + GAP : 0))
  let top = 8
  const take = (size: number): Box => {
    const box = { top, height: size }
    top += size + GAP
    return box
  }
  const pricePane = take(price)
  const strengthPane = strength ? take(wanted.strength) : null
  const railsPane = take(wanted.rails)
  const periodsPane = lasting > 0 ? take(lasting) : null
  const volumePane = volume ? take(wanted.volume) : null
  const named = ar ? take(wanted.ar) : null
  const arPane = named === null ? null : { top: named.top + NAME, height: named.height - NAME }
  // Beyond the plot there is room for half a glyph before the names begin.
  const gutter = Math.max(narrow ? 54 : 100, Math.round(tag) + FRAME)
  return {
    left: LEFT,
    width: Math.max(40, width - gutter - LEFT),
    gutter,
    price: pricePane,
    rails: { ...railsPane, row, lanes },
    periods: periodsPane === null ? null : { ...periodsPane, row: lasting / periods },
    volume: volumePane,
    ar: arPane,
    strength: strengthPane,
    axis: { top: top - GAP, height: AXIS },
    ribbon: ribbon ? { top: top - GAP + AXIS, height: RIBBON } : null,
    height: top - GAP + foot,
  }
}

/** Bar index under a horizontal pixel. */
export const indexAt = ({ left, width }: Layout, span: { from: number; to: number }, x: number): number =>
  span.from + ((x - left) / width) * (span.to - span.from)

/** Horizontal pixel of a bar index. */
export const pixelOf = ({ left, width }: Layout, span: { from: number; to: number }, index: number): number =>
  left + ((index - span.from) / (span.to - span.from)) * width

export const barWidth = ({ width }: Layout, span: { from: number; to: number }): number => width / (span.to - span.from)
