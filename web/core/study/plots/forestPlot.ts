import { linePath } from '../../plotScale.ts'
import {
  apart,
  type Drawing,
  type EventAt,
  type Frame,
  label,
  line,
  type Mark,
  percentScale,
  type Writing,
} from './drawing.ts'

/** A CAR with its interval; of an event, or the average of all. */
type Interval = { readonly car: number; readonly low: number; readonly high: number }
export type ForestRow = EventAt & Interval & { readonly name: string; readonly isDistinguishable: boolean }

/** Pixels of a row: as many as are comfortable, and the fewest. */
export const ROW = { most: 22, least: 13 } as const
/** Pixels beside the rows for their names, at most. */
const NAMES = 360

/** Those that a plot of so many rows shows: all, or those that lie farthest from zero, in their order. */
export function outstanding(rows: readonly ForestRow[], most: number): readonly ForestRow[] {
  if (rows.length <= most) return rows
  const kept = new Set(rows.toSorted((a, b) => Math.abs(b.car) - Math.abs(a.car)).slice(0, most))
  return rows.filter((row) => kept.has(row))
}

/**
 * Each event's CAR with its interval, filled where it is distinguishable, and under them the average as a diamond.
 *
 * @param rows those that have room: see `outstanding`
 * @param left how many others there are
 * @returns null without a row
 */
export function forestPlot(
  rows: readonly ForestRow[],
  average: (Interval & { readonly name: string }) | null,
  others: string | null,
  frame: Frame,
  write: Writing,
  says: { readonly event: (row: ForestRow) => string; readonly average: string },
): Drawing | null {
  const { width, height, left, right, top, foot } = frame
  const lines = rows.length + (average === null ? 0 : 1)
  if (rows.length === 0) return null
  const row = Math.min(ROW.most, (height - top - foot) / lines)
  const names = Math.min(NAMES, (width - left - right) * 0.45)
  const bounds = [...rows, ...(average === null ? [] : [average])].flatMap(({ low, high }) => [low, high])
  const x = percentScale(
    [Math.min(...bounds), Math.max(...bounds)],
    [left + names + 14, width - right - 14],
    width < 480 ? 3 : 6,
    write,
  )
  const bottom = top + row * lines
  const at = (i: number) => top + row * (i + 0.5)
  const last = at(rows.length)
  const diamond = ({ car, low, high }: Interval) =>
    `${linePath([
      [x.to(low), last],
      [x.to(car), last - 5],
      [x.to(high), last],
      [x.to(car), last + 5],
    ])}Z`
  const bars = (i: number, { low, high }: Interval) =>
    linePath([
      [x.to(low), at(i)],
      [x.to(high), at(i)],
    ])
  return {
    width,
    height: Math.min(height, bottom + foot),
    marks: [
      ...x.ticks.map(({ value }) => line(x.to(value), top, x.to(value), bottom, value === 0 ? 'zero' : 'grid')),
      ...apart(x).map(({ value, text }) => label(text, x.to(value), bottom + 12)),
      ...(average === null ? [] : [line(x.to(average.car), top, x.to(average.car), last, 'mean')]),
      ...rows.flatMap((each, i): readonly Mark[] => [
        label(write.fit(each.name, names), left, at(i), 'start', 'name'),
        { kind: 'path', d: bars(i, each), ink: 'interval' },
        { kind: 'circle', x: x.to(each.car), y: at(i), r: 3.5, ink: each.isDistinguishable ? 'filled' : 'hollow' },
      ]),
      ...(average === null
        ? []
        : ([
            label(write.fit(average.name, names), left, last, 'start', 'name'),
            { kind: 'path', d: diamond(average), ink: 'filled' },
          ] as const)),
      ...(others === null ? [] : [label(others, left, bottom + 12, 'start')]),
    ],
    steps: [
      ...rows.map((each, i) => ({
        at: at(i),
        spots: [{ x: x.to(each.car), y: at(i), says: says.event(each), over: bars(i, each), event: each }] as const,
      })),
      ...(average === null
        ? []
        : [
            {
              at: last,
              spots: [
                { x: x.to(average.car), y: last, says: says.average, over: diamond(average), event: null },
              ] as const,
            },
          ]),
    ],
    along: 'y',
  }
}
