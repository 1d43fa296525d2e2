import { sortAscending } from './ascending.ts'
import { quantile } from './empirical.ts'
import type { Bootstrap } from './settings.ts'

/**
 * The seeded generator of every resampled figure (mulberry32, Tommy Ettinger 2017, public domain).
 * A seed and a number of draws name a result exactly, on every machine.
 *
 * @returns a function that gives numbers in [0, 1)
 */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A resampled p and interval; draws, seed and block are part of the figure. */
export type Resampled = {
  readonly p: number
  readonly ciLow: number
  readonly ciHigh: number
  readonly sdBoot: number
  readonly draws: number
  readonly seed: number
  readonly block: number
}

type OneEvent = {
  /** Estimation residuals in chronological order; NaN where a session has none. */
  readonly residuals: Float64Array
  readonly k: number
  readonly car: number
  readonly L: number
  readonly alpha: number
  readonly bootstrap: Bootstrap
}

/** Block bootstrap of one event's CAR from its own estimation residuals (methods section 11). */
export function resampleEvent({ residuals, k, car, L, alpha, bootstrap }: OneEvent): Resampled {
  const present = residuals.filter((e) => !Number.isNaN(e))
  const M = present.length
  let mean = 0
  for (const e of present) mean += e
  mean /= M
  const scale = Math.sqrt(M / (M - k))
  const centred = present.map((e) => (e - mean) * scale)
  const block = Math.min(L, M, bootstrap.block ?? Math.max(1, Math.round(Math.cbrt(M))))
  const next = mulberry32(bootstrap.seed)
  const sums = new Float64Array(bootstrap.draws)
  let asFar = 0
  for (let draw = 0; draw < bootstrap.draws; draw++) {
    let sum = 0
    for (let filled = 0; filled < L; ) {
      const start = Math.floor(next() * (M - block + 1))
      for (let i = 0; i < block && filled < L; i++, filled++) sum += centred[start + i] as number
    }
    sums[draw] = sum
    if (Math.abs(sum) >= Math.abs(car)) asFar++
  }
  const sdBoot = deviation(sums)
  sortAscending(sums)
  return {
    p: (1 + asFar) / (bootstrap.draws + 1),
    ciLow: car - quantile(sums, 1 - alpha / 2),
    ciHigh: car - quantile(sums, alpha / 2),
    sdBoot,
    draws: bootstrap.draws,
    seed: bootstrap.seed,
    block,
  }
}

/** Sample standard deviation (divisor n - 1). */
function deviation(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value
  const mean = sum / values.length
  let squares = 0
  for (const value of values) squares += (value - mean) ** 2
  return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1))
}

/** Resampled inference on the mean of a sample; draws and seed are part of the figure. */
export type ResampledMean = {
  readonly p: number
  readonly ciLow: number | null
  readonly ciHigh: number | null
  readonly draws: number
  readonly seed: number
}

type Draws = { readonly draws: number; readonly seed: number; readonly alpha: number }

/** Percentile interval and p of the mean of `values`, drawn one by one. */
export function resampleMean(values: readonly number[], { draws, seed, alpha }: Draws): ResampledMean {
  return resampleGroups(
    values.map((value) => [value]),
    { draws, seed, alpha },
  )
}

/**
 * Percentile interval and p of the mean over all events when whole dates are drawn, so that events of one date stay
 * together.
 *
 * @param groups values of each day 0, in ascending order of date
 */
export function resampleGroups(groups: readonly (readonly number[])[], { draws, seed, alpha }: Draws): ResampledMean {
  const sums = groups.map((group) => group.reduce((sum, value) => sum + value, 0))
  const mean = sums.reduce((sum, value) => sum + value, 0) / groups.reduce((n, group) => n + group.length, 0)
  const next = mulberry32(seed)
  const means = new Float64Array(draws)
  let asFar = 0
  for (let draw = 0; draw < draws; draw++) {
    let [sum, n] = [0, 0]
    for (let i = 0; i < groups.length; i++) {
      const drawn = Math.floor(next() * groups.length)
      sum += sums[drawn] as number
      n += (groups[drawn] as readonly number[]).length
    }
    means[draw] = sum / n
    if (Math.abs(sum / n - mean) >= Math.abs(mean)) asFar++
  }
  sortAscending(means)
  return {
    p: (1 + asFar) / (draws + 1),
    ciLow: quantile(means, alpha / 2),
    ciHigh: quantile(means, 1 - alpha / 2),
    draws,
    seed,
  }
}

/**
 * p of the mean when the sign of every date's events is flipped at random: exact for errors symmetric around zero.
 *
 * @param groups values of each day 0, in ascending order of date
 */
export function signFlip(groups: readonly (readonly number[])[], { draws, seed }: Draws): ResampledMean {
  const sums = groups.map((group) => group.reduce((sum, value) => sum + value, 0))
  const n = groups.reduce((count, group) => count + group.length, 0)
  const mean = sums.reduce((sum, value) => sum + value, 0) / n
  const next = mulberry32(seed)
  let asFar = 0
  for (let draw = 0; draw < draws; draw++) {
    let sum = 0
    for (const value of sums) sum += next() < 0.5 ? -value : value
    if (Math.abs(sum / n) >= Math.abs(mean)) asFar++
  }
  return { p: (1 + asFar) / (draws + 1), ciLow: null, ciHigh: null, draws, seed }
}
