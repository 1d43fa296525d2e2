import { isoDate } from '../../market/day.ts'
import { type DateOrder, dateOrders } from '../eventFile/time.ts'
import type { Language } from './language.ts'
import { type Meaning, nothing } from './meaning.ts'
import type { Token } from './token.ts'
import { exact } from './yearly.ts'

/** How digits are read where the text does not say. */
export interface NumericRules {
  /** The order that locale or user told; null where nobody did. */
  readonly order: DateOrder | null
  readonly zone: string
}

interface Numeric {
  readonly to: number
  readonly made: Meaning
  /** A day and month without a year: only after certain words is it a date. */
  readonly loose: boolean
}

const marks = /^[-/.]$/

/** Digits with one mark between: up to three numbers that stand without spaces. */
function partsAt(tokens: readonly Token[], at: number): readonly string[] {
  const parts: string[] = []
  const mark = tokens[at + 1]?.text ?? ''
  for (let index = at; parts.length < 4; index += 2) {
    const token = tokens[index]
    if (token?.kind !== 'number' || (index > at && !token.glued)) break
    parts.push(token.text)
    const next = tokens[index + 1]
    if (next?.text !== mark || !next.glued || !marks.test(mark)) break
  }
  return parts
}

const shortYear = (text: string): number => (Number(text) < 70 ? 2000 : 1900) + Number(text)

/** `2023-11-17`, `17/11/2023`, `11/17/23`, `17.11.2023`, `17/11`. */
export function numericAt(
  tokens: readonly Token[],
  at: number,
  language: Language,
  rules: NumericRules,
): Numeric | null {
  const parts = partsAt(tokens, at)
  const [first = '', second = '', third = ''] = parts
  const mark = tokens[at + 1]?.text ?? ''
  const after = tokens[at + parts.length * 2 - 1]
  if (
    after?.glued === true &&
    (after.kind === 'number' ||
      (marks.test(after.text) &&
        tokens[at + parts.length * 2]?.glued === true &&
        tokens[at + parts.length * 2]?.kind === 'number'))
  )
    return null
  if (after?.glued === true && after.kind === 'word' && !/^t$/i.test(after.text)) return null
  if (parts.length === 3) {
    if (first.length === 4 && second.length <= 2 && third.length <= 2) return dated(first, second, third, at + 5)
    if (first.length > 2 || second.length > 2 || !(third.length === 4 || (third.length === 2 && mark === '/')))
      return null
    const year = third.length === 4 ? third : String(shortYear(third))
    for (const order of ordersFor(rules, language)) {
      const [month, day] = order === 'MDY' ? [first, second] : [second, first]
      const found = dated(year, month, day, at + 5)
      if (found !== null) return found
    }
    return /^(19|20)\d\d$/.test(year) && mark !== '.' ? { to: at + 5, made: nothing, loose: false } : null
  }
  if (parts.length !== 2 || mark !== '/' || first.length > 2 || second.length > 2) return null
  for (const order of ordersFor(rules, language)) {
    const [month, day] = order === 'MDY' ? [first, second] : [second, first]
    const made = exact(null, Number(month), Number(day))
    if (made !== null) return { to: at + 3, made, loose: true }
  }
  return null
}

/** The order told first; where that gives no date, as in 11/17 with day first, the other one is meant. */
function ordersFor({ order, zone }: NumericRules, { dateOrder }: Language): readonly DateOrder[] {
  const told = order === null || order === 'YMD' ? dateOrder(zone) : order
  return [told, ...dateOrders.filter((other) => other !== told && other !== 'YMD')]
}

function dated(year: string, month: string, day: string, to: number): Numeric | null {
  if (!/^(19|20)\d\d$/.test(year) || isoDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`) === null)
    return null
  const made = exact({ year: Number(year) }, Number(month), Number(day))
  return made === null ? null : { to, made, loose: false }
}
