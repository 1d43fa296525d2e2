import { nyse } from '../../../server/calendars/nyse.ts'
import type { DailyBar } from '../../../server/market/bar.ts'
import { sessionsBetween } from '../../../server/market/calendar.ts'
import { type IsoDate, mustBeDate } from '../../../server/market/day.ts'
import { seeded } from '../../standin/world.ts'

const all: readonly IsoDate[] = sessionsBetween(nyse, mustBeDate('2022-01-03'), mustBeDate('2023-12-29')).map(
  ({ date }) => date,
)
const next = seeded(4)
const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())

/** Days of one percent with nights of a third of one, ranges and volumes that differ from day to day. */
const days: readonly Omit<DailyBar, 'date'>[] = (() => {
  let close = 100
  return all.map(() => {
    const open = close * Math.exp(0.003 * normal())
    close = open * Math.exp(0.01 * normal())
    const [up, down] = [next(), next()].map((wide) => Math.exp(0.002 + 0.006 * wide))
    const high = Math.max(open, close) * (up ?? 1)
    const low = Math.min(open, close) / (down ?? 1)
    return { open, high, low, close, volume: Math.round(1_000_000 * Math.exp(0.3 * normal())), adjClose: null }
  })
})()

export const livelyDates = (count: number): readonly IsoDate[] => all.slice(0, count)
export const livelyDay = (n: number): DailyBar => {
  const [day, date] = [days[n], all[n]]
  if (day === undefined || date === undefined) throw new RangeError(`There is no day ${n}`)
  return { date, ...day }
}

/** A series as lively as true ones are, in which no check finds anything. */
export const lively = (
  change: (bar: DailyBar, n: number) => DailyBar | null = (bar) => bar,
  count = 120,
): readonly DailyBar[] => livelyDates(count).flatMap((_, n) => change(livelyDay(n), n) ?? [])
