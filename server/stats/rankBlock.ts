/**
 * Sums over the events of one block, which all have `m` residuals. Ranks count from 1 among the residuals, as they are
 * for an event in which nothing ties; every sum is a whole number.
 */
export type RankSums = {
  readonly m: number
  readonly events: number
  /** Events with a residual at a position of the estimation window. */
  readonly present: (t: number) => number
  /** Ranks of the residuals at a position among the residuals of their event. */
  readonly own: (t: number) => number
  /** How often a value of the event window, as it is, lies below the residual at a position. */
  readonly below: (t: number) => number
  /** Residuals at a position above the median of both windows, less those below it. */
  readonly sign: (t: number) => number
  /** How often the tested value of a column lies below the residual at a position. */
  readonly above: (column: number, t: number) => number
  /** Residuals below the tested values of a column. */
  readonly less: Float64Array
  /** By day of the event window: ranks among both windows as it is, and standardised; and signs. */
  readonly lateRank: Float64Array
  readonly lateStandardised: Float64Array
  readonly lateSign: Int32Array
}

export type RankBlock = {
  /** Abnormal returns of the event's days, to be set before `add`. */
  readonly late: Float64Array
  /** Standardised values of the event's days and windows over the spread of their column, to be set before `add`. */
  readonly tested: Float64Array
  /**
   * Count an event in. False, and nothing is counted, when values are absent, or lie so near one another that rounding
   * (methods 13.3) may make them tie: such an event is ranked value by value.
   *
   * @param m how many of the residuals are not absent (NaN)
   * @param sigma standard deviation of the residuals
   */
  readonly add: (residual: Float64Array, m: number, sigma: number) => boolean
  /** Hand over what was counted since the last time. */
  readonly flush: () => void
}

/** Bins per residual: so many that few share one. */
const binsPerValue = 2
/** Residuals of a bin beyond which insertion would crawl. */
const fullBin = 64
/** A number holds 48 bits of counts without loss. */
const bit24 = 2 ** 24
const bit40 = 2 ** 40
const columnsPerWord = 6
const bitOfColumn = Array.from({ length: columnsPerWord }, (_, k) => 2 ** (8 * k))

/**
 * Ranks of many events without ties. The residuals of an event are sorted once; every other rank follows from how many
 * residuals lie below the values of the event window, and what that adds to a position is a step function of its rank.
 * Counts of six columns travel in the bytes of one number, so that an event costs a few additions a position whatever is
 * tested. A block ends before a byte can overflow.
 *
 * @param L1 positions of the estimation window, at most 65,000
 * @param days of the event window; the first columns
 * @param columns days and windows
 * @param take is handed the sums of each block
 */
export function rankBlock(L1: number, days: number, columns: number, take: (sums: RankSums) => void): RankBlock {
  const late = new Float64Array(days)
  const tested = new Float64Array(columns)
  const longest = Math.min(255, Math.floor(0xffff / Math.max(1, days)))
  // Five words at a time are added without a loop around them: thirty columns.
  const words = 1 + 5 * Math.ceil(columns / columnsPerWord / 5)
  // By position: its ranks (24 bits), values below (16 bits) and signs above (8 bits); a byte a column.
  const counted = new Float64Array(L1 * words)
  /** Events with a residual at a position; counted only where some lack one. */
  const presence = new Int32Array(L1)
  const onMedian = new Int32Array(L1)
  const less = new Float64Array(columns)
  const lateRank = new Float64Array(days)
  const lateStandardised = new Float64Array(days)
  const lateSign = new Int32Array(days)
  const wordOf = Int32Array.from({ length: columns }, (_, c) => 1 + Math.floor(c / columnsPerWord))
  const bitOf = Float64Array.from({ length: columns }, (_, c) => bitOfColumn[c % columnsPerWord] as number)
  let events = 0
  let ofBlock = 0

  const bins = binsPerValue * L1
  const ends = new Int32Array(bins + 1)
  const binOf = new Int32Array(L1)
  const sorted = new Float64Array(L1)
  const order = new Int32Array(L1)
  // Tested values, then abnormal returns, in lists by how many residuals lie below.
  const first = new Int32Array(L1 + 1)
  const next = new Int32Array(columns + days)
  const value = new Float64Array(columns + days)
  const below = new Int32Array(columns + days)
  const step = new Float64Array(words)

  /** Where a value in units of sigma goes: residuals lie about evenly there, however far the farthest are. */
  const half = bins / 2
  const binAt = (z: number): number => (half * (1 + z / (1 + Math.abs(z)))) | 0

  /** Sorts the residuals; false when two lie within `near` of one another or most lie in one place. */
  const sort = (residual: Float64Array, m: number, sigma: number, near: number): boolean => {
    ends.fill(0)
    const perSigma = 1 / sigma
    for (let t = 0; t < L1; t++) {
      const e = residual[t] as number
      if (Number.isNaN(e)) continue
      const bin = binAt(e * perSigma)
      binOf[t] = bin
      ends[bin] = (ends[bin] as number) + 1
    }
    let sum = 0
    let fullest = 0
    for (let bin = 0; bin < bins; bin++) {
      const count = ends[bin] as number
      if (count > fullest) fullest = count
      ends[bin] = sum
      sum += count
    }
    if (fullest > fullBin) return false
    for (let t = 0; t < L1; t++) {
      const e = residual[t] as number
      if (Number.isNaN(e)) continue
      const bin = binOf[t] as number
      const at = ends[bin] as number
      ends[bin] = at + 1
      sorted[at] = e
      order[at] = t
    }
    let before = sorted[0] as number
    let least = Number.POSITIVE_INFINITY
    for (let i = 1; i < m; i++) {
      const e = sorted[i] as number
      if (e < before) {
        const t = order[i] as number
        let at = i
        do {
          sorted[at] = sorted[at - 1] as number
          order[at] = order[at - 1] as number
          at--
        } while (at > 0 && (sorted[at - 1] as number) > e)
        sorted[at] = e
        order[at] = t
        least = Math.min(least, (sorted[at + 1] as number) - e, at > 0 ? e - (sorted[at - 1] as number) : least)
      } else {
        least = Math.min(least, e - before)
        before = e
      }
    }
    return least > near
  }

  /** Puts a value into the list of its place among the residuals; false when it lies within `near` of one of them. */
  const place = (item: number, v: number, z: number, m: number, near: number): boolean => {
    const bin = binAt(z)
    let at = bin < 1 ? 0 : bin > bins ? m : (ends[bin - 1] as number)
    while (at < m && (sorted[at] as number) < v) at++
    if (at < m && (sorted[at] as number) - v <= near) return false
    if (at > 0 && v - (sorted[at - 1] as number) <= near) return false
    value[item] = v
    below[item] = at
    // Ascending among those whose order matters: days of the same kind.
    const from = item < days ? 0 : columns
    const matters = item < days || item >= columns
    let previous = -1
    let following = first[at] as number
    while (matters && following >= 0) {
      const other = value[following] as number
      const same = following >= from && following < from + days
      if (same && Math.abs(other - v) <= near) return false
      if (same && other > v) break
      previous = following
      following = next[following] as number
    }
    next[item] = following
    if (previous < 0) first[at] = item
    else next[previous] = item
    return true
  }

  const add = (residual: Float64Array, m: number, sigma: number): boolean => {
    // Returns are compared on 12 decimals and standardised values on 10: farther apart than this, rounded values differ.
    const near = Math.max(2e-12, 2e-10 * sigma)
    if (!sort(residual, m, sigma, near)) return false
    first.fill(-1)
    for (let c = 0; c < columns; c++) {
      const z = tested[c] as number
      if (!(Math.abs(z) < Number.POSITIVE_INFINITY && place(c, z * sigma, z, m, near))) return false
    }
    for (let d = 0; d < days; d++) {
      const v = late[d] as number
      if (!(Math.abs(v) < Number.POSITIVE_INFINITY && place(columns + d, v, v / sigma, m, near))) return false
    }
    if (events === longest || m !== ofBlock) flush()
    ofBlock = m
    events++
    count(m)
    return true
  }

  const count = (m: number): void => {
    const twiceMedian = m + days + 1
    step.fill(0)
    let standardisedBelow = 0
    let plainBelow = 0
    for (let i = 0; i <= m; i++) {
      for (let item = first[i] as number; item >= 0; item = next[item] as number) {
        if (item < columns) {
          const word = wordOf[item] as number
          step[word] = (step[word] as number) + (bitOf[item] as number)
          less[item] = (less[item] as number) + i
          if (item < days) {
            standardisedBelow++
            lateStandardised[item] = (lateStandardised[item] as number) + i + standardisedBelow
          }
        } else {
          const d = item - columns
          plainBelow++
          const rank = i + plainBelow
          lateRank[d] = (lateRank[d] as number) + rank
          lateSign[d] = (lateSign[d] as number) + Math.sign(2 * rank - twiceMedian)
        }
      }
      if (i === m) break
      const t = order[i] as number
      const at = t * words
      const twice = 2 * (i + 1 + plainBelow)
      if (twice === twiceMedian) onMedian[t] = (onMedian[t] as number) + 1
      counted[at] = (counted[at] as number) + (i + 1 + plainBelow * bit24 + (twice > twiceMedian ? bit40 : 0))
      for (let k = 1; k < words; k += 5) {
        const from = at + k
        counted[from] = (counted[from] as number) + (step[k] as number)
        counted[from + 1] = (counted[from + 1] as number) + (step[k + 1] as number)
        counted[from + 2] = (counted[from + 2] as number) + (step[k + 2] as number)
        counted[from + 3] = (counted[from + 3] as number) + (step[k + 3] as number)
        counted[from + 4] = (counted[from + 4] as number) + (step[k + 4] as number)
      }
    }
    if (m < L1) for (let i = 0; i < m; i++) presence[order[i] as number] = (presence[order[i] as number] as number) + 1
  }

  /** Bits of a word from one on, `size` values of them. */
  const bits = (t: number, word: number, from: number, size: number): number =>
    Math.floor((counted[t * words + word] as number) / from) % size
  const present = (t: number): number => (ofBlock === L1 ? events : (presence[t] as number))
  const sums = {
    present,
    own: (t: number) => bits(t, 0, 1, bit24),
    below: (t: number) => bits(t, 0, bit24, 0x10000),
    sign: (t: number) => 2 * bits(t, 0, bit40, 0x100) - (present(t) - (onMedian[t] as number)),
    above: (c: number, t: number) => bits(t, wordOf[c] as number, bitOf[c] as number, 0x100),
    less,
    lateRank,
    lateStandardised,
    lateSign,
  }
  const flush = (): void => {
    if (events > 0) take({ ...sums, m: ofBlock, events })
    events = 0
    counted.fill(0)
    onMedian.fill(0)
    presence.fill(0)
    for (const each of [less, lateRank, lateStandardised, lateSign]) each.fill(0)
  }
  return { late, tested, add, flush }
}
