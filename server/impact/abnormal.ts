import { setImmediate as breathe } from 'node:timers/promises'
import type { Db } from '../../db/file/db.ts'
import { keptBy } from '../../db/file/kept.ts'
import type { IsoDate } from '../market/day.ts'
import { askedAs, type Ticker } from '../market/ticker.ts'
import { abnormalCursors, type SessionPlace } from '../query/cursors.ts'
import { type Paged, type Paging, pageOf } from '../query/page.ts'
import type { GivenSettings } from '../query/settings.ts'
import { benjaminiHochberg } from '../stats/multiple.ts'
import type { Reason } from '../stats/reasons.ts'
import { type TestedSession, testSessions } from '../stats/session.ts'
import type { Settings } from '../stats/settings.ts'
import { isSignificant } from '../stats/significance.ts'
import type { AlignedSeries } from './alignedSeries.ts'
import { type Beside, besideBenchmark, type ComparisonQuery } from './besideBenchmark.ts'
import type { Comparison } from './comparison.ts'
import { withConfounders } from './confounders.ts'
import type { Range } from './list.ts'
import { type Reading, readingOf } from './reading.ts'
import { settingsOf } from './settings.ts'

export interface AbnormalQuery extends ComparisonQuery {
  readonly settings: GivenSettings
}

/** A session of the ticker's exchange with what the model makes of it, and the events on it. */
export interface AbnormalSession {
  readonly date: IsoDate
  readonly test: TestedSession
  /** Benjamini-Hochberg adjusted over all sessions that could be tested; null for one that could not be. */
  readonly pAdjusted: number | null
  /** Checks that hold its price back. */
  readonly heldBy: readonly string[]
  /** Confirmed events that may have hit it. */
  readonly events: readonly string[]
  /** An event on it that waits for confirmation, where there is no confirmed one. */
  readonly candidate: string | null
}

export interface Abnormal {
  readonly ticker: Ticker
  /** The former name it was asked for by. */
  readonly asked_as: Ticker | null
  readonly benchmark: Ticker
  readonly comparison: Comparison
  readonly settings: Settings
  /** Of all stored sessions, whatever range is asked for. */
  readonly tested: number
  readonly untested: readonly { readonly reason: Reason; readonly sessions: number }[]
  /** In order. */
  readonly sessions: readonly AbnormalSession[]
}

/** Sessions that are computed before others get their turn: about five milliseconds. */
const AT_ONCE = 500

const kept = keptBy<Abnormal>(8)

/**
 * The abnormal return of every session, events or not: each is forecast from its own preceding estimation window, so that
 * an event on it has the same figures. What the price itself set explains nothing and is left out of the events.
 *
 * @throws Problem 400 for settings that cannot be used, and what `besideBenchmark` says
 */
export async function abnormalOf(db: Db, symbol: Ticker, query: AbnormalQuery, range: Range): Promise<Abnormal> {
  const all = await kept(db, JSON.stringify([symbol, query]), async () => {
    const reading = readingOf(db)
    return { value: await wholeOf(reading, symbol, query), subjects: reading.subjects() }
  })
  const { from, to } = range
  if (from === null && to === null) return all
  const sessions = all.sessions.filter(({ date }) => (from === null || date >= from) && (to === null || date <= to))
  return { ...all, sessions }
}

async function wholeOf(reading: Reading, symbol: Ticker, query: AbnormalQuery): Promise<Abnormal> {
  // A session is its own event window: the estimation window need not keep clear of more.
  const settings = settingsOf({ ...query.settings, event: [0, 0], windows: [[0, 0]] })
  const beside = await besideBenchmark(reading, symbol, query, settings)
  const { ticker, aligned, comparison } = beside
  const { axis } = aligned
  const tests: TestedSession[] = []
  const kept = await keptOut(reading, aligned, settings)
  for (const test of testSessions(reading.design(aligned, settings), settings, kept, [0, axis.length - 1])) {
    tests.push(test)
    if (tests.length % AT_ONCE === 0) await breathe()
  }
  const adjusted = benjaminiHochberg(tests.flatMap((test) => (test.kind === 'tested' ? [test.p] : [])))
  const eventsAt = await eventsOn(reading, beside)
  const reasons = Map.groupBy(
    tests.flatMap((test) => (test.kind === 'untested' ? [test.reason] : [])),
    (reason) => reason,
  )
  let next = 0
  return {
    ticker: ticker.symbol,
    asked_as: askedAs(symbol, ticker.symbol),
    benchmark: aligned.benchmark.symbol,
    comparison,
    settings,
    tested: adjusted.length,
    untested: [...reasons].map(([reason, those]) => ({ reason, sessions: those.length })),
    sessions: tests.map((test) => {
      const date = axis[test.at] as IsoDate
      const pAdjusted = test.kind === 'tested' ? (adjusted[next++] ?? null) : null
      return { date, test, pAdjusted, heldBy: aligned.heldBy.get(date) ?? [], ...eventsAt(date) }
    }),
  }
}

/** What may not serve for estimation, as it is for every event: `optionsAt` of placed studies. */
export async function keptOut(reading: Reading, aligned: AlignedSeries, { estimationMask }: Settings) {
  const { dated: others } = await reading.others(aligned, 'later')
  if (estimationMask !== 'confounders') return { others, unusable: aligned.stale }
  const confounders = await reading.confounders(aligned, 'later')
  return { others, unusable: withConfounders(aligned.axis.length, confounders(), aligned.stale) }
}

/** Events by the sessions that they may have hit. */
async function eventsOn(reading: Reading, { ticker }: Beside) {
  const confirmed = new Map<IsoDate, string[]>()
  const waiting = new Map<IsoDate, string>()
  for (const event of await reading.events(ticker.symbol, ticker, 'later')) {
    if (event.isOutcome || event.session === null) continue
    for (const session of event.sessions) {
      if (event.status === 'confirmed') {
        const those = confirmed.get(session)
        if (those === undefined) confirmed.set(session, [event.eventId])
        else those.push(event.eventId)
      } else if (event.status === 'proposed' && !waiting.has(session)) waiting.set(session, event.eventId)
    }
  }
  return (date: IsoDate) => {
    const events = confirmed.get(date) ?? []
    return { events, candidate: events.length > 0 ? null : (waiting.get(date) ?? null) }
  }
}

/**
 * What is to be made of a session: nothing out of the ordinary, a move with events on it, one that awaits a decision on
 * an event, or one without any.
 */
export type Verdict = 'ordinary' | 'event' | 'awaits confirmation' | 'no candidate'

export const verdictOf = ({ pAdjusted, events, candidate }: AbnormalSession, alpha: number): Verdict | null => {
  if (pAdjusted === null) return null
  if (!isSignificant(pAdjusted, alpha)) return 'ordinary'
  return events.length > 0 ? 'event' : candidate === null ? 'no candidate' : 'awaits confirmation'
}

/** Events that a session names. */
const EVENTS_NAMED = 50

/** A page of it, as columns of equal length. */
export function abnormalPage({ sessions, ...answer }: Abnormal, page: Paging<SessionPlace>) {
  const { lines, total, next } = pageOf(sessions, page, ({ date }): SessionPlace => [date], abnormalCursors.textOf)
  const figure = (name: 'span' | 'r' | 'marketReturn' | 'expected' | 'ar' | 'se' | 't' | 'p' | 'ciLow' | 'ciHigh') =>
    lines.map(({ test }) => (test.kind === 'tested' ? test[name] : null))
  const fitted = (name: 'M' | 'beta' | 'sigma') => lines.map(({ test }) => (test.kind === 'tested' ? test[name] : null))
  return {
    ...answer,
    total,
    next,
    date: lines.map(({ date }) => date),
    span: figure('span'),
    r: figure('r'),
    marketReturn: figure('marketReturn'),
    expected: figure('expected'),
    ar: figure('ar'),
    se: figure('se'),
    t: figure('t'),
    p: figure('p'),
    ciLow: figure('ciLow'),
    ciHigh: figure('ciHigh'),
    pAdjusted: lines.map(({ pAdjusted }) => pAdjusted),
    M: fitted('M'),
    beta: fitted('beta'),
    sigma: fitted('sigma'),
    verdict: lines.map((line) => verdictOf(line, answer.settings.alpha)),
    reason: lines.map(({ test }) => (test.kind === 'untested' ? test.reason : null)),
    heldBy: lines.map(({ heldBy }) => heldBy),
    events: lines.map(({ events }) => events.slice(0, EVENTS_NAMED)),
    events_size: lines.map(({ events }) => events.length),
    candidate: lines.map(({ candidate }) => candidate),
  } satisfies Omit<Abnormal, 'sessions'> & Paged & Readonly<Record<string, unknown>>
}
