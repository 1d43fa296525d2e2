/** The mark between whole and fraction; the other one, or a space or apostrophe, may stand between thousands. */
export const decimals = ['dot', 'comma'] as const
export type Decimal = (typeof decimals)[number]

/** What may stand between thousands whichever the decimal mark is: apostrophes (Switzerland) and spaces that do not break. */
const neutral = "['\u2019\u0020\u00a0\u202f]"

const grouped: Readonly<Record<Decimal, RegExp>> = {
  // Indian groups have two digits before the last three: 12,34,567.50.
  dot: new RegExp(`^[+-]?[1-9]\\d{0,2}(?:(?:,\\d{2,3})*,\\d{3}|(?:${neutral}\\d{3})+)(?:\\.\\d+)?$`),
  comma: new RegExp(`^[+-]?[1-9]\\d{0,2}(?:(?:\\.\\d{3})+|(?:${neutral}\\d{3})+)(?:,\\d+)?$`),
}
const neutralMarks = new RegExp(neutral, 'g')
const single: Readonly<Record<Decimal, RegExp>> = {
  dot: /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/,
  comma: /^[+-]?(\d+(,\d*)?|,\d+)([eE][+-]?\d{1,3})?$/,
}

const bare = (text: string): string => text.trim().replace(/^\$/, '')

/**
 * A price or amount as data vendors write it: `374.07`, `1,234.50`, `1'234.50`, `$369.85`, `1e-7`, and with a decimal comma
 * `1.234,50`. Null for anything else: no words, no other currency signs.
 */
export function priceNumber(text: string, decimal: Decimal = 'dot'): number | null {
  const plain = bare(text)
  if (plain.length > 40) return null
  const digits = grouped[decimal].test(plain)
    ? plain.replaceAll(neutralMarks, '').replaceAll(decimal === 'dot' ? ',' : '.', '')
    : plain
  if (!single[decimal].test(digits)) return null
  const number = Number(digits.replace(',', '.'))
  return Number.isFinite(number) ? number : null
}

/**
 * What one number shows of the decimal mark of its file: `1.5` a dot, `1.234,5` a comma, `1,234,567` a dot. `either` for
 * one mark before three digits, such as `1.234`: it is a thousandfold off where it is misread. Null where nothing is shown.
 */
export function shownDecimal(text: string): Decimal | 'either' | null {
  const dot = text.indexOf('.')
  if (!text.includes(',')) {
    if (dot < 0) return null
    if (text.length - dot !== 4 && text !== '.' && !Number.isNaN(Number(text))) return 'dot'
  }
  const plain = bare(text)
    .replace(/^[+-]/, '')
    .replace(/[%KMBkmb]$/, '')
    .trimEnd()
  if (plain.length > 40 || !/^[\d.,'\u2019\u0020\u00a0\u202f]+$/.test(plain) || !/[.,]/.test(plain)) return null
  const alone = /^(\d+)([.,])(\d*)$/.exec(plain.replaceAll(neutralMarks, '')) ?? /^()([.,])(\d+)$/.exec(plain)
  if (alone !== null) {
    const [, whole = '', mark, fraction = ''] = alone
    const own = mark === '.' ? 'dot' : 'comma'
    const mayGroup = fraction.length === 3 && whole.length >= 1 && whole.length <= 3 && !/^0/.test(whole)
    return mayGroup ? 'either' : own
  }
  // Several marks: only one reading is left, or none.
  const [asDot, asComma] = [grouped.dot.test(plain), grouped.comma.test(plain)]
  return asDot === asComma ? null : asDot ? 'dot' : 'comma'
}
