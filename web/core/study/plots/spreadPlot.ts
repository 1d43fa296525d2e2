import { linear, roundTicks } from '../../plotScale.ts'
import {
  apart,
  box,
  type Drawing,
  type EventAt,
  type Frame,
  label,
  line,
  type Mark,
  percentScale,
  type Spot,
  type Writing,
} from './drawing.ts'

export type EventCar = EventAt & { readonly car: number }
export type Bin = { readonly from: number; readonly to: number; readonly events: readonly EventCar[] }

/**
 * Values in bins of one round width: Freedman and Diaconis (1981), 2 IQR / n^(1/3), made round; zero is always an edge,
 * so that no bin holds both signs. A value on an edge belongs to the bin above it.
 */
export function binsOf(events: readonly EventCar[]): readonly Bin[] {
  const values = events.map(({ car }) => car).toSorted((a, b) => a - b)
  const [low, high] = [values[0], values.at(-1)]
  if (low === undefined || high === undefined) return []
  const quartile = (share: number) => values[Math.round(share * (values.length - 1))] ?? 0
  const spread = quartile(0.75) - quartile(0.25) || high - low || Math.abs(high) || 0.01
  const wide = (2 * spread) / Math.cbrt(values.length)
  // Never more than forty: a single far value would make a comb of empty bins.
  const step = roundStep(Math.max(wide, (high - low) / 40))
  const [start, end] = [Math.floor(low / step + 1e-9), Math.floor(high / step + 1e-9)]
  return Array.from({ length: end - start + 1 }, (_, i) => {
    const [from, to] = [round((start + i) * step), round((start + i + 1) * step)]
    return { from, to, events: events.filter(({ car }) => Math.floor(car / step + 1e-9) === start + i) }
  })
}

const round = (value: number): number => Number(value.toPrecision(10)) + 0

/** The round number nearest to a width: 1, 2, 2.5 or 5 times a power of ten. */
function roundStep(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width))
  const factors = [1, 2, 2.5, 5, 10]
  const nearest = factors.reduce((a, b) => (Math.abs(b * power - width) < Math.abs(a * power - width) ? b : a))
  return round(nearest * power)
}

/**
 * How the CARs of the events lie: a histogram, each event as a tick under it, and their average.
 *
 * @returns null without an event
 */
export function spreadPlot(
  events: readonly EventCar[],
  mean: number | null,
  frame: Frame,
  write: Writing,
  says: { readonly bin: (bin: Bin) => string; readonly event: (event: EventCar) => string },
): Drawing | null {
  const bins = binsOf(events)
  const [first, last] = [bins[0], bins.at(-1)]
  if (first === undefined || last === undefined) return null
  const { width, height, left, right, top, foot } = frame
  const floor = height - foot - RUG
  const x = percentScale([first.from, last.to], [left, width - right], 6, write)
  const counts = roundTicks(0, Math.max(...bins.map((bin) => bin.events.length)), 4).filter(
    (count) => Number.isInteger(count) && count >= 0,
  )
  const y = linear([0, counts.at(-1) ?? 1], [floor, top])
  const boxes = bins.map((bin) => ({
    bin,
    d: box(x.to(bin.from) + 0.5, y(bin.events.length), x.to(bin.to) - 0.5, floor),
  }))
  return {
    width,
    height,
    marks: [
      ...counts.flatMap((count): readonly Mark[] => [
        line(left, y(count), width - right, y(count), 'grid'),
        label(write.plain(count, 0), left - 6, y(count), 'end'),
      ]),
      ...boxes.flatMap(({ bin, d }): readonly Mark[] =>
        bin.events.length === 0 ? [] : [{ kind: 'path', d, ink: 'hollow' }],
      ),
      line(left, floor, width - right, floor, 'zero'),
      line(x.to(0), top, x.to(0), height - foot, 'day0'),
      ...events.map(({ car }) => line(x.to(car), floor + 3, x.to(car), floor + RUG - 1, 'interval')),
      ...(mean === null ? [] : [line(x.to(mean), top, x.to(mean), height - foot, 'mean')]),
      ...apart(x).map(({ value, text }) => label(text, x.to(value), height - foot + 12)),
    ],
    steps: boxes.map(({ bin, d }) => {
      const at = x.to((bin.from + bin.to) / 2)
      const whole: Spot = { x: at, y: y(bin.events.length), says: says.bin(bin), over: d, event: null }
      const each = bin.events
        .toSorted((a, b) => a.car - b.car)
        .map((event): Spot => ({ x: x.to(event.car), y: floor + RUG / 2, says: says.event(event), over: null, event }))
      return { at, spots: [whole, ...each] as const }
    }),
    along: 'x',
  }
}

/** Pixels of the ticks under the bars. */
const RUG = 12
