import { columnName, delimiterOf } from '../sources/delimited.ts'
import { isKnownColumn } from '../sources/eventFile/field.ts'
import { isLibraryText } from '../sources/factorFile.ts'
import { plainHeader } from '../sources/priceFile/plainHeader.ts'
import { priceColumn } from '../sources/priceFile/priceTable.ts'

/** What a file may hold. */
export const ingestKinds = ['events', 'prices', 'intraday', 'actions', 'factors', 'tickers'] as const
export type IngestKind = (typeof ingestKinds)[number]

/** What a file holds, by its shape; null when its columns fit nothing. */
export function kindOf(text: string): IngestKind | null {
  const start = text.slice(0, 20_000).trimStart()
  if (/^[{[]/.test(start) || start.startsWith('BEGIN:VCALENDAR')) return 'events'
  if (isLibraryText(text)) return 'factors'
  if (/(^|[\r\n])CIK\|Company Name\|/i.test(start)) return 'events'
  const names = headerNames(plainHeader(start).text)
  const has = (...wanted: readonly string[]) => wanted.every((name) => names.has(name))
  const priced = new Set([...names].map(priceColumn))
  if (priced.has('close') && !has('title')) {
    if (names.has('date') && !priced.has('start')) return 'prices'
    if (priced.has('start')) {
      const isDated = names.has('date') || /^[^\r\n]*[\r\n]+"?\d{4}-\d{2}-\d{2}"?[,;\t]/.test(start)
      return isDated && !priced.has('phase') ? 'prices' : 'intraday'
    }
  }
  if (has('date', 'type', 'value')) return 'actions'
  if (names.has('date') && ['mkt_rf', 'smb', 'hml', 'mom', 'rf'].some((name) => names.has(name))) return 'factors'
  if (has('symbol', 'exchange') || has('symbol', 'currency')) return 'tickers'
  if (['title', 'headline', 'name', 'event', 'text', 'rp_entity_id'].some((name) => names.has(name))) return 'events'
  return isHeaderless(start) ? 'events' : null
}

function headerNames(start: string): ReadonlySet<string> {
  const first = /^[^\r\n]*/.exec(start)?.[0] ?? ''
  const delimiter = delimiterOf(first, (name) => isKnownColumn(name) || priceColumn(name) !== name || name === 'close')
  return new Set(first.split(delimiter).map((name) => columnName(name.replaceAll('"', ''))))
}

/** A request file of EventStudyTools: nine fields, the fourth a date `dd.mm.yyyy`. */
const isHeaderless = (start: string): boolean => /^[^;\r\n]*;[^;\r\n]*;[^;\r\n]*;\d{2}\.\d{2}\.\d{4};/.test(start)
