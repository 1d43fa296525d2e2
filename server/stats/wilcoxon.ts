import { sortAscending } from './ascending.ts'
import { normalTwoSided } from './distributions.ts'
import { roundReturn } from './empirical.ts'

export type Wilcoxon = {
  /** Values that are not zero. */
  readonly n: number
  /** Sum of the ranks of the positive ones. */
  readonly W: number
  readonly z: number | null
  readonly pNormal: number | null
  /** Exact two-sided p; null beyond 50 values or with ties. */
  readonly pExact: number | null
}

/**
 * Wilcoxon signed-rank test of the given values (NaN: absent), zeros dropped, average ranks, no continuity correction.
 *
 * @see Wilcoxon (1945), Biometrics Bulletin 1
 */
export function wilcoxon(values: Float64Array, packed: Float64Array = new Float64Array(values.length)): Wilcoxon {
  // Size and sign travel as one whole number through the native sort: the last bit is set for positive values.
  let n = 0
  for (let i = 0; i < values.length; i++) {
    const key = roundReturn(values[i] as number)
    if (key > 0) packed[n++] = 2 * key + 1
    else if (key < 0) packed[n++] = -2 * key
  }
  if (n === 0) return { n, W: 0, z: null, pNormal: null, pExact: null }
  const ascending = sortAscending(packed.subarray(0, n))
  const size = (i: number) => Math.floor((ascending[i] as number) / 2)
  let W = 0
  let ties = 0
  for (let i = 0; i < n; ) {
    const first = i
    const value = size(i)
    let positive = 0
    while (i < n && size(i) === value) positive += (ascending[i++] as number) - 2 * value
    const count = i - first
    W += (positive * (first + i + 1)) / 2
    if (count > 1) ties += count ** 3 - count
  }
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - ties / 48
  const z = (W - (n * (n + 1)) / 4) / Math.sqrt(variance)
  return { n, W, z, pNormal: normalTwoSided(z), pExact: n <= 50 && ties === 0 ? exact(n, W) : null }
}

/** Twice the smaller tail over all 2^n assignments of signs to the ranks 1 … n, at most 1. */
function exact(n: number, W: number): number {
  const most = (n * (n + 1)) / 2
  const ways = new Float64Array(most + 1)
  ways[0] = 1
  for (let rank = 1; rank <= n; rank++)
    for (let sum = most; sum >= rank; sum--) ways[sum] = (ways[sum] as number) + (ways[sum - rank] as number)
  const smaller = Math.min(W, most - W)
  let tail = 0
  for (let sum = 0; sum <= smaller; sum++) tail += ways[sum] as number
  return Math.min(1, (2 * tail) / 2 ** n)
}
