import { nyse } from '../../server/calendars/nyse.ts'
import { addDays, type IsoDate } from '../../server/market/day.ts'
import type { Fault } from '../standin/fault.ts'
import type { StandinSeries } from '../standin/series.ts'
import type { Script } from '../standin/standin.ts'
import { walk, withDay, withoutDay } from '../standin/world.ts'

const nameOf = (n: number): string => `W${String(n).padStart(2, '0')}`

/** The first session on or after a date. */
function sessionOn(date: IsoDate): IsoDate {
  let day = date
  while (nyse.session(day) === null) day = addDays(day, 1)
  return day
}

const times = (value: number | null, factor: number) => (value === null ? null : value * factor)

/** One day in pence among days in pounds. */
function inPence(series: StandinSeries, date: IsoDate): StandinSeries {
  const day = series.days.find((each) => each.date === date)
  if (day === undefined) throw new RangeError(`Cannot change ${date} as it is no session of ${series.symbol}`)
  const { open, high, low, close } = day
  return withDay(series, date, {
    open: times(open, 100),
    high: times(high, 100),
    low: times(low, 100),
    close: times(close, 100),
  })
}

/**
 * Made-up stocks W01, W02 … of which some have faults in their data: W02 a day in pence, W03 a week without bars,
 * W08 single holes.
 */
export function troubledMarket(count: number, from: IsoDate, to: IsoDate): readonly StandinSeries[] {
  const day = sessionOn(addDays(from, 200))
  return Array.from({ length: count }, (_, at) => {
    const plain = walk(nameOf(at + 1), at + 1, from, to, 40 + 17 * (at % 7))
    const without = (days: readonly number[]) =>
      days.reduce((series, offset) => withoutDay(series, sessionOn(addDays(day, offset))), plain)
    switch (at + 1) {
      case 2:
        return inPence(plain, day)
      case 3:
        return without([0, 1, 2, 3, 4])
      case 8:
        return without([30, 61, 190])
      default:
        return plain
    }
  })
}

/** What goes wrong on the way: W04 has an empty row, W05 is unknown, W06 fails once, W12 fails for a while. */
export function troubles(): Script {
  const asked = new Map<string, number>()
  const faults: Readonly<Record<string, (times: number) => Fault | null>> = {
    W04: () => 'null-row',
    W05: () => '404',
    W06: (times) => (times === 1 ? '503-html' : null),
    W12: (times) => (times <= 3 ? '503-html' : null),
    W15: () => 'duplicate-row',
  }
  return (_, { symbol }) => {
    const times = (asked.get(symbol) ?? 0) + 1
    asked.set(symbol, times)
    return faults[symbol]?.(times) ?? null
  }
}
