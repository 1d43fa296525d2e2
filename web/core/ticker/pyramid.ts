/** Prices by column. A bar without a volume has 0 here: nothing is drawn for it. */
export type Columns = {
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
}

/** Bars merged two by two, level by level: open first, high highest, low lowest, close last, volume summed. */
export type Pyramid = { readonly length: number; readonly levels: readonly Columns[] }

export type Extremes = { readonly low: number; readonly high: number }

const columnsOf = (length: number): Columns => ({
  open: new Float64Array(length),
  high: new Float64Array(length),
  low: new Float64Array(length),
  close: new Float64Array(length),
  volume: new Float64Array(length),
})

export function pyramidOf(bars: Columns): Pyramid {
  const levels = [bars]
  for (let below = bars; below.open.length > 1; ) {
    const above = merged(below)
    levels.push(above)
    below = above
  }
  return { length: bars.open.length, levels }
}

function merged(below: Columns): Columns {
  const count = below.open.length
  const above = columnsOf(Math.ceil(count / 2))
  for (let i = 0, j = 0; i < count; i += 2, j++) {
    const last = Math.min(i + 1, count - 1)
    // A place without a bar carries infinite prices: the open and the close are those of the bars there are.
    above.open[j] = below.open[i] as number
    if (above.open[j] === Number.POSITIVE_INFINITY) above.open[j] = below.open[last] as number
    above.close[j] = below.close[last] as number
    if (above.close[j] === Number.POSITIVE_INFINITY) above.close[j] = below.close[i] as number
    above.high[j] = Math.max(below.high[i] as number, below.high[last] as number)
    above.low[j] = Math.min(below.low[i] as number, below.low[last] as number)
    above.volume[j] = (below.volume[i] as number) + (last === i ? 0 : (below.volume[last] as number))
  }
  return above
}

/** The level whose merged bars are not narrower than `pixels` when one bar is `width` pixels wide; 0 = the bars themselves. */
export function levelFor(pyramid: Pyramid, width: number, pixels: number): number {
  const level = Math.ceil(Math.log2(pixels / width))
  return Math.min(pyramid.levels.length - 1, Math.max(0, level))
}

/**
 * Lowest low and highest high of the bars `first … last`, both included, in O(log n).
 * @throws RangeError for bars the pyramid does not have
 */
export function extremes({ levels, length }: Pyramid, first: number, last: number): Extremes {
  if (first < 0 || last >= length || first > last)
    throw new RangeError(`Cannot read the extremes of bars ${first} to ${last}: there are ${length}`)
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = first; i <= last; ) {
    let level = 0
    while (level + 1 < levels.length && i % 2 ** (level + 1) === 0 && i + 2 ** (level + 1) - 1 <= last) level++
    const { low: lows, high: highs } = levels[level] as Columns
    const j = i / 2 ** level
    low = Math.min(low, lows[j] as number)
    high = Math.max(high, highs[j] as number)
    i += 2 ** level
  }
  return { low, high }
}

/** Volumes are summed going up, so their largest is asked of the level that is drawn: among the bars of one level that cover `first … last`. */
export function largestVolume({ levels }: Pyramid, level: number, first: number, last: number): number {
  const { volume } = levels[level] as Columns
  let largest = 0
  for (let j = first >> level; j <= last >> level; j++) largest = Math.max(largest, volume[j] as number)
  return largest
}
