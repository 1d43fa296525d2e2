import type { Db } from '../../db/file/db.ts'
import { calendarsOf } from '../calendars/calendars.ts'
import { placeEvent } from '../events/placedEvent.ts'
import { primaryTickerOrNone } from '../events/primaryTicker.ts'
import { witnessesOfEvents } from '../events/witnesses.ts'
import type { Calendar } from '../market/calendar.ts'
import type { IsoDate } from '../market/day.ts'
import { effectiveTime, type MarketEvent } from '../market/event.ts'
import { type Instant, utcText } from '../market/instant.ts'
import { type Moment, mustBeMoment } from '../market/moment.ts'
import type { Ticker } from '../market/ticker.ts'
import type { Witness } from '../market/witness.ts'
import { dateAt, zonedText } from '../market/zone.ts'
import type { Settings } from '../stats/settings.ts'
import type { ImpactQuery } from './answer.ts'
import { daysOf } from './impactDays.ts'
import { measurePlaced } from './placedStudy.ts'
import { type Placer, placerOf, storedEvent } from './placing.ts'
import { readingOf } from './reading.ts'
import { type Finding, findingOf } from './sentence.ts'
import { volumeOf } from './volume.ts'

/** A witness of an event's time, beside the time that is used. */
export interface WitnessTold extends Omit<Witness, 'toldAt'> {
  readonly told_at: string
  /** On the clock of the exchange; null for a date or less. */
  readonly local: string | null
  /** Seconds from the time that is used to this one; null where one of them is no moment. */
  readonly seconds: number | null
  /** Whether both can be true: the same moment, or a date or span that holds it. */
  readonly agrees: boolean
  /** The session it would put the event on; null where it names none. */
  readonly session: IsoDate | null
  /** Whether that is the time that is used. */
  readonly used: boolean
}

/** What the figures would be were the event on a session. */
export interface SessionOfPassport {
  readonly session: IsoDate
  /** The session that the figures of the event are of. */
  readonly used: boolean
  /** Who puts it there; none where only the uncertainty of the time reaches it. */
  readonly witnesses: readonly Witness['kind'][]
  readonly r: number | null
  readonly ar: number | null
  readonly t: number | null
  readonly p: number | null
  readonly finding: Finding | null
  /** Why there are no figures. */
  readonly reason: string | null
}

export interface Passport {
  readonly event_id: string
  readonly effective: string
  readonly ticker: Ticker | null
  readonly benchmark: string | null
  readonly settings: Settings | null
  readonly zone: string
  readonly witnesses: readonly WitnessTold[]
  /** Seconds between the earliest and the latest moment that is told; null for fewer than two. */
  readonly spread_seconds: number | null
  readonly sessions: readonly SessionOfPassport[]
  /** Whether the conclusion (sign, and significance at the level asked for) is one on all sessions; null where one has no figures. */
  readonly same_conclusion: boolean | null
}

/**
 * Who says when an event was public, how far they differ, and what each admissible session would give.
 *
 * @throws Problem 404 for an unknown event or ticker, 409 without a benchmark
 */
export async function passportOf(db: Db, eventId: string, query: ImpactQuery): Promise<Passport> {
  const reading = readingOf(db)
  const event = await storedEvent(db, eventId)
  const ticker = query.ticker ?? (await primaryTickerOrNone(db, event))
  const calendar = (await calendarsOf(db)).ofEvent(ticker ?? event.tickers[0]?.symbol ?? '*', event.timezone)
  const [witnesses = []] = await witnessesTold(db, [event], () => calendar)
  const { alignment } = placeEvent(event, calendar)
  const day0 = alignment.kind === 'aligned' ? alignment.day0 : null
  const days = [
    ...new Set([
      ...(alignment.kind === 'aligned' ? alignment.candidates : []),
      ...witnesses.flatMap(({ session }) => (session === null ? [] : [session])),
    ]),
  ].sort()
  const placer = ticker === null ? null : await placerOf(reading, ticker, query)
  const sessions: SessionOfPassport[] = []
  for (const session of days)
    sessions.push({
      session,
      used: session === day0,
      witnesses: [...new Set(witnesses.filter((one) => one.session === session).map(({ kind }) => kind))],
      ...(placer === null ? { ...none, reason: 'no prices' } : await figuresOn(placer, event, session)),
    })
  const moments = witnesses.flatMap(({ at }) => {
    const time = mustBeMoment(at)
    return time.kind === 'instant' ? [time.at as number] : []
  })
  return {
    event_id: eventId,
    effective: effectiveTime(event),
    ticker: placer?.ticker.symbol ?? null,
    benchmark: placer?.benchmark.kind === 'chosen' ? placer.benchmark.row.symbol : null,
    settings: placer?.settings ?? null,
    zone: calendar.zone,
    witnesses,
    spread_seconds: moments.length < 2 ? null : (Math.max(...moments) - Math.min(...moments)) / 1000,
    sessions,
    same_conclusion: sameConclusion(sessions, placer?.settings.alpha ?? 0.05),
  }
}

/**
 * The witnesses of events, each beside the time that is used.
 *
 * @returns one list an event, in their order
 */
export async function witnessesTold(
  db: Db,
  events: readonly MarketEvent[],
  calendarOf: (event: MarketEvent) => Calendar,
): Promise<readonly (readonly WitnessTold[])[]> {
  const witnesses = await witnessesOfEvents(db, events)
  return events.map((event) => {
    const [used, calendar] = [mustBeMoment(effectiveTime(event)), calendarOf(event)]
    return (witnesses.get(event.event_id) ?? []).map((witness) => toldBeside(witness, event, used, calendar))
  })
}

const none = { r: null, ar: null, t: null, p: null, finding: null } as const

function toldBeside(
  { toldAt, ...witness }: Witness,
  event: MarketEvent,
  used: Moment,
  calendar: Calendar,
): WitnessTold {
  const time = mustBeMoment(witness.at)
  const isUsed = witness.at === effectiveTime(event)
  const moved = isUsed ? event : movedTo(event, witness.at, time)
  const { alignment } = placeEvent(moved, calendar)
  const zone = event.timezone ?? calendar.zone
  // Who saw it somewhere says that it was public by then: that agrees with any time before, and moves the event nowhere.
  const holds =
    witness.kind === 'seen' && !isUsed && daysIn(used, zone)[0] <= daysIn(time, zone)[1] && !isAfter(used, time)
  return {
    ...witness,
    told_at: utcText(toldAt as Instant),
    local: time.kind === 'instant' ? zonedText(time.at, calendar.zone) : null,
    seconds: time.kind === 'instant' && used.kind === 'instant' ? (time.at - used.at) / 1000 : null,
    agrees: holds || agree(time, used, zone),
    session: alignment.kind === 'aligned' && !holds ? alignment.day0 : null,
    used: isUsed,
  }
}

/** The event as if it had been public at another time, of which no more is known than that. */
const movedTo = (event: MarketEvent, at: string, time: Moment): MarketEvent => ({
  ...event,
  public_at: at,
  precision: time.kind === 'instant' ? 'second' : time.kind === 'date' ? 'day' : time.unit,
  uncertainty: null,
  session: null,
})

/** Can two times both be true? Dates are those of `zone`; two moments agree within a minute. */
function agree(a: Moment, b: Moment, zone: string): boolean {
  if (a.kind === 'instant' && b.kind === 'instant') return Math.abs(a.at - b.at) < 60_000
  const [from, to] = daysIn(a, zone)
  const [first, last] = daysIn(b, zone)
  return from <= last && first <= to
}

const isAfter = (a: Moment, b: Moment): boolean => a.kind === 'instant' && b.kind === 'instant' && a.at > b.at

function daysIn(time: Moment, zone: string): readonly [IsoDate, IsoDate] {
  if (time.kind === 'interval') return [time.from, time.to]
  const date = time.kind === 'date' ? time.date : dateAt(zone, time.at)
  return [date, date]
}

async function figuresOn(placer: Placer, event: MarketEvent, session: IsoDate) {
  const placed = await placer.place({ ...movedTo(event, session, { kind: 'date', date: session }), session: 'regular' })
  const study = measurePlaced(placed, 'full')
  if (study.kind === 'excluded') return { ...none, reason: study.detail }
  const { aligned, position, settings } = placed
  if (position === null) return { ...none, reason: 'no session' }
  const days = daysOf(study, position, aligned, settings, volumeOf(aligned, position, settings))
  const zero = days.find(({ rel }) => rel === 0) ?? null
  const finding = findingOf({
    ticker: aligned.ticker.symbol,
    date: session,
    model: study.model.kind,
    day: zero,
    heldBy: aligned.heldBy.get(session) ?? [],
    alpha: settings.alpha,
    observations: study.model.M,
    joint: 0,
    doubt: null,
  })
  return {
    r: zero?.r ?? null,
    ar: zero?.ar ?? null,
    t: zero?.t ?? null,
    p: zero?.p ?? null,
    finding,
    reason: zero?.ar == null ? 'no figures of that session' : null,
  }
}

function sameConclusion(sessions: readonly SessionOfPassport[], alpha: number): boolean | null {
  const conclusions = sessions.map(({ ar, p }) => (ar === null || p === null ? null : p < alpha ? Math.sign(ar) : 0))
  if (conclusions.length === 0 || conclusions.includes(null)) return null
  return new Set(conclusions).size === 1
}
