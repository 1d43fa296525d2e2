import { type Decimal, priceNumber } from './priceNumber.ts'

/** New shares for old ones. */
export interface SplitRatio {
  readonly numerator: number
  readonly denominator: number
}

/** Largest number of old shares that a decimal ratio is written with. */
const MOST = 1000

/** `4`, `4:1`, `4/1`, `1.1`. Null where a column of splits says that there was none: empty, 0 or 1. Undefined for anything else. */
export function splitRatio(text: string, decimal: Decimal): SplitRatio | null | undefined {
  if (text === '' || /^(n\/a|--?|null)$/i.test(text)) return null
  const [left = '', right, ...rest] = text.split(/[:/]/)
  if (rest.length > 0) return undefined
  const numerator = priceNumber(left, decimal)
  const denominator = right === undefined ? 1 : priceNumber(right, decimal)
  if (numerator === null || denominator === null || numerator < 0 || denominator <= 0) return undefined
  if (right !== undefined)
    return numerator === 0 ? undefined : numerator === denominator ? null : { numerator, denominator }
  return numerator === 0 || numerator === 1 ? null : { numerator, denominator }
}

/** A decimal ratio of a column, where it is one: `1.1` is 11 for 10. */
export function wholeRatio({ numerator: shares, denominator: old }: SplitRatio): SplitRatio {
  const ratio = shares / old
  for (let denominator = 1; denominator <= MOST; denominator++) {
    const numerator = Math.round(ratio * denominator)
    if (numerator > 0 && Math.abs(numerator / denominator / ratio - 1) < 1e-9) return { numerator, denominator }
  }
  return { numerator: ratio, denominator: 1 }
}
