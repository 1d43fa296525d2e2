/** A small line of closes as path data in a box of its own units; a gap of the closes is one of the line. */
export type SparkPath = {
  readonly line: string
  /** Where the newest close is; null where there is none. */
  readonly end: { readonly x: number; readonly y: number } | null
  readonly low: number | null
  readonly high: number | null
}

/** Units between the line and the edge of its box, so that it is not cut. */
const EDGE = 2

/** @param width,height units of the box */
export function sparkPath(closes: readonly (number | null)[], width: number, height: number): SparkPath {
  const known = closes.filter((close) => close !== null)
  if (known.length === 0) return { line: '', end: null, low: null, high: null }
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const x = (i: number) => (closes.length < 2 ? width / 2 : EDGE + (i / (closes.length - 1)) * (width - 2 * EDGE))
  const y = (close: number) =>
    high === low ? height / 2 : EDGE + ((high - close) / (high - low)) * (height - 2 * EDGE)
  const at = (value: number) => String(Math.round(value * 10) / 10)
  let [line, isDown, last] = ['', false, null as SparkPath['end']]
  for (const [i, close] of closes.entries()) {
    if (close !== null) {
      line += `${isDown ? 'L' : 'M'}${at(x(i))} ${at(y(close))}`
      // A close between two gaps is a point.
      if (!isDown && closes[i + 1] == null) line += 'h.01'
      last = { x: x(i), y: y(close) }
    }
    isDown = close !== null
  }
  return { line, end: last, low, high }
}
