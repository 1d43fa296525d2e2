import { type Interval, intervals, minutesOf } from '../../market/bar.ts'
import { dateOf } from '../../market/day.ts'
import type { Instant } from '../../market/instant.ts'
import type { Ticker } from '../../market/ticker.ts'
import { localTime } from '../../market/zone.ts'
import { caution, type ReportEntry } from '../report.ts'

/** When a bar begins and where it stands in its file. */
export interface PlacedStart {
  readonly symbol: Ticker
  readonly start: number
  readonly day: number
  /** Its place in `phases`. */
  readonly phase: number
  readonly line: number
}

/** The most frequent gap between neighbouring starts of one day and ticker, of bars that come in order. */
export function spacingOf() {
  const counts = new Map<number, number>()
  return {
    see: (before: PlacedStart, { symbol, day, start }: PlacedStart): void => {
      if (before.symbol !== symbol || before.day !== day) return
      const minutes = (start - before.start) / 60_000
      counts.set(minutes, (counts.get(minutes) ?? 0) + 1)
    },
    /** Null where it is no known interval. */
    found: (): Interval | null => {
      const usual = [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0]
      return intervals.find((known) => minutesOf(known) === usual) ?? null
    },
  }
}

/**
 * BAR_OVERLAP: a bar that begins before the one ahead of it is over, within one phase of the session, so that one of the two
 * is on another clock. The last bar before the open may be cut by it.
 */
export function overlapsOf(minutes: number, zoneOf: (symbol: Ticker) => string) {
  const pairs = new Map<Ticker, { readonly before: PlacedStart; readonly row: PlacedStart; count: number }>()
  const clock = ({ symbol, start }: PlacedStart): string =>
    new Date(localTime(start as Instant, zoneOf(symbol)).second * 1000).toISOString().slice(11, 16)
  return {
    see: (before: PlacedStart, row: PlacedStart): void => {
      if (before.symbol !== row.symbol || before.phase !== row.phase || row.start - before.start >= minutes * 60_000)
        return
      const known = pairs.get(row.symbol)
      if (known === undefined) pairs.set(row.symbol, { before: { ...before }, row: { ...row }, count: 1 })
      else known.count++
    },
    entries: (): readonly ReportEntry[] =>
      [...pairs.values()].map(({ before, row, count }) => {
        const message = `Bars of ${minutes} minutes overlap: ${clock(before)} (line ${before.line}) and ${clock(row)} (line ${row.line}) of ${dateOf(row.day)}${count > 1 ? `, and ${count - 1} more pairs` : ''}; one of the two may be on another clock`
        return caution('BAR_OVERLAP', message, { line: row.line, field: 'start' }, clock(row))
      }),
  }
}
