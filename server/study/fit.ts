import type { Design } from './design.ts'
import type { Reason } from './reasons.ts'
import type { ModelKind } from './settings.ts'

/** A normal-return model as estimated over one estimation window. */
export type Fit = {
  readonly kind: 'fitted'
  readonly model: ModelKind
  /** Observations used. */
  readonly M: number
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
  /** Means of the regressors over the observations. */
  readonly means: readonly number[]
  /** Inverse of the centred cross products of the regressors, row by row: the slopes' covariance over sigma². */
  readonly inverse: readonly number[]
  /** Scholes and Williams' three slopes and the benchmark's autocorrelation. */
  readonly thin: { readonly bLag: number; readonly b0: number; readonly bLead: number; readonly rhoM: number } | null
}

export type Unfit = { readonly kind: 'unfit'; readonly reason: Reason; readonly M: number; readonly detail: string }

/** Sessions of a design, both ends included, that may serve for estimation; `masked[t]` leaves session t out. */
export type Estimation = { readonly from: number; readonly to: number; readonly masked: Uint8Array | null }

/** Below this a standard deviation of returns is rounding noise: returns are compared on 12 decimals (methods 13.3). */
export const returnNoise = 1e-12

/**
 * Fit the design's model by least squares over the estimation window, with centred sums.
 * Only observations of span 1 count. Residuals go into `residuals` (one a session of the window, NaN where none).
 *
 * @see Patell (1976), J. Accounting Res. 14; MacKinlay (1997), J. Econ. Lit. 35; Scholes and Williams (1977) and
 *   Dimson (1979), J. Financial Economics 5 and 7
 */
export function fitModel(design: Design, estimation: Estimation, needed: number, residuals: Float64Array): Fit | Unfit {
  const { y, x, span } = design
  const { masked } = estimation
  const thin = design.lag !== null && design.lead !== null
  // The first and last session are given up so that lag and lead stay inside the window.
  const first = Math.max(0, estimation.from) + (thin ? 1 : 0)
  const last = Math.min(y.length - 1, estimation.to) - (thin ? 1 : 0)
  residuals.fill(Number.NaN)

  const used = positions(Math.max(0, last - first + 1))
  let M = 0
  for (let t = first; t <= last; t++) {
    if (span[t] !== 1) continue
    if (masked !== null && masked[t] === 1) continue
    if (thin && (Number.isNaN(design.lag?.[t] ?? 0) || Number.isNaN(design.lead?.[t] ?? 0))) continue
    used[M++] = t
  }
  const p = design.model === 'market-adjusted' ? 0 : x.length
  const k = design.model === 'market-adjusted' ? 0 : 1 + p
  if (M < Math.max(needed, k + 1, 2))
    return unfit('tooFewObservations', M, `${M} usable sessions of ${Math.max(needed, k + 1, 2)} needed`)

  let ySum = 0
  for (let i = 0; i < M; i++) ySum += y[used[i] as number] as number
  const yMean = ySum / M
  const solved = p === 1 && !thin ? simpleSlope(design, used, M, yMean) : slopesOf(design, used, M, yMean, p)
  if (solved.kind === 'unfit') return solved

  let alpha = 0
  let slopes = solved.slopes
  if (design.model === 'market-adjusted') slopes = [1]
  else {
    alpha = yMean
    for (let j = 0; j < p; j++) alpha -= (slopes[j] as number) * (solved.means[j] as number)
  }
  const thinSlopes = thin ? scholesWilliams(design, used, M, yMean) : null
  if (thinSlopes !== null) {
    if (thinSlopes.kind === 'unfit') return thinSlopes
    slopes = [thinSlopes.beta]
    alpha = yMean - thinSlopes.beta * (solved.means[0] as number)
  }

  const [column] = x
  const [slope] = slopes
  let squares = 0
  let total = 0
  let sum = 0
  for (let i = 0; i < M; i++) {
    const t = used[i] as number
    const value = y[t] as number
    let expected = alpha
    if (slopes.length === 1) expected += (slope as number) * ((column as Float64Array)[t] as number)
    else
      for (let j = 0; j < slopes.length; j++) expected += (slopes[j] as number) * ((x[j] as Float64Array)[t] as number)
    const e = value - expected
    residuals[t - estimation.from] = e
    squares += e * e
    sum += e
    total += (value - yMean) * (value - yMean)
  }
  if (design.model === 'market-adjusted') {
    // Nothing is estimated but the spread itself, around the mean difference.
    const mean = sum / M
    squares = 0
    for (let i = 0; i < M; i++) {
      const centred = (residuals[(used[i] as number) - estimation.from] as number) - mean
      squares += centred * centred
    }
  }
  const df = design.model === 'market-adjusted' ? M - 1 : M - k
  const sigma = Math.sqrt(squares / df)
  if (!(sigma > returnNoise)) return unfit('zeroVariance', M, 'the model explains every session of the window exactly')
  return {
    kind: 'fitted',
    model: design.model,
    M,
    k,
    df,
    alpha,
    slopes,
    sigma,
    residualSquares: squares,
    totalSquares: total,
    means: solved.means,
    inverse: solved.inverse,
    thin:
      thinSlopes === null
        ? null
        : { bLag: thinSlopes.bLag, b0: thinSlopes.b0, bLead: thinSlopes.bLead, rhoM: thinSlopes.rhoM },
  }
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
  let sum = (n * m) / fitted.M
  for (let i = 0; i < p; i++) {
    const left = (x[i] as number) - n * (fitted.means[i] as number)
    for (let j = 0; j < p; j++)
      sum += left * (fitted.inverse[i * p + j] as number) * ((y[j] as number) - m * (fitted.means[j] as number))
  }
  return sum
}

let scratch = new Int32Array(512)

/** Room for the positions of one fit: reused, because ten thousand fits would otherwise allocate ten thousand times. */
function positions(length: number): Int32Array {
  if (scratch.length < length) scratch = new Int32Array(2 * length)
  return scratch
}

type Solved = {
  readonly kind: 'solved'
  readonly slopes: readonly number[]
  readonly means: readonly number[]
  readonly inverse: readonly number[]
}

const unfit = (reason: Reason, M: number, detail: string): Unfit => ({ kind: 'unfit', reason, M, detail })

function simpleSlope(design: Design, used: Int32Array, M: number, yMean: number): Solved | Unfit {
  const { y } = design
  const x = design.x[0] as Float64Array
  let sum = 0
  const start = x[used[0] as number] as number
  let moved = false
  for (let i = 0; i < M; i++) {
    const value = x[used[i] as number] as number
    sum += value
    if (value !== start) moved = true
  }
  // Not "squares === 0": the mean of equal returns is not exactly their value in floating point.
  if (!moved) return unfit('constantBenchmark', M, `the benchmark returned ${start} in every session`)
  const mean = sum / M
  let squares = 0
  let cross = 0
  for (let i = 0; i < M; i++) {
    const t = used[i] as number
    const centred = (x[t] as number) - mean
    squares += centred * centred
    cross += centred * ((y[t] as number) - yMean)
  }
  if (!(Math.sqrt(squares / M) > returnNoise))
    return unfit('constantBenchmark', M, 'the benchmark did not move beyond rounding')
  return { kind: 'solved', slopes: [cross / squares], means: [mean], inverse: [1 / squares] }
}

/** Several regressors: Cholesky on the centred cross products, scaled to correlations so that units do not matter. */
function slopesOf(design: Design, used: Int32Array, M: number, yMean: number, p: number): Solved | Unfit {
  const { x, y } = design
  const means: number[] = []
  const scales: number[] = []
  const cross = new Float64Array(p * p)
  const withY = new Float64Array(p)
  for (let j = 0; j < p; j++) {
    const column = x[j] as Float64Array
    let sum = 0
    for (let i = 0; i < M; i++) sum += column[used[i] as number] as number
    means.push(sum / M)
  }
  for (let i = 0; i < M; i++) {
    const t = used[i] as number
    for (let a = 0; a < p; a++) {
      const left = ((x[a] as Float64Array)[t] as number) - (means[a] as number)
      withY[a] = (withY[a] as number) + left * ((y[t] as number) - yMean)
      for (let b = 0; b <= a; b++)
        cross[a * p + b] =
          (cross[a * p + b] as number) + left * (((x[b] as Float64Array)[t] as number) - (means[b] as number))
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
  return { kind: 'solved', slopes, means, inverse }
}

type Thin = { kind: 'thin'; beta: number; bLag: number; b0: number; bLead: number; rhoM: number }

/** Consistent beta for thinly traded shares from three simple regressions (Scholes and Williams 1977). */
function scholesWilliams(design: Design, used: Int32Array, M: number, yMean: number): Thin | Unfit {
  const [now] = design.x
  const { lag, lead, y } = design
  if (now === undefined || lag === null || lead === null)
    throw new TypeError('Cannot estimate Scholes and Williams without the neighbouring benchmark returns')
  const mean = (column: Float64Array) => {
    let sum = 0
    for (let i = 0; i < M; i++) sum += column[used[i] as number] as number
    return sum / M
  }
  const cross = (a: Float64Array, aMean: number, b: Float64Array, bMean: number) => {
    let sum = 0
    for (let i = 0; i < M; i++) {
      const t = used[i] as number
      sum += ((a[t] as number) - aMean) * ((b[t] as number) - bMean)
    }
    return sum
  }
  const [nowMean, lagMean, leadMean] = [mean(now), mean(lag), mean(lead)]
  const slope = (column: Float64Array, columnMean: number) =>
    cross(column, columnMean, y, yMean) / cross(column, columnMean, column, columnMean)
  const [bLag, b0, bLead] = [slope(lag, lagMean), slope(now, nowMean), slope(lead, leadMean)]
  const rhoM =
    cross(now, nowMean, lag, lagMean) / Math.sqrt(cross(now, nowMean, now, nowMean) * cross(lag, lagMean, lag, lagMean))
  const beta = (bLag + b0 + bLead) / (1 + 2 * rhoM)
  if (!Number.isFinite(beta)) return unfit('constantBenchmark', M, 'the neighbouring benchmark returns did not move')
  return { kind: 'thin', beta, bLag, b0, bLead, rhoM }
}
