import { confirmActions, readAllActions, storeActions } from '../../db/actions.ts'
import type { Tx } from '../../db/file/db.ts'
import { acceptedFindings, saveFindings } from '../../db/findings.ts'
import { type DailyBarOnFile, dailyBarsOnFile, storeDailyBars } from '../../db/storeBars.ts'
import type { TickerRow } from '../../db/tickers.ts'
import { agree, type Comparison, compare } from '../checks/compare.ts'
import { checkReuse } from '../checks/comparison/symbolReused.ts'
import { type Finding, keyOf } from '../checks/finding.ts'
import { judge } from '../checks/judge.ts'
import { splitTextFinding } from '../checks/series/splitText.ts'
import { isSplit } from '../checks/splits.ts'
import { stateWhenSeen } from '../checks/state.ts'
import type { BarState, DailyBar } from '../market/bar.ts'
import type { Calendar } from '../market/calendar.ts'
import type { IsoDate } from '../market/day.ts'
import type { Instant } from '../market/instant.ts'
import { saveJudgement, standingFindings, storeUnderOwnFetch, withHolds, withTold } from '../quality/checkStored.ts'
import { dropFileRemarks } from '../quality/fileRemarks.ts'
import { marketCloses } from '../quality/market.ts'
import type { SourceAction } from '../sources/priceSource.ts'
import type { Admitted } from './admit.ts'
import type { Window } from './plan.ts'
import { type BarCounts, confirmedAmong } from './request.ts'

export interface DailyDelivery {
  readonly bars: readonly Admitted[]
  readonly actions: readonly SourceAction[]
  readonly findings: readonly Finding[]
  readonly window: Window
  readonly ticker: TickerRow
  /** What the source now says of the first trade. */
  readonly firstTradeDate: IsoDate | null
  readonly calendar: Calendar | null
  /** Sessions that should have a bar once this is stored. */
  readonly expected: readonly IsoDate[]
  readonly fetchId: number
  readonly now: Instant
}

type Row = DailyBar & { readonly state: BarState }

/** Stores an answer of daily bars with everything that follows from it. */
export async function storeDaily(tx: Tx, delivery: DailyDelivery): Promise<BarCounts> {
  const { ticker, fetchId, now, window, calendar } = delivery
  const stored = await dailyBarsOnFile(tx, ticker.id)
  const byDate = new Map(stored.map((bar) => [bar.date, bar]))
  const settled = delivery.bars.flatMap((bar) => {
    const before = byDate.get(bar.date)
    return before === undefined || before.state === 'provisional' || bar.live
      ? []
      : [{ stored: before, delivered: bar }]
  })
  const comparison = compare(settled)
  const incoming = delivery.bars.flatMap((bar) => rowOf(bar, byDate.get(bar.date), comparison, now))

  const bad = delivery.actions.flatMap(({ action, splitText }) =>
    isSplit(action) ? (splitTextFinding(action, splitText) ?? []) : [],
  )
  const told = delivery.actions
    .map(({ action }) => action)
    .filter(({ date }) => date >= window.from && date <= window.to)
  await storeActions(tx, ticker.id, told, ticker.currency, fetchId)
  await confirmActions(tx, ticker.id, window, told, now)

  const merged = mergedRows(stored, incoming)
  const reuse = checkReuse(...reuseFacts(delivery, stored, ticker))
  const series = {
    bars: merged,
    actions: await readAllActions(tx, ticker.id),
    currency: ticker.currency,
    expected: delivery.expected,
    market: await marketCloses(tx, ticker),
  }
  const retold = new Set(told.filter(isSplit).map(({ date }) => keyOf({ check: 'SPLIT_TEXT', from: date, to: date })))
  const standing = (await standingFindings(tx, ticker.id, merged)).filter((finding) => !retold.has(keyOf(finding)))
  const ofBars = delivery.findings.filter(({ check }) => check === 'ADJ_NONPOS')
  const verdict = withTold(judge(series), [...reuse, ...bad, ...ofBars], standing)
  const states = withHolds(merged, [...verdict.findings, ...standing], await acceptedFindings(tx, ticker.id, '1d'))
  const delivered = new Set(incoming.map(({ date }) => date))
  const arrived = states.filter(({ date }) => delivered.has(date))
  // Nearly every bar of a look at what is stored is as it was: those need not trouble the store.
  const moved = arrived.filter((row) => !isStored(row, byDate.get(row.date)))
  const written = await storeDailyBars(tx, ticker.id, moved, fetchId)
  const confirmed = moved.filter((row) => isConfirmed(row, byDate.get(row.date))).length
  const counts = confirmedAmong({ ...written, unchanged: written.unchanged + arrived.length - moved.length }, confirmed)
  // Bars that this answer did not bring may be held or free again because of what it brought.
  const others = states.flatMap(({ date, state }) => {
    const before = byDate.get(date)
    return delivered.has(date) || before === undefined || before.state === state ? [] : [{ ...before, state }]
  })
  await storeUnderOwnFetch(tx, ticker.id, others)

  const about = { tickerId: ticker.id, interval: '1d' as const, fetchId, now }
  await saveFindings(tx, about, [...delivery.findings, ...comparison.findings])
  const [oldest, newest] = [delivery.bars[0], delivery.bars.at(-1)]
  if (oldest !== undefined && newest !== undefined)
    await dropFileRemarks(tx, about, { from: oldest.date, to: newest.date })
  await saveJudgement(tx, about, verdict, merged)
  return counts

  function rowOf(
    bar: Admitted,
    before: DailyBarOnFile | undefined,
    { revised }: Comparison,
    at: Instant,
  ): readonly Row[] {
    const { date, open, high, low, close, volume } = bar
    const row = { date, open, high, low, close, volume, adjClose: sameOrNew(before?.adjClose ?? null, bar.adjClose) }
    if (before === undefined || before.state === 'provisional') {
      const confirmed = before !== undefined && agree(before, row)
      return [{ ...row, state: stateWhenSeen(at, bar.closes, bar.live, confirmed) }]
    }
    // A clock set back makes a session of the past look unfinished: what is final stays.
    if (bar.live && calendar !== null) return []
    return [{ ...row, state: revised.has(date) ? 'revised' : before.state }]
  }
}

const columns = ['open', 'high', 'low', 'close', 'volume', 'adjClose'] as const
const isAlike = (row: Row, before: Row): boolean => columns.every((column) => row[column] === before[column])
const isStored = (row: Row, before: Row | undefined): boolean =>
  before !== undefined && row.state === before.state && isAlike(row, before)
const isConfirmed = (row: Row, before: Row | undefined): boolean =>
  before?.state === 'provisional' && row.state === 'final' && isAlike(row, before)

/** An adjusted close has more digits than a 32-bit float carries: what differs beyond those has not changed. */
const sameOrNew = (before: number | null, told: number | null): number | null =>
  before !== null && told !== null && Math.fround(before) === Math.fround(told) ? before : told

function mergedRows(stored: readonly DailyBarOnFile[], incoming: readonly Row[]): readonly Row[] {
  const rows = new Map<IsoDate, Row>(stored.map(({ fetchId: _, ...bar }) => [bar.date, bar]))
  for (const row of incoming) rows.set(row.date, row)
  return [...rows.values()].sort((a, b) => (a.date < b.date ? -1 : 1))
}

function reuseFacts(
  { bars, firstTradeDate }: DailyDelivery,
  stored: readonly DailyBarOnFile[],
  ticker: TickerRow,
): Parameters<typeof checkReuse> {
  const [first] = stored
  const older = first === undefined ? [] : bars.filter(({ date }) => date < first.date)
  const [from, to] = [older[0], older.at(-1)]
  return [
    {
      firstDate: first?.date ?? ('9999-12-31' as IsoDate),
      firstClose: first?.close ?? 1,
      lastDate: stored.at(-1)?.date ?? ('9999-12-31' as IsoDate),
      firstTradeDate: first === undefined ? null : ticker.firstTradeDate,
    },
    { firstTradeDate },
    from === undefined || to === undefined ? null : { from: from.date, to: to.date, close: to.close },
  ]
}
