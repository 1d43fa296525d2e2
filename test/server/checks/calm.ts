import { nyse } from '../../../server/calendars/nyse.ts'
import { finding } from '../../../server/checks/check.ts'
import type { Series } from '../../../server/checks/dailySeries.ts'
import type { Finding } from '../../../server/checks/finding.ts'
import type { SeriesCheck } from '../../../server/checks/seriesCheck.ts'
import type { CorporateAction } from '../../../server/market/action.ts'
import type { DailyBar } from '../../../server/market/bar.ts'
import { sessionsBetween } from '../../../server/market/calendar.ts'
import { type IsoDate, mustBeDate } from '../../../server/market/day.ts'

export const day = mustBeDate

/** Real sessions of the autumn of 2023: a half day (11-24), a holiday and the end of summer time among them. */
export const dates: readonly IsoDate[] = sessionsBetween(nyse, day('2023-09-01'), day('2023-12-29')).map(
  ({ date }) => date,
)

/** A price that moves by a third of a percent a day, up and down. */
const price = (at: number): number => (at % 2 === 0 ? 100 : 100.3)

/** A quiet series: nothing in it is worth a finding. */
export const calm = (change: (bar: DailyBar, at: number) => DailyBar | null = (bar) => bar): readonly DailyBar[] =>
  dates.flatMap((date, at) => {
    const close = price(at)
    const open = price(at + 1)
    const bar = {
      date,
      open,
      high: Math.max(open, close) + 0.1,
      low: Math.min(open, close) - 0.1,
      close,
      volume: 1_000_000,
      adjClose: close,
    }
    return change(bar, at) ?? []
  })

export const at = (date: string): number => dates.indexOf(day(date))

/** All four prices of a bar times a factor. */
export const times = (bar: DailyBar, factor: number): DailyBar => ({
  ...bar,
  open: bar.open * factor,
  high: bar.high * factor,
  low: bar.low * factor,
  close: bar.close * factor,
  adjClose: bar.adjClose === null ? null : bar.adjClose * factor,
})

export const seriesOf = (
  bars: readonly DailyBar[],
  actions: readonly CorporateAction[] = [],
  rest: Partial<Series> = {},
): Series => ({ bars, actions, currency: 'USD', expected: dates, market: null, ...rest })

/** Names and sessions of findings, in order. */
export const named = (
  findings: readonly { readonly check: string; readonly from: string; readonly to: string }[],
): string[] => findings.map(({ check, from, to }) => (from === to ? `${check} ${from}` : `${check} ${from}..${to}`))

/** What some checks find in a series, each seeing what those before it found. */
export function ran(series: Series, ...checks: readonly SeriesCheck[]): readonly Finding[] {
  const found: Finding[] = []
  for (const check of checks) found.push(...check.run(series, found).map((each) => finding(check, each)))
  return found
}
