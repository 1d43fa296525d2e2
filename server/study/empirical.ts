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

/**
 * p-values of `u` among the studentised blocks, counting itself: no p is ever zero.
 *
 * @see Gelbach, Helland and Klick (2013), Amer. Law Econ. Rev. 15 (the sample-quantile test; the studentising is ours)
 */
export function empiricalP(blocks: Float64Array, u: number): EmpiricalP {
  const at = roundStandardised(u)
  let notAbove = 0
  let notBelow = 0
  let asFar = 0
  for (let b = 0; b < blocks.length; b++) {
    const value = roundStandardised(blocks[b] as number)
    if (value <= at) notAbove++
    if (value >= at) notBelow++
    if (Math.abs(value) >= Math.abs(at)) asFar++
  }
  const B = blocks.length
  const empLower = (1 + notAbove) / (B + 1)
  const empUpper = (1 + notBelow) / (B + 1)
  return {
    empB: B,
    empLower,
    empUpper,
    empTwo: Math.min(1, 2 * Math.min(empLower, empUpper)),
    empAbs: (1 + asFar) / (B + 1),
  }
}

/** Place of an abnormal return among the M estimation residuals: 1 = the lowest; `percentile` counts ties half. */
export function rankAmong(residuals: Float64Array, M: number, ar: number): { rankLow: number; percentile: number } {
  const at = roundReturn(ar)
  let smaller = 0
  let equal = 0
  for (let t = 0; t < residuals.length; t++) {
    const residual = residuals[t] as number
    if (Number.isNaN(residual)) continue
    const value = roundReturn(residual)
    if (value < at) smaller++
    else if (value === at) equal++
  }
  return { rankLow: 1 + smaller, percentile: (smaller + equal / 2) / M }
}
