import type { Design } from './design.ts'
import type { ModelKind } from './models.ts'
import { type Estimation, gather, type Observations } from './observations.ts'
import type { Reason } from './reasons.ts'

/** A normal-return model as estimated over one estimation window. */
export type Fit = {
  readonly kind: 'fitted'
  readonly model: ModelKind
  /** Observations used, and the sessions they cover: the same number unless returns are trade-to-trade. */
  readonly M: number
  readonly sessions: number
  /** Estimated coefficients. */
  readonly k: number
  /** Degrees of freedom of `sigma`. */
  readonly df: number
  readonly alpha: number
  /** One slope a regressor, in the order of the design. */
  readonly slopes: readonly number[]
  /** Standard deviation of the residuals, per session. */
  readonly sigma: number
  readonly residualSquares: number
  /** Sum of squared deviations of the explained return from its mean. */
  readonly totalSquares: number
  /** Means of the regressors per session. */
  readonly means: readonly number[]
  /** Inverse of the centred cross products of the regressors, row by row: the slopes' covariance over sigma². */
  readonly inverse: readonly number[]
  /** Scholes and Williams' three slopes and the benchmark's autocorrelation. */
  readonly thin: { readonly bLag: number; readonly b0: number; readonly bLead: number; readonly rhoM: number } | null
}

export type Unfit = { readonly kind: 'unfit'; readonly reason: Reason; readonly M: number; readonly detail: string }

/** Below this a standard deviation of returns is rounding noise: returns are compared on 12 decimals (methods 13.3). */
export const returnNoise = 1e-12

/**
 * Fit the design's model by least squares over the estimation window, with centred sums. An observation over n sessions has
 * n times alpha and n times the variance: it is weighed by 1/n, which makes R/√n = alpha √n + beta Rm/√n + e of it.
 * Residuals go into `residuals` at the last session they cover, per session (divided by √n), NaN where there is none.
 *
 * @see Patell (1976), J. Accounting Res. 14; MacKinlay (1997), J. Econ. Lit. 35; Scholes and Williams (1977) and
 *   Dimson (1979), J. Financial Economics 5 and 7; Maynes and Rumsey (1993), J. Banking and Finance 17
 */
export function fitModel(design: Design, estimation: Estimation, needed: number, residuals: Float64Array): Fit | Unfit {
  const adjusted = design.model === 'market-adjusted'
  const p = adjusted ? 0 : design.x.length
  const k = adjusted ? 0 : 1 + p
  residuals.fill(Number.NaN)
  const used = gather(design, estimation)
  const { M, sessions, at, root, y, x } = used
  const least = Math.max(needed, k + 1, 2)
  if (M < least)
    return unfit('tooFewObservations', M, `${M} usable ${sessions === M ? 'sessions' : 'returns'} of ${least} needed`)
  const solved = p === 1 ? simpleSlope(used) : slopesOf(used, p)
  if (solved.kind === 'unfit') return solved
  const { means, inverse, yMean, totalSquares } = solved
  const thin = used.lag === null || used.lead === null ? null : scholesWilliams(used, used.lag, used.lead, yMean)
  if (thin?.kind === 'unfit') return thin
  const slopes = adjusted ? [1] : thin === null ? solved.slopes : [thin.beta]
  let alpha = adjusted ? 0 : yMean
  if (!adjusted) for (let j = 0; j < p; j++) alpha -= (slopes[j] as number) * (means[j] as number)

  // In the end `y` holds the residuals.
  for (let j = 0; j < slopes.length; j++) {
    const slope = slopes[j] as number
    const column = x[j] as Float64Array
    for (let i = 0; i < M; i++) y[i] = (y[i] as number) - slope * (column[i] as number)
  }
  // Market-adjusted residuals are not centred by estimation: their spread is taken around their mean.
  const centre = adjusted ? perSession(used, y) : alpha
  const start = estimation.from
  let residualSquares = 0
  for (let i = 0; i < M; i++) {
    const rest = y[i] as number
    const covered = root[i] as number
    const centred = rest - covered * centre
    residualSquares += centred * centred
    residuals[(at[i] as number) - start] = rest - covered * alpha
  }
  const df = adjusted ? M - 1 : M - k
  const sigma = Math.sqrt(residualSquares / df)
  if (!(sigma > returnNoise)) return unfit('zeroVariance', M, 'the model explains every session of the window exactly')
  const { model } = design
  const figures = { M, sessions, k, df, alpha, slopes, sigma, residualSquares, totalSquares, means, inverse, thin }
  return { kind: 'fitted', model, ...figures }
}

/** Return the model expects of an observation at session t: alpha for each session it covers, and the slopes. */
export function expectedReturn(fitted: Fit, design: Design, t: number): number {
  let expected = fitted.alpha * (design.span[t] as number)
  for (let j = 0; j < fitted.slopes.length; j++)
    expected += (fitted.slopes[j] as number) * ((design.x[j] as Float64Array)[t] as number)
  return expected
}

/**
 * x′Gy for two rows of regressors, x = (n, x₁ … xₚ): the share of the forecast variance that comes from estimated
 * coefficients, in units of sigma². Zero where nothing was estimated.
 */
export function leverage(fitted: Fit, n: number, x: ArrayLike<number>, m = n, y = x): number {
  if (fitted.k === 0) return 0
  const p = fitted.k - 1
  let sum = (n * m) / fitted.sessions
  if (p === 1) {
    const mean = fitted.means[0] as number
    return sum + ((x[0] as number) - n * mean) * (fitted.inverse[0] as number) * ((y[0] as number) - m * mean)
  }
  for (let i = 0; i < p; i++) {
    const left = (x[i] as number) - n * (fitted.means[i] as number)
    for (let j = 0; j < p; j++)
      sum += left * (fitted.inverse[i * p + j] as number) * ((y[j] as number) - m * (fitted.means[j] as number))
  }
  return sum
}

type Solved = {
  readonly kind: 'solved'
  /** Mean of the explained return per session, and the sum of squared deviations from it. */
  readonly yMean: number
  readonly totalSquares: number
  readonly slopes: readonly number[]
  readonly means: readonly number[]
  readonly inverse: readonly number[]
}

const unfit = (reason: Reason, M: number, detail: string): Unfit => ({ kind: 'unfit', reason, M, detail })

/** Mean of a column of returns per session. */
function perSession({ M, sessions, root }: Observations, values: Float64Array): number {
  let sum = 0
  for (let i = 0; i < M; i++) sum += (root[i] as number) * (values[i] as number)
  return sum / sessions
}

/** One regressor: both means in one pass, all sums of squares and products around them in another. */
function simpleSlope(used: Observations): Solved | Unfit {
  const { M, sessions, root, y } = used
  const [x = y] = used.x
  const start = (x[0] as number) / (root[0] as number)
  let still = 1
  while (still < M && (x[still] as number) / (root[still] as number) === start) still++
  // Not "squares === 0": the mean of equal returns is not exactly their value in floating point.
  if (still === M) return unfit('constantBenchmark', M, `the benchmark returned ${start} in every session`)
  let ySum = 0
  let xSum = 0
  for (let i = 0; i < M; i++) {
    const covered = root[i] as number
    ySum += covered * (y[i] as number)
    xSum += covered * (x[i] as number)
  }
  const yMean = ySum / sessions
  const mean = xSum / sessions
  let squares = 0
  let cross = 0
  let totalSquares = 0
  for (let i = 0; i < M; i++) {
    const covered = root[i] as number
    const centred = (x[i] as number) - covered * mean
    const deviation = (y[i] as number) - covered * yMean
    squares += centred * centred
    cross += centred * deviation
    totalSquares += deviation * deviation
  }
  if (!(Math.sqrt(squares / M) > returnNoise))
    return unfit('constantBenchmark', M, 'the benchmark did not move beyond rounding')
  return { kind: 'solved', yMean, totalSquares, slopes: [cross / squares], means: [mean], inverse: [1 / squares] }
}

/** Several regressors: Cholesky on the centred cross products, scaled to correlations so that units do not matter. */
function slopesOf(used: Observations, p: number): Solved | Unfit {
  const { M, root, y, x } = used
  const yMean = perSession(used, y)
  let totalSquares = 0
  for (let i = 0; i < M; i++) totalSquares += ((y[i] as number) - (root[i] as number) * yMean) ** 2
  const means = x.slice(0, p).map((values) => perSession(used, values))
  const scales: number[] = []
  const cross = new Float64Array(p * p)
  const withY = new Float64Array(p)
  for (let a = 0; a < p; a++) {
    const left = x[a] as Float64Array
    const leftMean = means[a] as number
    for (let b = -1; b <= a; b++) {
      const right = b < 0 ? y : (x[b] as Float64Array)
      const rightMean = b < 0 ? yMean : (means[b] as number)
      let sum = 0
      for (let i = 0; i < M; i++) {
        const covered = root[i] as number
        sum += ((left[i] as number) - covered * leftMean) * ((right[i] as number) - covered * rightMean)
      }
      if (b < 0) withY[a] = sum
      else cross[a * p + b] = sum
    }
  }
  for (let j = 0; j < p; j++) {
    const scale = Math.sqrt(cross[j * p + j] as number)
    if (!(scale / Math.sqrt(M) > returnNoise))
      return unfit('constantBenchmark', M, `regressor ${j + 1} did not move beyond rounding`)
    scales.push(scale)
  }
  // Lower triangle of the Cholesky factor of the correlation matrix, in place.
  for (let a = 0; a < p; a++)
    for (let b = 0; b <= a; b++) {
      let value = (cross[a * p + b] as number) / ((scales[a] as number) * (scales[b] as number))
      for (let c = 0; c < b; c++) value -= (cross[a * p + c] as number) * (cross[b * p + c] as number)
      if (a !== b) cross[a * p + b] = value / (cross[b * p + b] as number)
      else if (value < 1e-10) return unfit('collinearFactors', M, `regressor ${a + 1} repeats the others`)
      else cross[a * p + a] = Math.sqrt(value)
    }
  // Inverse of the factor, then of the matrix.
  const lower = new Float64Array(p * p)
  for (let a = 0; a < p; a++) {
    lower[a * p + a] = 1 / (cross[a * p + a] as number)
    for (let b = 0; b < a; b++) {
      let value = 0
      for (let c = b; c < a; c++) value -= (cross[a * p + c] as number) * (lower[c * p + b] as number)
      lower[a * p + b] = value / (cross[a * p + a] as number)
    }
  }
  const inverse: number[] = []
  const slopes: number[] = []
  for (let a = 0; a < p; a++) {
    let slope = 0
    for (let b = 0; b < p; b++) {
      let value = 0
      for (let c = Math.max(a, b); c < p; c++) value += (lower[c * p + a] as number) * (lower[c * p + b] as number)
      value /= (scales[a] as number) * (scales[b] as number)
      inverse.push(value)
      slope += value * (withY[b] as number)
    }
    slopes.push(slope)
  }
  return { kind: 'solved', yMean, totalSquares, slopes, means, inverse }
}

type Thin = {
  readonly kind: 'thin'
  readonly beta: number
  readonly bLag: number
  readonly b0: number
  readonly bLead: number
  readonly rhoM: number
}

/** Consistent beta for thinly traded shares from three simple regressions (Scholes and Williams 1977). */
function scholesWilliams(used: Observations, lag: Float64Array, lead: Float64Array, yMean: number): Thin | Unfit {
  const { M, y } = used
  const [now = y] = used.x
  const cross = (a: Float64Array, aMean: number, b: Float64Array, bMean: number) => {
    let sum = 0
    for (let i = 0; i < M; i++) sum += ((a[i] as number) - aMean) * ((b[i] as number) - bMean)
    return sum
  }
  const [nowMean, lagMean, leadMean] = [perSession(used, now), perSession(used, lag), perSession(used, lead)]
  const slope = (values: Float64Array, mean: number) =>
    cross(values, mean, y, yMean) / cross(values, mean, values, mean)
  const [bLag, b0, bLead] = [slope(lag, lagMean), slope(now, nowMean), slope(lead, leadMean)]
  const spread = Math.sqrt(cross(now, nowMean, now, nowMean) * cross(lag, lagMean, lag, lagMean))
  const rhoM = cross(now, nowMean, lag, lagMean) / spread
  const beta = (bLag + b0 + bLead) / (1 + 2 * rhoM)
  if (!Number.isFinite(beta)) return unfit('constantBenchmark', M, 'the neighbouring benchmark returns did not move')
  return { kind: 'thin', beta, bLag, b0, bLead, rhoM }
}
