import type { Design } from './design.ts'
import type { Fit } from './fit.ts'
import type { ModelKind } from './models.ts'

/** The fits of a sample side by side, one row an event, and the residuals that they leave. */
export type Fits = {
  readonly model: ModelKind
  /** Observations of each row, and the degrees of freedom of its sigma. */
  readonly M: Int32Array
  readonly df: Int32Array
  readonly alpha: Float64Array
  readonly sigma: Float64Array
  /** Residuals that round to more than zero. */
  readonly positive: Int32Array
  /** Sums of the residuals of all rows by session of the shared estimation window, and how many each is of. */
  readonly sums: Float64Array
  readonly counts: Int32Array
  readonly slopes: (row: number) => readonly number[]
  /**
   * Residuals of a row by session of the shared estimation window, NaN where it has none.
   *
   * @param room as long as that window: where they may be written. What is returned may be other memory, and is only to read.
   */
  readonly residual: (row: number, room: Float64Array) => Float64Array
}

/** Half of the 12th decimal: what rounds to more than zero (methods 13.3). */
const halfOfLastDecimal = 5e-13

/**
 * Collects fits row by row. The residuals of a window without a hole are made again from the returns whenever they are
 * asked for: that takes less time than to read them from memory, and ten thousand events would need twenty megabytes of it.
 *
 * @param capacity rows at most
 * @param L1 sessions of the shared estimation window
 */
export function fitsOf(model: ModelKind, capacity: number, L1: number, regressors: number) {
  const M = new Int32Array(capacity)
  const df = new Int32Array(capacity)
  const alpha = new Float64Array(capacity)
  const sigma = new Float64Array(capacity)
  const positive = new Int32Array(capacity)
  const slopes = new Float64Array(capacity * regressors)
  const first = new Int32Array(capacity)
  const sums = new Float64Array(L1)
  const counts = new Int32Array(L1)
  const designs: Design[] = []
  const kept = new Map<number, Float64Array>()
  let rows = 0
  /** Rows with a residual in every session; of the others `counts` has those of each. */
  let whole = 0

  const residual = (row: number, room: Float64Array): Float64Array => {
    const held = kept.get(row)
    if (held !== undefined) return held
    const { x, y } = designs[row] as Design
    const start = first[row] as number
    const constant = alpha[row] as number
    if (regressors === 1) {
      const slope = slopes[row] as number
      const column = x[0] as Float64Array
      for (let i = 0; i < L1; i++) room[i] = (y[start + i] as number) - slope * (column[start + i] as number) - constant
      return room
    }
    for (let i = 0; i < L1; i++) {
      let rest = y[start + i] as number
      for (let j = 0; j < regressors; j++)
        rest -= (slopes[row * regressors + j] as number) * ((x[j] as Float64Array)[start + i] as number)
      room[i] = rest - constant
    }
    return room
  }

  return {
    /** @param start session of the design at which the shared estimation window begins for this event */
    add: (design: Design, fitted: Fit, start: number, residuals: Float64Array): void => {
      const row = rows++
      M[row] = fitted.M
      df[row] = fitted.df
      alpha[row] = fitted.alpha
      sigma[row] = fitted.sigma
      first[row] = start
      for (let j = 0; j < regressors; j++) slopes[row * regressors + j] = fitted.slopes[j] as number
      designs.push(design)
      let count = 0
      // As many observations as sessions: none is missing and none covers two.
      if (fitted.M === L1) {
        whole++
        for (let i = 0; i < L1; i++) {
          const e = residuals[i] as number
          if (e >= halfOfLastDecimal) count++
          sums[i] = (sums[i] as number) + e
        }
      } else {
        kept.set(row, residuals.slice())
        for (let i = 0; i < L1; i++) {
          const e = residuals[i] as number
          if (Number.isNaN(e)) continue
          if (e >= halfOfLastDecimal) count++
          sums[i] = (sums[i] as number) + e
          counts[i] = (counts[i] as number) + 1
        }
      }
      positive[row] = count
    },
    taken: (): Fits => ({
      model,
      M: M.subarray(0, rows),
      df: df.subarray(0, rows),
      alpha: alpha.subarray(0, rows),
      sigma: sigma.subarray(0, rows),
      positive: positive.subarray(0, rows),
      sums,
      counts: counts.map((broken) => broken + whole),
      slopes: (row) => [...slopes.subarray(row * regressors, (row + 1) * regressors)],
      residual,
    }),
  }
}
