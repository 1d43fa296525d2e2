import type { Panel } from './panel.ts'

/** The rows from … to - 1 of a list, all with one day 0. */
export type Dated = { readonly day: number; readonly from: number; readonly to: number }

/** Runs of rows with one day 0; the rows ascend by day. */
export function datesOf(rows: readonly number[], day: Int32Array): readonly Dated[] {
  const dates: Dated[] = []
  for (let from = 0; from < rows.length; ) {
    const at = day[rows[from] as number] as number
    let to = from + 1
    while (to < rows.length && day[rows[to] as number] === at) to++
    dates.push({ day: at, from, to })
    from = to
  }
  return dates
}

/** Residuals of whole rows, standardised over the first or the last m - d sessions for every d. */
export type Standardised = {
  /** Σ over rows of `date` and of `otherDate` of their correlation over the m - d sessions. */
  readonly product: (date: Dated, other: Standardised, otherDate: Dated, d: number) => number
  /** Add the rows of a date up into `into`; answers the constant to be taken off every session. */
  readonly addUp: (into: Float64Array, date: Dated, d: number) => number
  /** Start of a row's sessions, its weight (one over its norm) and its mean times the weight. */
  readonly start: (row: number, d: number) => number
  readonly weight: Float64Array
  readonly constant: Float64Array
}

/** @param part which m - d sessions are common: the `last` of an earlier event, the `first` of a later one */
export function standardised(
  { L1, residual }: Panel,
  rows: readonly number[],
  skipped: number,
  m: number,
  reach: number,
  part: 'first' | 'last',
): Standardised {
  const width = reach + 1
  const weight = new Float64Array(rows.length * width)
  const constant = new Float64Array(rows.length * width)
  for (const [a, row] of rows.entries()) {
    const start = row * L1 + skipped
    let sum = 0
    let squares = 0
    for (let t = start; t < start + m; t++) {
      const e = residual[t] as number
      sum += e
      squares += e * e
    }
    for (let d = 0; d <= reach && d < m; d++) {
      const n = m - d
      const norm = squares - (sum * sum) / n
      const w = norm > 0 ? 1 / Math.sqrt(norm) : 0
      weight[a * width + d] = w
      constant[a * width + d] = (w * sum) / n
      const lost = residual[part === 'last' ? start + d : start + m - 1 - d] as number
      sum -= lost
      squares -= lost * lost
    }
  }
  const start = (a: number, d: number) => (rows[a] as number) * L1 + skipped + (part === 'last' ? d : 0)
  const left = new Float64Array(m)
  const right = new Float64Array(m)

  const addUp = (into: Float64Array, { from, to }: Dated, d: number): number => {
    const n = m - d
    let constants = 0
    for (let a = from; a < to; a += 4) {
      // Four rows at a time: the running sums are read and written once for all of them.
      const at = (k: number) => Math.min(a + k, to - 1)
      const w = (k: number) => (a + k < to ? (weight[(a + k) * width + d] as number) : 0)
      for (let k = a; k < Math.min(a + 4, to); k++) constants += constant[k * width + d] as number
      const [s0, s1, s2, s3] = [start(at(0), d), start(at(1), d), start(at(2), d), start(at(3), d)]
      const [w0, w1, w2, w3] = [w(0), w(1), w(2), w(3)]
      const first = a === from
      for (let t = 0; t < n; t++) {
        const sum =
          w0 * (residual[s0 + t] as number) +
          w1 * (residual[s1 + t] as number) +
          w2 * (residual[s2 + t] as number) +
          w3 * (residual[s3 + t] as number)
        into[t] = first ? sum : (into[t] as number) + sum
      }
    }
    return constants
  }

  const product = (date: Dated, other: Standardised, otherDate: Dated, d: number): number => {
    const n = m - d
    const [rowsHere, rowsThere] = [date.to - date.from, otherDate.to - otherDate.from]
    if (rowsHere * rowsThere > 3) {
      const constants = addUp(left, date, d) * other.addUp(right, otherDate, d)
      return dot(left, 0, right, 0, n) - n * constants
    }
    // Few pairs: cheaper one by one than through sums.
    let sum = 0
    for (let a = date.from; a < date.to; a++)
      for (let b = otherDate.from; b < otherDate.to; b++) {
        const [i, j] = [a * width + d, b * width + d]
        const weights = (weight[i] as number) * (other.weight[j] as number)
        const constants = (constant[i] as number) * (other.constant[j] as number)
        sum += weights * dot(residual, start(a, d), residual, other.start(b, d), n) - n * constants
      }
    return sum
  }
  return { product, addUp, start, weight, constant }
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
