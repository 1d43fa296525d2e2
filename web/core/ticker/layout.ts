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
  readonly volume: Box | null
  readonly ar: Box | null
  readonly axis: Box
  readonly height: number
}

export type LayoutRequest = {
  readonly width: number
  readonly height: number
  readonly narrow: boolean
  readonly lanes: number
  readonly volume: boolean
  readonly ar: boolean
}

const GAP = 6
const AXIS = 22
/** Pixels before the first bar. */
const LEFT = 8

/** The price takes what the other panes leave; they shrink before it falls under 120 pixels. */
export function layoutOf({ width, height, narrow, lanes, volume, ar }: LayoutRequest): Layout {
  const row = narrow ? 40 : 24
  const wanted = { rails: row * lanes, volume: volume ? (narrow ? 36 : 56) : 0, ar: ar ? (narrow ? 56 : 84) : 0 }
  const used = wanted.rails + wanted.volume + wanted.ar + AXIS + GAP * 4
  const price = Math.max(120, height - used - 8)
  let top = 8
  const take = (size: number): Box => {
    const box = { top, height: size }
    top += size + GAP
    return box
  }
  const pricePane = take(price)
  const railsPane = take(wanted.rails)
  const volumePane = volume ? take(wanted.volume) : null
  const arPane = ar ? take(wanted.ar) : null
  // Beyond the plot there is room for half a glyph before the names begin.
  const gutter = narrow ? 54 : 100
  return {
    left: LEFT,
    width: Math.max(40, width - gutter - LEFT),
    gutter,
    price: pricePane,
    rails: { ...railsPane, row, lanes },
    volume: volumePane,
    ar: arPane,
    axis: { top: top - GAP, height: AXIS },
    height: top - GAP + AXIS,
  }
}

/** Bar index under a horizontal pixel. */
export const indexAt = ({ left, width }: Layout, span: { from: number; to: number }, x: number): number =>
  span.from + ((x - left) / width) * (span.to - span.from)

/** Horizontal pixel of a bar index. */
export const pixelOf = ({ left, width }: Layout, span: { from: number; to: number }, index: number): number =>
  left + ((index - span.from) / (span.to - span.from)) * width

export const barWidth = ({ width }: Layout, span: { from: number; to: number }): number => width / (span.to - span.from)
