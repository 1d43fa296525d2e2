import { type IsoDate, isoDate } from '../../server/market/day.ts'

/** Names of the months as they are written in either language, whole and short. */
const months: readonly (readonly string[])[] = [
  ['january', 'januari', 'jan'],
  ['february', 'februari', 'feb'],
  ['march', 'maret', 'mar'],
  ['april', 'apr'],
  ['may', 'mei'],
  ['june', 'juni', 'jun'],
  ['july', 'juli', 'jul'],
  ['august', 'agustus', 'aug', 'agu', 'agt'],
  ['september', 'sep', 'sept'],
  ['october', 'oktober', 'oct', 'okt'],
  ['november', 'nov'],
  ['december', 'desember', 'dec', 'des'],
]

const dateOf = (year = '', month = '', day = ''): IsoDate | null => {
  const at = months.findIndex((names) => names.includes(month.toLowerCase()))
  return at < 0 ? null : isoDate(`${year}-${String(at + 1).padStart(2, '0')}-${day.padStart(2, '0')}`)
}

/**
 * A whole date as somebody types it: `2023-11-17`, `17 Nov 2023`, `17 November 2023`, `November 17, 2023`, `17 Mei 2023`. Null
 * for anything else: digits alone in another order than that of ISO 8601 could mean two days.
 */
export function typedDate(text: string): IsoDate | null {
  const [, day, month, year] = /^(\d{1,2}) ([a-z]+)\.? (\d{4})$/i.exec(text) ?? []
  if (day !== undefined) return dateOf(year, month, day)
  const [, name, of, in_] = /^([a-z]+)\.? (\d{1,2}),? (\d{4})$/i.exec(text) ?? []
  return name === undefined ? isoDate(text) : dateOf(in_, name, of)
}
