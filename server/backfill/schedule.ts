import { type Calendar, nextSession, previousSession, sessionFromOn, sessionUpTo } from '../market/calendar.ts'
import type { Instant } from '../market/instant.ts'
import { localTime } from '../market/zone.ts'

/** After the close: an hour until the day's bar is whole, and half an hour in which nobody else asks. */
const AFTER_CLOSE = 90 * 60_000
/** A pause is slept in pieces, since a clock may be set and a machine may sleep meanwhile. */
const LONGEST_SLEEP = 15 * 60_000

/** When prices are to be fetched next: ninety minutes after a close; null when the calendar ends before one. */
export function nextFetch(calendar: Calendar, now: Instant): Instant | null {
  const today = sessionFromOn(calendar, localTime(now, calendar.zone).date)
  const session = today !== null && today.closes + AFTER_CLOSE <= now ? nextSession(calendar, today.date) : today
  return session === null ? null : ((session.closes + AFTER_CLOSE) as Instant)
}

/** When prices were last to be fetched; null when the calendar begins after that. */
export function lastFetchDue(calendar: Calendar, now: Instant): Instant | null {
  const today = sessionUpTo(calendar, localTime(now, calendar.zone).date)
  const session = today !== null && today.closes + AFTER_CLOSE > now ? previousSession(calendar, today.date) : today
  return session === null ? null : ((session.closes + AFTER_CLOSE) as Instant)
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
 * Runs after each close until stopped, and at the beginning when the last close was missed. A run that the source put
 * off is made up for when it said, also when that was told to a server that has ended since.
 */
export async function keepUpToDate(calendar: Calendar, effects: ScheduleEffects): Promise<void> {
  const { now, sleep, signal, run } = effects
  let due = await firstRun(calendar, effects)
  while (due !== null && !signal.aborted) {
    try {
      while (now() < due) await sleep(Math.min(due - now(), LONGEST_SLEEP), signal)
    } catch {
      return
    }
    const putOff = await run()
    due = putOff === null ? nextFetch(calendar, now() as Instant) : bounded(putOff, now())
  }
}

async function firstRun(calendar: Calendar, { now, past }: ScheduleEffects): Promise<Instant | null> {
  const { lastBegan, resumeAt } = await past()
  const missed = lastFetchDue(calendar, now() as Instant)
  if (missed === null || (lastBegan !== null && lastBegan >= missed && lastBegan <= now()))
    return nextFetch(calendar, now() as Instant)
  return bounded(Math.max(resumeAt ?? 0, now()), now())
}

const bounded = (at: number, now: number): Instant => Math.min(at, now + LONGEST_PUT_OFF) as Instant
