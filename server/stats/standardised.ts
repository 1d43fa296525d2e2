import type { Panel } from './panel.ts'

/** Rows whose day 0 is one session, with their residuals, standardised over their first or last m - d sessions for every d. */
export type Dated = {
  readonly day: number
  readonly rows: number
  /** Residuals, row by row. */
  readonly residual: Float64Array
  /** By row and d: one over the norm of the centred residuals, and their mean times that. */
  readonly first: Weights
  readonly last: Weights
}
type Weights = { readonly weight: Float64Array; readonly constant: Float64Array }

/**
 * Lays dates out for `pairsOver`, one after the other; what a date took is used again once it is given back.
 *
 * @param skipped sessions left out at either end of the estimation window; m are left
 * @param reach the largest d
 */
export function datesLaidOut({ fits, L1 }: Panel, skipped: number, m: number, reach: number) {
  const width = reach + 1
  const free: Dated[] = []
  const room = new Float64Array(L1)
  const weights = (rows: number): Weights => ({
    weight: new Float64Array(rows * width),
    constant: new Float64Array(rows * width),
  })
  const spare = (count: number): Dated => {
    const used = free.pop()
    if (used !== undefined && used.residual.length >= count * m) return used
    const rows = Math.ceil(count * 1.5)
    return { day: 0, rows, residual: new Float64Array(rows * m), first: weights(rows), last: weights(rows) }
  }
  const weigh = ({ weight, constant }: Weights, at: number, n: number, sum: number, squares: number): void => {
    const norm = squares - (sum * sum) / n
    const w = norm > 0 ? 1 / Math.sqrt(norm) : 0
    weight[at] = w
    constant[at] = (w * sum) / n
  }

  return {
    /** @param rows of one day 0, from … to - 1 of the list */
    layOut: (list: readonly number[], from: number, to: number, day: number): Dated => {
      const { residual, first, last } = spare(to - from)
      for (let a = 0; a < to - from; a++) {
        const given = fits.residual(list[from + a] as number, room)
        const start = a * m
        let sum = 0
        let squares = 0
        for (let t = 0; t < m; t++) {
          const e = given[skipped + t] as number
          residual[start + t] = e
          sum += e
          squares += e * e
        }
        let firstSum = sum
        let firstSquares = squares
        let lastSum = sum
        let lastSquares = squares
        for (let d = 0; d <= reach && d < m; d++) {
          weigh(first, a * width + d, m - d, firstSum, firstSquares)
          weigh(last, a * width + d, m - d, lastSum, lastSquares)
          const early = residual[start + d] as number
          const late = residual[start + m - 1 - d] as number
          lastSum -= early
          lastSquares -= early * early
          firstSum -= late
          firstSquares -= late * late
        }
      }
      return { day, rows: to - from, residual, first, last }
    },
    giveBack: (date: Dated): void => {
      free.push(date)
    },
  }
}

/** Sums of the correlations of pairs of rows over the m - d sessions that two dates d sessions apart have in common. */
export function pairsOver(m: number, reach: number) {
  const width = reach + 1
  const left = new Float64Array(m)
  const right = new Float64Array(m)

  /** Add the standardised rows of a date up into `into`; answers the constant to be taken off every session. */
  const addUp = (into: Float64Array, { rows, residual }: Dated, of: Weights, d: number, shift: number): number => {
    const { weight, constant } = of
    const n = m - d
    let constants = 0
    for (let a = 0; a < rows; a += 4) {
      // Four rows at a time: the running sums are read and written once for all of them.
      for (let k = a; k < Math.min(a + 4, rows); k++) constants += constant[k * width + d] as number
      const last = rows - 1
      const s0 = a * m + shift
      const s1 = Math.min(a + 1, last) * m + shift
      const s2 = Math.min(a + 2, last) * m + shift
      const s3 = Math.min(a + 3, last) * m + shift
      const at = a * width + d
      const w0 = weight[at] as number
      const w1 = a + 1 < rows ? (weight[at + width] as number) : 0
      const w2 = a + 2 < rows ? (weight[at + 2 * width] as number) : 0
      const w3 = a + 3 < rows ? (weight[at + 3 * width] as number) : 0
      const begins = a === 0
      for (let t = 0; t < n; t++) {
        const sum =
          w0 * (residual[s0 + t] as number) +
          w1 * (residual[s1 + t] as number) +
          w2 * (residual[s2 + t] as number) +
          w3 * (residual[s3 + t] as number)
        into[t] = begins ? sum : (into[t] as number) + sum
      }
    }
    return constants
  }

  return {
    /** Over the pairs of a row of one date and a row of a later one: the last sessions of the first, the first of the second. */
    between: (earlier: Dated, later: Dated, d: number): number => {
      const n = m - d
      if (earlier.rows * later.rows > 3) {
        const constants = addUp(left, earlier, earlier.last, d, d) * addUp(right, later, later.first, d, 0)
        return dot(left, 0, right, 0, n) - n * constants
      }
      // Few pairs: cheaper one by one than through sums.
      let sum = 0
      for (let a = 0; a < earlier.rows; a++)
        for (let b = 0; b < later.rows; b++) {
          const i = a * width + d
          const j = b * width + d
          const weights = (earlier.last.weight[i] as number) * (later.first.weight[j] as number)
          const constants = (earlier.last.constant[i] as number) * (later.first.constant[j] as number)
          sum += weights * dot(earlier.residual, a * m + d, later.residual, b * m, n) - n * constants
        }
      return sum
    },
    /** Over the pairs of one date. */
    within: (date: Dated): number => {
      if (date.rows < 2) return 0
      const constants = addUp(left, date, date.last, 0, 0)
      return (dot(left, 0, left, 0, m) - m * constants * constants - date.rows) / 2
    },
  }
}

function dot(a: Float64Array, startA: number, b: Float64Array, startB: number, n: number): number {
  let even = 0
  let odd = 0
  let t = 0
  for (; t + 1 < n; t += 2) {
    even += (a[startA + t] as number) * (b[startB + t] as number)
    odd += (a[startA + t + 1] as number) * (b[startB + t + 1] as number)
  }
  if (t < n) even += (a[startA + t] as number) * (b[startB + t] as number)
  return even + odd
}
