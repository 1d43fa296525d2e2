import { applyActions, readAllActions } from '../../db/actions.ts'
import {
  type DailyBarOnFile,
  dailyBarsOnFile,
  type IntradayBarOnFile,
  intradayBarsOnFile,
  storeDailyBars,
  storeIntradayBars,
} from '../../db/bars.ts'
import type { Covered } from '../../db/coverage.ts'
import type { Reader, Tx } from '../../db/file/db.ts'
import { acceptedFindings, resolveFindings, saveFindings, unresolvedFindings } from '../../db/findings.ts'
import { dropRepairs, proposeRepairs, type RepairOnFile, repairsOnFile } from '../../db/repairs.ts'
import { readInstrument } from '../../db/tickers.ts'
import type { Finding } from '../checks/finding.ts'
import { reused } from '../checks/identity.ts'
import { checkIntraday } from '../checks/intraday.ts'
import { type Judgement, judge, seriesChecks } from '../checks/judge.ts'
import { ONE_RATIO } from '../checks/splits.ts'
import { type BarState, type DailyBar, type Interval, minutesOf } from '../market/bar.ts'
import type { Calendar } from '../market/calendar.ts'
import { sessionsBetween } from '../market/calendar.ts'
import { dateOf, dayOf, type IsoDate } from '../market/day.ts'
import type { Instant } from '../market/instant.ts'
import { tickerCalendar } from '../market/tickerCalendar.ts'

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
export async function storeUnderOwnFetch(tx: Tx, tickerId: number, bars: readonly DailyBarOnFile[]): Promise<void> {
  for (const [fetchId, own] of Map.groupBy(bars, (bar) => bar.fetchId)) await storeDailyBars(tx, tickerId, own, fetchId)
}

/** The same for bars within the session. */
export async function storeIntradayUnderOwnFetch(
  tx: Tx,
  tickerId: number,
  minutes: number,
  bars: readonly IntradayBarOnFile[],
): Promise<void> {
  for (const [fetchId, own] of Map.groupBy(bars, (bar) => bar.fetchId))
    await storeIntradayBars(tx, tickerId, minutes, own, fetchId)
}

interface Judged {
  readonly date: IsoDate
  readonly state: BarState
}

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

/** What earlier answers showed and no look at the stored series can: it stands until it is told otherwise, or decided. */
export async function standingFindings(
  reader: Reader,
  tickerId: number,
  bars: readonly DailyBar[],
): Promise<readonly Finding[]> {
  const told = await unresolvedFindings(reader, tickerId, '1d', ['SYMBOL_REUSED', 'SPLIT_TEXT', 'ADJ_NONPOS'])
  if (told.length === 0) return []
  const adjusted = new Set(bars.filter(({ adjClose }) => adjClose !== null).map(({ date }) => date))
  return told.flatMap((finding): readonly Finding[] => {
    if (finding.check === 'SYMBOL_REUSED') return [reused(finding, finding.observed, finding.expected)]
    // A contradiction with a step shows in the series, as an adjusted close that is a number does.
    const stands = finding.check === 'SPLIT_TEXT' ? finding.expected === ONE_RATIO : !adjusted.has(finding.from)
    return stands ? [{ ...finding, holds: null }] : []
  })
}

/** A judgement together with what answers showed: a split that its own text contradicts is not used. */
export const withTold = (judgement: Judgement, told: readonly Finding[]): Judgement => ({
  ...judgement,
  findings: [...judgement.findings, ...told],
  unused: [
    ...judgement.unused,
    ...told.flatMap(({ check, from }) =>
      check === 'SPLIT_TEXT' ? [{ date: from, kind: 'split' as const, check }] : [],
    ),
  ],
})

/** Checks of actions whose findings somebody may accept: the action is then taken as right. */
const ofActions: readonly string[] = ['DIV_NO_DROP', 'SPLIT_TEXT']

/** Writes a judgement of a series: findings, corrections that could be made, actions that figures leave out. */
export async function saveJudgement(
  tx: Tx,
  about: {
    readonly tickerId: number
    readonly interval: Interval
    readonly fetchId: number | null
    readonly now: number
  },
  judgement: Judgement,
  bars: readonly DailyBar[],
): Promise<void> {
  const { tickerId, interval } = about
  const { findings, unused, lessGain } = judgement
  await saveFindings(tx, about, findings)
  await resolveFindings(tx, tickerId, interval, seriesChecks, findings)
  const accepted = await acceptedFindings(tx, tickerId, interval)
  const isTaken = ({ check, date }: (typeof unused)[number]) =>
    ofActions.includes(check) && accepted.has(`${check} ${date} ${date}`)
  await applyActions(
    tx,
    tickerId,
    unused.filter((action) => !isTaken(action)),
    lessGain,
  )
  await saveRepairs(tx, about, judgement, bars)
}

/**
 * Writes down the corrections that could be made. One whose check finds nothing on its bar any more is dropped, also if
 * it was in use: its source has put the bar right. Bars that join a correction in use have it too.
 */
async function saveRepairs(
  tx: Tx,
  { tickerId, interval, now }: { readonly tickerId: number; readonly interval: Interval; readonly now: number },
  { findings, proposals }: Judgement,
  bars: readonly DailyBar[],
): Promise<void> {
  const known = await repairsOnFile(tx, tickerId, interval)
  if (known.length === 0 && proposals.length === 0) return
  const isHeld = (check: string, date: IsoDate) =>
    findings.some((found) => found.check === check && found.holds !== null && within(date, found.holds))
  const stands = ({ day, check, status }: RepairOnFile): boolean => {
    const date = dateOf(day)
    if (status !== 'proposed') return isHeld(check, date)
    return proposals.some((proposal) => proposal.check === check && within(date, proposal))
  }
  const dropped = known.filter((repair) => !stands(repair))
  await dropRepairs(
    tx,
    tickerId,
    interval,
    dropped.map(({ day }) => day),
  )
  const inUse = known.filter((repair) => repair.status === 'accepted' && !dropped.includes(repair))
  const repairs = proposals.flatMap((proposal) => {
    const joins = inUse.some(
      ({ check, price, day }) => check === proposal.check && price === proposal.price && within(dateOf(day), proposal),
    )
    const { check, price, volume, evidence } = proposal
    const status = joins ? ('accepted' as const) : ('proposed' as const)
    return bars
      .filter(({ date }) => within(date, proposal))
      .map(({ date }) => ({ day: dayOf(date), check, price, volume, evidence, status }))
  })
  await proposeRepairs(tx, tickerId, interval, repairs, now)
}

const within = (date: IsoDate, { from, to }: { readonly from: IsoDate; readonly to: IsoDate }): boolean =>
  date >= from && date <= to

/**
 * Puts what is stored of a ticker through every check: findings are written, bars of error findings are held. For
 * imports; a backfill does the same as part of storing. Runs in the transaction that stored the bars.
 *
 * @param fetchId the answer or file that was just stored
 */
export async function checkStored(
  tx: Tx,
  tickerId: number,
  interval: Interval,
  fetchId: number,
  now: number,
): Promise<readonly Finding[]> {
  const ticker = { id: tickerId, ...(await readInstrument(tx, tickerId)) }
  const about = { tickerId: ticker.id, interval, fetchId, now }
  const calendar = tickerCalendar(ticker)
  const minutes = minutesOf(interval)
  if (minutes !== null) {
    const bars = await intradayBarsOnFile(tx, ticker.id, minutes, -8.64e15 as Instant)
    const [first, last] = [bars[0], bars.at(-1)]
    if (first === undefined || last === undefined) return []
    const due = sessionsDue(calendar, [{ from: first.date, to: last.date }], null, now)
    const findings = checkIntraday(bars, due, {
      actions: await readAllActions(tx, ticker.id),
      currency: ticker.currency,
    })
    const states = withHolds(bars, { findings }, await acceptedFindings(tx, ticker.id, interval))
    await storeIntradayUnderOwnFetch(
      tx,
      ticker.id,
      minutes,
      states.filter((bar, at) => bar !== bars[at]),
    )
    await saveFindings(tx, about, findings)
    await resolveFindings(tx, ticker.id, interval, seriesChecks, findings)
    return findings
  }
  const bars = await dailyBarsOnFile(tx, ticker.id)
  const [first, last] = [bars[0], bars.at(-1)]
  if (first === undefined || last === undefined) return []
  const expected = sessionsDue(calendar, [{ from: first.date, to: last.date }], null, now)
  const judgement = withTold(
    judge({ bars, actions: await readAllActions(tx, ticker.id), currency: ticker.currency, expected }),
    await standingFindings(tx, ticker.id, bars),
  )
  const states = withHolds(bars, judgement, await acceptedFindings(tx, ticker.id, interval))
  await storeUnderOwnFetch(
    tx,
    ticker.id,
    states.filter((bar, at) => bar !== bars[at]),
  )
  await saveJudgement(tx, about, judgement, bars)
  return judgement.findings
}
