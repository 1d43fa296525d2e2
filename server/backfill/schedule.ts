import {
  type Calendar,
  nextSession,
  previousSession,
  type Session,
  sessionFromOn,
  sessionUpTo,
} from '../market/calendar.ts'
import type { Instant } from '../market/instant.ts'
import { localTime } from '../market/zone.ts'

/** After the close: an hour until the day's bar is whole, and half an hour in which nobody else asks. */
const AFTER_CLOSE = 90 * 60_000
/** A pause is slept in pieces, since a clock may be set and a machine may sleep meanwhile. */
const LONGEST_SLEEP = 15 * 60_000

/** When prices are to be fetched next: ninety minutes after the next close of any exchange; null where none is to come. */
export const nextFetch = (calendars: readonly Calendar[], now: Instant): Instant | null =>
  first(calendars.flatMap((calendar) => nextFetchOf(calendar, now) ?? []))

/** When prices were last to be fetched, after the last close of any exchange; null where none is known. */
export const lastFetchDue = (calendars: readonly Calendar[], now: Instant): Instant | null =>
  first(
    calendars.flatMap((calendar) => lastFetchOf(calendar, now) ?? []),
    -1,
  )

/** The earliest moment, with a sign of -1 the latest. */
const first = (moments: readonly Instant[], sign: 1 | -1 = 1): Instant | null =>
  moments.toSorted((a, b) => sign * (a - b))[0] ?? null

const dueOf = ({ closes }: Session): Instant => (closes + AFTER_CLOSE) as Instant

/** A session that ends at midnight is due on the date after its own, so the search begins a session early. */
function nextFetchOf(calendar: Calendar, now: Instant): Instant | null {
  let session = previousSession(calendar, localTime(now, calendar.zone).date)
  session ??= sessionFromOn(calendar, localTime(now, calendar.zone).date)
  while (session !== null && dueOf(session) <= now) session = nextSession(calendar, session.date)
  return session === null ? null : dueOf(session)
}

function lastFetchOf(calendar: Calendar, now: Instant): Instant | null {
  let session = sessionUpTo(calendar, localTime(now, calendar.zone).date)
  while (session !== null && dueOf(session) > now) session = previousSession(calendar, session.date)
  return session === null ? null : dueOf(session)
}

/** What the store knows of earlier runs, UTC milliseconds. */
export interface Past {
  /** When the last run began that went through for everything stored; null when none did. */
  readonly lastBegan: number | null
  /** When the source wants to be asked again; null when it does not mind. */
  readonly resumeAt: number | null
}

export interface ScheduleEffects {
  readonly now: () => number
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  readonly signal: AbortSignal
  readonly past: () => Promise<Past>
  /** Brings everything stored up to date. @returns when to ask again, UTC milliseconds, if the source put it off */
  readonly run: () => Promise<number | null>
}

/** A source that asks for more than this is asked again all the same. */
const LONGEST_PUT_OFF = 24 * 3_600_000

/**
 * Runs after each close of the exchanges of what is stored until stopped, and at the beginning when the last one was missed. A run that the source put
 * off is made up for when it said, also when that was told to a server that has ended since.
 */
export async function keepUpToDate(
  calendars: () => Promise<readonly Calendar[]>,
  effects: ScheduleEffects,
): Promise<void> {
  const { now, sleep, signal, run } = effects
  let due = await firstRun(await calendars(), effects)
  while (due !== null && !signal.aborted) {
    try {
      while (now() < due) await sleep(Math.min(due - now(), LONGEST_SLEEP), signal)
    } catch {
      return
    }
    const putOff = await run()
    due = putOff === null ? nextFetch(await calendars(), now() as Instant) : bounded(putOff, now())
  }
}

async function firstRun(calendars: readonly Calendar[], { now, past }: ScheduleEffects): Promise<Instant | null> {
  const { lastBegan, resumeAt } = await past()
  const missed = lastFetchDue(calendars, now() as Instant)
  if (missed === null || (lastBegan !== null && lastBegan >= missed && lastBegan <= now()))
    return nextFetch(calendars, now() as Instant)
  return bounded(Math.max(resumeAt ?? 0, now()), now())
}

const bounded = (at: number, now: number): Instant => Math.min(at, now + LONGEST_PUT_OFF) as Instant
