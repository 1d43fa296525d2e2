import { type IsoDate, isoDate } from '../../market/day.ts'
import { type DateOrder, dateOrders } from '../eventFile/time.ts'

/** A date of a daily row, or why it is none. */
export type ReadDate =
  | { readonly kind: 'date'; readonly date: IsoDate }
  | { readonly kind: 'refused'; readonly reason: DateFault }

export type DateFault = 'clock' | 'short-year' | 'no-such-day' | 'other-order' | 'unknown-form'

export const dateFaults: Readonly<Record<DateFault, string>> = {
  clock: 'a date alone: it carries a clock time',
  'short-year': 'a date with a year of four digits: of two digits the century is not told',
  'no-such-day': 'a date: there is no such day',
  'other-order': 'a date in the order of the others',
  'unknown-form': 'a date such as 2023-11-17',
}

const refused = (reason: DateFault): ReadDate => ({ kind: 'refused', reason })
const dated = (date: IsoDate | null): ReadDate => (date === null ? refused('no-such-day') : { kind: 'date', date })

const clock = /^(.+?)(?:T|,? +)(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?)\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?$/i
const midnight = /^(?:00?:00(?::00(?:\.0+)?)?|12:00(?::00)? ?AM)$/i
const parted = /^(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})$/
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const fullMonths =
  /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/i

/** The numbers of a date in the order in which they stand; null when it is of another form. */
type Parts = readonly [string, string, string]

/** The text of a date without a midnight after it; null in place of a clock that shows another time. */
function withoutClock(text: string): string | null {
  const plain = text.trim()
  const [, day, time] = clock.exec(plain) ?? []
  if (day === undefined || time === undefined) return plain
  return midnight.test(time) ? day : null
}

const partsOf = (text: string): Parts | null => {
  const [, first = '', mark, second = '', third = ''] = parted.exec(text) ?? []
  // With dots the day comes first, wherever they are in use; 2023-11-17 needs no order either.
  return mark === undefined || mark === '.' || isIso(text) ? null : [first, second, third]
}

const isIso = (text: string): boolean => /^\d{4}-\d{1,2}-\d{1,2}$/.test(text)

const joined = (year: string, month: string, day: string): ReadDate =>
  year.length === 4
    ? dated(isoDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`))
    : refused(year.length <= 2 ? 'short-year' : 'unknown-form')

/** A date whose form says itself which number is the day. */
function plainDate(text: string): ReadDate | null {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return dated(isoDate(text))
  const [, year = '', month = '', day = ''] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? []
  if (year !== '') return joined(year, month, day)
  const [, before = '', word = '', after = ''] = /^(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ ,-]+(\d{2,4})$/.exec(text) ?? []
  if (fullMonths.test(word)) return joined(after, monthOf(word), before)
  const [, name = '', date = '', inYear = ''] = /^([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{2,4})$/.exec(text) ?? []
  if (fullMonths.test(name)) return joined(inYear, monthOf(name), date)
  const [, first = '', second = '', third = ''] = /^(\d{1,4})\.(\d{1,2})\.(\d{1,4})$/.exec(text) ?? []
  if (first === '') return null
  return first.length === 4 ? joined(first, second, third) : joined(third, second, first)
}

const monthOf = (word: string): string => String(months.indexOf(word.slice(0, 3).toLowerCase()) + 1)

function inOrder(parts: Parts, order: DateOrder): ReadDate {
  const part = (letter: string) => parts[order.indexOf(letter)] ?? ''
  return joined(part('Y'), part('M'), part('D'))
}

/**
 * The date of a daily row: `2023-11-17`, `20231117`, `17.11.2023`, `17-Nov-2023`, `Nov 17, 2023`, with a midnight after it as
 * some programs write, or in numbers of a known order. Nothing is guessed: no years of two digits, no 30th of February.
 */
export function fileDate(text: string, order: DateOrder | null): ReadDate {
  const plain = withoutClock(text)
  if (plain === null) return refused('clock')
  const parts = partsOf(plain)
  if (parts === null) return plainDate(plain) ?? refused('unknown-form')
  const orders = order === null ? dateOrders : [order]
  const read = orders.map((one) => inOrder(parts, one))
  const found = read.find(({ kind }) => kind === 'date')
  if (order === null && found !== undefined) return refused('other-order')
  if (found !== undefined) return found
  if (order !== null && dateOrders.some((one) => inOrder(parts, one).kind === 'date')) return refused('other-order')
  const [first = '', , third = ''] = parts
  return refused(first.length <= 2 && third.length <= 2 ? 'short-year' : 'no-such-day')
}

/** One cell of a column of dates. */
export interface DateCell {
  readonly line: number
  readonly text: string
}

/** The order of the numbers in a column of dates, or the two cells that no one order reads. */
export type ColumnOrder =
  | { readonly kind: 'order'; readonly order: DateOrder | null }
  | { readonly kind: 'ambiguous'; readonly cell: DateCell }
  | { readonly kind: 'contrary'; readonly one: DateCell; readonly other: DateCell }
  | { readonly kind: 'not-stated'; readonly cell: DateCell; readonly order: DateOrder }

/** What dates show of the order of their numbers, gathered one after another. */
export interface OrderEvidence {
  readonly see: (cell: DateCell) => void
  readonly verdict: () => ColumnOrder
}

/**
 * The order of dates such as 10/02/2023: as stated, else the only one in which every date exists that exists in any. A cell
 * that is a date in no order is wrong by itself and says nothing here.
 */
export function orderEvidence(stated: DateOrder | null): OrderEvidence {
  let open: readonly DateOrder[] = stated === null ? dateOrders : [stated]
  let [seen, decided] = [null, null] as [DateCell | null, DateCell | null]
  let fault: ColumnOrder | null = null
  return {
    see: (cell) => {
      const parts = fault === null ? partsOf(withoutClock(cell.text) ?? '') : null
      if (parts === null) return
      const fitting = dateOrders.filter((order) => inOrder(parts, order).kind === 'date')
      if (fitting.length === 0) return
      const left = open.filter((order) => fitting.includes(order))
      if (left.length === 0) {
        fault =
          stated !== null
            ? { kind: 'not-stated', cell, order: fitting[0] ?? stated }
            : { kind: 'contrary', one: decided ?? seen ?? cell, other: cell }
        return
      }
      if (left.length < open.length) decided = cell
      open = left
      seen = cell
    },
    verdict: () => {
      if (fault !== null) return fault
      const [order] = open
      if (seen === null || order === undefined) return { kind: 'order', order: stated }
      return open.length > 1 ? { kind: 'ambiguous', cell: seen } : { kind: 'order', order }
    },
  }
}

/** The same of dates that are in memory. */
export function orderOf(cells: readonly DateCell[], stated: DateOrder | null): ColumnOrder {
  const evidence = orderEvidence(stated)
  for (const cell of cells) evidence.see(cell)
  return evidence.verdict()
}
