import { bandPlot, sessionMarks } from '../../bandPlot.ts'
import { linePath } from '../../plotScale.ts'
import { sessionText } from '../../sessionText.ts'
import {
  type Drawing,
  type EventAt,
  type Frame,
  label,
  line,
  type Mark,
  percentTick,
  type Spot,
  type Writing,
} from './drawing.ts'

type Point = {
  readonly rel: number
  readonly caar: number | null
  readonly ciLow: number | null
  readonly ciHigh: number | null
}
/** The way of one event under the average. */
export type EventPath = EventAt & {
  readonly path: readonly { readonly rel: number; readonly car: number | null }[]
}

/**
 * The CAAR in event time with its band, and each event as a thin line behind it.
 *
 * @param says what is told of a session, and of an event at it
 * @returns null with fewer than two points
 */
export function pathPlot(
  caar: readonly Point[],
  events: readonly EventPath[],
  frame: Frame,
  write: Writing,
  says: {
    readonly session: (point: Point) => string
    readonly event: (event: EventPath, rel: number, car: number) => string
  },
): Drawing | null {
  const reach = events.flatMap(({ path }) => path.flatMap(({ car }) => (car === null ? [] : [car])))
  const plot = bandPlot(
    caar.map(({ rel, caar, ciLow, ciHigh }) => ({ rel, value: caar, low: ciLow, high: ciHigh })),
    frame,
    5,
    reach,
  )
  const [first, last] = [caar[0], caar.at(-1)]
  if (plot === null || first === undefined || last === undefined) return null
  const { x, y, ticks } = plot
  const { width, height, left, right, top, foot } = frame
  const ways = events.flatMap((event) => {
    const points = event.path.flatMap(({ rel, car }) => (car === null ? [] : [[x(rel), y(car)] as const]))
    const [start] = event.path
    return points.length === 0 || start === undefined
      ? []
      : [{ event, d: linePath([[x(start.rel - 1), y(0)], ...points]) }]
  })
  const marks: readonly Mark[] = [
    ...ticks.flatMap((tick): readonly Mark[] => [
      line(left, y(tick), width - right, y(tick), tick === 0 ? 'zero' : 'grid'),
      label(percentTick(tick, ticks, write), left - 6, y(tick), 'end'),
    ]),
    line(x(0), top, x(0), height - foot, 'day0'),
    ...ways.map(({ d }): Mark => ({ kind: 'path', d, ink: 'thin' })),
    { kind: 'path', d: plot.band, ink: 'band' },
    { kind: 'path', d: plot.line, ink: 'line' },
    ...plot.points.map(({ rel, x, y }): Mark => ({ kind: 'circle', x, y, r: rel === 0 ? 4 : 2, ink: 'filled' })),
    ...sessionMarks(first.rel, last.rel).map((rel) => label(sessionText(rel), x(rel), height - foot + 12)),
  ]
  const steps = plot.points.flatMap(({ rel, x: place, y: middle }) => {
    const point = caar.find((each) => each.rel === rel)
    if (point === undefined) return []
    const average: Spot = { x: place, y: middle, says: says.session(point), over: null, event: null }
    const others = ways.flatMap(({ event, d }): readonly Spot[] => {
      const car = event.path.find((each) => each.rel === rel)?.car ?? null
      return car === null ? [] : [{ x: place, y: y(car), says: says.event(event, rel, car), over: d, event }]
    })
    return [{ at: place, spots: [average, ...others.toSorted((a, b) => b.y - a.y)] as const }]
  })
  return { width, height, marks, steps, along: 'x' }
}
