import { absenceOn, type Design } from './design.ts'
import { studentCritical, studentTwoSided } from './distributions.ts'
import { expectedReturn, type Fit, fitModel, leverage } from './fit.ts'
import { betaOf } from './modelFigures.ts'
import { type DatedEvent, maskAwayFrom } from './overlap.ts'
import type { Reason } from './reasons.ts'
import { estimationLength, observationsNeeded, type Settings } from './settings.ts'

/** One session beside what a fitted model expects of it; returns are fractions. */
export type SessionFigures = {
  /** Sessions the return covers: more than 1 after a hole. */
  readonly span: number
  readonly r: number
  /** Return of the benchmark (of the first factor in a factor model) over the same sessions; null where the model has none. */
  readonly marketReturn: number | null
  readonly expected: number
  readonly ar: number
  readonly C: number
  readonly se: number
  readonly t: number
  readonly p: number
  readonly ciLow: number
  readonly ciHigh: number
}

/**
 * @param at a session of the design that has an observation
 * @param critical quantile of Student's t for the interval
 */
export function sessionFigures(fitted: Fit, design: Design, at: number, critical: number): SessionFigures {
  const span = design.span[at] as number
  const r = design.y[at] as number
  const expected = expectedReturn(fitted, design, at)
  const ar = r - expected
  const x = design.x.map((column) => column[at] as number)
  const C = span + leverage(fitted, span, x)
  const se = fitted.sigma * Math.sqrt(C)
  return {
    span,
    r,
    marketReturn: design.market?.[at] ?? null,
    expected,
    ar,
    C,
    se,
    t: ar / se,
    p: studentTwoSided(ar / se, fitted.df),
    ciLow: ar - critical * se,
    ciHigh: ar + critical * se,
  }
}

/** A session forecast from its own preceding estimation window, or why it could not be. */
export type TestedSession =
  | (SessionFigures & {
      readonly kind: 'tested'
      /** Place on the axis. */
      readonly at: number
      /** Estimation observations, and the model that they gave. */
      readonly M: number
      readonly beta: number
      readonly sigma: number
    })
  | { readonly kind: 'untested'; readonly at: number; readonly reason: Reason }

/**
 * Sessions one after another, each forecast from its own preceding estimation window by the very fit that an event on it
 * would have. The cost is one fit a session, whatever the length of the axis.
 *
 * @param others sessions with events; those of the session itself never mask its own window
 * @param unusable 1 for every session that may not serve for estimation, whatever the settings ask
 * @param range first and last index of the axis, both included
 */
export function* testSessions(
  design: Design,
  settings: Settings,
  { others, unusable }: { readonly others: readonly DatedEvent[]; readonly unusable: Uint8Array | null },
  [first, last]: readonly [first: number, last: number],
): Generator<TestedSession> {
  const length = design.span.length
  const maskAt = maskAwayFrom(length, settings, others, unusable)
  const needed = observationsNeeded(settings, design.model === 'market-adjusted' ? 0 : 1 + design.x.length)
  const residuals = new Float64Array(estimationLength(settings))
  for (let at = Math.max(0, first); at <= Math.min(last, length - 1); at++) {
    if (design.span[at] === 0) {
      yield { kind: 'untested', at, reason: absenceOn(design, at) }
      continue
    }
    const window = { from: at + settings.estimation[0], to: at + settings.estimation[1], masked: maskAt(at) }
    const fitted = fitModel(design, window, needed, residuals)
    if (fitted.kind === 'unfit') {
      yield { kind: 'untested', at, reason: fitted.reason }
      continue
    }
    const { M, df, sigma } = fitted
    const figures = sessionFigures(fitted, design, at, studentCritical(settings.alpha, df))
    yield { kind: 'tested', at, ...figures, M, beta: betaOf(fitted), sigma }
  }
}
