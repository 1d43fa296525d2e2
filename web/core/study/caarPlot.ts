/** A point of a path in event time; null where it has no figure. */
export type PathPoint = {
  readonly rel: number
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
}

export type PathPlot = {
  readonly width: number
  readonly height: number
  readonly x: (rel: number) => number
  readonly y: (value: number) => number
  /** Outline of the band, and the line through the values, as SVG path data. */
  readonly band: string
  readonly line: string
  readonly points: readonly { readonly rel: number; readonly x: number; readonly y: number }[]
  readonly ticks: readonly number[]
  readonly days: readonly number[]
}

const [LEFT, RIGHT, TOP, FOOT] = [52, 12, 10, 24]

/**
 * Lays a path out in a box. It begins at zero before the first session, so that the first step can be seen.
 *
 * @returns null with fewer than two points
 */
export function plotOf(path: readonly PathPoint[], width: number, height: number): PathPlot | null {
  const present = path.flatMap(({ rel, value, low, high }) =>
    value === null ? [] : [{ rel, value, low: low ?? value, high: high ?? value }],
  )
  const [first] = present
  const last = present.at(-1)
  if (first === undefined || last === undefined || present.length < 2) return null
  const all = [{ rel: first.rel - 1, value: 0, low: 0, high: 0 }, ...present]
  const start = first.rel - 1
  const low = Math.min(...all.map((point) => point.low))
  const high = Math.max(...all.map((point) => point.high))
  const ticks = ticksOf(low, high, 5)
  const [foot, top] = [Math.min(low, ticks[0] ?? low), Math.max(high, ticks.at(-1) ?? high)]
  const x = (rel: number) => LEFT + ((rel - start) / (last.rel - start)) * (width - LEFT - RIGHT)
  const y = (value: number) => TOP + ((top - value) / (top - foot || 1)) * (height - TOP - FOOT)
  const at = (rel: number, value: number) => `${x(rel).toFixed(1)} ${y(value).toFixed(1)}`
  const span = last.rel - first.rel
  const step = span > 40 ? 10 : span > 12 ? 5 : span > 6 ? 2 : 1
  const days: number[] = []
  for (let rel = Math.ceil(first.rel / step) * step; rel <= last.rel; rel += step) days.push(rel === 0 ? 0 : rel)
  return {
    width,
    height,
    x,
    y,
    band: `M${all.map((point) => at(point.rel, point.high)).join('L')}L${all
      .toReversed()
      .map((point) => at(point.rel, point.low))
      .join('L')}Z`,
    line: `M${all.map((point) => at(point.rel, point.value)).join('L')}`,
    points: present.map(({ rel, value }) => ({ rel, x: x(rel), y: y(value) })),
    ticks,
    days,
  }
}

/** Round values from below `low` to above `high`, about `count` of them, zero among them when it lies between. */
export function ticksOf(low: number, high: number, count: number): readonly number[] {
  const raw = (high - low || 0.01) / count
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = power * ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw) ?? 10)
  const ticks: number[] = []
  for (let i = Math.floor(low / step); i <= Math.ceil(high / step); i++)
    ticks.push(Number((i * step).toPrecision(10)) + 0)
  return ticks
}
