import { type Calendar, nextSession, sessionFromOn } from '../market/calendar.ts'
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

export interface ScheduleEffects {
  readonly now: () => number
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  readonly signal: AbortSignal
  /** Brings everything stored up to date. @returns when to ask again, UTC milliseconds, if the source put it off */
  readonly run: () => Promise<number | null>
}

/** Runs after each close until stopped. A run that the source put off is made up for when it said. */
export async function keepUpToDate(calendar: Calendar, { now, sleep, signal, run }: ScheduleEffects): Promise<void> {
  let due = nextFetch(calendar, now() as Instant)
  while (due !== null && !signal.aborted) {
    try {
      while (now() < due) await sleep(Math.min(due - now(), LONGEST_SLEEP), signal)
    } catch {
      return
    }
    const putOff = await run()
    const next = nextFetch(calendar, now() as Instant)
    due = putOff !== null && (next === null || putOff < next) ? (putOff as Instant) : next
  }
}
