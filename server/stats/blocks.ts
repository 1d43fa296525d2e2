import type { Design } from './design.ts'
import { type Fit, leverage } from './fit.ts'

/** Running sums over the sessions of an estimation window, from which every block of residuals is a difference. */
export type Prefix = {
  readonly length: number
  readonly residual: Float64Array
  readonly regressors: readonly Float64Array[]
  /** Observations before each session: a block is whole when the difference is its length. */
  readonly count: Int32Array
}

export function prefixOf(fitted: Fit, design: Design, from: number, residuals: Float64Array): Prefix {
  const length = residuals.length
  const p = Math.max(0, fitted.k - 1)
  const residual = new Float64Array(length + 1)
  const regressors = Array.from({ length: p }, () => new Float64Array(length + 1))
  const count = new Int32Array(length + 1)
  for (let i = 0; i < length; i++) {
    const e = residuals[i] as number
    const present = !Number.isNaN(e)
    residual[i + 1] = (residual[i] as number) + (present ? e : 0)
    count[i + 1] = (count[i] as number) + (present ? 1 : 0)
    for (let j = 0; j < p; j++) {
      const sums = regressors[j] as Float64Array
      sums[i + 1] = (sums[i] as number) + (present ? ((design.x[j] as Float64Array)[from + i] as number) : 0)
    }
  }
  return { length, residual, regressors, count }
}

/**
 * Sums of residuals over every run of `L` consecutive sessions without a hole, each divided by its own standard error.
 * In-sample residuals vary less than forecasts do: their variance is sigma² (L - x′Gx), not sigma² (L + x′Gx).
 */
export function studentisedBlocks(fitted: Fit, prefix: Prefix, L: number): Float64Array {
  const p = prefix.regressors.length
  const xs = new Float64Array(p)
  const blocks = new Float64Array(Math.max(0, prefix.length - L + 1))
  let B = 0
  for (let start = 0; start + L <= prefix.length; start++) {
    const end = start + L
    if ((prefix.count[end] as number) - (prefix.count[start] as number) !== L) continue
    for (let j = 0; j < p; j++) {
      const sums = prefix.regressors[j] as Float64Array
      xs[j] = (sums[end] as number) - (sums[start] as number)
    }
    const room = L - leverage(fitted, L, xs)
    // A block as long as the window itself sums to zero by construction and has no spread left.
    if (!(room > 1e-9 * L)) continue
    blocks[B++] =
      ((prefix.residual[end] as number) - (prefix.residual[start] as number)) / (fitted.sigma * Math.sqrt(room))
  }
  return blocks.subarray(0, B)
}

/** Autocorrelations of the residuals at lags 1 … q over sessions that really follow one another; `centre` first if told. */
export function autocorrelations(residuals: Float64Array, q: number, centre: boolean): readonly number[] {
  let mean = 0
  if (centre) {
    let sum = 0
    let n = 0
    for (let t = 0; t < residuals.length; t++)
      if (!Number.isNaN(residuals[t] as number)) {
        sum += residuals[t] as number
        n++
      }
    mean = n === 0 ? 0 : sum / n
  }
  const products = new Float64Array(q + 1)
  for (let t = 0; t < residuals.length; t++) {
    const now = residuals[t] as number
    if (Number.isNaN(now)) continue
    for (let j = 0; j <= q && j <= t; j++) {
      const before = residuals[t - j] as number
      if (!Number.isNaN(before)) products[j] = (products[j] as number) + (now - mean) * (before - mean)
    }
  }
  const squares = products[0] as number
  return Array.from(products.subarray(1), (product) => product / squares)
}
