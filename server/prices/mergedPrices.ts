import { readActions } from '../../db/actions.ts'
import { checkRanges } from '../../db/checkRanges.ts'
import type { Db } from '../../db/file/db.ts'
import type { BarChecks } from '../../db/findings.ts'
import { calendarsOf } from '../calendars/calendars.ts'
import { priceChecks, volumeChecks } from '../checks/figures.ts'
import { barStates, minutesOf, phases } from '../market/bar.ts'
import { dateOf } from '../market/day.ts'
import type { Instant } from '../market/instant.ts'
import { zonedText } from '../market/zone.ts'
import { mergedRows } from './mergedRows.ts'
import type { PriceColumns, PricesQuery } from './priceColumns.ts'
import { headOf, pricesOf, refuseTotal, tickerOrRefuse } from './prices.ts'
import { rowChecks } from './rowChecks.ts'
import { sessionsDue } from './sessionDays.ts'

/**
 * The same prices in at most `max` rows, for a chart that has no more pixels: each row opens as its first bar, closes as
 * its last, spans their extremes and adds their volumes. Its date, start and phase are the first bar's, its state the
 * least trusted of them, its checks all of theirs. Held bars count only in a row that has no others.
 *
 * @throws Problem as `pricesOf`
 */
export async function mergedPrices(db: Db, query: PricesQuery, max: number): Promise<PriceColumns> {
  const ticker = await tickerOrRefuse(db, query.ticker)
  refuseTotal(query)
  const minutes = minutesOf(query.interval)
  const actions = await readActions(db, ticker.id)
  const asked = { tickerId: ticker.id, minutes, basis: query.basis, range: query }
  const merged = await mergedRows(db, asked, actions, max)
  if (merged === null) return pricesOf(db, query)
  const { rows, span, sessions } = merged
  const calendar = (await calendarsOf(db)).of(ticker)
  const ranges = await checkRanges(db, ticker.id, query.interval, query)
  const checks = rowChecks(rows, sessions, ranges)
  const told = <T>(of: (checks: BarChecks) => T): readonly T[] => checks.map(of)
  const due = sessionsDue(calendar, sessions.day)
  return {
    ...(await headOf(db, ticker, query, calendar)),
    total: rows.start.length,
    next: null,
    merged: { span, bars: [...rows.bars], held: [...rows.held] },
    date: Array.from(rows.day, dateOf),
    start: minutes === null ? null : Array.from(rows.start, (at) => zonedText((at * 1000) as Instant, ticker.zone)),
    phase: minutes === null ? null : Array.from(rows.phase, (at) => phases[at] ?? 'regular'),
    open: [...rows.open],
    high: [...rows.high],
    low: [...rows.low],
    close: [...rows.close],
    volume: Array.from(rows.volume, (volume) => (Number.isNaN(volume) ? null : volume)),
    state: Array.from(rows.state, (at) => barStates[at] ?? 'provisional'),
    checks: told(priceChecks),
    volumeChecks: told(volumeChecks),
    heldBy: told(({ heldBy }) => heldBy),
    correctedBy: told(({ correctedBy }) => correctedBy),
    missing: due.missing,
    early_close: due.early,
    breaks: [],
    actions,
  }
}
