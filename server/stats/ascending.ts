let counts = new Int32Array(1024)
let held = new Float64Array(512)

/** Values of a bin beyond which insertion would crawl and the general sort takes over. */
const fullBin = 64

/**
 * Sort numbers in place, ascending; answers the same array. None may be NaN; 0 and −0 are equal and stand in any order.
 *
 * Distribution into equal bins, then insertion. Residuals and returns lie evenly enough that few share a bin, which makes
 * this several times faster than a sort by comparison; where they do not, the general sort takes over.
 */
export function sortAscending(values: Float64Array): Float64Array {
  const n = values.length
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (let i = 0; i < n; i++) {
    const value = values[i] as number
    if (value < low) low = value
    if (value > high) high = value
  }
  if (!(high > low)) return values
  const bins = 2 * n
  if (counts.length < bins + 1) counts = new Int32Array(2 * bins)
  if (held.length < n) held = new Float64Array(2 * n)
  counts.fill(0, 0, bins + 1)
  const scale = (bins - 1) / (high - low)
  let fullest = 0
  for (let i = 0; i < n; i++) {
    const value = values[i] as number
    held[i] = value
    const bin = (((value - low) * scale) | 0) + 1
    const count = (counts[bin] as number) + 1
    counts[bin] = count
    if (count > fullest) fullest = count
  }
  if (fullest > fullBin || !Number.isFinite(scale)) return values.sort()
  for (let bin = 1; bin <= bins; bin++) counts[bin] = (counts[bin] as number) + (counts[bin - 1] as number)
  for (let i = 0; i < n; i++) {
    const value = held[i] as number
    const bin = ((value - low) * scale) | 0
    const at = counts[bin] as number
    counts[bin] = at + 1
    values[at] = value
  }
  for (let i = 1; i < n; i++) {
    const value = values[i] as number
    let at = i
    while (at > 0 && (values[at - 1] as number) > value) {
      values[at] = values[at - 1] as number
      at--
    }
    values[at] = value
  }
  return values
}

/** Index of the first of `m` ascending values that is not below `z`. */
export function firstNotBelow(ascending: Float64Array, m: number, z: number): number {
  let low = 0
  let high = m
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] as number) < z) low = middle + 1
    else high = middle
  }
  return low
}
