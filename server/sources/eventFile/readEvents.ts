import { isoDate } from '../../market/day.ts'
import { listItems, listText } from '../../table/list.ts'
import { distinctTickers, relationNote } from '../article/names.ts'
import { type ReportEntry, report } from '../report.ts'
import { adapters } from './adapters/adapters.ts'
import { csvEvents, MOST_EVENTS, type RawEvents } from './csvEvents.ts'
import { isObject, jsonEvents, jsonLines, parsedJson } from './jsonEvents.ts'
import { jsonOutline } from './jsonStarts.ts'
import type { EventReadOptions, ParsedEvent } from './parsedEvent.ts'
import type { RawRecord } from './rawRecord.ts'
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
  const { reader, raw } = withNamed(withTicker(rawEvents(text, options), options.ticker), options.named)
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

/**
 * Gives the ticker that the user names to every record without one. A record that names others contradicts it: where all do,
 * the file is somebody else's and that is said once.
 */
function withTicker({ reader, raw }: Taken, asked: string | null): Taken {
  if (asked === null || raw.refused) return { reader, raw }
  const symbolsOf = (record: RawRecord) =>
    listItems(record.cells.get('tickers') ?? '').map((item) => item.split(':', 1)[0]?.trim().toUpperCase() ?? '')
  const isOther = (record: RawRecord) => {
    const symbols = symbolsOf(record)
    return symbols.length > 0 && !symbols.some((symbol) => symbol === asked || symbol === '*')
  }
  const others = raw.records.filter(isOther)
  const entries = others.map((record) =>
    report(
      'E_TICKER',
      `Cannot take the event as one of ${asked}: it names ${symbolsOf(record).join(', ')}${record.number === undefined ? '' : ` (record ${record.number})`}`,
      { line: record.line, event_id: record.cells.get('event_id') ?? null, field: 'tickers' },
      record.cells.get('tickers') ?? null,
    ),
  )
  const [first] = entries
  if (first !== undefined && others.length === raw.records.length && others.length > 1) {
    const message = `Cannot take the file as events of ${asked}: all ${others.length} name other tickers, ${first.value} first; leave --ticker out`
    return { reader, raw: { records: [], report: [...raw.report, { ...first, message }], refused: true } }
  }
  const records = raw.records
    .filter((record) => !isOther(record))
    .map((record) =>
      symbolsOf(record).length > 0 ? record : { ...record, cells: new Map([...record.cells, ['tickers', asked]]) },
    )
  return { reader, raw: { ...raw, records, report: [...raw.report, ...entries] } }
}

/** Gives entries of a feed without a ticker those that their titles name, as an article's headline gets them. */
function withNamed(taken: Taken, named: EventReadOptions['named']): Taken {
  const { reader, raw } = taken
  if (reader !== 'feed' || named === undefined) return taken
  const records = raw.records.map((record) => {
    if (record.cells.has('tickers')) return record
    const on = isoDate((record.cells.get('public_at') ?? '').slice(0, 10))
    const tickers = distinctTickers(named(record.cells.get('title') ?? '', on))
    if (tickers.length === 0) return record
    const cells = new Map([
      ...record.cells,
      ['tickers', listText(tickers.map(({ symbol, role }) => (role === 'subject' ? symbol : `${symbol}:${role}`)))],
    ])
    const note = relationNote(tickers)
    if (note !== null) cells.set('relation_note', note)
    return { ...record, cells, invented: [...(record.invented ?? []), 'tickers', 'relation_note'] }
  })
  return { reader, raw: { ...raw, records } }
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

interface Taken {
  readonly reader: string
  readonly raw: RawEvents
}

const refusedText = (reader: string, code: string, message: string): Taken => ({
  reader,
  raw: { records: [], report: [report(code, message)], refused: true },
})

function rawEvents(
  text: string,
  { reader, ticker, defaultTimezone: zone, mostRecords: most = MOST_EVENTS }: EventReadOptions,
): Taken {
  const start = text.trimStart()
  const looksLikeJson = start.startsWith('{') || start.startsWith('[')
  // Counted before anything is built: ten megabytes of `{},` would be a hundred times that in memory.
  const { lines, tooDeep } = looksLikeJson ? jsonOutline(text, most) : { lines: [], tooDeep: false }
  if (tooDeep) return refusedText('json', 'E_LIMIT', 'Cannot read JSON that is nested as deep as this')
  if (lines.length > most) return refusedText('json', 'E_LIMIT', tooMany(most))
  const json = looksLikeJson ? parsedJson(text) : undefined
  for (const adapter of adapters) {
    if (reader !== null && reader !== adapter.name) continue
    const raw = adapter.read({ text, json, ticker, zone, lines, most })
    if (raw !== null) return { reader: adapter.name, raw: limited(raw, most) }
    if (reader !== null)
      return refusedText(reader, 'E_REQUIRED', `Cannot read the file as ${reader}: it has another shape`)
  }
  if (reader === 'csv' || (reader === null && !looksLikeJson)) return { reader: 'csv', raw: csvEvents(text, most) }
  if (reader !== 'jsonl' && json !== undefined) return { reader: 'json', raw: jsonEvents(json, lines, most) }
  const firstLine = /^[^\r\n]*/.exec(start)?.[0] ?? ''
  if (reader !== 'json' && isObject(parsedJson(firstLine))) return { reader: 'jsonl', raw: jsonLines(text, most) }
  return refusedText(
    reader ?? 'json',
    'E_ENCODING',
    'Cannot read a file as JSON: it begins like it, but is not well formed',
  )
}

const tooMany = (most: number) => `Cannot read a file as it may hold ${most} records: it holds more`

const limited = (raw: RawEvents, most: number): RawEvents =>
  raw.records.length <= most
    ? raw
    : {
        records: [],
        report: [report('E_LIMIT', tooMany(most))],
        refused: true,
      }
