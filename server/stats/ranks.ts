import { normalTwoSided } from './distributions.ts'
import { roundReturn, roundStandardised } from './empirical.ts'
import { type GeneralisedRank, generalisedRanks, noGeneralisedRank } from './grank.ts'
import type { Panel, TestedColumn } from './panel.ts'
import { type EngineStep, EVENTS_BETWEEN, type Told } from './progress.ts'
import { type RankSums, rankBlock } from './rankBlock.ts'
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
  told?: Told<EngineStep>,
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
  const addBlock = (block: RankSums): void => {
    const available = block.m + D
    const weight = 1 / (2 * (available + 1))
    const centred = (ranks: number, events: number) => (2 * ranks - events * (available + 1)) * weight
    for (let t = 0; t < L1; t++) {
      const events = block.present(t)
      const own = block.own(t)
      let below = 0
      for (let d = 0; d < D; d++) below += block.above(d, t)
      rank.add(t, centred(own + block.below(t), events), events)
      standardised.add(t, centred(own + below, events), events)
      sign.add(t, block.sign(t), events)
    }
    for (let d = 0; d < D; d++) {
      rank.add(L1 + d, centred(block.lateRank[d] as number, block.events), block.events)
      standardised.add(L1 + d, centred(block.lateStandardised[d] as number, block.events), block.events)
      sign.add(L1 + d, block.lateSign[d] as number, block.events)
    }
    general.addBlock(block)
  }
  const block = rankBlock(L1, D, columns.length, addBlock)
  const { late, tested } = block
  // Events with as many residuals follow one another, so that a block is not ended for each.
  const observations = (row: number): number => panel.fits.M[row] as number
  const inOrder = rows.toSorted((a, b) => observations(a) - observations(b) || a - b)
  const room = new Float64Array(L1)

  for (let at = 0; at < inOrder.length; at++) {
    if (at % EVENTS_BETWEEN === 0) told?.('testing', at, inOrder.length)
    const row = inOrder[at] as number
    const residual = panel.fits.residual(row, room)
    const sigma = panel.fits.sigma[row] as number
    for (let c = 0; c < columns.length; c++) {
      const { x, se, root } = columns[c] as TestedColumn
      tested[c] = (x[row] as number) / (se[row] as number) / (scale[c] as number)
      if (c < D) late[c] = (x[row] as number) / (root === null ? 1 : (root[row] as number))
    }
    if (block.add(residual, observations(row), sigma)) continue
    const m = sorter.sortResiduals(residual)
    for (let d = 0; d < D; d++) sorter.late[d] = roundReturn(late[d] as number)
    const plain = sorter.merge(m)
    rank.addRanks(sorter, plain)
    sign.addSigns(sorter, plain)
    sorter.standardise(residual, m, sigma)
    for (let d = 0; d < D; d++) sorter.late[d] = roundStandardised(tested[d] as number)
    standardised.addRanks(sorter, sorter.merge(m))
    general.begin(sorter, m)
    for (let c = 0; c < columns.length; c++) general.add(c, roundStandardised(tested[c] as number))
  }
  block.flush()

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
    add: (t: number, value: number, events: number) => {
      sum[t] = (sum[t] as number) + value
      count[t] = (count[t] as number) + events
    },
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
