import { utcText } from '../../market/instant.ts'
import { moment } from '../../market/moment.ts'
import { type Statement, witnessKinds } from '../../market/witness.ts'
import { listText } from '../../table/list.ts'
import { columnName, MOST_CHARACTERS, MOST_COLUMNS } from '../delimited.ts'
import { type ReportEntry, report } from '../report.ts'
import { MOST_EVENTS, type RawEvents } from './csvEvents.ts'
import { fieldKind } from './field.ts'
import { planColumns, type RawRecord, withClock } from './rawRecord.ts'

/**
 * The records of parsed JSON: the object of the format, a bare array of events, or one event.
 *
 * @param lines physical line of each event, where known
 */
export function jsonEvents(parsed: unknown, lines: readonly number[], most = MOST_EVENTS): RawEvents {
  if (!Array.isArray(parsed) && !isObject(parsed))
    return refusedFile(report('E_REQUIRED', 'Cannot read JSON as events: it is neither an array nor an object'))
  const isEnvelope = isObject(parsed) && (Array.isArray(parsed.events) || 'format' in parsed)
  if (isEnvelope) {
    const { format, version } = parsed
    const isKnown = (format === undefined || format === 'market-events') && (version === undefined || version === 1)
    if (!isKnown)
      return refusedFile(
        report(
          'E_VERSION',
          'Cannot read JSON as the format market-events, version 1: it is another',
          { line: 1, field: 'format' },
          `${String(format)} ${String(version)}`,
        ),
      )
  }
  const events: unknown = Array.isArray(parsed) ? parsed : isEnvelope ? parsed.events : [parsed]
  if (!Array.isArray(events))
    return refusedFile(report('E_REQUIRED', 'Cannot read JSON as events: "events" is no array', { field: 'events' }))
  if (events.length > most)
    return refusedFile(report('E_LIMIT', `Cannot read a file as it may hold ${most} records: it holds more`))
  const known = lines.length === events.length
  const records: RawRecord[] = []
  const entries: ReportEntry[] = []
  events.forEach((event: unknown, at) => {
    const read = rawEvent(event, known ? (lines[at] ?? null) : null)
    entries.push(...read.report)
    if (read.record !== null) records.push({ ...read.record, number: at + 1 })
  })
  return { records, report: entries, refused: false }
}

/** Events that stand one a line. */
export function jsonLines(text: string, most = MOST_EVENTS): RawEvents {
  const entries: ReportEntry[] = []
  const records: RawRecord[] = []
  for (const [at, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '') continue
    if (records.length >= most)
      return refusedFile(report('E_LIMIT', `Cannot read a file as it may hold ${most} records: it holds more`))
    const parsed = parsedJson(line)
    const read =
      parsed === undefined
        ? { record: null, report: [report('E_ENCODING', 'Cannot read a line as JSON', { line: at + 1 }, line)] }
        : rawEvent(parsed, at + 1)
    entries.push(...read.report)
    if (read.record !== null) records.push(read.record)
  }
  return { records, report: entries, refused: false }
}

/** What JSON text says; undefined when it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const refusedFile = (entry: ReportEntry): RawEvents => ({ records: [], report: [entry], refused: true })

/** Most statements about the time of one event. */
const MOST_WITNESSES = 50

/** What one JSON value says as an event. */
export type Read = { readonly record: RawRecord | null; readonly report: readonly ReportEntry[] }

export function rawEvent(event: unknown, line: number | null): Read {
  if (!isObject(event))
    return {
      record: null,
      report: [report('E_REQUIRED', 'Cannot read an entry as an event: it is no object', { line })],
    }
  const { extra, ...named } = event
  const isTold = Array.isArray(named.witnesses)
  const { witnesses: told, ...rest } = named
  const own = isTold ? rest : named
  const columns = [...Object.entries(own), ...Object.entries(isObject(extra) ? extra : {})]
  const id = typeof event.event_id === 'string' ? event.event_id : null
  const refuse = (code: string, field: string, message: string, value: string | null): Read => ({
    record: null,
    report: [report(code, message, { line, event_id: id, field }, value)],
  })
  if (columns.length > MOST_COLUMNS)
    return refuse('E_LIMIT', '', `Cannot read an event as it may have ${MOST_COLUMNS} fields`, null)
  const names = columns.map(([name]) => columnName(name))
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) return refuse('E_HEADER_DUPLICATE', twice, 'Cannot tell two fields of one name apart', twice)
  const plan = planColumns(names, line)
  const cells = new Map<string, string>()
  for (const [at, [, value]] of columns.entries()) {
    const name = plan.names[at] ?? null
    if (name === null) continue
    const text = cellText(name, value)
    if (text === null)
      return refuse(
        'E_ENUM',
        name,
        `Cannot read ${name} as text, a number or a list of these: it is something else`,
        null,
      )
    if (text.length > MOST_CHARACTERS)
      return refuse('E_LIMIT', name, `Cannot read a field as it may have ${MOST_CHARACTERS} characters`, text)
    cells.set(name, text)
  }
  if (plan.clock !== null) withClock(cells, cellText('time', columns[plan.clock]?.[1]) ?? '')
  const witnesses = isTold ? statements(told as readonly unknown[]) : []
  if (witnesses === null)
    return refuse(
      'E_ENUM',
      'witnesses',
      `Cannot read witnesses as at most ${MOST_WITNESSES} objects with kind, at, place and note: one is something else`,
      null,
    )
  return { record: { line, cells, hasCategory: plan.hasCategory, witnesses }, report: plan.report }
}

/** What else is said of when an event was public, strictly; null where one of them says it otherwise. */
function statements(told: readonly unknown[]): readonly Statement[] | null {
  const read = told.map((one): Statement | null => {
    if (!isObject(one)) return null
    const { kind: word, at: written, place = '', note = null, ...others } = one
    const kind = witnessKinds.find((known) => known === word)
    const time = typeof written === 'string' && written.length <= 40 ? moment(written) : null
    if (kind === undefined || time === null || Object.keys(others).length > 0) return null
    if (!isWords(place) || !(note === null || isWords(note))) return null
    return { kind, at: time.kind === 'instant' ? utcText(time.at) : String(written), place, note }
  })
  return read.length <= MOST_WITNESSES && read.every((one) => one !== null) ? read : null
}

const isWords = (text: unknown): text is string =>
  typeof text === 'string' && text.length <= 500 && text.isWellFormed() && !text.includes('\0')

/** A JSON value as the text a cell would hold; null when no cell could. */
function cellText(name: string, value: unknown): string | null {
  if (value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (!Array.isArray(value)) return null
  const items = value.map((item: unknown) => (fieldKind(name) === 'tickers' ? tickerText(item) : item))
  return items.every((item) => typeof item === 'string') ? listText(items) : null
}

function tickerText(item: unknown): unknown {
  if (!isObject(item) || typeof item.symbol !== 'string') return item
  // A colon would read as a role: such a symbol must reach the check as it is.
  return item.role === undefined || item.role === null ? item.symbol : `${item.symbol}:${String(item.role)}`
}
