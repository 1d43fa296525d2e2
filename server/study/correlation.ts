import type { Panel, TestedColumn } from './panel.ts'

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
  const { L1, residual, day } = panel
  const sums = new Float64Array(reach + 1)
  const thin = panel.settings.model === 'scholes-williams' ? 1 : 0
  const m = L1 - 2 * thin
  const whole: number[] = []
  const broken: number[] = []
  for (const row of rows) ((panel.fits[row]?.M ?? 0) === m ? whole : broken).push(row)
  // Sums of the first and of the last d residuals, and of their squares: what a shifted window loses.
  const width = reach + 1
  const head = new Float64Array(whole.length * width * 2)
  const tail = new Float64Array(whole.length * width * 2)
  const total = new Float64Array(whole.length * 2)
  for (let a = 0; a < whole.length; a++) {
    const start = (whole[a] as number) * L1 + thin
    let [sum, squares] = [0, 0]
    for (let t = start; t < start + m; t++) {
      const e = residual[t] as number
      sum += e
      squares += e * e
    }
    total[2 * a] = sum
    total[2 * a + 1] = squares
    for (let d = 1; d <= reach && d < m; d++) {
      const at = 2 * (a * width + d)
      const first = residual[start + d - 1] as number
      const last = residual[start + m - d] as number
      head[at] = (head[at - 2] as number) + first
      head[at + 1] = (head[at - 1] as number) + first * first
      tail[at] = (tail[at - 2] as number) + last
      tail[at + 1] = (tail[at - 1] as number) + last * last
    }
  }

  const starts = groupStarts(whole, day)
  const left = new Float64Array(m)
  const right = new Float64Array(m)
  /** Standardise `n` residuals of the whole rows a … b - 1 from `offset` on, less what they lost, and add them up. */
  const addUp = (
    into: Float64Array,
    a: number,
    b: number,
    offset: number,
    n: number,
    lost: Float64Array,
    d: number,
  ) => {
    into.fill(0, 0, n)
    let constant = 0
    for (let i = a; i < b; i++) {
      const at = 2 * (i * width + d)
      const sum = (total[2 * i] as number) - (lost[at] as number)
      const squares = (total[2 * i + 1] as number) - (lost[at + 1] as number)
      const norm = squares - (sum * sum) / n
      if (!(norm > 0)) continue
      const weight = 1 / Math.sqrt(norm)
      constant += (weight * sum) / n
      const start = (whole[i] as number) * L1 + thin + offset
      const row = residual.subarray(start, start + n)
      for (let t = 0; t < n; t++) into[t] = (into[t] as number) + weight * (row[t] as number)
    }
    return constant
  }
  for (let g = 0; g + 1 < starts.length; g++) {
    const a = starts[g] as number
    const b = starts[g + 1] as number
    if (b - a > 1 && m >= minCommon) {
      const constant = addUp(left, a, b, 0, m, head, 0)
      sums[0] = (sums[0] as number) + (product(left, left, m) - m * constant * constant - (b - a)) / 2
    }
    for (let h = g + 1; h + 1 < starts.length; h++) {
      const c = starts[h] as number
      const e = starts[h + 1] as number
      const d = (day[whole[c] as number] as number) - (day[whole[a] as number] as number)
      const n = m - d
      if (d > reach || n < minCommon) break
      const leftConstant = addUp(left, a, b, d, n, head, d)
      const rightConstant = addUp(right, c, e, 0, n, tail, d)
      sums[d] = (sums[d] as number) + product(left, right, n) - n * leftConstant * rightConstant
    }
  }

  for (let a = 0; a < broken.length; a++) {
    const i = broken[a] as number
    const others = (candidates: readonly number[], from: number) => {
      for (let b = from; b < candidates.length; b++) {
        const j = candidates[b] as number
        const d = Math.abs((day[j] as number) - (day[i] as number))
        if (d <= reach) sums[d] = (sums[d] as number) + sameAxisCorrelation(panel, i, j, minCommon)
      }
    }
    others(broken, a + 1)
    others(whole, 0)
  }
  return sums
}

/** First index of every run of rows with one day 0, and the end. */
function groupStarts(rows: readonly number[], day: Int32Array): readonly number[] {
  const starts: number[] = []
  for (let a = 0; a < rows.length; a++)
    if (a === 0 || day[rows[a] as number] !== day[rows[a - 1] as number]) starts.push(a)
  return [...starts, rows.length]
}

function product(a: Float64Array, b: Float64Array, n: number): number {
  let sum = 0
  for (let t = 0; t < n; t++) sum += (a[t] as number) * (b[t] as number)
  return sum
}

/** Pearson correlation of two rows over the sessions both have, on one axis; 0 with fewer than `minCommon`. */
function sameAxisCorrelation(panel: Panel, i: number, j: number, minCommon: number): number {
  const { L1, residual, day } = panel
  const shift = (day[j] as number) - (day[i] as number)
  const [a, b] = shift >= 0 ? [i, j] : [j, i]
  const d = Math.abs(shift)
  return pearson(
    L1 - d,
    (t) => residual[a * L1 + d + t] as number,
    (t) => residual[b * L1 + t] as number,
    minCommon,
  )
}

function pearson(
  length: number,
  first: (t: number) => number,
  second: (t: number) => number,
  minCommon: number,
): number {
  let [n, sumA, sumB] = [0, 0, 0]
  for (let t = 0; t < length; t++) {
    const u = first(t)
    const v = second(t)
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
    const u = first(t)
    const v = second(t)
    if (Number.isNaN(u) || Number.isNaN(v)) continue
    aa += (u - meanA) * (u - meanA)
    bb += (v - meanB) * (v - meanB)
    ab += (u - meanA) * (v - meanB)
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0
}

/** Correlation of two events over common calendar sessions, on whatever axes they lie. */
function pairCorrelation(panel: Panel, i: number, j: number): number {
  const { minCommon, estimation } = panel.settings
  const axisI = panel.axis[i] ?? null
  const axisJ = panel.axis[j] ?? null
  if (axisI === null || axisJ === null) return sameAxisCorrelation(panel, i, j, minCommon)
  const { L1, residual } = panel
  const startI = (panel.events[i]?.day0 ?? 0) + estimation[0]
  const startJ = (panel.events[j]?.day0 ?? 0) + estimation[0]
  const pairs = common(axisI, startI, startI + L1, axisJ, startJ, startJ + L1)
  return pearson(
    pairs.length,
    (t) => residual[i * L1 + (pairs[t]?.[0] ?? 0) - startI] as number,
    (t) => residual[j * L1 + (pairs[t]?.[1] ?? 0) - startJ] as number,
    minCommon,
  )
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

function overlap(panel: Panel, i: number, j: number, from: number, to: number): number {
  const axisI = panel.axis[i]
  const axisJ = panel.axis[j]
  if (axisI == null || axisJ == null) return 0
  const dayI = panel.events[i]?.day0 ?? 0
  const dayJ = panel.events[j]?.day0 ?? 0
  return common(axisI, dayI + from, dayI + to + 1, axisJ, dayJ + from, dayJ + to + 1).length
}
