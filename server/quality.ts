import { actionsNow, applyActionsNow } from '../db/actions.ts'
import { type DailyBarOnFile, dailyBarsNow, intradayBarsNow, storeDailyBarsNow } from '../db/bars.ts'
import type { Covered } from '../db/coverage.ts'
import { acceptedNow, resolveFindingsNow, saveFindingsNow } from '../db/findings.ts'
import type { Db } from '../db/open.ts'
import { proposeRepairsNow } from '../db/repairs.ts'
import { instrumentNow } from '../db/tickers.ts'
import { calendarOf } from './backfill/instrument.ts'
import { type BarState, type DailyBar, type Interval, minutesOf } from './market/bar.ts'
import type { Calendar } from './market/calendar.ts'
import { sessionsBetween } from './market/calendar.ts'
import { dayOf, type IsoDate } from './market/day.ts'
import type { Instant } from './market/instant.ts'
import type { Finding } from './market/quality/finding.ts'
import { checkIntraday } from './market/quality/intraday.ts'
import { type Judgement, judge, seriesChecks } from './market/quality/judge.ts'

const HOUR = 3_600_000

/** Sessions that should have a bar: those of the windows asked for that have ended, as far as the calendar knows. */
export function sessionsDue(
  calendar: Calendar | null,
  windows: readonly Covered[],
  firstTradeDate: IsoDate | null,
  now: number,
): readonly IsoDate[] {
  if (calendar === null) return []
  const due = new Set<IsoDate>()
  for (const { from, to } of windows)
    for (const { date, closes } of sessionsBetween(calendar, from, to))
      if (closes + HOUR <= now && (firstTradeDate === null || date >= firstTradeDate)) due.add(date)
  return [...due].sort()
}

/** Stores bars whose state alone changed: each stays with the answer that delivered it. */
export function storeUnderOwnFetchNow(db: Db, tickerId: number, bars: readonly DailyBarOnFile[]): void {
  for (const [fetchId, own] of Map.groupBy(bars, (bar) => bar.fetchId)) storeDailyBarsNow(db, tickerId, own, fetchId)
}

type Judged = DailyBar & { readonly state: BarState }

/** States after a judgement: what an error finding holds is `held`, and what none holds any more is `final` again. */
export function withHolds<T extends Judged>(
  bars: readonly T[],
  { findings }: Pick<Judgement, 'findings'>,
  accepted: ReadonlySet<string>,
): readonly T[] {
  const holds = findings.flatMap(({ check, from, to, holds: range }) =>
    range === null || accepted.has(`${check} ${from} ${to}`) ? [] : [range],
  )
  return bars.map((bar) => {
    const held = holds.some(({ from, to }) => bar.date >= from && bar.date <= to)
    if (held === (bar.state === 'held')) return bar
    return { ...bar, state: held ? 'held' : 'final' }
  })
}

/** Writes a judgement of a series: findings, corrections that could be made, actions that figures leave out. */
export function saveJudgementNow(
  db: Db,
  about: {
    readonly tickerId: number
    readonly interval: Interval
    readonly fetchId: number | null
    readonly now: number
  },
  { findings, unused, lessGain, proposals }: Judgement,
  bars: readonly DailyBar[],
): void {
  saveFindingsNow(db, about, findings)
  resolveFindingsNow(db, about.tickerId, about.interval, seriesChecks, findings)
  applyActionsNow(db, about.tickerId, unused, lessGain)
  const repairs = proposals.flatMap(({ from, to, check, price, volume, evidence }) =>
    bars
      .filter(({ date }) => date >= from && date <= to)
      .map(({ date }) => ({ day: dayOf(date), check, factors: { price, volume }, evidence })),
  )
  proposeRepairsNow(db, about.tickerId, about.interval, repairs, about.now)
}

/**
 * Puts what is stored of a ticker through every check: findings are written, bars of error findings are held. For
 * imports; a backfill does the same as part of storing. Must run in the transaction that stored the bars.
 *
 * @param fetchId the answer or file that was just stored
 */
export function checkStoredNow(
  db: Db,
  tickerId: number,
  interval: Interval,
  fetchId: number,
  now: number,
): readonly Finding[] {
  const ticker = { id: tickerId, ...instrumentNow(db, tickerId) }
  const about = { tickerId: ticker.id, interval, fetchId, now }
  const calendar = calendarOf(ticker)
  const minutes = minutesOf(interval)
  if (minutes !== null) {
    const bars = intradayBarsNow(db, ticker.id, minutes, -8.64e15 as Instant)
    const [first, last] = [bars[0], bars.at(-1)]
    if (first === undefined || last === undefined) return []
    const due = sessionsDue(calendar, [{ from: first.date, to: last.date }], null, now)
    const findings = checkIntraday(bars, due)
    saveFindingsNow(db, about, findings)
    resolveFindingsNow(db, ticker.id, interval, seriesChecks, findings)
    return findings
  }
  const bars = dailyBarsNow(db, ticker.id)
  const [first, last] = [bars[0], bars.at(-1)]
  if (first === undefined || last === undefined) return []
  const expected = sessionsDue(calendar, [{ from: first.date, to: last.date }], null, now)
  const judgement = judge({ bars, actions: actionsNow(db, ticker.id), currency: ticker.currency, expected })
  const states = withHolds(bars, judgement, acceptedNow(db, ticker.id, interval))
  storeUnderOwnFetchNow(
    db,
    ticker.id,
    states.filter((bar, at) => bar !== bars[at]),
  )
  saveJudgementNow(db, about, judgement, bars)
  return judgement.findings
}
