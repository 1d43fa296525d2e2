import type { Design } from './design.ts'
import { type Fit, leverage } from './fit.ts'
import type { Settings } from './settings.ts'

/** The fitted normal-return model, in the field names of the methods (section 16). Returns are per session. */
export type ModelFigures = {
  readonly kind: Settings['model']
  readonly M: number
  readonly k: number
  readonly df: number
  readonly alpha: number
  /** Slope on the benchmark, on the first factor, or for `dimson` the sum of the slopes. */
  readonly beta: number
  /** All coefficients, the constant first, and their standard errors; empty where nothing is estimated by regression. */
  readonly coef: readonly number[]
  readonly se: readonly number[]
  readonly sigma: number
  /** Autocorrelation of residuals of consecutive sessions; null where no residual is of one session. */
  readonly rho1: number | null
  readonly r2: number | null
  readonly marketMean: number | null
  readonly marketSxx: number | null
  readonly bLag: number | null
  readonly b0: number | null
  readonly bLead: number | null
  readonly rhoM: number | null
  /** Share of estimation sessions on which the security returned exactly zero. */
  readonly zeroReturns: number
}

/** The slope that a model is quoted by: with leads and lags their sum, without any regressor 0. */
export const betaOf = ({ model, slopes }: Pick<Fit, 'model' | 'slopes'>): number =>
  model === 'dimson' ? slopes.reduce((sum, slope) => sum + slope, 0) : (slopes[0] ?? 0)

/** The figures of a fit over the estimation window that begins at session `from`. */
export function modelFigures(
  fitted: Fit,
  design: Design,
  from: number,
  residuals: Float64Array,
  rho1: number | null,
): ModelFigures {
  const { M, sessions, k, df, alpha, slopes, sigma, means, inverse, thin } = fitted
  const p = Math.max(0, k - 1)
  const byRegression = k > 0 && thin === null
  const se: number[] = []
  if (byRegression) {
    se.push(sigma * Math.sqrt(1 / sessions + leverage(fitted, 0, means)))
    for (let j = 0; j < p; j++) se.push(sigma * Math.sqrt(inverse[j * p + j] as number))
  }
  let zeros = 0
  for (let i = 0; i < residuals.length; i++)
    if (!Number.isNaN(residuals[i] as number) && design.y[from + i] === 0) zeros++
  const onMarket = fitted.model === 'market' || fitted.model === 'scholes-williams'
  return {
    kind: fitted.model,
    M,
    k,
    df,
    alpha,
    beta: betaOf(fitted),
    coef: byRegression ? [alpha, ...slopes] : [],
    se,
    sigma,
    rho1,
    r2:
      byRegression && fitted.totalSquares > 0 ? (p === 0 ? 0 : 1 - fitted.residualSquares / fitted.totalSquares) : null,
    marketMean: onMarket ? (means[0] ?? null) : null,
    marketSxx: onMarket ? 1 / (inverse[0] as number) : null,
    bLag: thin?.bLag ?? null,
    b0: thin?.b0 ?? null,
    bLead: thin?.bLead ?? null,
    rhoM: thin?.rhoM ?? null,
    zeroReturns: zeros / M,
  }
}
