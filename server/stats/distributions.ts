import { betaRatio, logBeta } from './beta.ts'

// Tails are computed as tails (never 1 - cdf), so that t = 15 on 248 degrees of freedom is 1.2e-36 and not 0.

const studentLogBeta = new Map<number, number>()

function logBetaOfStudent(df: number): number {
  const known = studentLogBeta.get(df)
  if (known !== undefined) return known
  const value = logBeta(df / 2, 0.5)
  // A study meets a handful of degrees of freedom; the bound only keeps a long-lived server small.
  if (studentLogBeta.size > 5_000) studentLogBeta.clear()
  studentLogBeta.set(df, value)
  return value
}

/** P(|T| >= |t|) for Student's t with `df` > 0 degrees of freedom (df need not be whole). */
export function studentTwoSided(t: number, df: number): number {
  const square = t * t
  if (square === Number.POSITIVE_INFINITY) return 0
  return betaRatio(df / 2, 0.5, df / (df + square), square / (df + square), logBetaOfStudent(df))
}

/** P(T > t), precise in the upper tail. */
export function studentUpper(t: number, df: number): number {
  const half = studentTwoSided(t, df) / 2
  return t >= 0 ? half : 1 - half
}

/** P(T <= t), precise in the lower tail. */
export const studentCdf = (t: number, df: number): number => studentUpper(-t, df)

function studentDensity(t: number, df: number): number {
  return Math.exp(-((df + 1) / 2) * Math.log1p((t * t) / df) - 0.5 * Math.log(df) - logBetaOfStudent(df))
}

const upperQuantiles = new Map<string, number>()

/** The t with P(T > t) = `tail`, for a tail of at most one half: Newton on the logarithm of the tail. */
function studentUpperQuantile(tail: number, df: number): number {
  if (tail === 0.5) return 0
  const key = `${df} ${tail}`
  const known = upperQuantiles.get(key)
  if (known !== undefined) return known
  // In (0, ∞) the logarithm of the tail is decreasing: Newton steps are kept inside a shrinking bracket.
  let low = 0
  let high = Math.max(2, normalUpperQuantile(tail))
  while (studentUpper(high, df) > tail) high *= 2
  let t = Math.min(high, Math.max(normalUpperQuantile(tail), (low + high) / 2))
  for (let round = 0; round < 200; round++) {
    const at = studentUpper(t, df)
    if (at > tail) low = t
    else high = t
    const step = (Math.log(at / tail) * at) / studentDensity(t, df)
    const next = t + step
    const inside = next > low && next < high
    const moved = inside ? next : (low + high) / 2
    if (Math.abs(moved - t) <= 1e-15 * Math.abs(t)) {
      t = moved
      break
    }
    t = moved
  }
  if (upperQuantiles.size > 5_000) upperQuantiles.clear()
  upperQuantiles.set(key, t)
  return t
}

/** The t with P(T <= t) = `p`, 0 < p < 1. */
export function studentQuantile(p: number, df: number): number {
  return p < 0.5 ? -studentUpperQuantile(p, df) : studentUpperQuantile(1 - p, df)
}

/** The t that a two-sided test at `alpha` asks for: P(|T| >= t) = alpha. */
export const studentCritical = (alpha: number, df: number): number => studentUpperQuantile(alpha / 2, df)

const SQRT_TWO_PI = Math.sqrt(2 * Math.PI)

/** P(Z > z), precise in the upper tail: a power series near zero, a continued fraction beyond. */
export function normalUpper(z: number): number {
  if (z < 0) return 1 - normalUpper(-z)
  const density = Math.exp(-0.5 * z * z) / SQRT_TWO_PI
  if (z < 2.5) {
    // Marsaglia (2004): P(0 < Z < z) = φ(z) (z + z³/3 + z⁵/15 + …)
    let term = z
    let sum = z
    for (let n = 3; Math.abs(term) > 1e-17 * sum; n += 2) {
      term *= (z * z) / n
      sum += term
    }
    return 0.5 - density * sum
  }
  // Laplace's continued fraction for the Mills ratio, from the tail end.
  let fraction = 0
  for (let n = 120; n >= 1; n--) fraction = n / (z + fraction)
  return density / (z + fraction)
}

/** P(Z <= z), precise in the lower tail. */
export const normalCdf = (z: number): number => normalUpper(-z)

/** P(|Z| >= |z|). */
export const normalTwoSided = (z: number): number => Math.min(1, 2 * normalUpper(Math.abs(z)))

function normalUpperQuantile(tail: number): number {
  if (tail === 0.5) return 0
  // Start: Abramowitz and Stegun (1964) 26.2.23, off by at most 4.5e-4.
  const s = Math.sqrt(-2 * Math.log(tail))
  let z = s - (2.515517 + s * (0.802853 + s * 0.010328)) / (1 + s * (1.432788 + s * (0.189269 + s * 0.001308)))
  for (let round = 0; round < 8; round++) {
    const at = normalUpper(z)
    const step = (Math.log(at / tail) * at * SQRT_TWO_PI) / Math.exp(-0.5 * z * z)
    z += step
    if (Math.abs(step) <= 1e-15 * Math.abs(z)) break
  }
  return z
}

/** The z with P(Z <= z) = `p`, 0 < p < 1. */
export const normalQuantile = (p: number): number => (p < 0.5 ? -normalUpperQuantile(p) : normalUpperQuantile(1 - p))

/** P(F > f) for the F distribution with `d1` and `d2` degrees of freedom. */
export function fUpper(f: number, d1: number, d2: number): number {
  if (f <= 0) return 1
  const scaled = d1 * f
  return betaRatio(d2 / 2, d1 / 2, d2 / (d2 + scaled), scaled / (d2 + scaled))
}

/** Two-sided p of `hits` successes in `n` fair tosses: twice the smaller tail, at most 1. */
export function fairBinomialTwoSided(hits: number, n: number): number {
  const smaller = Math.min(hits, n - hits)
  // P(X <= smaller) = P(X >= n - smaller) = I_½(n - smaller, smaller + 1)
  return Math.min(1, 2 * betaRatio(n - smaller, smaller + 1, 0.5, 0.5))
}
