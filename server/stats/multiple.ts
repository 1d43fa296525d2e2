import { firstNotBelow } from './ascending.ts'

/** Adjusted p-values in the order given; null stays null and is not counted as a test. */
export type Adjusted = readonly (number | null)[]

/**
 * p-values that hold the chance of any false finding among all tests at the level.
 *
 * @see Holm (1979), Scandinavian J. Statistics 6
 */
export function holm(p: readonly (number | null)[]): Adjusted {
  return adjusted(p, (ascending) => {
    let reached = 0
    for (let i = 0; i < ascending.length; i++) {
      reached = Math.max(reached, Math.min(1, (ascending.length - i) * (ascending[i] as number)))
      ascending[i] = reached
    }
  })
}

/**
 * p-values that hold the expected share of false findings among all findings at the level.
 *
 * @see Benjamini and Hochberg (1995), J. Royal Stat. Soc. B 57
 */
export function benjaminiHochberg(p: readonly (number | null)[]): Adjusted {
  return adjusted(p, (ascending) => {
    let reached = 1
    for (let i = ascending.length - 1; i >= 0; i--) {
      reached = Math.min(reached, (ascending.length * (ascending[i] as number)) / (i + 1))
      ascending[i] = reached
    }
  })
}

/**
 * Equal p-values have one adjusted value, which stands at the first of them: so only values are sorted, and not with them
 * whose they are.
 *
 * @param adjust puts adjusted values in the place of ascending ones
 */
function adjusted(p: readonly (number | null)[], adjust: (ascending: Float64Array) => void): Adjusted {
  const ascending = Float64Array.from(p.filter((value) => value !== null)).sort()
  const values = ascending.slice()
  adjust(values)
  return p.map((value) =>
    value === null ? null : (values[firstNotBelow(ascending, ascending.length, value)] as number),
  )
}
