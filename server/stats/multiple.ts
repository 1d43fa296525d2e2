/** Adjusted p-values in the order given; null stays null and is not counted as a test. */
export type Adjusted = readonly (number | null)[]

function ranked(p: readonly (number | null)[]): { value: number; at: number }[] {
  return p
    .flatMap((value, at) => (value === null ? [] : [{ value, at }]))
    .sort((a, b) => a.value - b.value || a.at - b.at)
}

/**
 * p-values that hold the chance of any false finding among all tests at the level.
 *
 * @see Holm (1979), Scandinavian J. Statistics 6
 */
export function holm(p: readonly (number | null)[]): Adjusted {
  const adjusted: (number | null)[] = p.map(() => null)
  const order = ranked(p)
  let reached = 0
  for (const [i, { value, at }] of order.entries()) {
    reached = Math.max(reached, Math.min(1, (order.length - i) * value))
    adjusted[at] = reached
  }
  return adjusted
}

/**
 * p-values that hold the expected share of false findings among all findings at the level.
 *
 * @see Benjamini and Hochberg (1995), J. Royal Stat. Soc. B 57
 */
export function benjaminiHochberg(p: readonly (number | null)[]): Adjusted {
  const adjusted: (number | null)[] = p.map(() => null)
  const order = ranked(p)
  let reached = 1
  for (const [i, { value, at }] of [...order.entries()].reverse()) {
    reached = Math.min(reached, (order.length * value) / (i + 1))
    adjusted[at] = reached
  }
  return adjusted
}
