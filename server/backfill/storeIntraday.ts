import { readAllActions } from '../../db/actions.ts'
import type { Tx } from '../../db/file/db.ts'
import { acceptedFindings, resolveFindings, saveFindings } from '../../db/findings.ts'
import { intradayBarsOnFile, storeIntradayBars } from '../../db/storeBars.ts'
import type { TickerRow } from '../../db/tickers.ts'
import { intradayChecks, namesOf } from '../checks/checks.ts'
import { agree, compare, type Restatement } from '../checks/compare.ts'
import { leftBehind } from '../checks/comparison/restateSplit.ts'
import { type Finding, keyOf } from '../checks/finding.ts'
import { judgeIntraday } from '../checks/judge.ts'
import { phaseOf } from '../checks/phase.ts'
import { stateWhenSeen } from '../checks/state.ts'
import { type BarState, type Interval, type IntradayBar, minutesOf } from '../market/bar.ts'
import type { Calendar } from '../market/calendar.ts'
import type { IsoDate } from '../market/day.ts'
import type { Instant } from '../market/instant.ts'
import { storeIntradayUnderOwnFetch, withHolds } from '../quality/checkStored.ts'
import { dropFileRemarks } from '../quality/fileRemarks.ts'
import type { Admitted } from './admit.ts'
import { type BarCounts, confirmedAmong } from './request.ts'

/** Which part an answer is: of a look at everything the source still has, its beginning or what follows; else the end. */
export type Reach = 'beginning' | 'middle' | 'end'

export interface IntradayDelivery {
  readonly bars: readonly Admitted[]
  readonly findings: readonly Finding[]
  readonly ticker: TickerRow
  readonly interval: Interval
  readonly calendar: Calendar | null
  readonly expected: readonly IsoDate[]
  readonly reach: Reach
  readonly fetchId: number
  readonly now: Instant
}

/** The source has rescaled its history and this answer holds only the end of it: stored alone it would make two scales of one series. */
export class Restated extends Error {
  override readonly name = 'Restated'
}

type Row = IntradayBar & { readonly state: BarState }
const asDaily = <T extends IntradayBar>(bar: T) => ({ ...bar, adjClose: null })

/**
 * Stores an answer of bars within the session with everything that follows from it.
 *
 * @throws Restated when everything has to be asked for before any of it may be stored
 */
export async function storeIntraday(tx: Tx, delivery: IntradayDelivery): Promise<BarCounts> {
  const { ticker, interval, fetchId, now, calendar } = delivery
  const minutes = minutesOf(interval) ?? 60
  const first = delivery.bars[0]?.start ?? now
  const stored = await intradayBarsOnFile(tx, ticker.id, minutes, -8.64e15 as Instant)
  const byStart = new Map(stored.filter(({ start }) => start >= first).map((bar) => [bar.start as number, bar]))
  const settled = delivery.bars.flatMap((bar) => {
    const before = byStart.get(bar.start)
    if (before === undefined || before.state === 'provisional' || bar.live) return []
    return [{ stored: asDaily(before), delivered: bar }]
  })
  const { restatement, revised, findings } = compare(settled)
  if (restatement.kind === 'split' && delivery.reach === 'end' && (stored[0]?.start ?? first) < first)
    throw new Restated('Cannot store the end of a rescaled history without what comes before it')
  const incoming: Row[] = []
  for (const { date, start, open, high, low, close, volume, closes, live } of delivery.bars) {
    const phase = phaseOf(start, calendar?.session(date) ?? null)
    const bar = { date, start, phase, open, high, low, close, volume }
    const before = byStart.get(start)
    if (before === undefined || before.state === 'provisional') {
      const confirmed = before !== undefined && agree(asDaily(before), asDaily(bar))
      incoming.push({ ...bar, state: stateWhenSeen(now, closes, live, confirmed) })
    } else if (!live) {
      const differs = restatement.kind !== 'split' && revised.has(date) && !agree(asDaily(before), asDaily(bar))
      incoming.push({ ...bar, state: differs ? 'revised' : before.state })
    }
  }
  const merged = new Map<number, Row>(stored.map(({ fetchId: _, ...bar }) => [bar.start, bar]))
  for (const row of incoming) merged.set(row.start, row)
  const rows = [...merged.values()]
  const judged = judgeIntraday(rows, delivery.expected, {
    actions: await readAllActions(tx, ticker.id),
    currency: ticker.currency,
  })
  const states = new Map(
    withHolds(rows, judged, await acceptedFindings(tx, ticker.id, interval)).map(({ start, state }) => [start, state]),
  )
  const judgedRow = <T extends Row>(row: T): T => ({ ...row, state: states.get(row.start) ?? row.state })
  const arrived = incoming.map(judgedRow)
  const confirmed = arrived.filter((row) => isConfirmed(row, byStart.get(row.start))).length
  const counts = confirmedAmong(await storeIntradayBars(tx, ticker.id, minutes, arrived, fetchId), confirmed)
  const delivered = new Set(incoming.map(({ start }) => start))
  // Bars that this answer did not bring may be held or free again because of what it brought.
  const others = stored.filter(({ start, state }) => !delivered.has(start) && states.get(start) !== state)
  await storeIntradayUnderOwnFetch(tx, ticker.id, minutes, others.map(judgedRow))

  const about = { tickerId: ticker.id, interval, fetchId, now }
  // Several bars of one session may be revised: the natural key of a finding is its session.
  const bySession = new Map(findings.map((found) => [keyOf(found), found]))
  const left = delivery.reach === 'beginning' ? outOfReach(stored, first, restatement) : []
  await saveFindings(tx, about, [...delivery.findings, ...bySession.values(), ...left, ...judged])
  const [oldest, newest] = [delivery.bars[0], delivery.bars.at(-1)]
  if (oldest !== undefined && newest !== undefined)
    await dropFileRemarks(tx, about, { from: oldest.date, to: newest.date })
  await resolveFindings(tx, ticker.id, interval, namesOf(intradayChecks), judged)
  return counts
}

const columns = ['open', 'high', 'low', 'close', 'volume'] as const
const isAlike = (row: Row, before: Row): boolean => columns.every((column) => row[column] === before[column])
const isConfirmed = (row: Row, before: Row | undefined): boolean =>
  before?.state === 'provisional' && row.state === 'final' && isAlike(row, before)

/** RESTATE_SPLIT: bars that the source no longer has can not be asked for again and keep the scale from before. */
function outOfReach(stored: readonly IntradayBar[], first: number, restatement: Restatement): readonly Finding[] {
  const older = stored.filter(({ start }) => start < first)
  const [from, to] = [older[0]?.date, older.at(-1)?.date]
  if (restatement.kind !== 'split' || from === undefined || to === undefined) return []
  return [leftBehind({ from, to }, restatement.factor)]
}
