import { studentCritical, studentTwoSided } from './distributions.ts'
import type { Reason } from './reasons.ts'

export type Coefficient = {
  readonly name: string
  readonly estimate: number
  /** Heteroscedasticity-robust (HC1). */
  readonly se: number
  readonly t: number
  readonly p: number
  readonly ciLow: number
  readonly ciHigh: number
  /** Errors that allow for correlation inside a date; null when no date repeats. */
  readonly seCluster: number | null
  readonly tCluster: number | null
  readonly pCluster: number | null
}
export type CrossSectionalRegression =
  | {
      readonly kind: 'fitted'
      readonly n: number
      /** Degrees of freedom of t: n - p. */
      readonly df: number
      readonly r2: number
      /** Different dates; t of clustered errors has one degree of freedom less. */
      readonly clusters: number
      readonly coefficients: readonly Coefficient[]
    }
  | { readonly kind: 'unfit'; readonly reason: Reason; readonly detail: string }

/** One event: its CAR, its date and its characteristics (all events name the same ones). */
export type Observation = {
  readonly car: number
  readonly date: string
  readonly characteristics: Readonly<Record<string, number>>
}

/**
 * Regress CARs on characteristics of the events, with a constant.
 *
 * @see White (1980), Econometrica 48 with the HC1 correction n/(n-p) of MacKinnon and White (1985), J. Econometrics 29;
 *   Liang and Zeger (1986), Biometrika 73, for errors clustered by date, times G/(G-1) · (n-1)/(n-p)
 */
export function regressCars(observations: readonly Observation[], alpha = 0.05): CrossSectionalRegression {
  const names = Object.keys(observations[0]?.characteristics ?? {})
  const p = names.length + 1
  const n = observations.length
  if (n <= p + 1) return { kind: 'unfit', reason: 'tooFewEvents', detail: `${n} events for ${p} coefficients` }
  const ordered = observations.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.car - b.car))
  const means = names.map((name) => ordered.reduce((sum, row) => sum + (row.characteristics[name] ?? 0), 0) / n)
  // Centred regressors: their cross products are well conditioned, and the constant is recovered afterwards.
  const rows = ordered.map(({ characteristics, car, date }) => ({
    x: [1, ...names.map((name, j) => (characteristics[name] ?? 0) - (means[j] as number))],
    car,
    date,
  }))
  const scales = Array.from({ length: p }, (_, j) =>
    Math.sqrt(rows.reduce((sum, { x }) => sum + (x[j] as number) ** 2, 0)),
  )
  const flat = names.find(
    (_, j) => !((scales[j + 1] as number) / Math.sqrt(n) > 1e-12 * Math.max(1, Math.abs(means[j] as number))),
  )
  if (flat !== undefined)
    return { kind: 'unfit', reason: 'zeroVariance', detail: `"${flat}" is the same for every event` }
  const G = inverseOf(crossProducts(rows, scales), p)
  if (G === null) return { kind: 'unfit', reason: 'collinearFactors', detail: 'the characteristics repeat one another' }
  const inverse = G.map((row, a) => row.map((value, b) => value / ((scales[a] as number) * (scales[b] as number))))
  const withCar = Array.from({ length: p }, (_, j) => rows.reduce((sum, { x, car }) => sum + (x[j] as number) * car, 0))
  const centredBeta = inverse.map((row) => row.reduce((sum, value, j) => sum + value * (withCar[j] as number), 0))
  const errors = rows.map(
    ({ x, car }) => car - x.reduce((sum, value, j) => sum + value * (centredBeta[j] as number), 0),
  )

  // From centred to plain regressors only the constant changes: beta₀ = centred beta₀ - Σ mean_j beta_j.
  const toPlain = Array.from({ length: p }, (_, a) =>
    Array.from({ length: p }, (_, b) => (a === b ? 1 : a === 0 ? -(means[b - 1] as number) : 0)),
  )
  const beta = times(toPlain, centredBeta)
  const influence = rows.map(({ x }, i) =>
    times(toPlain, times(inverse, x)).map((value) => value * (errors[i] as number)),
  )
  const df = n - p
  const white = influence.reduce(
    (sum, score) => sum.map((value, j) => value + (score[j] as number) ** 2),
    Array(p).fill(0) as number[],
  )
  const byDate = Map.groupBy(influence.keys(), (i) => rows[i]?.date ?? '')
  const clusters = byDate.size
  const clustered = Array(p).fill(0) as number[]
  for (const members of byDate.values())
    for (let j = 0; j < p; j++)
      clustered[j] = (clustered[j] as number) + members.reduce((sum, i) => sum + (influence[i]?.[j] as number), 0) ** 2
  const repeats = clusters < n && clusters > 1
  const critical = studentCritical(alpha, df)
  const coefficients = ['constant', ...names].map((name, j): Coefficient => {
    const estimate = beta[j] as number
    const se = Math.sqrt(((white[j] as number) * n) / df)
    const seCluster = repeats
      ? Math.sqrt((((clustered[j] as number) * clusters) / (clusters - 1)) * ((n - 1) / df))
      : null
    const tCluster = seCluster === null || !(seCluster > 0) ? null : estimate / seCluster
    return {
      name,
      estimate,
      se,
      t: estimate / se,
      p: studentTwoSided(estimate / se, df),
      ciLow: estimate - critical * se,
      ciHigh: estimate + critical * se,
      seCluster,
      tCluster,
      pCluster: tCluster === null ? null : studentTwoSided(tCluster, clusters - 1),
    }
  })
  if (coefficients.some(({ se }) => !(se > 0)))
    return { kind: 'unfit', reason: 'zeroVariance', detail: 'the characteristics explain every CAR exactly' }
  const carMean = rows.reduce((sum, { car }) => sum + car, 0) / n
  const total = rows.reduce((sum, { car }) => sum + (car - carMean) ** 2, 0)
  const left = errors.reduce((sum, e) => sum + e ** 2, 0)
  return { kind: 'fitted', n, df, r2: total > 0 ? 1 - left / total : 0, clusters, coefficients }
}

const times = (matrix: readonly (readonly number[])[], vector: readonly number[]): number[] =>
  matrix.map((row) => row.reduce((sum, value, j) => sum + value * (vector[j] as number), 0))

function crossProducts(rows: readonly { readonly x: readonly number[] }[], scales: readonly number[]): number[][] {
  return scales.map((scaleA, a) =>
    scales.map(
      (scaleB, b) => rows.reduce((sum, { x }) => sum + (x[a] as number) * (x[b] as number), 0) / (scaleA * scaleB),
    ),
  )
}

/** Inverse of a symmetric positive matrix of unit diagonal by Gauss and Jordan; null when it is singular. */
function inverseOf(matrix: readonly (readonly number[])[], p: number): number[][] | null {
  const work = matrix.map((row, a) => [...row, ...Array.from({ length: p }, (_, b) => (a === b ? 1 : 0))])
  for (let c = 0; c < p; c++) {
    const pivot = work[c] as number[]
    const head = pivot[c] as number
    if (!(head > 1e-10)) return null
    for (let j = 0; j < 2 * p; j++) pivot[j] = (pivot[j] as number) / head
    for (let a = 0; a < p; a++) {
      if (a === c) continue
      const row = work[a] as number[]
      const factor = row[c] as number
      for (let j = 0; j < 2 * p; j++) row[j] = (row[j] as number) - factor * (pivot[j] as number)
    }
  }
  return work.map((row) => row.slice(p))
}
