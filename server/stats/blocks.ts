import type { Design } from './design.ts'
import { type Fit, leverage } from './fit.ts'

/** Running sums over the sessions of an estimation window, from which every block of residuals is a difference. */
export type Prefix = {
  readonly length: number
  readonly residual: Float64Array
  readonly regressors: readonly Float64Array[]
  /** Sessions before each one that an observation covers. */
  readonly covered: Int32Array
  /** 1 where an observation may begin, and at the end: nowhere inside one that covers several sessions. */
  readonly edge: Uint8Array
}

export function prefixOf(fitted: Fit, design: Design, from: number, residuals: Float64Array): Prefix {
  const length = residuals.length
  const p = Math.max(0, fitted.k - 1)
  const residual = new Float64Array(length + 1)
  const regressors = Array.from({ length: p }, () => new Float64Array(length + 1))
  const covered = new Int32Array(length + 1)
  const edge = new Uint8Array(length + 1).fill(1)
  for (let i = 0; i < length; i++) {
    const present = !Number.isNaN(residuals[i] as number)
    const n = present ? (design.span[from + i] as number) : 0
    const e = present ? (residuals[i] as number) * Math.sqrt(n) : 0
    residual[i + 1] = (residual[i] as number) + e
    covered[i + 1] = n
    edge.fill(0, i - n + 2, i + 1)
    for (let j = 0; j < p; j++) {
      const sums = regressors[j] as Float64Array
      sums[i + 1] = (sums[i] as number) + (present ? ((design.x[j] as Float64Array)[from + i] as number) : 0)
    }
  }
  // Sessions inside a hole are covered by the observation that ends it.
  for (let i = length; i > 0; i--) {
    const n = covered[i] as number
    if (n > 1) covered.fill(1, i - n + 1, i + 1)
  }
  for (let i = 0; i < length; i++) covered[i + 1] = (covered[i + 1] as number) + (covered[i] as number)
  return { length, residual, regressors, covered, edge }
}

/**
 * Sums of residuals over every run of `L` consecutive sessions that whole observations cover, each divided by its own
 * standard error.
 * In-sample residuals vary less than forecasts do: their variance is sigma² (L - x′Gx), not sigma² (L + x′Gx).
 */
export function studentisedBlocks(fitted: Fit, prefix: Prefix, L: number): Float64Array {
  const p = prefix.regressors.length
  const xs = new Float64Array(p)
  const blocks = new Float64Array(Math.max(0, prefix.length - L + 1))
  let B = 0
  for (let start = 0; start + L <= prefix.length; start++) {
    const end = start + L
    if ((prefix.covered[end] as number) - (prefix.covered[start] as number) !== L) continue
    if (prefix.edge[start] === 0 || prefix.edge[end] === 0) continue
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

/** Residuals of observations over one session: those over several follow nothing session by session. */
export function residualsAlone({ span }: Design, from: number, residuals: Float64Array): Float64Array {
  return residuals.map((e, i) => (span[from + i] === 1 ? e : Number.NaN))
}

/**
 * Autocorrelations of the residuals at lags 1 … q over sessions that really follow one another; `centre` first if told.
 * None where there is no residual.
 */
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
  if (squares === 0) return []
  return Array.from(products.subarray(1), (product) => product / squares)
}
