import { designOf, type Series } from './design.ts'
import { benjaminiHochberg } from './multiple.ts'
import type { Reason } from './reasons.ts'
import { type TestedSession, testSessions } from './session.ts'
import type { Settings } from './settings.ts'
import { isSignificant } from './significance.ts'

/** An event and the sessions it may have hit: one for a known time, two when only the date is known. */
export type Aligned = { readonly id: string; readonly sessions: readonly number[] }

/** A session whose abnormal return stands out after allowing for the number of sessions looked at. */
export type StandOut = {
  readonly date: string
  readonly r: number
  readonly ar: number
  readonly t: number
  readonly p: number
  /** Benjamini-Hochberg adjusted over all tested sessions. */
  readonly pAdjusted: number
} & ({ readonly kind: 'explained'; readonly events: readonly string[] } | { readonly kind: 'no candidate' })

/** An event on whose sessions nothing stood out; `sessions` were tested, `untested` could not be. */
export type SilentEvent = {
  readonly id: string
  readonly sessions: readonly { readonly date: string; readonly ar: number; readonly t: number; readonly p: number }[]
  readonly untested: readonly { readonly date: string | null; readonly reason: Reason }[]
}

export type Moves<Event extends Aligned = Aligned> = {
  /** Sessions tested, and sessions that could not be, by reason. */
  readonly tested: number
  readonly untested: readonly { readonly reason: Reason; readonly sessions: number }[]
  readonly level: number
  readonly moves: readonly StandOut[]
  /** In the order in which they were given, with what else was told of them. */
  readonly eventsWithoutMove: readonly (Omit<Event, keyof SilentEvent> & SilentEvent)[]
}

/**
 * Sessions on which a security moved more than its model lets expect, with the confirmed events on them, or plainly
 * none; and the events on whose sessions it did not. Each session is forecast from its own preceding estimation window.
 *
 * @param events confirmed events with every session they may have hit
 * @param range first and last index of the calendar to look at; sessions of the estimation window need not be inside
 * @param unusable 1 for every session that may not serve for estimation, whatever the settings ask
 */
export function findMoves<Event extends Aligned>(
  series: Series,
  events: readonly Event[],
  settings: Settings,
  range: readonly [from: number, to: number] = [0, series.calendar.length - 1],
  unusable: Uint8Array | null = null,
): Moves<Event> {
  const design = designOf(series, settings)
  const byDay = new Map<number, Set<string>>()
  for (const { id, sessions } of events)
    for (const day0 of sessions) byDay.set(day0, (byDay.get(day0) ?? new Set()).add(id))
  // Only where others lie decides what is masked, not how many they are.
  const dated = [...byDay].map(([day0, [id = '']]) => ({ id, day0 }))
  const tested: Extract<TestedSession, { kind: 'tested' }>[] = []
  const refused = new Map<number, Reason>()
  for (const session of testSessions(design, settings, { others: dated, unusable }, range))
    if (session.kind === 'untested') refused.set(session.at, session.reason)
    else tested.push(session)
  const adjusted = benjaminiHochberg(tested.map(({ p }) => p))
  const moves: StandOut[] = []
  const loud = new Set<number>()
  for (const [i, { at, r, ar, t, p }] of tested.entries()) {
    const pAdjusted = adjusted[i] ?? 1
    if (!isSignificant(pAdjusted, settings.alpha)) continue
    loud.add(at)
    const date = series.calendar[at] ?? ''
    const here = [...(byDay.get(at) ?? [])]
    const figures = { date, r, ar, t, p, pAdjusted }
    moves.push(here.length > 0 ? { kind: 'explained', events: here, ...figures } : { kind: 'no candidate', ...figures })
  }
  const byPosition = new Map(tested.map((session) => [session.at, session]))
  const reasons = Map.groupBy(refused.values(), (reason) => reason)
  const known = new Map<string, Omit<SilentEvent, 'id'>>()
  /** What is told of sessions, once for all events that may have hit the same. */
  const silence = (sessions: readonly number[]): Omit<SilentEvent, 'id'> => {
    const key = sessions.join(' ')
    const told = known.get(key) ?? {
      sessions: sessions.flatMap((t) => {
        const session = byPosition.get(t)
        if (session === undefined) return []
        return [{ date: series.calendar[t] ?? '', ar: session.ar, t: session.t, p: session.p }]
      }),
      untested: sessions
        .filter((t) => !byPosition.has(t))
        .map((t) => ({ date: series.calendar[t] ?? null, reason: refused.get(t) ?? 'outsideData' })),
    }
    known.set(key, told)
    return told
  }
  return {
    tested: tested.length,
    untested: [...reasons].map(([reason, all]) => ({ reason, sessions: all.length })),
    level: settings.alpha,
    moves,
    eventsWithoutMove: events
      .filter(({ sessions }) => !sessions.some((t) => loud.has(t)))
      .map((event) => ({ ...event, ...silence(event.sessions) })),
  }
}
