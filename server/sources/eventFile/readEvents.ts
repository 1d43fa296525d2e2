import { type ReportEntry, report } from '../report.ts'
import { csvEvents, type RawEvents } from './csvEvents.ts'
import { isObject, jsonEvents, jsonLines, parsedJson } from './jsonEvents.ts'
import { objectLines } from './jsonStarts.ts'
import type { EventReadOptions, ParsedEvent } from './parsedEvent.ts'
import { readRecord } from './readRecord.ts'

export interface EventFile {
  /** Which reader took the file. */
  readonly reader: string
  readonly events: readonly ParsedEvent[]
  readonly report: readonly ReportEntry[]
  /** Records that hold an error. */
  readonly rejected: number
  /** Records of the file, good and bad. */
  readonly records: number
  /** The file as a whole can not be taken, whatever the mode. */
  readonly refused: boolean
}

/** Reads a file of events, whichever of the known forms it has. */
export function readEvents(text: string, options: EventReadOptions): EventFile {
  const { reader, raw } = rawEvents(text)
  const broken = raw.report.filter(({ severity }) => severity === 'error').length
  if (raw.refused) return { reader, events: [], report: raw.report, rejected: 0, records: 0, refused: true }
  const entries: ReportEntry[] = [...raw.report]
  const events: ParsedEvent[] = []
  const seen = new Map<string, ParsedEvent>()
  let rejected = broken
  for (const record of raw.records) {
    const read = readRecord(record, options)
    entries.push(...read.report)
    if (read.parsed === null) {
      rejected++
      continue
    }
    const { parsed } = read
    const before = seen.get(parsed.event.event_id)
    if (before === undefined) {
      seen.set(parsed.event.event_id, parsed)
      events.push(parsed)
    } else {
      const entry = duplicate(parsed, before)
      entries.push(entry)
      if (entry.severity === 'error') rejected++
    }
  }
  const wrongOrder = entries.some(({ code }) => code === 'E_DATE_ORDER')
  return {
    reader,
    events: wrongOrder ? [] : events,
    report: entries.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    rejected,
    records: broken + raw.records.length,
    refused: wrongOrder,
  }
}

/** Records without an id that say the same are one event; the same given id twice is a slip. */
function duplicate({ line, idMade, event }: ParsedEvent, before: ParsedEvent): ReportEntry {
  const place = { line, event_id: event.event_id, field: 'event_id' }
  return idMade && before.idMade
    ? report('W_DUPLICATE', `The same event stands on line ${before.line} already`, place, event.title)
    : report(
        'E_ID_DUPLICATE',
        `Cannot take two events of one id: ${event.event_id} stands on line ${before.line} already`,
        place,
        event.event_id,
      )
}

function rawEvents(text: string): { readonly reader: string; readonly raw: RawEvents } {
  const start = text.trimStart()
  if (!start.startsWith('{') && !start.startsWith('[')) return { reader: 'csv', raw: csvEvents(text) }
  const parsed = parsedJson(text)
  if (parsed !== undefined) return { reader: 'json', raw: jsonEvents(parsed, objectLines(text)) }
  const firstLine = /^[^\r\n]*/.exec(start)?.[0] ?? ''
  if (isObject(parsedJson(firstLine))) return { reader: 'jsonl', raw: jsonLines(text) }
  return {
    reader: 'json',
    raw: {
      records: [],
      report: [report('E_ENCODING', 'Cannot read a file as JSON: it begins like it, but is not well formed')],
      refused: true,
    },
  }
}
