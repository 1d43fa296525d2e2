import type { Panel, TestedColumn } from './panel.ts'
import { type Dated, datesOf, standardised } from './standardised.ts'

/** A sum over pairs of events, as far as a tested window makes them count. */
export type PairSums = {
  /** Sum of r_ij o_ij / w over the pairs that both have the column. */
  readonly weighted: (column: TestedColumn) => number
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
  const { minCommon } = panel.settings
  if (panel.axis.some((axis) => axis !== null)) return pairByPair(panel, rows)
  const columns = [...panel.days, ...panel.windows]
  const reach = Math.max(...columns.map(({ window: [from, to] }) => to - from))
  const byDistance = sumsByDistance(panel, rows, reach, minCommon)
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
  for (let a = 0; a < rows.length; a++) {
    const i = rows[a] as number
    if (!Number.isNaN(x[i] as number)) continue
    const visit = (j: number, first: boolean): boolean => {
      const d = Math.abs((panel.day[j] as number) - (panel.day[i] as number))
      if (d >= w) return false
      // A pair of two absent events is taken away once, by the earlier row.
      if (first || !Number.isNaN(x[j] as number)) sum += (sameAxisCorrelation(panel, i, j, minCommon) * (w - d)) / w
      return true
    }
    for (let b = a + 1; b < rows.length && visit(rows[b] as number, true); b++);
    for (let b = a - 1; b >= 0 && visit(rows[b] as number, false); b--);
  }
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
  for (const row of rows) ((panel.fits[row]?.M ?? 0) === m ? whole : broken).push(row)

  const dates = datesOf(whole, day)
  const rightParts = standardised(panel, whole, skipped, m, reach, 'last')
  const leftParts = standardised(panel, whole, skipped, m, reach, 'first')
  for (const [g, date] of dates.entries()) {
    if (date.to - date.from > 1 && m >= minCommon)
      sums[0] = (sums[0] as number) + (rightParts.product(date, rightParts, date, 0) - (date.to - date.from)) / 2
    for (let h = g + 1; h < dates.length; h++) {
      const later = dates[h] as Dated
      const d = later.day - date.day
      if (d > reach || m - d < minCommon) break
      // Common sessions: the last m - d of the earlier event, the first m - d of the later one.
      sums[d] = (sums[d] as number) + rightParts.product(date, leftParts, later, d)
    }
  }
  for (let a = 0; a < broken.length; a++) {
    const i = broken[a] as number
    const visit = (candidates: readonly number[], from: number) => {
      for (let b = from; b < candidates.length; b++) {
        const j = candidates[b] as number
        const d = Math.abs((day[j] as number) - (day[i] as number))
        if (d <= reach) sums[d] = (sums[d] as number) + sameAxisCorrelation(panel, i, j, minCommon)
      }
    }
    visit(broken, a + 1)
    visit(whole, 0)
  }
  return sums
}

/** Pearson correlation of two rows over the sessions both have, on one axis; 0 with fewer than `minCommon`. */
function sameAxisCorrelation(panel: Panel, i: number, j: number, minCommon: number): number {
  const { L1, residual, day } = panel
  const shift = (day[j] as number) - (day[i] as number)
  const [a, b] = shift >= 0 ? [i, j] : [j, i]
  const d = Math.abs(shift)
  if (panel.span !== null) {
    const at = Array.from({ length: Math.max(0, L1 - d) }, (_, t) => [a * L1 + d + t, b * L1 + t] as const)
    return pearsonAt(panel, at, minCommon)
  }
  return pearson(residual, a * L1 + d, residual, b * L1, L1 - d, minCommon)
}

/** The same over the given positions of two rows. Residuals that cover other sessions than one another are no pair. */
function pearsonAt({ residual, span }: Panel, at: readonly (readonly [number, number])[], minCommon: number): number {
  const alike = span === null ? at : at.filter(([p, q]) => span[p] === span[q])
  const first = Float64Array.from(alike, ([p]) => residual[p] as number)
  const second = Float64Array.from(alike, ([, q]) => residual[q] as number)
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
  let [n, sumA, sumB] = [0, 0, 0]
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
  let [aa, bb, ab] = [0, 0, 0]
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
  const at = pairs.map(([p, q]) => [i * L1 + p - startI, j * L1 + q - startJ] as const)
  return pearsonAt(panel, at, minCommon)
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
