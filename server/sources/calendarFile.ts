import { addDays, type IsoDate, isoDate } from '../market/day.ts'
import { exchangeOfMic } from '../market/exchange/exchanges.ts'
import { type Instant, instant, utcText } from '../market/instant.ts'
import { localTime } from '../market/zone.ts'
import { readDelimited } from './delimited.ts'
import { type ReportEntry, report } from './report.ts'

/** A session as a file tells it. */
export interface FileSession {
  readonly date: IsoDate
  readonly opens: Instant
  readonly closes: Instant
  readonly break: { readonly from: Instant; readonly to: Instant } | null
}

/** Sessions of exchanges by MIC, ascending. */
export interface CalendarFile {
  readonly byMic: ReadonlyMap<string, readonly FileSession[]>
  readonly report: readonly ReportEntry[]
  readonly records: number
  readonly refused: boolean
}

const columns = ['mic', 'date', 'open', 'close', 'break_start', 'break_end'] as const
type Column = (typeof columns)[number]

const MOST_ROWS = 200_000
/** No session is longer: those of futures and coins last a day. */
const LONGEST = 26 * 3_600_000

/**
 * Reads sessions of exchanges: `mic,date,open,close,break_start,break_end`, moments in UTC or with an offset. One bad row
 * refuses the file: a session that is left out would say that the exchange was closed.
 */
export function readCalendarFile(text: string): CalendarFile {
  const table = readDelimited(text, (name) => (columns as readonly string[]).includes(name), MOST_ROWS)
  const at = (name: Column) => table.header.indexOf(name)
  const missing = columns.slice(0, 4).find((name) => at(name) < 0)
  if (table.refused) return refused(table.report)
  if (missing !== undefined) {
    const message = `Cannot read the file as sessions as it has no column ${missing}: it takes ${columns.join(',')}`
    return refused([report('E_REQUIRED', message, { line: 1, field: missing })])
  }
  const entries: ReportEntry[] = [...table.report]
  const found = new Map<string, { readonly line: number; readonly session: FileSession }[]>()
  for (const { line, fields } of table.rows) {
    const cell = (name: Column) => fields[at(name)]?.trim() ?? ''
    const mic = cell('mic').toUpperCase()
    const session = exchangeOfMic(mic) === null ? unknownMic(line, cell('mic')) : sessionIn(cell, line, mic)
    if ('code' in session) entries.push(session)
    else found.set(mic, [...(found.get(mic) ?? []), { line, session }])
  }
  const byMic = new Map<string, readonly FileSession[]>()
  for (const [mic, rows] of found) {
    const sorted = rows.toSorted((a, b) => (a.session.date < b.session.date ? -1 : 1))
    entries.push(...overlaps(mic, sorted))
    byMic.set(
      mic,
      sorted.map(({ session }) => session),
    )
  }
  const records = table.report.length + table.rows.length
  if (records === 0)
    entries.push(
      report('E_REQUIRED', 'Cannot take a calendar without a session: no row follows its header', { line: 1 }),
    )
  const inOrder = entries.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
  return entries.length > 0 ? { ...refused(inOrder), records } : { byMic, report: [], records, refused: false }
}

const refused = (entries: readonly ReportEntry[]): CalendarFile => ({
  byMic: new Map(),
  report: entries,
  records: 0,
  refused: true,
})

const unknownMic = (line: number, mic: string): ReportEntry =>
  report(
    'E_EXCHANGE',
    'Cannot read mic as the code (ISO 10383) of an exchange that is known',
    { line, field: 'mic' },
    mic,
  )

function sessionIn(cell: (name: Column) => string, line: number, mic: string): FileSession | ReportEntry {
  const wrong = (field: Column, expected: string) =>
    report('E_TIME_FORMAT', `Cannot read ${field} as ${expected}`, { line, field }, cell(field))
  const date = isoDate(cell('date'))
  if (date === null) return wrong('date', 'a date YYYY-MM-DD')
  const [opens, closes] = [instant(cell('open')), instant(cell('close'))]
  if (opens === null) return wrong('open', 'a moment such as 2027-01-04T14:30Z')
  if (closes === null) return wrong('close', 'a moment such as 2027-01-04T21:00Z')
  const order = (field: Column, message: string) => report('E_TIME_ORDER', message, { line, field }, cell(field))
  if (closes <= opens) return order('close', 'Cannot take a session that closes before it opens, or when it does')
  if (closes - opens > LONGEST) return order('close', 'Cannot take a session that lasts longer than a day')
  const local = localTime(opens, exchangeOfMic(mic)?.zone ?? 'UTC').date
  // A session of futures opens on the evening before its date.
  if (local !== date && addDays(local, 1) !== date)
    return order('open', `Cannot take a session of ${date} that opens on ${local} by the exchange's clock`)
  if (cell('break_start') === '' && cell('break_end') === '') return { date, opens, closes, break: null }
  const [from, to] = [instant(cell('break_start')), instant(cell('break_end'))]
  if (from === null) return wrong('break_start', 'a moment such as 2027-01-04T02:30Z')
  if (to === null) return wrong('break_end', 'a moment such as 2027-01-04T03:30Z')
  if (!(opens < from && from < to && to < closes))
    return order('break_start', 'Cannot take a break that does not lie within its session')
  return { date, opens, closes, break: { from, to } }
}

/** Sessions of one date, or of which one opens before the one before it closes. */
function overlaps(
  mic: string,
  rows: readonly { readonly line: number; readonly session: FileSession }[],
): readonly ReportEntry[] {
  return rows.flatMap(({ line, session }, index) => {
    const before = rows[index - 1]
    if (before === undefined) return []
    if (before.session.date === session.date)
      return [
        report(
          'E_ID_DUPLICATE',
          `Cannot take two sessions of ${mic} on one date`,
          { line, field: 'date' },
          session.date,
        ),
      ]
    if (before.session.closes <= session.opens) return []
    const message = `Cannot take a session of ${mic} that opens before that of ${before.session.date} on line ${before.line} closes`
    return [report('E_TIME_ORDER', message, { line, field: 'open' }, utcText(session.opens))]
  })
}
