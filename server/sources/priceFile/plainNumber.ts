const powers = Array.from({ length: 16 }, (_, power) => 10 ** power)

/** Digits behind the dot of the number that was read last; 0 for none. */
let digits = 0
export const fractionDigits = (): number => digits

/** Characters of the longest number that is read. */
const MOST = 40

/**
 * The number that text writes with digits alone and at most one dot between them, as nearly all numbers of price files are;
 * NaN for any other text, which is for `priceNumber` to read. Up to 15 digits and a power of ten up to 15 are exact in a
 * double, so that their quotient is the number nearest to what is written; of more digits, as programs write that print
 * doubles, the language's own reading is.
 */
export function plainNumber(text: string): number {
  const { length } = text
  if (length === 0 || length > MOST) return Number.NaN
  let whole = 0
  let dot = -1
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at)
    if (code >= 48 && code <= 57) whole = whole * 10 + code - 48
    else if (code === 46 && dot < 0 && at > 0 && at < length - 1) dot = at
    else return Number.NaN
  }
  digits = dot < 0 ? 0 : length - 1 - dot
  if (dot < 0 ? length > 15 : length > 16) return Number(text)
  return digits === 0 ? whole : whole / (powers[digits] as number)
}
