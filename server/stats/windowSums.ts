import type { WindowSums } from './car.ts'
import type { Design } from './design.ts'
import { expectedReturn, type Fit, leverage } from './fit.ts'
import type { Window } from './settings.ts'

/** Observations in a window around day 0. */
export function countObservations(design: Design, day0: number, [from, to]: Window): number {
  let count = 0
  for (let t = Math.max(0, day0 + from); t <= Math.min(design.span.length - 1, day0 + to); t++)
    if ((design.span[t] as number) > 0) count++
  return count
}

/** Sums over the first observations of a window, which grow session by session. */
export type RunningSums = {
  L: number
  observations: number
  car: number
  /** Prediction factors of the single sessions. */
  diagonal: number
  readonly xs: Float64Array
  readonly x: Float64Array
  grownReturn: number
  grownExpected: number
}

/** Nothing added up yet. */
export function runningSums({ x, returnType }: Design): RunningSums {
  const start = returnType === 'log' ? 0 : 1
  return {
    L: 0,
    observations: 0,
    car: 0,
    diagonal: 0,
    xs: new Float64Array(x.length),
    x: new Float64Array(x.length),
    grownReturn: start,
    grownExpected: start,
  }
}

/** Add session `t` when it has an observation. */
export function addSession(sums: RunningSums, fitted: Fit, design: Design, t: number): void {
  const span = design.span[t] ?? 0
  if (span === 0) return
  const { x, xs } = sums
  const r = design.y[t] as number
  const expected = expectedReturn(fitted, design, t)
  for (let j = 0; j < x.length; j++) {
    const value = (design.x[j] as Float64Array)[t] as number
    x[j] = value
    xs[j] = (xs[j] as number) + value
  }
  sums.L += span
  sums.observations++
  sums.car += r - expected
  sums.diagonal += span + leverage(fitted, span, x)
  const log = design.returnType === 'log'
  sums.grownReturn = log ? sums.grownReturn + r : sums.grownReturn * (1 + r)
  sums.grownExpected = log ? sums.grownExpected + expected : sums.grownExpected * (1 + expected)
}

/** What a CAR window adds up: abnormal returns, regressors, spans. @param leftOut 1 for sessions that are not added */
export function sumsOver(
  fitted: Fit,
  design: Design,
  day0: number,
  [from, to]: Window,
  leftOut: Uint8Array | null = null,
): WindowSums {
  const sums = runningSums(design)
  for (let rel = from; rel <= to; rel++) if (leftOut?.[day0 + rel] !== 1) addSession(sums, fitted, design, day0 + rel)
  const { L, observations, car, diagonal, xs, grownReturn, grownExpected } = sums
  const log = design.returnType === 'log'
  return {
    L,
    observations,
    truncated: day0 + to >= design.span.length,
    car,
    diagonal,
    exact: L + leverage(fitted, L, xs),
    rawReturn: log ? Math.expm1(grownReturn) : grownReturn - 1,
    bhar: log ? Math.exp(grownReturn) - Math.exp(grownExpected) : grownReturn - grownExpected,
  }
}
