import { applyActions, readAllActions } from '../../db/actions.ts'
import type { Covered } from '../../db/coverage.ts'
import { needChange } from '../../db/file/change.ts'
import type { Reader, Tx } from '../../db/file/db.ts'
import { acceptedFindings, findingIds, resolveFindings, saveFindings, unresolvedFindings } from '../../db/findings.ts'
import { dropRepairs, proposeRepairs, type RepairOnFile, repairsOnFile } from '../../db/repairs.ts'
import {
  type DailyBarOnFile,
  dailyBarsOnFile,
  type IntradayBarOnFile,
  intradayBarsOnFile,
  storeDailyBars,
  storeIntradayBars,
} from '../../db/storeBars.ts'
import { readInstrument } from '../../db/tickers.ts'
import { calendarOf } from '../calendars/calendars.ts'
import { checkNamed, checkNames, intradayChecks, namesOf, seriesChecks } from '../checks/checks.ts'
import { inEnglish } from '../checks/english.ts'
import { type Finding, type FindingKey, keyOf, within } from '../checks/finding.ts'
import { excludedBy, type Judgement, judge, judgeIntraday } from '../checks/judge.ts'
import { type BarState, type DailyBar, type Interval, minutesOf } from '../market/bar.ts'
import type { Calendar } from '../market/calendar.ts'
import { sessionsBetween } from '../market/calendar.ts'
import { dateOf, dayOf, type IsoDate } from '../market/day.ts'
import type { Instant } from '../market/instant.ts'

import { marketCloses } from './market.ts'

const HOUR = 3_600_000

/** Sessions that should have a bar: those of the windows asked for that have ended, as far as the calendar knows. */
export function sessionsDue(
  calendar: Calendar | null,
  windows: readonly Covered[],
  firstTradeDate: IsoDate | null,
  now: number,
): readonly IsoDate[] {
  if (calendar === null) return []
  const key = firstTradeDate !== null || windows.length !== 1 ? null : `${windows[0]?.from} ${windows[0]?.to} ${now}`
  const known = lastDue.get(calendar)
  if (known !== undefined && known.key === key) return known.due
  const due = new Set<IsoDate>()
  for (const { from, to } of windows)
    for (const { date, closes } of sessionsBetween(calendar, from, to))
      if (closes + HOUR <= now && (firstTradeDate === null || date >= firstTradeDate)) due.add(date)
  const sorted = [...due].sort()
  if (key !== null) lastDue.set(calendar, { key, due: sorted })
  return sorted
}

/** Tickers of one file have the same sessions, one after another. */
const lastDue = new WeakMap<Calendar, { readonly key: string; readonly due: readonly IsoDate[] }>()

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

/** What keeps bars out of figures, by the key under which somebody may have accepted it. */
type Holding = FindingKey & Pick<Finding, 'holds'>

/** States after a judgement: what an error finding holds is `held`, and what none holds any more is `final` again. */
export function withHolds<T extends Judged>(
  bars: readonly T[],
  findings: readonly Holding[],
  accepted: ReadonlySet<string>,
): readonly T[] {
  const holds = findings.flatMap((finding) =>
    finding.holds === null || accepted.has(keyOf(finding)) ? [] : [finding.holds],
  )
  return bars.map((bar) => {
    const held = holds.some((range) => within(bar.date, range))
    if (held === (bar.state === 'held')) return bar
    return { ...bar, state: held ? 'held' : 'final' }
  })
}

/** Checks whose findings an answer may show and no look at the stored series can. */
const standing = checkNames.filter((name) => checkNamed(name)?.stands !== undefined)

/** What earlier answers showed and no look at the stored series can: it stands until it is told otherwise, or decided. */
export async function standingFindings(
  reader: Reader,
  tickerId: number,
  bars: readonly DailyBar[],
): Promise<readonly Holding[]> {
  const told = await unresolvedFindings(reader, tickerId, '1d', standing)
  if (told.length === 0) return []
  const adjusted = new Set(bars.filter(({ adjClose }) => adjClose !== null).map(({ date }) => date))
  return told.filter(({ check, from, evidence }) =>
    // Nobody can say any more what a finding without evidence rests on: it is for somebody to decide.
    evidence === null ? true : checkNamed(check)?.stands?.(evidence, from, adjusted),
  )
}

/** A judgement together with what answers showed: a split that its own text contradicts is not used. */
export interface Verdict extends Judgement {
  /** Findings of earlier answers that stand as they are stored. */
  readonly standing: readonly Holding[]
}

export function withTold(judgement: Judgement, told: readonly Finding[], standing: readonly Holding[]): Verdict {
  const answers = [...told, ...standing]
  // What holds the history up to the same session is the same thing found twice: who decides about it does so once.
  const ends = new Set(answers.flatMap(({ holds }) => (holds === null ? [] : [holds.to])))
  const isNew = ({ check, holds }: Finding) => !(checkNamed(check)?.holds === 'history' && ends.has(holds?.to ?? FAR))
  return {
    ...judgement,
    findings: [...judgement.findings.filter(isNew), ...told],
    standing,
    unused: [...judgement.unused, ...excludedBy(answers)],
  }
}

const FAR = '9999-12-31' as IsoDate

/** Writes a judgement of a series: findings, corrections that could be made, actions that figures leave out. */
export async function saveJudgement(
  tx: Tx,
  about: {
    readonly tickerId: number
    readonly interval: Interval
    readonly fetchId: number | null
    readonly now: number
  },
  verdict: Verdict,
  bars: readonly DailyBar[],
): Promise<void> {
  const { tickerId, interval } = about
  const { findings, standing, unused, lessGain } = verdict
  await saveFindings(tx, about, findings)
  await resolveFindings(tx, tickerId, interval, namesOf(seriesChecks), [...findings, ...standing])
  const accepted = await acceptedFindings(tx, tickerId, interval)
  const isTaken = ({ check, date }: (typeof unused)[number]) =>
    checkNamed(check)?.excludes !== undefined && accepted.has(keyOf({ check, from: date, to: date }))
  await applyActions(
    tx,
    tickerId,
    unused.filter((action) => !isTaken(action)),
    lessGain,
  )
  await saveRepairs(tx, about, verdict, bars)
}

/**
 * Writes down the corrections that could be made. One is dropped, also if it is in use, when any finding that it rests on
 * is gone: its source has put bars right. Bars that come to a correction in use have it too.
 */
async function saveRepairs(
  tx: Tx,
  { tickerId, interval, now }: { readonly tickerId: number; readonly interval: Interval; readonly now: number },
  { findings, proposals }: Judgement,
  bars: readonly DailyBar[],
): Promise<void> {
  const known = await repairsOnFile(tx, tickerId, interval)
  if (known.length === 0 && proposals.length === 0) return
  const ids = await findingIds(tx, tickerId, interval)
  const idOf = (key: FindingKey): readonly number[] => {
    const id = ids.get(keyOf(key))
    return id === undefined ? [] : [id]
  }
  const holding = new Map(findings.flatMap((finding) => idOf(finding).map((id) => [id, finding.holds] as const)))
  const stands = ({ day, check, status, findings: reasons }: RepairOnFile): boolean => {
    const date = dateOf(day)
    if (status === 'proposed') return proposals.some((proposal) => proposal.check === check && within(date, proposal))
    const holds = (id: number) => {
      const range = holding.get(id) ?? null
      return range !== null && within(date, range)
    }
    return reasons.length > 0 && reasons.every(holds)
  }
  await dropRepairs(
    tx,
    tickerId,
    interval,
    known.filter((repair) => !stands(repair)).map(({ day }) => day),
  )
  const inUse = new Set(known.flatMap(({ status, findings }) => (status === 'accepted' ? findings : [])))
  const texts = new Map(findings.map((finding) => [keyOf(finding), evidenceText(finding)]))
  const repairs = proposals.flatMap((proposal) => {
    const { check, price, volume, because } = proposal
    const reasons = because.flatMap(idOf)
    const evidence = because.map((key) => texts.get(keyOf(key)) ?? key.check).join('; ')
    const status = reasons.every((id) => inUse.has(id)) ? ('accepted' as const) : ('proposed' as const)
    return bars
      .filter(({ date }) => within(date, proposal))
      .map(({ date }) => ({ day: dayOf(date), check, price, volume, evidence, status, findings: reasons }))
  })
  await proposeRepairs(tx, tickerId, interval, repairs, now)
}

function evidenceText(finding: Finding): string {
  const { observed, expected } = inEnglish(finding)
  return expected === null ? observed : `${observed}, ${expected}`
}

/**
 * Puts what is stored of a ticker through every check: findings are written, bars of error findings are held. For
 * imports; a backfill does the same as part of storing. Runs in the transaction that stored the bars.
 *
 * @param fetchId the answer or file that was just stored; null where none was
 */
export async function checkStored(
  tx: Tx,
  tickerId: number,
  interval: Interval,
  fetchId: number | null,
  now: number,
): Promise<readonly Finding[]> {
  await needChange(tx, now)
  const ticker = { id: tickerId, ...(await readInstrument(tx, tickerId)) }
  const about = { tickerId: ticker.id, interval, fetchId, now }
  const calendar = await calendarOf(tx, ticker)
  const minutes = minutesOf(interval)
  if (minutes !== null) {
    const bars = await intradayBarsOnFile(tx, ticker.id, minutes, -8.64e15 as Instant)
    const [first, last] = [bars[0], bars.at(-1)]
    if (first === undefined || last === undefined) return []
    const due = sessionsDue(calendar, [{ from: first.date, to: last.date }], null, now)
    const findings = judgeIntraday(bars, due, {
      actions: await readAllActions(tx, ticker.id),
      currency: ticker.currency,
    })
    const states = withHolds(bars, findings, await acceptedFindings(tx, ticker.id, interval))
    await storeIntradayUnderOwnFetch(
      tx,
      ticker.id,
      minutes,
      states.filter((bar, at) => bar !== bars[at]),
    )
    await saveFindings(tx, about, findings)
    await resolveFindings(tx, ticker.id, interval, namesOf(intradayChecks), findings)
    return findings
  }
  const bars = await dailyBarsOnFile(tx, ticker.id)
  const [first, last] = [bars[0], bars.at(-1)]
  if (first === undefined || last === undefined) return []
  const expected = sessionsDue(calendar, [{ from: first.date, to: last.date }], null, now)
  const verdict = withTold(
    judge({
      bars,
      actions: await readAllActions(tx, ticker.id),
      currency: ticker.currency,
      expected,
      market: await marketCloses(tx, ticker),
    }),
    [],
    await standingFindings(tx, ticker.id, bars),
  )
  const states = withHolds(
    bars,
    [...verdict.findings, ...verdict.standing],
    await acceptedFindings(tx, ticker.id, interval),
  )
  await storeUnderOwnFetch(
    tx,
    ticker.id,
    states.filter((bar, at) => bar !== bars[at]),
  )
  await saveJudgement(tx, about, verdict, bars)
  return verdict.findings
}
