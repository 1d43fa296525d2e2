import { firstNotBelow } from './ascending.ts'

/** Adjusted p-values in the order given; null stays null and is not counted as a test. */
export type Adjusted = readonly (number | null)[]

/**
 * p-values that hold the chance of any false finding among all tests at the level.
 *
 * @see Holm (1979), Scandinavian J. Statistics 6
 */
export const holm = (p: readonly (number | null)[]): Adjusted => rankedPs(p).holm()

/**
 * p-values that hold the expected share of false findings among all findings at the level.
 *
 * @see Benjamini and Hochberg (1995), J. Royal Stat. Soc. B 57
 */
export const benjaminiHochberg = (p: readonly (number | null)[]): Adjusted => rankedPs(p).benjaminiHochberg()

/**
 * p-values in order, for either adjustment. Equal ones have one adjusted value, which stands at the first of them: so only
 * values are sorted, and not with them whose they are.
 */
export function rankedPs(p: readonly (number | null)[]) {
  const ascending = Float64Array.from(p.filter((value) => value !== null)).sort()
  const n = ascending.length
  const places = Int32Array.from(p, (value) => (value === null ? -1 : firstNotBelow(ascending, n, value)))
  const inPlace = (values: Float64Array): Adjusted =>
    Array.from(places, (place) => (place < 0 ? null : (values[place] as number)))
  return {
    holm: (): Adjusted => {
      let reached = 0
      return inPlace(
        ascending.map((value, i) => {
          reached = Math.max(reached, Math.min(1, (n - i) * value))
          return reached
        }),
      )
    },
    benjaminiHochberg: (): Adjusted => {
      const values = new Float64Array(n)
      let reached = 1
      for (let i = n - 1; i >= 0; i--) {
        reached = Math.min(reached, (n * (ascending[i] as number)) / (i + 1))
        values[i] = reached
      }
      return inPlace(values)
    },
  }
}
