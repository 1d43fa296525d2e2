import { studentTwoSided } from './distributions.ts'
import { empiricalP, quantile, type Reference } from './empirical.ts'
import type { Fit } from './fit.ts'
import type { Inside } from './overlap.ts'
import type { Reason } from './reasons.ts'
import { type Resampled, resampleEvent } from './resampling.ts'
import type { Settings, Window } from './settings.ts'

/** What the observations of a CAR window add up to. */
export type WindowSums = {
  /** Sessions covered: the sum of the spans. */
  readonly L: number
  readonly observations: number
  readonly truncated: boolean
  readonly car: number
  /** Sum of the prediction factors of the single sessions. */
  readonly diagonal: number
  /** Prediction factor of the sum: L + x′Gx with x summed over the window. */
  readonly exact: number
  readonly rawReturn: number
  readonly bhar: number
}

/** A cumulative abnormal return and its tests, in the field names of the methods (sections 6.2 to 6.4). */
export type CarWindow = {
  readonly from: number
  readonly to: number
  readonly L: number
  /** The data end inside the window: the figures cover its first sessions only. */
  readonly truncated: boolean
  /** Other events of the security inside the window, fifty at most: their effects cannot be told apart. */
  readonly joint: readonly string[]
  /** How many they are. */
  readonly jointSize: number
  readonly car: number | null
  readonly seNaive: number | null
  readonly seDiag: number | null
  readonly seExact: number | null
  readonly hacLags: number | null
  readonly seHac: number | null
  readonly tNaive: number | null
  readonly pNaive: number | null
  readonly tExact: number | null
  readonly pExact: number | null
  readonly tHac: number | null
  readonly pHac: number | null
  readonly ciLow: number | null
  readonly ciHigh: number | null
  readonly scar: number | null
  readonly bhar: number | null
  readonly rawReturn: number | null
  readonly empB: number | null
  readonly empLower: number | null
  readonly empUpper: number | null
  readonly empTwo: number | null
  readonly empAbs: number | null
  readonly empQ025: number | null
  readonly empQ975: number | null
  /** Why the empirical figures are absent, or must not be shown: `tooFewBlocks` when M < 20 L and L > 1. */
  readonly empReason: Reason | null
  readonly resampled: Resampled | null
  /** Why the window has no figures. */
  readonly reason: Reason | null
}

type Ingredients = {
  readonly fitted: Fit
  readonly sums: WindowSums
  readonly window: Window
  readonly joint: Inside
  /** Residual autocorrelations from lag 1, as many as the Newey-West line may take. */
  readonly autocorrelation: readonly number[]
  /** Why it is empty, where it has no observation. */
  readonly absence: Reason
  readonly settings: Settings
  /** Student quantile of the two-sided level. */
  readonly critical: number
  readonly residuals: Float64Array
  /** Studentised blocks of the window's length; null in a light study. */
  readonly blocks: Reference | null
}

/**
 * Tests of a cumulative abnormal return. The headline is `tExact`: all sessions of a window share the same estimated
 * coefficients, so their forecast errors are correlated.
 *
 * @see Mikkelson and Partch (1988), JFQA 23; Salinger (1992), JFQA 27; MacKinlay (1997); Newey and West (1987)
 */
export function carWindow({ fitted, sums, absence, window, ...rest }: Ingredients): CarWindow {
  const [from, to] = window
  const place = { from, to, truncated: sums.truncated, joint: rest.joint.ids, jointSize: rest.joint.size }
  if (sums.L === 0) return { ...emptyWindow, ...place, reason: absence }
  if (rest.settings.separate && to > from && rest.joint.size > 0)
    return { ...emptyWindow, ...place, L: sums.L, reason: 'jointWindow' }
  const { sigma, df, M } = fitted
  const { L, car } = sums
  const seNaive = sigma * Math.sqrt(L)
  const seExact = sigma * Math.sqrt(sums.exact)
  const hacLags = Math.min(L - 1, rest.autocorrelation.length)
  let bracket = sums.exact
  for (let j = 1; j <= hacLags; j++)
    bracket += 2 * (1 - j / (hacLags + 1)) * (L - j) * (rest.autocorrelation[j - 1] as number)
  const seHac = bracket > 0 ? sigma * Math.sqrt(bracket) : seExact
  const tExact = car / seExact
  return {
    ...place,
    L,
    car,
    seNaive,
    seDiag: sigma * Math.sqrt(sums.diagonal),
    seExact,
    hacLags,
    seHac,
    tNaive: car / seNaive,
    pNaive: studentTwoSided(car / seNaive, df),
    tExact,
    pExact: studentTwoSided(tExact, df),
    tHac: car / seHac,
    pHac: studentTwoSided(car / seHac, df),
    ciLow: car - rest.critical * seExact,
    ciHigh: car + rest.critical * seExact,
    scar: tExact,
    bhar: sums.bhar,
    rawReturn: sums.rawReturn,
    ...empirical(rest.blocks, tExact, seExact, L, M),
    resampled:
      rest.blocks === null || rest.settings.bootstrap === null
        ? null
        : resampleEvent({
            residuals: rest.residuals,
            k: fitted.k,
            car,
            L,
            alpha: rest.settings.alpha,
            bootstrap: rest.settings.bootstrap,
          }),
    reason: null,
  }
}

function empirical(blocks: Reference | null, tExact: number, seExact: number, L: number, M: number) {
  if (blocks === null) return { ...noEmpirical, empReason: null }
  if (blocks.ascending.length === 0) return { ...noEmpirical, empReason: 'tooFewBlocks' as const }
  return {
    ...empiricalP(blocks, tExact),
    empQ025: quantile(blocks.ascending, 0.025) * seExact,
    empQ975: quantile(blocks.ascending, 0.975) * seExact,
    empReason: L > 1 && M < 20 * L ? ('tooFewBlocks' as const) : null,
  }
}

const noEmpirical = {
  empB: null,
  empLower: null,
  empUpper: null,
  empTwo: null,
  empAbs: null,
  empQ025: null,
  empQ975: null,
} as const

const emptyWindow = {
  L: 0,
  car: null,
  seNaive: null,
  seDiag: null,
  seExact: null,
  hacLags: null,
  seHac: null,
  tNaive: null,
  pNaive: null,
  tExact: null,
  pExact: null,
  tHac: null,
  pHac: null,
  ciLow: null,
  ciHigh: null,
  scar: null,
  bhar: null,
  rawReturn: null,
  ...noEmpirical,
  empReason: null,
  resampled: null,
} as const
