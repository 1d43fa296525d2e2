import { normalTwoSided } from './distributions.ts'
import { roundReturn, roundStandardised } from './empirical.ts'
import { type GeneralisedRank, generalisedRanks, noGeneralisedRank } from './grank.ts'
import type { Panel, TestedColumn } from './panel.ts'
import { type Merged, type Sorter, sorterOf } from './sorted.ts'

/** Rank and sign tests of one column (methods sections 7.2 and 7.3); null where the column does not vary. */
export type RankTests = {
  readonly zRank: number | null
  readonly pRank: number | null
  readonly zRankStd: number | null
  readonly pRankStd: number | null
  readonly zSignCZ: number | null
  readonly pSignCZ: number | null
} & GeneralisedRank

/**
 * Rank tests of every column for the given rows. Each event's residuals are sorted once; ranks over estimation and event
 * window, and of a single value among the residuals, follow from merging short sorted lists into them.
 *
 * @param spread cross-sectional standard deviation (n - 1) of the standardised column, or null
 * @see Corrado (1989), J. Financial Economics 23; Corrado and Zivney (1992), JFQA 27; Campbell and Wasley (1993), JFE 33
 */
export function rankTests(
  panel: Panel,
  rows: Int32Array,
  spread: (column: TestedColumn) => number | null,
): (column: TestedColumn) => RankTests {
  const { L1, days, windows } = panel
  const D = days.length
  const columns = [...days, ...windows]
  const scale = columns.map((column) => spread(column) ?? Number.NaN)
  const rank = tally(L1 + D)
  const standardised = tally(L1 + D)
  const sign = tally(L1 + D)
  const general = generalisedRanks(L1, columns.length)
  const sorter = sorterOf(L1, D)

  for (const row of rows) {
    const residual = panel.residual.subarray(row * L1, (row + 1) * L1)
    const m = sorter.sortResiduals(residual)
    for (let d = 0; d < D; d++) {
      const { x, root } = days[d] as TestedColumn
      sorter.late[d] = roundReturn((x[row] as number) / (root === null ? 1 : (root[row] as number)))
    }
    const plain = sorter.merge(m)
    rank.addRanks(sorter, plain)
    sign.addSigns(sorter, plain)
    sorter.standardise(residual, m, panel.fits[row]?.sigma ?? Number.NaN)
    const z = (c: number) => {
      const { x, se } = columns[c] as TestedColumn
      return roundStandardised((x[row] as number) / (se[row] as number) / (scale[c] as number))
    }
    for (let d = 0; d < D; d++) sorter.late[d] = z(d)
    standardised.addRanks(sorter, sorter.merge(m))
    general.begin(sorter, m)
    for (let c = 0; c < columns.length; c++) general.add(c, z(c))
  }

  const scores = { rank: rank.scores(), standardised: standardised.scores(), sign: sign.scores() }
  const [w0] = panel.settings.event
  const results = new Map<TestedColumn, RankTests>()
  for (const [c, column] of columns.entries()) {
    const from = L1 + column.window[0] - w0
    const to = L1 + column.window[1] - w0
    const zRank = windowScore(scores.rank, from, to)
    const zRankStd = windowScore(scores.standardised, from, to)
    const zSignCZ = windowScore(scores.sign, from, to)
    results.set(column, {
      zRank,
      pRank: twoSided(zRank),
      zRankStd,
      pRankStd: twoSided(zRankStd),
      zSignCZ,
      pSignCZ: twoSided(zSignCZ),
      ...(Number.isNaN(scale[c]) ? noGeneralisedRank : general.result(c)),
    })
  }
  return (column) => results.get(column) ?? noRankTests
}

export const noRankTests: RankTests = {
  zRank: null,
  pRank: null,
  zRankStd: null,
  pRankStd: null,
  zSignCZ: null,
  pSignCZ: null,
  ...noGeneralisedRank,
}

const twoSided = (z: number | null): number | null => (z === null ? null : normalTwoSided(z))

/** Sum of the session scores over a window, divided by the root of their number. */
function windowScore(scores: Float64Array | null, from: number, to: number): number | null {
  if (scores === null) return null
  let sum = 0
  let n = 0
  for (let t = from; t <= to; t++) {
    const z = scores[t] as number
    if (Number.isNaN(z)) continue
    sum += z
    n++
  }
  return n === 0 ? null : sum / Math.sqrt(n)
}

/** Sums of centred ranks or of signs by position, over events. */
function tally(length: number) {
  const sum = new Float64Array(length)
  const count = new Int32Array(length)
  return {
    /** U - ½ = rank / (1 + M*) - ½ for every available position. */
    addRanks: ({ rank2 }: Sorter, { available }: Merged) => {
      const weight = 1 / (2 * (available + 1))
      for (let t = 0; t < length; t++) {
        const twice = rank2[t] as number
        if (twice === 0) continue
        sum[t] = (sum[t] as number) + (twice - available - 1) * weight
        count[t] = (count[t] as number) + 1
      }
    },
    /** +1 above the event's median over both windows, -1 below, 0 on it. */
    addSigns: ({ rank2 }: Sorter, { available, median2 }: Merged) => {
      for (let t = 0; t < length; t++) {
        const twice = rank2[t] as number
        if (twice === 0) continue
        if (twice !== median2) sum[t] = (sum[t] as number) + (twice > available + 1 ? 1 : -1)
        count[t] = (count[t] as number) + 1
      }
    },
    /** Z of every position: g_t over the root mean square of all of them; null when nothing varies. */
    scores: (): Float64Array | null => {
      const g = new Float64Array(length).fill(Number.NaN)
      let squares = 0
      let positions = 0
      for (let t = 0; t < length; t++) {
        const n = count[t] as number
        if (n === 0) continue
        const value = (sum[t] as number) / Math.sqrt(n)
        g[t] = value
        squares += value * value
        positions++
      }
      const S = Math.sqrt(squares / positions)
      if (!(S > 1e-10)) return null
      for (let t = 0; t < length; t++) g[t] = (g[t] as number) / S
      return g
    },
  }
}
