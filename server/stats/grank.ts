import { firstNotBelow } from './ascending.ts'
import { normalTwoSided, studentTwoSided } from './distributions.ts'
import type { RankSums } from './rankBlock.ts'
import type { Sorter } from './sorted.ts'

export type GeneralisedRank = {
  /** Positions used: the estimation sessions and the tested value. */
  readonly T: number | null
  readonly grankT: number | null
  readonly grankTDf: number | null
  readonly grankTP: number | null
  readonly grankZ: number | null
  readonly grankZP: number | null
}

export const noGeneralisedRank: GeneralisedRank = {
  T: null,
  grankT: null,
  grankTDf: null,
  grankTP: null,
  grankZ: null,
  grankZP: null,
}

/** Collects the generalised rank tests of many columns, event by event. */
export type GeneralisedRanks = {
  /** Take in an event's m standardised residuals; its tested values follow. */
  readonly begin: (sorter: Sorter, m: number) => void
  /** The event's tested value in a column, rounded like the residuals; NaN when it has none. */
  readonly add: (column: number, z: number) => void
  /** Take in a block of events whose values are all present and do not tie. */
  readonly addBlock: (block: RankSums) => void
  readonly result: (column: number) => GeneralisedRank
}

/**
 * Generalised rank tests (Kolari and Pynnonen 2011, J. Empirical Finance 18): every event is its residuals and one
 * standardised value that stands for the whole window.
 *
 * The value moves up by one the rank of every residual above it. So the ranks of the residuals among themselves are
 * summed once, and each column only counts, per session, how many events have their value below the residual.
 *
 * An event without a value in a column stays in that column with its residuals, ranked among themselves: N counts every
 * event of the sample, and only the position of the tested value has fewer.
 */
export function generalisedRanks(L1: number, columns: number): GeneralisedRanks {
  const base = new Float64Array(L1)
  const present = new Int32Array(L1)
  /** By column what `base` has too much for events without a value, whose residuals are ranked without one; made when needed. */
  const excess: (Float64Array | undefined)[] = Array.from({ length: columns })
  const gain = new Float64Array(columns * L1)
  /** Events counted since the last change of weight, whole numbers. */
  const pending = new Int32Array(columns * L1)
  let waiting = false
  const ownSum = new Float64Array(columns)
  const n = new Int32Array(columns)
  const variance = new Float64Array(columns)
  let current: Sorter | null = null
  let N = 0
  let m = -1
  let weight = 0

  const flush = () => {
    if (waiting)
      for (let i = 0; i < gain.length; i++) gain[i] = (gain[i] as number) + 2 * weight * (pending[i] as number)
    pending.fill(0)
    waiting = false
  }

  return {
    begin: (sorter, count) => {
      if (count !== m) {
        flush()
        m = count
        // Ranks run to m + 1 with the tested value, and are kept doubled: U = rank2 / (2 (m + 2)) - ½.
        weight = 1 / (2 * (m + 2))
      }
      current = sorter
      N++
      const { own2 } = sorter
      for (let t = 0; t < L1; t++) {
        const twice = own2[t] as number
        if (twice === 0) continue
        base[t] = (base[t] as number) + (twice - m - 2) * weight
        present[t] = (present[t] as number) + 1
      }
    },
    add: (column, z) => {
      const sorter = current
      if (sorter === null) return
      const { own2, sorted } = sorter
      if (Number.isNaN(z)) {
        const over = excess[column] ?? new Float64Array(L1)
        excess[column] = over
        for (let t = 0; t < L1; t++) {
          const twice = own2[t] as number
          if (twice !== 0) over[t] = (over[t] as number) + (twice - m - 2) * weight - (twice - m - 1) / (2 * (m + 1))
        }
        return
      }
      const less = firstNotBelow(sorted, m, z)
      let equal = 0
      while (less + equal < m && sorted[less + equal] === z) equal++
      const offset = column * L1
      const bar = equal === 0 ? 2 * less : 2 * less + equal + 1
      for (let t = 0; t < L1; t++) {
        // (bar - rank) >>> 31 is 1 where the rank is above the bar; an absent residual has rank 0.
        pending[offset + t] = (pending[offset + t] as number) + ((bar - (own2[t] as number)) >>> 31)
      }
      waiting = true
      if (equal > 0)
        for (let t = 0; t < L1; t++) if (own2[t] === bar) gain[offset + t] = (gain[offset + t] as number) + weight
      ownSum[column] = (ownSum[column] as number) + (2 * less + equal - m) * weight
      n[column] = (n[column] as number) + 1
      // m + 1 values are available, the tested one included: variance (m_i - 1) / (12 (m_i + 1)).
      variance[column] = (variance[column] as number) + m / (12 * (m + 2))
    },
    addBlock: (block) => {
      const each = 1 / (2 * (block.m + 2))
      N += block.events
      for (let t = 0; t < L1; t++) {
        const here = block.present(t)
        base[t] = (base[t] as number) + (2 * block.own(t) - here * (block.m + 2)) * each
        present[t] = (present[t] as number) + here
      }
      for (let c = 0; c < columns; c++) {
        const offset = c * L1
        for (let t = 0; t < L1; t++) gain[offset + t] = (gain[offset + t] as number) + 2 * each * block.above(c, t)
        ownSum[c] = (ownSum[c] as number) + (2 * (block.less[c] as number) - block.events * block.m) * each
        n[c] = (n[c] as number) + block.events
        variance[c] = (variance[c] as number) + (block.events * block.m) / (12 * (block.m + 2))
      }
    },
    result: (column) => {
      flush()
      const tested = n[column] as number
      if (tested === 0) return noGeneralisedRank
      const over = excess[column]
      const offset = column * L1
      let squares = 0
      let T = 1
      for (let t = 0; t < L1; t++) {
        const count = present[t] as number
        if (count === 0) continue
        const mean = ((base[t] as number) - (over?.[t] ?? 0) + (gain[offset + t] as number)) / count
        squares += (count / N) * mean * mean
        T++
      }
      const own = (ownSum[column] as number) / tested
      squares += (tested / N) * own * own
      const S = Math.sqrt(squares / T)
      const grankZ = (tested * own) / Math.sqrt(variance[column] as number)
      const Z = S > 1e-10 ? own / S : Number.NaN
      const room = T - 1 - Z * Z
      const grankT = room > 0 ? Z * Math.sqrt((T - 2) / room) : null
      return {
        T,
        grankT,
        grankTDf: grankT === null ? null : T - 2,
        grankTP: grankT === null ? null : studentTwoSided(grankT, T - 2),
        grankZ,
        grankZP: normalTwoSided(grankZ),
      }
    },
  }
}
