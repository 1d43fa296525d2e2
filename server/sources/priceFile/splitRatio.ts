import { type Decimal, priceNumber } from './priceNumber.ts'

/** New shares for old ones. */
export interface SplitRatio {
  readonly numerator: number
  readonly denominator: number
}

/** Largest number of old shares that a decimal ratio is written with. */
const MOST = 1000

/** Old shares whose ratios never end as decimals: `0.3333` of a column is 1 for 3, `1.1667` 7 for 6. */
const ENDLESS = [3, 6, 7, 9]

/**
 * The ratio that a decimal was rounded or cut from, where it is one of few shares: written out it would be off by as much as
 * the digits that are missing. Null for any other; three decimals are enough for thirds and one share for many alone.
 */
function endlessRatio(ratio: number, decimals: number): SplitRatio | null {
  const unit = 10 ** -decimals
  const fits = (whole: number) => whole - ratio > -0.500001 * unit && whole - ratio < 0.999999 * unit
  if (decimals < 3 || Number.isInteger(ratio) || Math.round(1 / ratio) * ratio === 1) return null
  const old = [Math.floor(1 / ratio), Math.ceil(1 / ratio)].filter((each) => each > 1 && each <= MOST && fits(1 / each))
  const [one, ...others] = new Set(old)
  if (one !== undefined) return others.length > 0 ? null : { numerator: 1, denominator: one }
  const denominator = (decimals === 3 ? [3] : ENDLESS).find((each) => fits(Math.round(ratio * each) / each))
  return denominator === undefined ? null : { numerator: Math.round(ratio * denominator), denominator }
}

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
  if (numerator === 0 || numerator === 1) return null
  const digits = (decimal === 'dot' ? /\.(\d+)$/ : /,(\d+)$/).exec(left.trim())?.[1] ?? ''
  return endlessRatio(numerator, digits.length) ?? { numerator, denominator }
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
