import { type IsoDate, isoDate } from '../../market/day.ts'
import { type DateOrder, dateOrders } from '../eventFile/time.ts'

const midnight = /^(\d{4}-\d{2}-\d{2})[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/

/** The date of a daily row: `2023-11-17`, with a midnight after it as some programs write, or slashed in a known order. */
export function fileDate(text: string, order: DateOrder | null): IsoDate | null {
  const plain = text.trim()
  const date = isoDate(plain) ?? isoDate(midnight.exec(plain)?.[1] ?? '')
  return date === null && order !== null ? slashedDate(plain, order) : date
}

function slashedDate(text: string, order: DateOrder): IsoDate | null {
  const parts = /^(\d{1,4})[/](\d{1,2})[/](\d{1,4})$/.exec(text)?.slice(1)
  if (parts === undefined) return null
  const part = (letter: string) => parts[order.indexOf(letter)] ?? ''
  if (part('Y').length !== 4) return null
  return isoDate(`${part('Y')}-${part('M').padStart(2, '0')}-${part('D').padStart(2, '0')}`)
}

/**
 * The order of slashed dates: as stated, else the only one in which every date of the file exists.
 *
 * @returns null when no date is slashed; `ambiguous` when several orders fit, `impossible` when none does
 */
export function orderOf(
  texts: readonly string[],
  stated: DateOrder | null,
): DateOrder | null | 'ambiguous' | 'impossible' {
  const slashed = texts.filter((text) => text.includes('/'))
  if (slashed.length === 0) return stated
  const fitting = dateOrders.filter((order) => slashed.every((text) => slashedDate(text.trim(), order) !== null))
  if (stated !== null) return fitting.includes(stated) ? stated : 'impossible'
  if (fitting.length > 1) return 'ambiguous'
  return fitting[0] ?? 'impossible'
}
