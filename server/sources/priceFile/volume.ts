import { type Decimal, priceNumber } from './priceNumber.ts'
import { isBlank } from './priceTable.ts'

const multiples: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, B: 1e9 }

/**
 * Volume in shares or coins, not negative, `27.18M` too; null where the file gives none. Undefined when it is something else.
 */
export function volumeIn(text: string, decimal: Decimal): number | null | undefined {
  if (isBlank(text)) return null
  const [, digits = text, mark = '', unit = ''] = /^(\d{1,6}(?:([.,])\d{1,9})?) ?([KMB])$/.exec(text) ?? []
  // Before a unit stand few digits: its mark is the decimal mark, or the number is of another file.
  if (mark !== '' && (mark === '.') !== (decimal === 'dot')) return undefined
  const number = unit === '' ? priceNumber(digits, decimal) : Number(digits.replace(',', '.'))
  // 27.18 times a million is 27179999.999999996 in binary.
  const volume = number === null || unit === '' ? number : Math.round(number * (multiples[unit] ?? 1))
  return volume !== null && volume >= 0 && volume <= Number.MAX_SAFE_INTEGER ? volume : undefined
}
