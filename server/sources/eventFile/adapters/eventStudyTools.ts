import { isoDate } from '../../../market/day.ts'
import { type ReportEntry, report } from '../../report.ts'
import type { RawRecord } from '../rawRecord.ts'
import { type Adapter, rawRecord } from './adapter.ts'

const FIELDS = 9
const someDate = /^\d{1,4}([./-])\d{1,2}\1\d{1,4}$/
const ownDate = /^(\d{2})\.(\d{2})\.(\d{4})$/

/** Does a text begin like a request file of EventStudyTools: no header, nine fields, a date of some form as the fourth? */
export function isRequestFile(start: string): boolean {
  const first = /^[^\r\n]*/.exec(start.slice(0, 10_000).trimStart())?.[0].split(';') ?? []
  return first.length === FIELDS && someDate.test(first[3]?.trim() ?? '')
}

/**
 * Request files of EventStudyTools: no header, nine fields, one line an event and firm. Lines of one event that differ
 * in the firm alone are one event of several tickers. The files carry no titles, and of the time the session alone: of a stored event they
 * change windows, benchmark and group.
 */
export const eventStudyTools: Adapter = {
  name: 'eventstudytools',
  read: ({ text }) => {
    if (!isRequestFile(text)) return null
    const records = new Map<string, RawRecord>()
    const entries: ReportEntry[] = []
    for (const [at, one] of text.split(/\r\n|\n|\r/).entries()) {
      if (one.trim() === '') continue
      const read = recordOf(at + 1, one)
      if ('code' in read) {
        entries.push(read)
        continue
      }
      const key = one.split(';').toSpliced(1, 1).join(';')
      const before = records.get(key)
      records.set(key, before === undefined ? read : joined(before, read))
    }
    return { records: [...records.values()], report: entries, refused: false }
  },
}

function recordOf(line: number, text: string): RawRecord | ReportEntry {
  const fields = text.split(';').map((field) => field.trim())
  const [id = '', firm, market, date = '', group, from, to, estimationEnd, estimationLength] = fields
  if (fields.length !== FIELDS)
    return report(
      'E_FIELD_COUNT',
      `Cannot read a request of ${fields.length} fields: it takes nine, event; firm; market; date; group; window start; end; estimation end; length`,
      { line },
      text,
    )
  const [, day, month, year] = ownDate.exec(date) ?? []
  const day0 = isoDate(`${year}-${month}-${day}`)
  if (day0 === null)
    return report(
      'E_TIME_FORMAT',
      `Cannot read the fourth field as a date dd.mm.yyyy, which request files take: it is "${date.slice(0, 60)}"`,
      { line, event_id: id === '' ? null : id, field: 'public_at' },
      date,
    )
  return rawRecord(
    line,
    {
      event_id: id,
      title: `Event ${id}`,
      public_at: day0,
      tickers: firm,
      benchmark: market,
      group,
      window_start: from,
      window_end: to,
      estimation_end: estimationEnd,
      estimation_length: estimationLength,
    },
    // The day is that of its session, and a ticker has no role here: what is stored says more.
    ['title', 'public_at', 'tickers'],
  )
}

const joined = (first: RawRecord, next: RawRecord): RawRecord => ({
  ...first,
  cells: new Map([
    ...first.cells,
    ['tickers', [first.cells.get('tickers'), next.cells.get('tickers')].filter((one) => one !== undefined).join('|')],
  ]),
})
