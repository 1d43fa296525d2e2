/** Median by selection: the middle value is wanted, not the order of all. `work` is overwritten. */
export function medianOf(values: Float64Array, work: Float64Array = new Float64Array(values.length)): number | null {
  const n = values.length
  if (n === 0) return null
  work.set(values)
  const middle = n >> 1
  let low = 0
  let high = n - 1
  // Hoare's selection: afterwards everything before `middle` is at most work[middle].
  while (low < high) {
    const pivot = work[(low + high) >>> 1] as number
    let i = low
    let j = high
    while (i <= j) {
      while ((work[i] as number) < pivot) i++
      while ((work[j] as number) > pivot) j--
      if (i > j) break
      const held = work[i] as number
      work[i++] = work[j] as number
      work[j--] = held
    }
    if (j < middle) low = i
    if (i > middle) high = j
  }
  const upper = work[middle] as number
  if (n % 2 === 1) return upper
  let lower = Number.NEGATIVE_INFINITY
  for (let i = 0; i < middle; i++) if ((work[i] as number) > lower) lower = work[i] as number
  return (lower + upper) / 2
}
