import type { RawRecord } from '../rawRecord.ts'
import { type Adapter, rawEvents, rawRecord } from './adapter.ts'

const line =
  /^([^;\r\n]*);([^;\r\n]*);([^;\r\n]*);(\d{2})\.(\d{2})\.(\d{4});([^;\r\n]*);([^;\r\n]*);([^;\r\n]*);([^;\r\n]*);([^;\r\n]*)$/

/**
 * Request files of EventStudyTools: no header, nine fields, one line an event and firm. Lines of one event that differ
 * in the firm alone are one event of several tickers. The files carry no titles, so a stored one stays.
 */
export const eventStudyTools: Adapter = {
  name: 'eventstudytools',
  read: ({ text }) => {
    const first = /^[^\r\n]*/.exec(text.slice(0, 10_000).trimStart())?.[0] ?? ''
    if (!line.test(first)) return null
    const lines = text.split(/\r\n|\n|\r/)
    const records = new Map<string, RawRecord>()
    for (const [at, one] of lines.entries()) {
      if (one.trim() === '') continue
      const match = line.exec(one)
      const record = match === null ? rawRecord(at + 1, { title: one, public_at: one }) : recordOf(at + 1, match)
      const key = match === null ? `line ${at}` : [match[1], ...match.slice(3)].join(';')
      const before = records.get(key)
      records.set(key, before === undefined ? record : joined(before, record))
    }
    return rawEvents([...records.values()])
  },
}

function recordOf(at: number, match: RegExpExecArray): RawRecord {
  const [, id = '', firm = '', market = '', day, month, year, group, from, to, estimationEnd, estimationLength] = match
  return rawRecord(
    at,
    {
      event_id: id.trim(),
      title: `Event ${id.trim()}`,
      public_at: `${year}-${month}-${day}`,
      tickers: firm.trim(),
      benchmark: market.trim(),
      group: group?.trim(),
      window_start: from?.trim(),
      window_end: to?.trim(),
      estimation_end: estimationEnd?.trim(),
      estimation_length: estimationLength?.trim(),
    },
    ['title'],
  )
}

const joined = (first: RawRecord, next: RawRecord): RawRecord => ({
  ...first,
  cells: new Map([
    ...first.cells,
    ['tickers', [first.cells.get('tickers'), next.cells.get('tickers')].filter((one) => one !== undefined).join('|')],
  ]),
})
