import { roundReturn, roundStandardised } from './empirical.ts'

/** One event's residuals in ascending order, into which event-window values are merged to rank them all. */
export type Sorter = {
  /** Rounded event-window values to be ranked by `merge`; NaN for absent ones. */
  readonly late: Float64Array
  /** Doubled average ranks (so that shared ranks stay whole), by position: residuals, then late values; 0 = absent. */
  readonly rank2: Int32Array
  /** Rounded residuals, ascending. */
  readonly sorted: Float64Array
  /** Doubled average ranks of the residuals among themselves, by position; filled by `standardise`. */
  readonly own2: Int32Array
  /** Sort residuals on 12 decimals; answers how many there are. */
  readonly sortResiduals: (residual: Float64Array) => number
  /** Turn the sorted residuals into standardised ones on 10 decimals. */
  readonly standardise: (residual: Float64Array, m: number, sigma: number) => void
  readonly merge: (m: number) => Merged
}

/** How many values were ranked, and the doubled rank of those that are the median (-1: it lies between two). */
export type Merged = { readonly available: number; readonly median2: number }

const buckets = 512

export function sorterOf(length: number, lateLength: number): Sorter {
  const late = new Float64Array(lateLength)
  const rank2 = new Int32Array(length + lateLength)
  const own2 = new Int32Array(length)
  const sorted = new Float64Array(length)
  const order = new Int32Array(length)
  const keys = new Float64Array(length)
  const counts = new Int32Array(buckets + 1)
  const lateOrder = new Int32Array(lateLength)

  const sortResiduals = (residual: Float64Array): number => {
    let m = 0
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    for (let t = 0; t < length; t++) {
      const e = residual[t] as number
      if (Number.isNaN(e)) continue
      const key = roundReturn(e)
      keys[t] = key
      if (key < low) low = key
      if (key > high) high = key
      m++
    }
    // Distribution into equal bins, then insertion: residuals lie so evenly that few values share a bin.
    const scale = high > low ? (buckets - 1) / (high - low) : 0
    counts.fill(0)
    let fullest = 0
    for (let t = 0; t < length; t++) {
      if (Number.isNaN(residual[t] as number)) continue
      const bin = ((((keys[t] as number) - low) * scale) | 0) + 1
      const count = (counts[bin] as number) + 1
      counts[bin] = count
      if (count > fullest) fullest = count
    }
    for (let bin = 1; bin <= buckets; bin++) counts[bin] = (counts[bin] as number) + (counts[bin - 1] as number)
    for (let t = 0; t < length; t++) {
      if (Number.isNaN(residual[t] as number)) continue
      const key = keys[t] as number
      const bin = ((key - low) * scale) | 0
      const at = counts[bin] as number
      counts[bin] = at + 1
      sorted[at] = key
      order[at] = t
    }
    if (fullest > 64) {
      // One enormous residual squeezes all others into a bin: insertion would crawl.
      const byKey = order.subarray(0, m).sort((a, b) => (keys[a] as number) - (keys[b] as number) || a - b)
      for (let i = 0; i < m; i++) sorted[i] = keys[byKey[i] as number] as number
    } else insertionSort(m)
    return m
  }

  /** Put nearly sorted values, and the positions they came from, in order. */
  const insertionSort = (m: number): void => {
    for (let i = 1; i < m; i++) {
      const key = sorted[i] as number
      if ((sorted[i - 1] as number) <= key) continue
      const t = order[i] as number
      let at = i
      while (at > 0 && (sorted[at - 1] as number) > key) {
        sorted[at] = sorted[at - 1] as number
        order[at] = order[at - 1] as number
        at--
      }
      sorted[at] = key
      order[at] = t
    }
  }

  const standardise = (residual: Float64Array, m: number, sigma: number): void => {
    for (let i = 0; i < m; i++) sorted[i] = roundStandardised((residual[order[i] as number] as number) / sigma)
    // Order can only change where two values differ by less than their rounding.
    insertionSort(m)
    own2.fill(0)
    for (let i = 0; i < m; ) {
      const first = i
      const value = sorted[i]
      while (i < m && sorted[i] === value) i++
      for (let k = first; k < i; k++) own2[order[k] as number] = first + i + 1
    }
  }

  const merge = (m: number): Merged => {
    rank2.fill(0)
    let n = 0
    for (let d = 0; d < lateLength; d++) {
      const value = late[d] as number
      if (Number.isNaN(value)) continue
      let at = n++
      while (at > 0 && (late[lateOrder[at - 1] as number] as number) > value) {
        lateOrder[at] = lateOrder[at - 1] as number
        at--
      }
      lateOrder[at] = d
    }
    const available = m + n
    const lowMiddle = (available + 1) >> 1
    const highMiddle = (available + 2) >> 1
    let median2 = -1
    let i = 0
    let j = 0
    let next = n > 0 ? (late[lateOrder[0] as number] as number) : Number.POSITIVE_INFINITY
    while (i < m || j < n) {
      const own = i < m ? (sorted[i] as number) : Number.POSITIVE_INFINITY
      const value = Math.min(own, next)
      const firstI = i
      const firstJ = j
      while (i < m && sorted[i] === value) i++
      while (next === value && j < n) {
        j++
        next = j < n ? (late[lateOrder[j] as number] as number) : Number.POSITIVE_INFINITY
      }
      const shared = firstI + firstJ + i + j + 1
      for (let k = firstI; k < i; k++) rank2[order[k] as number] = shared
      for (let k = firstJ; k < j; k++) rank2[length + (lateOrder[k] as number)] = shared
      if (firstI + firstJ < lowMiddle && i + j >= highMiddle) median2 = shared
    }
    return { available, median2 }
  }

  return { late, rank2, sorted, own2, sortResiduals, standardise, merge }
}
