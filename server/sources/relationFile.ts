import { type IsoDate, isoDate } from '../market/day.ts'
import { type Role, roles } from '../market/event.ts'
import type { Relation } from '../market/relation.ts'
import { ticker } from '../market/ticker.ts'
import { unguarded } from '../table/formulaSafe.ts'
import { readDelimited } from './delimited.ts'
import { type ReportEntry, report } from './report.ts'

export interface RelationFile {
  readonly relations: readonly (Relation & { readonly line: number })[]
  readonly report: readonly ReportEntry[]
  readonly records: number
  readonly refused: boolean
}

export const relationColumns = ['name', 'symbol', 'role', 'reason', 'from', 'to', 'source'] as const

/** Characters of a reason or a source. */
const LONGEST = 500

/** Reads names and what they stand for: columns name, symbol, role, reason, from, to, source; the first two are needed. */
export function readRelationFile(text: string): RelationFile {
  const table = readDelimited(text, (name) => (relationColumns as readonly string[]).includes(name), 10_000)
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
  const known = new Map<string, number>()
  for (const { line, fields } of table.rows) {
    const cell = (name: string) => unguarded(fields[at(name)]?.trim() ?? '')
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
    for (const field of ['reason', 'source'])
      if (cell(field).length > LONGEST) wrong(field, `at most ${LONGEST} characters`, 'E_LIMIT')
    const key = JSON.stringify([name, symbol, role, from ?? null])
    const first = known.get(key)
    if (first !== undefined)
      entries.push(
        report(
          'E_ID_DUPLICATE',
          `The same name, symbol, role and from stand on line ${first}`,
          { line, field: 'name' },
          name,
        ),
      )
    else known.set(key, line)
    if (entries.length > before || symbol === null) continue
    relations.push({
      line,
      name,
      symbol,
      role: role as Role,
      reason: cell('reason') || null,
      from: from ?? null,
      to: to ?? null,
      source: cell('source') || null,
    })
  }
  return { relations, report: [...table.remarks, ...entries], records: table.rows.length, refused: false }
}

const dateIn = (text: string): IsoDate | null | undefined => (text === '' ? null : (isoDate(text) ?? undefined))
