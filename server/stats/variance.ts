import { absenceOver, type Design, designOf, type Series } from './design.ts'
import { fUpper } from './distributions.ts'
import { roundStandardised } from './empirical.ts'
import type { EventOptions } from './event.ts'
import { expectedReturn, type Fit, fitModel, leverage } from './fit.ts'
import { inOrder, maskFor } from './overlap.ts'
import type { Reason } from './reasons.ts'
import { estimationLength, observationsNeeded, type Settings, type Window } from './settings.ts'

export type VarianceDay = {
  readonly rel: number
  readonly date: string | null
  /** Squared standardised abnormal return, F(1, df) when nothing happened. */
  readonly U: number | null
  readonly pU: number | null
}
export type VarianceWindow = {
  readonly from: number
  readonly to: number
  readonly L: number
  /** Mean of U over the window: a cross-check that ignores what the sessions share. */
  readonly fDiag: number | null
  /** Exact prediction test, F(observations, df). */
  readonly fChow: number | null
  readonly pChow: number | null
  readonly reason: Reason | null
}
export type VarianceStudy =
  | { readonly kind: 'measured'; readonly days: readonly VarianceDay[]; readonly windows: readonly VarianceWindow[] }
  | { readonly kind: 'excluded'; readonly reason: Reason; readonly detail: string; readonly M: number }

/**
 * Was the security more volatile than its estimation window lets expect? The same estimation as `studyEvent`.
 *
 * @see Beaver (1968) and Patell (1976) for U; Chow (1960), Econometrica 28, for the prediction test of a window
 */
export function studyVariance(
  series: Series,
  day0: number,
  settings: Settings,
  { others = inOrder([]), unusable = null }: Pick<EventOptions, 'others' | 'unusable'> = {},
): VarianceStudy {
  const design = designOf(series, settings)
  const masked = maskFor(design.span.length, day0, settings, others, unusable)
  if (design.calendar[day0] === undefined)
    return { kind: 'excluded', reason: 'outsideData', detail: 'day 0 is not among the sessions of the data', M: 0 }
  const estimation = { from: day0 + settings.estimation[0], to: day0 + settings.estimation[1], masked }
  const k = design.model === 'market-adjusted' ? 0 : 1 + design.x.length
  const residuals = new Float64Array(estimationLength(settings))
  const fitted = fitModel(design, estimation, observationsNeeded(settings, k), residuals)
  if (fitted.kind === 'unfit') return { kind: 'excluded', reason: fitted.reason, detail: fitted.detail, M: fitted.M }
  const days: VarianceDay[] = []
  for (let rel = settings.event[0]; rel <= settings.event[1]; rel++) {
    const date = design.calendar[day0 + rel] ?? null
    const U = squaredSar(fitted, design, day0 + rel)
    days.push({ rel, date, U, pU: U === null ? null : fUpper(U, 1, fitted.df) })
  }
  return { kind: 'measured', days, windows: settings.windows.map((window) => chow(fitted, design, day0, window)) }
}

function row(design: Design, t: number): readonly number[] {
  return design.x.map((column) => column[t] as number)
}

function squaredSar(fitted: Fit, design: Design, t: number): number | null {
  const span = design.span[t] ?? 0
  if (span === 0) return null
  const ar = (design.y[t] as number) - expectedReturn(fitted, design, t)
  return ar ** 2 / (fitted.sigma ** 2 * (span + leverage(fitted, span, row(design, t))))
}

/** AR′ V⁻¹ AR / (n s²) with V = diag(spans) + X G X′, by the Cholesky factor of V. */
function chow(fitted: Fit, design: Design, day0: number, [from, to]: Window): VarianceWindow {
  const positions: number[] = []
  let L = 0
  for (let t = day0 + from; t <= day0 + to; t++) {
    const span = design.span[t] ?? 0
    if (span > 0) positions.push(t)
    L += span
  }
  const n = positions.length
  if (n === 0) {
    const reason = absenceOver(design, day0 + from, day0 + to)
    return { from, to, L, fDiag: null, fChow: null, pChow: null, reason }
  }
  const factor: number[][] = []
  const whitened: number[] = []
  let squares = 0
  let diagonal = 0
  for (const [i, t] of positions.entries()) {
    const span = design.span[t] as number
    const x = row(design, t)
    const lower: number[] = []
    for (const [j, s] of positions.slice(0, i + 1).entries()) {
      const other = factor[j] ?? lower
      let value = leverage(fitted, span, x, design.span[s] as number, row(design, s)) + (i === j ? span : 0)
      for (let c = 0; c < j; c++) value -= (lower[c] as number) * (other[c] as number)
      lower.push(i === j ? Math.sqrt(value) : value / (other[j] as number))
    }
    factor.push(lower)
    let rest = (design.y[t] as number) - expectedReturn(fitted, design, t)
    for (let c = 0; c < i; c++) rest -= (lower[c] as number) * (whitened[c] as number)
    const white = rest / (lower[i] as number)
    whitened.push(white)
    squares += white * white
    diagonal += squaredSar(fitted, design, t) ?? 0
  }
  const fChow = squares / (n * fitted.sigma ** 2)
  return { from, to, L, fDiag: diagonal / n, fChow, pChow: fUpper(fChow, n, fitted.df), reason: null }
}

export type RangeDay = {
  readonly rel: number
  readonly date: string | null
  /** Squared log range over its usual mean. */
  readonly parkinsonRatio: number | null
  /** Share of estimation sessions with a smaller range, ties half. */
  readonly rangePercentile: number | null
}

/**
 * The session's high-low range against its usual size.
 *
 * @param high highest and `low` lowest price of each session; null where unknown
 * @returns null when the estimation window has too few ranges or they never differ from zero
 * @see Parkinson (1980), J. Business 53
 */
export function studyRange(
  calendar: readonly string[],
  high: readonly (number | null)[],
  low: readonly (number | null)[],
  day0: number,
  settings: Settings,
): readonly RangeDay[] | null {
  const parkinson = (t: number): number | null => {
    const top = high[t]
    const bottom = low[t]
    if (typeof top !== 'number' || typeof bottom !== 'number' || !(bottom > 0) || !(top >= bottom)) return null
    return Math.log(top / bottom) ** 2 / (4 * Math.LN2)
  }
  const usual: number[] = []
  for (let t = day0 + settings.estimation[0]; t <= day0 + settings.estimation[1]; t++) {
    const value = parkinson(t)
    if (value !== null) usual.push(value)
  }
  const mean = usual.reduce((sum, value) => sum + value, 0) / usual.length
  if (usual.length < observationsNeeded(settings, 1) || !(mean > 0)) return null
  const days: RangeDay[] = []
  for (let rel = settings.event[0]; rel <= settings.event[1]; rel++) {
    const date = calendar[day0 + rel] ?? null
    const value = parkinson(day0 + rel)
    if (value === null) {
      days.push({ rel, date, parkinsonRatio: null, rangePercentile: null })
      continue
    }
    const ratio = value / mean
    const at = roundStandardised(ratio)
    let below = 0
    for (const other of usual) {
      const key = roundStandardised(other / mean)
      below += key < at ? 1 : key === at ? 0.5 : 0
    }
    days.push({ rel, date, parkinsonRatio: ratio, rangePercentile: below / usual.length })
  }
  return days
}
