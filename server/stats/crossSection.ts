import { fairBinomialTwoSided, normalTwoSided, studentTwoSided } from './distributions.ts'
import { roundReturn } from './empirical.ts'
import { returnNoise } from './fit.ts'
import { medianOf } from './median.ts'
import type { Panel, TestedColumn } from './panel.ts'
import { noRankTests, type RankTests } from './ranks.ts'
import type { Reason } from './reasons.ts'
import { type Wilcoxon, wilcoxon } from './wilcoxon.ts'

/** Figures of one session or window over a sample, in the field names of the methods (section 7). All p are two-sided. */
export type ColumnTests = {
  readonly n: number
  readonly mean: number | null
  readonly median: number | null
  readonly seCross: number | null
  readonly tCross: number | null
  readonly pCross: number | null
  readonly tSkew: number | null
  readonly pSkew: number | null
  readonly tCda: number | null
  readonly pCda: number | null
  readonly zMacKinlay: number | null
  readonly pMacKinlay: number | null
  readonly zPatell: number | null
  readonly pPatell: number | null
  readonly tBmp: number | null
  readonly pBmp: number | null
  /** Average correlation between the events that counts for this column. */
  readonly rbar: number | null
  readonly zPatellAdj: number | null
  readonly pPatellAdj: number | null
  readonly tKp: number | null
  readonly pKp: number | null
  readonly positive: number
  readonly zSign: number | null
  readonly pSign: number | null
  readonly pSignExact: number | null
  readonly zGenSign: number | null
  readonly pGenSign: number | null
  readonly wilcoxon: Wilcoxon | null
  /** Different dates of day 0. */
  readonly clusters: number
  readonly seCluster: number | null
  readonly tCluster: number | null
  readonly pCluster: number | null
  /** Why figures are absent: one code for the column, or by field. */
  readonly reason: Reason | null
  readonly reasons: { readonly [field: string]: Reason }
} & RankTests

/** What all columns of a sample share. */
export type SampleGround = {
  readonly phat: number | null
  /** Standard deviation over the estimation sessions of the average residual, and its degrees of freedom. */
  readonly cdaSd: number | null
  readonly cdaDf: number
  /** Σ r_ij o_ij / w of the column. */
  readonly weighted: (column: TestedColumn) => number
  readonly ranks: (column: TestedColumn) => RankTests
  /** Two arrays as long as the sample: every column works in the same ones. */
  readonly room: readonly [Float64Array, Float64Array]
  /** Of the standardised values of a column, as `standardisedSpread` has it. */
  readonly spread: (column: TestedColumn) => number | null
}

/** Below this a standard deviation of standardised values is rounding noise (10 decimals, methods 13.3). */
const standardisedNoise = 1e-10

/** Sample standard deviation (n - 1) of the standardised values of a column; null when they are fewer than 2 or all equal. */
export function standardisedSpread({ x, se }: TestedColumn, rows: Int32Array): number | null {
  let n = 0
  let sum = 0
  for (let a = 0; a < rows.length; a++) {
    const i = rows[a] as number
    const z = (x[i] as number) / (se[i] as number)
    if (Number.isNaN(z)) continue
    n++
    sum += z
  }
  if (n < 2) return null
  const mean = sum / n
  let squares = 0
  for (let a = 0; a < rows.length; a++) {
    const i = rows[a] as number
    const z = (x[i] as number) / (se[i] as number)
    if (!Number.isNaN(z)) squares += (z - mean) * (z - mean)
  }
  const sd = Math.sqrt(squares / (n - 1))
  return sd > standardisedNoise ? sd : null
}

/**
 * Every test of one column (methods section 7).
 *
 * @see Brown and Warner (1980, 1985); Patell (1976); Boehmer, Musumeci and Poulsen (1991); Kolari and Pynnonen (2010);
 *   MacKinlay (1997); Hall (1992), J. Royal Stat. Soc. B 54; Cowan (1992), Rev. Quant. Finance Acc. 2
 */
export function columnTests(panel: Panel, rows: Int32Array, column: TestedColumn, ground: SampleGround): ColumnTests {
  const { x, se, classic, window } = column
  const [values, work] = ground.room
  let n = 0
  let sum = 0
  let variances = 0
  let zSum = 0
  let qSum = 0
  let positive = 0
  let nonZero = 0
  let classicSum = 0
  for (let a = 0; a < rows.length; a++) {
    const i = rows[a] as number
    const value = x[i] as number
    if (Number.isNaN(value)) continue
    values[n++] = value
    sum += value
    variances += (se[i] as number) ** 2
    zSum += value / (se[i] as number)
    if (classic !== null) classicSum += classic[i] as number
    const df = panel.fits.df[i] as number
    qSum += df / (df - 2)
    const key = roundReturn(value)
    if (key > 0) positive++
    if (key !== 0) nonZero++
  }
  const present = values.subarray(0, n)
  if (n < 3) {
    const { clusters } = clusterTest(panel, rows, x, sum / n, n)
    return { ...nothing, n, positive, clusters, reason: 'tooFewEvents' }
  }
  const ranks = ground.ranks(column)

  const reasons: Record<string, Reason> = {}
  const mean = sum / n
  let squares = 0
  let cubes = 0
  for (let i = 0; i < n; i++) {
    const centred = (present[i] as number) - mean
    squares += centred * centred
    cubes += centred * centred * centred
  }
  const sd = Math.sqrt(squares / (n - 1))
  const varies = sd > returnNoise
  if (!varies) reasons.tCross = reasons.tSkew = 'zeroVariance'
  const seCross = sd / Math.sqrt(n)
  const tCross = varies ? mean / seCross : null
  const tSkew = varies ? skewAdjusted(n, mean / sd, (n / ((n - 1) * (n - 2))) * (cubes / sd ** 3)) : null

  const length = window[1] - window[0] + 1
  const tCda = ground.cdaSd === null ? null : mean / (Math.sqrt(length) * ground.cdaSd)
  if (tCda === null) reasons.tCda = 'zeroVariance'
  const zMacKinlay = (n * mean) / Math.sqrt(variances)
  const zPatell = zSum / Math.sqrt(qSum)
  const zPatellClassic = classicSum / Math.sqrt(qSum)
  const spread = ground.spread(column)
  const tBmp = spread === null ? null : zSum / n / (spread / Math.sqrt(n))
  if (tBmp === null) reasons.tBmp = reasons.tKp = 'zeroVariance'

  const rbar = (2 * ground.weighted(column)) / (n * (n - 1))
  const inflation = 1 + (n - 1) * rbar
  const inRange = inflation > 0 && rbar < 1
  if (!inRange) reasons.zPatellAdj = reasons.tKp = 'correlationOutOfRange'
  const zPatellAdj = inRange ? zPatell / Math.sqrt(inflation) : null
  const tKp = inRange && tBmp !== null ? tBmp * Math.sqrt((1 - rbar) / inflation) : null

  const zSign = nonZero === 0 ? null : (positive - nonZero / 2) / Math.sqrt(nonZero / 4)
  if (zSign === null) reasons.zSign = 'zeroVariance'
  const { phat } = ground
  const zGenSign = phat === null ? null : (positive - n * phat) / Math.sqrt(n * phat * (1 - phat))
  if (zGenSign === null) reasons.zGenSign = 'zeroVariance'
  const cluster = clusterTest(panel, rows, x, mean, n)
  if (cluster.tCluster === null) reasons.tCluster = cluster.clusters < 2 ? 'tooFewEvents' : 'zeroVariance'

  const student = (t: number | null, df: number) => (t === null ? null : studentTwoSided(t, df))
  const normal = (z: number | null) => (z === null ? null : normalTwoSided(z))
  return {
    n,
    mean,
    median: medianOf(present, work),
    seCross,
    tCross,
    pCross: student(tCross, n - 1),
    tSkew,
    pSkew: normal(tSkew),
    tCda,
    pCda: student(tCda, ground.cdaDf),
    zMacKinlay,
    pMacKinlay: normal(zMacKinlay),
    zPatell,
    pPatell: normal(zPatell),
    ...(column.kind === 'window' ? { zPatellClassic, pPatellClassic: normal(zPatellClassic) } : {}),
    tBmp,
    pBmp: student(tBmp, n - 1),
    rbar,
    zPatellAdj,
    pPatellAdj: normal(zPatellAdj),
    tKp,
    pKp: student(tKp, n - 1),
    ...ranks,
    positive,
    zSign,
    pSign: normal(zSign),
    pSignExact: nonZero === 0 ? null : fairBinomialTwoSided(positive, nonZero),
    zGenSign,
    pGenSign: normal(zGenSign),
    wilcoxon: wilcoxon(present, work),
    ...cluster,
    reason: null,
    reasons,
  }
}

/** Johnson's skewness-adjusted t in Hall's transformed form: S = mean / sd, g the sample skewness. */
function skewAdjusted(n: number, S: number, g: number): number {
  return Math.sqrt(n) * (S + (g * S ** 2) / 3 + (g ** 2 * S ** 3) / 27 + g / (6 * n))
}

/** Errors that allow for any correlation between events of one date. */
function clusterTest(panel: Panel, rows: Int32Array, x: Float64Array, mean: number, n: number) {
  let clusters = 0
  let squares = 0
  let current = 0
  let before: number | null = null
  // Rows ascend by date, so the events of a date follow one another.
  for (let a = 0; a < rows.length; a++) {
    const i = rows[a] as number
    const value = x[i] as number
    if (Number.isNaN(value)) continue
    if (panel.day[i] !== before) {
      clusters++
      squares += current * current
      current = 0
      before = panel.day[i] as number
    }
    current += value - mean
  }
  squares += current * current
  const seCluster = clusters < 2 ? null : Math.sqrt((squares * clusters) / (clusters - 1)) / n
  const tCluster = seCluster !== null && seCluster > returnNoise ? mean / seCluster : null
  return {
    clusters,
    seCluster,
    tCluster,
    pCluster: tCluster === null ? null : studentTwoSided(tCluster, clusters - 1),
  }
}

const nothing = {
  mean: null,
  median: null,
  seCross: null,
  tCross: null,
  pCross: null,
  tSkew: null,
  pSkew: null,
  tCda: null,
  pCda: null,
  zMacKinlay: null,
  pMacKinlay: null,
  zPatell: null,
  pPatell: null,
  tBmp: null,
  pBmp: null,
  rbar: null,
  zPatellAdj: null,
  pPatellAdj: null,
  tKp: null,
  pKp: null,
  zSign: null,
  pSign: null,
  pSignExact: null,
  zGenSign: null,
  pGenSign: null,
  wilcoxon: null,
  seCluster: null,
  tCluster: null,
  pCluster: null,
  ...noRankTests,
  reasons: {},
} as const
