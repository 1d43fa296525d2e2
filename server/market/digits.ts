/**
 * Whole numbers as text that packs to little more than they tell: a text for each place of base 90, the lowest first, each
 * with one character of every number. Places that are zero in all numbers are left out.
 */
export type Digits = readonly string[]

const BASE = 90
/** Characters 35 to 125 without the backslash: JSON writes each as it is. */
const characterOf = Array.from({ length: BASE }, (_, digit) =>
  String.fromCharCode(digit < 57 ? 35 + digit : 36 + digit),
)

/** Larger ones, doubled, are not whole any more. */
const MOST = 2 ** 51

/** Can a number be told in digits? */
export const isTold = (value: number): boolean => Number.isInteger(value) && Math.abs(value) <= MOST

/** @param values whole numbers that can be told; negative ones take turns with the others: 0, −1, 1, −2 are 0, 1, 2, 3 */
export function digitsOf(values: ArrayLike<number>): Digits {
  let left = Float64Array.from(values, (value) => (value < 0 ? -2 * value - 1 : 2 * value))
  const places: string[] = []
  while (left.some((value) => value > 0)) {
    places.push(Array.from(left, (value) => characterOf[value % BASE]).join(''))
    left = left.map((value) => Math.floor(value / BASE))
  }
  return places
}

/** The numbers again. @param count how many they are */
export function numbersOf(places: Digits, count: number): number[] {
  const doubled = new Float64Array(count)
  let scale = 1
  for (const place of places) {
    for (let i = 0; i < count; i++) {
      const code = place.charCodeAt(i)
      doubled[i] = (doubled[i] as number) + (code - (code < 92 ? 35 : 36)) * scale
    }
    scale *= BASE
  }
  return Array.from(doubled, (value) => (value % 2 === 0 ? value / 2 : -(value + 1) / 2))
}

/** Each number's distance from the one before; the first one's from zero. */
export const stepsOf = (values: readonly number[]): number[] => values.map((value, i) => value - (values[i - 1] ?? 0))

/** The numbers that lie such steps apart. */
export function summed(steps: readonly number[]): number[] {
  let sum = 0
  return steps.map((step) => {
    sum += step
    return sum
  })
}
