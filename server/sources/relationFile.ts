import { type IsoDate, isoDate } from '../market/day.ts'
import { type Role, roles } from '../market/event.ts'
import { type Ticker, ticker } from '../market/ticker.ts'
import { readDelimited } from './delimited.ts'
import { type ReportEntry, report } from './report.ts'

/** A name of news text, and which ticker it concerns, why and when. */
export interface Relation {
  readonly name: string
  readonly symbol: Ticker
  /** What the ticker is to the one named. */
  readonly role: Role
  readonly reason: string | null
  /** First and last day on which it holds, both in it; null for no bound. */
  readonly from: IsoDate | null
  readonly to: IsoDate | null
}

export interface RelationFile {
  readonly relations: readonly (Relation & { readonly line: number })[]
  readonly report: readonly ReportEntry[]
  readonly records: number
  readonly refused: boolean
}

const columns = ['name', 'symbol', 'role', 'reason', 'from', 'to']

/** Reads names and what they stand for: columns name, symbol, role, reason, from, to; the first two are needed. */
export function readRelationFile(text: string): RelationFile {
  const table = readDelimited(text, (name) => columns.includes(name), 10_000)
  const at = (name: string) => table.header.indexOf(name)
  const missing = ['name', 'symbol'].find((name) => at(name) < 0)
  if (table.refused || missing !== undefined) {
    const entries = table.refused
      ? table.report
      : [report('E_REQUIRED', `Cannot read the file as it has no column ${missing}`, { line: 1, field: missing ?? '' })]
    return { relations: [], report: entries, records: 0, refused: true }
  }
  const entries: ReportEntry[] = [...table.report]
  const relations: (Relation & { line: number })[] = []
  for (const { line, fields } of table.rows) {
    const cell = (name: string) => fields[at(name)]?.trim() ?? ''
    const wrong = (field: string, expected: string, code: string) =>
      entries.push(report(code, `Cannot read ${field} as ${expected}`, { line, field }, cell(field)))
    const [name, symbol, role] = [cell('name'), ticker(cell('symbol')), cell('role') || 'subject']
    const before = entries.length
    if (!/\p{L}/u.test(name) || name.length > 100)
      wrong('name', 'a name of 1 to 100 characters with a letter', 'E_REQUIRED')
    if (symbol === null) wrong('symbol', 'a ticker such as MSFT', 'E_TICKER')
    if (!(roles as readonly string[]).includes(role)) wrong('role', `one of ${roles.join(', ')}`, 'E_ENUM')
    const [from, to] = [dateIn(cell('from')), dateIn(cell('to'))]
    if (from === undefined) wrong('from', 'a date YYYY-MM-DD', 'E_TIME_FORMAT')
    if (to === undefined) wrong('to', 'a date YYYY-MM-DD', 'E_TIME_FORMAT')
    if (from != null && to != null && from > to) wrong('to', `a day not before ${from}`, 'E_TIME_ORDER')
    if (entries.length > before || symbol === null) continue
    relations.push({
      line,
      name,
      symbol,
      role: role as Role,
      reason: cell('reason') || null,
      from: from ?? null,
      to: to ?? null,
    })
  }
  return { relations, report: [...table.remarks, ...entries], records: table.rows.length, refused: false }
}

const dateIn = (text: string): IsoDate | null | undefined => (text === '' ? null : (isoDate(text) ?? undefined))
