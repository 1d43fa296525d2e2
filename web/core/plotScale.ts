/** Maps a stretch of values onto a stretch of pixels; a stretch without length onto the first pixel. */
export const linear =
  ([from, to]: readonly [number, number], [start, end]: readonly [number, number]) =>
  (value: number): number =>
    start + ((value - from) / (to - from || 1)) * (end - start)

type Point = readonly [x: number, y: number]

/** A line through points as SVG path data, to a tenth of a pixel. */
export const linePath = (points: readonly Point[]): string =>
  `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}`

/** The area between two lines of equal places. */
export const areaPath = (upper: readonly Point[], lower: readonly Point[]): string =>
  `${linePath([...upper, ...lower.toReversed()])}Z`

/** Round values from below `low` to above `high`, about `count` of them, zero among them when it lies between. */
export function roundTicks(low: number, high: number, count: number): readonly number[] {
  const raw = (high - low || 0.01) / count
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = power * ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw) ?? 10)
  const ticks: number[] = []
  for (let i = Math.floor(low / step); i <= Math.ceil(high / step); i++)
    ticks.push(Number((i * step).toPrecision(10)) + 0)
  return ticks
}
