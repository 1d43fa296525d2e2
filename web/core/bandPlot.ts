import { areaPath, linear, linePath, roundTicks } from './plotScale.ts'

/** A point of a path in event time; null where it has no figure. */
export type BandPoint = {
  readonly rel: number
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
}

/** The size of a picture and the room around its plot. */
export type Frame = {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly foot: number
}

export type BandPlot = {
  readonly x: (rel: number) => number
  readonly y: (value: number) => number
  /** Outline of the band, and the line through the values, as SVG path data. */
  readonly band: string
  readonly line: string
  /** The points that have a figure. */
  readonly points: readonly { readonly rel: number; readonly value: number; readonly x: number; readonly y: number }[]
  /** Round values of the vertical scale; none where it is not rounded. */
  readonly ticks: readonly number[]
}

/**
 * Lays a path with its band out in a frame. It begins at zero before the first session, so that the first step can be seen.
 *
 * @param tickCount about how many round values the vertical scale has, which then reaches from one of them to another;
 * 0: it reaches as far as the band
 * @param reach values that it shows besides, for pictures that are compared
 * @returns null with fewer than two points
 */
export function bandPlot(
  path: readonly BandPoint[],
  frame: Frame,
  tickCount: number,
  reach: readonly number[] = [],
): BandPlot | null {
  const present = path.flatMap(({ rel, value, low, high }) =>
    value === null ? [] : [{ rel, value, low: low ?? value, high: high ?? value }],
  )
  const [first] = present
  const last = present.at(-1)
  if (first === undefined || last === undefined || present.length < 2) return null
  const all = [{ rel: first.rel - 1, value: 0, low: 0, high: 0 }, ...present]
  const low = Math.min(...all.map((point) => point.low), ...reach)
  const high = Math.max(...all.map((point) => point.high), ...reach)
  const ticks = tickCount === 0 ? [] : roundTicks(low, high, tickCount)
  const { width, height, left, right, top, foot } = frame
  const x = linear([first.rel - 1, last.rel], [left, width - right])
  const y = linear([Math.max(high, ticks.at(-1) ?? high), Math.min(low, ticks[0] ?? low)], [top, height - foot])
  const along = (pick: (point: (typeof all)[number]) => number) =>
    all.map((point) => [x(point.rel), y(pick(point))] as const)
  return {
    x,
    y,
    band: areaPath(
      along((point) => point.high),
      along((point) => point.low),
    ),
    line: linePath(along((point) => point.value)),
    points: present.map(({ rel, value }) => ({ rel, value, x: x(rel), y: y(value) })),
    ticks,
  }
}

/** Sessions that an axis in event time names: zero, and steps that leave room between them. */
export function sessionMarks(first: number, last: number): readonly number[] {
  const span = last - first
  const step = span > 40 ? 10 : span > 12 ? 5 : span > 6 ? 2 : 1
  const marks: number[] = []
  for (let rel = Math.ceil(first / step) * step; rel <= last; rel += step) marks.push(rel === 0 ? 0 : rel)
  return marks
}
