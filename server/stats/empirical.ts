import { sortAscending } from './ascending.ts'

/** Where an abnormal return stands among estimation residuals (methods section 6.3). */
export type EmpiricalP = {
  readonly empB: number
  readonly empLower: number
  readonly empUpper: number
  readonly empTwo: number
  readonly empAbs: number
}

/** Returns are compared on 12 decimals and standardised values on 10, so that equal inputs tie on every machine. */
export const roundReturn = (value: number): number => Math.round(value * 1e12)
export const roundStandardised = (value: number): number => Math.round(value * 1e10)

/** Type-7 quantile (linear between order statistics) of ascending values. */
export function quantile(ascending: ArrayLike<number>, p: number): number {
  const at = (ascending.length - 1) * p
  const below = Math.floor(at)
  const low = ascending[below] as number
  const high = ascending[Math.min(below + 1, ascending.length - 1)] as number
  return low + (at - below) * (high - low)
}

/** Values to compare with, in ascending order: as they are, and rounded for comparison. */
export type Reference = { readonly ascending: Float64Array; readonly rounded: Float64Array }

/** Order studentised blocks once; every window and session is then placed among them by bisection. */
export function referenceOf(blocks: Float64Array): Reference {
  const ascending = sortAscending(blocks.slice())
  const rounded = new Float64Array(ascending.length)
  for (let b = 0; b < rounded.length; b++) rounded[b] = roundStandardised(ascending[b] as number)
  return { ascending, rounded }
}

/** How many of the ascending values lie below `at`, or with `orEqual` not above it. */
export function countBelow(ascending: Float64Array, at: number, orEqual = false): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const value = ascending[middle] as number
    if (value < at || (orEqual && value === at)) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * p-values of `u` among the studentised blocks, counting itself: no p is ever zero.
 *
 * @see Gelbach, Helland and Klick (2013), Amer. Law Econ. Rev. 15 (the sample-quantile test; the studentising is ours)
 */
export function empiricalP({ rounded }: Reference, u: number): EmpiricalP {
  const B = rounded.length
  const at = roundStandardised(u)
  const far = Math.abs(at)
  const empLower = (1 + countBelow(rounded, at, true)) / (B + 1)
  const empUpper = (1 + B - countBelow(rounded, at)) / (B + 1)
  const asFar = far === 0 ? B : B - countBelow(rounded, far) + countBelow(rounded, -far, true)
  return {
    empB: B,
    empLower,
    empUpper,
    empTwo: Math.min(1, 2 * Math.min(empLower, empUpper)),
    empAbs: (1 + asFar) / (B + 1),
  }
}

/** The residuals that exist, rounded and ascending: what `rankAmong` places an abnormal return in. */
export function roundedResiduals(residuals: Float64Array): Float64Array {
  const rounded = new Float64Array(residuals.length)
  let M = 0
  for (let t = 0; t < residuals.length; t++) {
    const e = residuals[t] as number
    if (!Number.isNaN(e)) rounded[M++] = roundReturn(e)
  }
  return sortAscending(rounded.subarray(0, M))
}

/** Place of an abnormal return among the M estimation residuals: 1 = the lowest; `percentile` counts ties half. */
export function rankAmong(rounded: Float64Array, ar: number): { rankLow: number; percentile: number } {
  const at = roundReturn(ar)
  const smaller = countBelow(rounded, at)
  const equal = countBelow(rounded, at, true) - smaller
  return { rankLow: 1 + smaller, percentile: (smaller + equal / 2) / rounded.length }
}
