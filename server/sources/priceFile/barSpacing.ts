import { type Interval, type IntradayBar, intervals, minutesOf } from '../../market/bar.ts'
import type { Ticker } from '../../market/ticker.ts'
import { localTime } from '../../market/zone.ts'
import { caution, type ReportEntry } from '../report.ts'

/** A bar within the day, and where it stands in its file. */
export interface PlacedBar {
  readonly line: number
  readonly symbol: Ticker
  readonly bar: IntradayBar
}

/** The most frequent gap between neighbouring starts of one day and ticker, when it is a known interval. */
export function spacing(sorted: readonly PlacedBar[]): Interval | null {
  const counts = new Map<number, number>()
  sorted.forEach(({ symbol, bar }, at) => {
    const before = sorted[at - 1]
    if (before === undefined || before.symbol !== symbol || before.bar.date !== bar.date) return
    const minutes = (bar.start - before.bar.start) / 60_000
    counts.set(minutes, (counts.get(minutes) ?? 0) + 1)
  })
  const usual = [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0]
  return intervals.find((known) => minutesOf(known) === usual) ?? null
}

/**
 * BAR_OVERLAP: a bar that begins before the one ahead of it is over, within one phase of the session, so that one of the two
 * is on another clock. The last bar before the open may be cut by it.
 */
export function overlaps(
  sorted: readonly PlacedBar[],
  minutes: number,
  zoneOf: (symbol: Ticker) => string,
): readonly ReportEntry[] {
  const pairs = sorted.flatMap((row, at): readonly (readonly [PlacedBar, PlacedBar])[] => {
    const before = sorted[at - 1]
    if (before === undefined || before.symbol !== row.symbol || before.bar.phase !== row.bar.phase) return []
    return row.bar.start - before.bar.start < minutes * 60_000 ? [[before, row]] : []
  })
  return [...Map.groupBy(pairs, ([, { symbol }]) => symbol)].map(([symbol, own]) => {
    const [[before, row] = []] = own
    const clock = (one: PlacedBar | undefined) => {
      const second = one === undefined ? 0 : localTime(one.bar.start, zoneOf(symbol)).second
      return new Date(second * 1000).toISOString().slice(11, 16)
    }
    const message = `Bars of ${minutes} minutes overlap: ${clock(before)} (line ${before?.line}) and ${clock(row)} (line ${row?.line}) of ${row?.bar.date}${own.length > 1 ? `, and ${own.length - 1} more pairs` : ''}; one of the two may be on another clock`
    return caution('BAR_OVERLAP', message, { line: row?.line ?? null, field: 'start' }, clock(row))
  })
}
