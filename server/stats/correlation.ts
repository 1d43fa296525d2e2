import type { Panel, TestedColumn } from './panel.ts'
import { type Dated, datesLaidOut, pairsOver } from './standardised.ts'

/** A sum over pairs of events, as far as a tested window makes them count. */
export type PairSums = {
  /** Sum of r_ij o_ij / w over the pairs that both have the column. */
  readonly weighted: (column: Pick<TestedColumn, 'window' | 'x'>) => number
}

/**
 * Average correlation of the events' residuals, weighted by how much of the tested window each pair shares
 * (methods section 7.1): r_ij is taken over common calendar sessions, never over relative days.
 *
 * With one axis for all events a pair's weight depends only on the distance d of its days 0, so the sums of r_ij are
 * kept by distance, and for two dates they are one product of two sums of standardised residuals instead of all pairs.
 *
 * @param rows rows of the panel, ascending
 * @see Kolari and Pynnonen (2010), Rev. Financial Studies 23; Kolari, Pape and Pynnonen (2018) for partial overlap
 */
export function pairSums(panel: Panel, rows: Int32Array): PairSums {
  const { minCommon, event } = panel.settings
  if (panel.axis.some((axis) => axis !== null)) return pairByPair(panel, rows)
  const byDistance = sumsByDistance(panel, rows, event[1] - event[0], minCommon)
  return {
    weighted: ({ window: [from, to], x }) => {
      const w = to - from + 1
      let sum = 0
      for (let d = 0; d < w; d++) sum += ((byDistance[d] as number) * (w - d)) / w
      return sum - pairsOfAbsent(panel, rows, x, w, minCommon)
    },
  }
}

/** Mean of all pairwise correlations whatever their windows; null for samples too large to visit every pair. */
export function meanOfAllPairs(panel: Panel, rows: Int32Array): number | null {
  const n = rows.length
  if (n < 2 || n > 300) return null
  let sum = 0
  if (!panel.axis.some((axis) => axis !== null)) {
    // On one axis every pair lies at some distance: the sums by distance hold them all.
    for (const part of sumsByDistance(panel, rows, panel.L1 - 1, panel.settings.minCommon)) sum += part
    return (2 * sum) / (n * (n - 1))
  }
  for (let a = 0; a < n; a++)
    for (let b = a + 1; b < n; b++) sum += pairCorrelation(panel, rows[a] as number, rows[b] as number)
  return (2 * sum) / (n * (n - 1))
}

/** Pairs that a column must do without because one of the two events has no value there. */
function pairsOfAbsent(panel: Panel, rows: Int32Array, x: Float64Array, w: number, minCommon: number): number {
  let sum = 0
  for (let a = 0; a < rows.length; a++)
    if (Number.isNaN(x[rows[a] as number] as number)) sum += pairsOf(panel, rows, a, x, w, minCommon)
  return sum
}

/** Those of the event at index a of the rows. A pair of two absent events is taken away once, by the earlier row. */
function pairsOf(panel: Panel, rows: Int32Array, a: number, x: Float64Array, w: number, minCommon: number): number {
  const i = rows[a] as number
  let sum = 0
  const visit = (j: number, later: boolean): boolean => {
    const d = Math.abs((panel.day[j] as number) - (panel.day[i] as number))
    if (d >= w) return false
    if (later || !Number.isNaN(x[j] as number)) sum += (sameAxisCorrelation(panel, i, j, minCommon) * (w - d)) / w
    return true
  }
  for (let b = a + 1; b < rows.length && visit(rows[b] as number, true); b++);
  for (let b = a - 1; b >= 0 && visit(rows[b] as number, false); b--);
  return sum
}

/** Sum of r_ij over all pairs whose days 0 lie d sessions apart, for d = 0 … reach. */
function sumsByDistance(panel: Panel, rows: Int32Array, reach: number, minCommon: number): Float64Array {
  const { L1, day } = panel
  const sums = new Float64Array(reach + 1)
  // Scholes and Williams give up the first and the last session.
  const skipped = panel.settings.model === 'scholes-williams' ? 1 : 0
  const m = L1 - 2 * skipped
  const whole: number[] = []
  const broken: number[] = []
  for (const row of rows) (panel.fits.M[row] === m ? whole : broken).push(row)

  const { layOut, giveBack } = datesLaidOut(panel, skipped, m, reach)
  const pairs = pairsOver(m, reach)
  // The dates within reach of the one that is visited: rows ascend by day.
  const near: Dated[] = []
  for (let from = 0; from < whole.length; ) {
    const at = day[whole[from] as number] as number
    let to = from + 1
    while (to < whole.length && day[whole[to] as number] === at) to++
    while (near.length > 0 && at - (near[0] as Dated).day > reach) giveBack(near.shift() as Dated)
    const later = layOut(whole, from, to, at)
    if (m >= minCommon) sums[0] = (sums[0] as number) + pairs.within(later)
    for (const earlier of near) {
      const d = at - earlier.day
      // Common sessions: the last m - d of the earlier event, the first m - d of the later one.
      if (m - d >= minCommon) sums[d] = (sums[d] as number) + pairs.between(earlier, later, d)
    }
    near.push(later)
    from = to
  }
  for (let a = 0; a < broken.length; a++) {
    const i = broken[a] as number
    const here = day[i] as number
    const visit = (candidates: readonly number[], from: number) => {
      for (let b = from; b < candidates.length; b++) {
        const j = candidates[b] as number
        const d = (day[j] as number) - here
        if (d > reach) break
        const apart = Math.abs(d)
        sums[apart] = (sums[apart] as number) + sameAxisCorrelation(panel, i, j, minCommon)
      }
    }
    visit(broken, a + 1)
    visit(whole, firstFrom(whole, day, here - reach))
  }
  return sums
}

/** Index of the first of some rows, which ascend by day, whose day 0 is not before a session. */
function firstFrom(rows: readonly number[], day: Int32Array, session: number): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((day[rows[middle] as number] as number) < session) low = middle + 1
    else high = middle
  }
  return low
}

/** Pearson correlation of two rows over the sessions both have, on one axis; 0 with fewer than `minCommon`. */
function sameAxisCorrelation(panel: Panel, i: number, j: number, minCommon: number): number {
  const { L1, day, fits } = panel
  const shift = (day[j] as number) - (day[i] as number)
  const [a, b] = shift >= 0 ? [i, j] : [j, i]
  const d = Math.abs(shift)
  if (panel.span !== null) {
    const at = Array.from({ length: Math.max(0, L1 - d) }, (_, t) => [d + t, t] as const)
    return pearsonAt(panel, a, b, at, minCommon)
  }
  const [first, second] = roomForTwo(L1)
  return pearson(fits.residual(a, first), d, fits.residual(b, second), 0, L1 - d, minCommon)
}

let rooms: readonly [Float64Array, Float64Array] = [new Float64Array(0), new Float64Array(0)]

/** Two arrays to make the residuals of a pair in: the same ones for every pair. */
function roomForTwo(L1: number): readonly [Float64Array, Float64Array] {
  if (rooms[0].length !== L1) rooms = [new Float64Array(L1), new Float64Array(L1)]
  return rooms
}

/** The same over the given positions of rows i and j. Residuals that cover other sessions than one another are no pair. */
function pearsonAt(
  { fits, span, L1 }: Panel,
  i: number,
  j: number,
  at: readonly (readonly [number, number])[],
  minCommon: number,
): number {
  const alike = span === null ? at : at.filter(([p, q]) => span[i * L1 + p] === span[j * L1 + q])
  const [roomI, roomJ] = roomForTwo(L1)
  const [ofI, ofJ] = [fits.residual(i, roomI), fits.residual(j, roomJ)]
  const first = Float64Array.from(alike, ([p]) => ofI[p] as number)
  const second = Float64Array.from(alike, ([, q]) => ofJ[q] as number)
  return pearson(first, 0, second, 0, alike.length, minCommon)
}

/** Pearson correlation of two stretches of numbers where neither is absent; 0 with fewer than `minCommon`. */
function pearson(
  first: Float64Array,
  firstStart: number,
  second: Float64Array,
  secondStart: number,
  length: number,
  minCommon: number,
): number {
  let n = 0
  let sumA = 0
  let sumB = 0
  for (let t = 0; t < length; t++) {
    const u = first[firstStart + t] as number
    const v = second[secondStart + t] as number
    if (Number.isNaN(u) || Number.isNaN(v)) continue
    n++
    sumA += u
    sumB += v
  }
  if (n < minCommon) return 0
  const meanA = sumA / n
  const meanB = sumB / n
  let aa = 0
  let bb = 0
  let ab = 0
  for (let t = 0; t < length; t++) {
    const u = (first[firstStart + t] as number) - meanA
    const v = (second[secondStart + t] as number) - meanB
    if (Number.isNaN(u) || Number.isNaN(v)) continue
    aa += u * u
    bb += v * v
    ab += u * v
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0
}

/** Correlation of two events over common calendar sessions, on whatever axes they lie. */
function pairCorrelation(panel: Panel, i: number, j: number): number {
  const { minCommon } = panel.settings
  const { estimation } = panel
  const axisI = panel.axis[i] ?? null
  const axisJ = panel.axis[j] ?? null
  if (axisI === null || axisJ === null) return sameAxisCorrelation(panel, i, j, minCommon)
  const { L1 } = panel
  const startI = (panel.events[i]?.day0 ?? 0) + estimation[0]
  const startJ = (panel.events[j]?.day0 ?? 0) + estimation[0]
  const pairs = common(axisI, startI, startI + L1, axisJ, startJ, startJ + L1)
  const at = pairs.map(([p, q]) => [p - startI, q - startJ] as const)
  return pearsonAt(panel, i, j, at, minCommon)
}

/** Positions on two axes that are one calendar session. */
function common(a: Int32Array, fromA: number, toA: number, b: Int32Array, fromB: number, toB: number) {
  const pairs: (readonly [number, number])[] = []
  let i = Math.max(0, fromA)
  let j = Math.max(0, fromB)
  while (i < Math.min(toA, a.length) && j < Math.min(toB, b.length)) {
    const difference = (a[i] as number) - (b[j] as number)
    if (difference === 0) pairs.push([i++, j++])
    else if (difference < 0) i++
    else j++
  }
  return pairs
}

/** Events of exchanges with different sessions: every pair is visited, sessions are matched by date. */
function pairByPair(panel: Panel, rows: Int32Array): PairSums {
  const pairs: { i: number; j: number; r: number }[] = []
  const [w0, w1] = panel.settings.event
  for (let a = 0; a < rows.length; a++)
    for (let b = a + 1; b < rows.length; b++) {
      const i = rows[a] as number
      const j = rows[b] as number
      if (overlap(panel, i, j, w0, w1) > 0) pairs.push({ i, j, r: pairCorrelation(panel, i, j) })
    }
  return {
    weighted: ({ window: [from, to], x }) => {
      let sum = 0
      for (const { i, j, r } of pairs)
        if (!Number.isNaN(x[i] as number) && !Number.isNaN(x[j] as number))
          sum += (r * overlap(panel, i, j, from, to)) / (to - from + 1)
      return sum
    },
  }
}

/** Sessions that belong to a window of both events, those that have not come yet included, as on one axis. */
function overlap(panel: Panel, i: number, j: number, from: number, to: number): number {
  const axisI = panel.axis[i]
  const axisJ = panel.axis[j]
  if (axisI == null || axisJ == null) return 0
  const dayI = panel.events[i]?.day0 ?? 0
  const dayJ = panel.events[j]?.day0 ?? 0
  const [endI, endJ] = [dayI + to + 1, dayJ + to + 1]
  const known = common(axisI, dayI + from, endI, axisJ, dayJ + from, endJ).length
  // Beyond its data an axis is not known: only where both end on one session do the sessions after it match.
  const ahead = axisI.at(-1) === axisJ.at(-1) ? Math.min(endI - axisI.length, endJ - axisJ.length) : 0
  return known + Math.max(0, ahead)
}
