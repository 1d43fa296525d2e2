import { absenceOn, type Design, designOf, type Series } from './design.ts'
import { studentTwoSided } from './distributions.ts'
import { expectedReturn, fitModel, leverage } from './fit.ts'
import { benjaminiHochberg } from './multiple.ts'
import { type DatedEvent, estimationMask } from './overlap.ts'
import type { Reason } from './reasons.ts'
import { estimationLength, observationsNeeded, type Settings } from './settings.ts'
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

export type Moves = {
  /** Sessions tested, and sessions that could not be, by reason. */
  readonly tested: number
  readonly untested: readonly { readonly reason: Reason; readonly sessions: number }[]
  readonly level: number
  readonly moves: readonly StandOut[]
  readonly eventsWithoutMove: readonly SilentEvent[]
}

type Tested = {
  readonly t: number
  readonly r: number
  readonly ar: number
  readonly statistic: number
  readonly p: number
}

/**
 * Sessions on which a security moved more than its model lets expect, with the confirmed events on them, or plainly
 * none; and the events on whose sessions it did not. Each session is forecast from its own preceding estimation window.
 *
 * @param events confirmed events with every session they may have hit
 * @param range first and last index of the calendar to look at; sessions of the estimation window need not be inside
 * @param unusable 1 for every session that may not serve for estimation, whatever the settings ask
 */
export function findMoves(
  series: Series,
  events: readonly Aligned[],
  settings: Settings,
  range: readonly [from: number, to: number] = [0, series.calendar.length - 1],
  unusable: Uint8Array | null = null,
): Moves {
  const design = designOf(series, settings)
  const byDay = Map.groupBy(
    events.flatMap(({ id, sessions }) => sessions.map((day0) => ({ id, day0 }))),
    ({ day0 }) => day0,
  )
  // Only where others lie decides what is masked, not how many they are.
  const dated = [...byDay.values()].flatMap((those) => those.slice(0, 1))
  const tested: Tested[] = []
  const refused = new Map<number, Reason>()
  const residuals = new Float64Array(estimationLength(settings))
  for (let t = Math.max(0, range[0]); t <= Math.min(range[1], series.calendar.length - 1); t++) {
    const outcome = testSession(design, t, settings, dated, unusable, residuals)
    if (typeof outcome === 'string') refused.set(t, outcome)
    else tested.push(outcome)
  }
  const adjusted = benjaminiHochberg(tested.map(({ p }) => p))
  const moves: StandOut[] = []
  const loud = new Set<number>()
  for (const [i, { t, r, ar, statistic, p }] of tested.entries()) {
    const pAdjusted = adjusted[i] ?? 1
    if (!isSignificant(pAdjusted, settings.alpha)) continue
    loud.add(t)
    const date = series.calendar[t] ?? ''
    const here = [...new Set(byDay.get(t)?.map(({ id }) => id) ?? [])]
    const figures = { date, r, ar, t: statistic, p, pAdjusted }
    moves.push(here.length > 0 ? { kind: 'explained', events: here, ...figures } : { kind: 'no candidate', ...figures })
  }
  const byPosition = new Map(tested.map((session) => [session.t, session]))
  const reasons = Map.groupBy(refused.values(), (reason) => reason)
  return {
    tested: tested.length,
    untested: [...reasons].map(([reason, all]) => ({ reason, sessions: all.length })),
    level: settings.alpha,
    moves,
    eventsWithoutMove: events
      .filter(({ sessions }) => !sessions.some((t) => loud.has(t)))
      .map(({ id, sessions }) => ({
        id,
        sessions: sessions.flatMap((t) => {
          const session = byPosition.get(t)
          if (session === undefined) return []
          return [{ date: series.calendar[t] ?? '', ar: session.ar, t: session.statistic, p: session.p }]
        }),
        untested: sessions
          .filter((t) => !byPosition.has(t))
          .map((t) => ({ date: series.calendar[t] ?? null, reason: refused.get(t) ?? 'outsideData' })),
      })),
  }
}

function testSession(
  design: Design,
  t: number,
  settings: Settings,
  events: readonly DatedEvent[],
  unusable: Uint8Array | null,
  residuals: Float64Array,
): Tested | Reason {
  const span = design.span[t] as number
  if (span === 0) return absenceOn(design, t)
  const [from, to] = [t + settings.estimation[0], t + settings.estimation[1]]
  const k = design.model === 'market-adjusted' ? 0 : 1 + design.x.length
  const others = settings.estimationMask === 'none' ? [] : events.filter(({ day0 }) => day0 !== t)
  const masked = estimationMask(design.span.length, settings, others, unusable)
  const fitted = fitModel(design, { from, to, masked }, observationsNeeded(settings, k), residuals)
  if (fitted.kind === 'unfit') return fitted.reason
  const r = design.y[t] as number
  const ar = r - expectedReturn(fitted, design, t)
  const x = design.x.map((column) => column[t] as number)
  const statistic = ar / (fitted.sigma * Math.sqrt(span + leverage(fitted, span, x)))
  return { t, r, ar, statistic, p: studentTwoSided(statistic, fitted.df) }
}
