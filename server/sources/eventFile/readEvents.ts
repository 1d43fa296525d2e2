import { isoDate } from '../../market/day.ts'
import { listItems, listText } from '../../table/list.ts'
import { distinctTickers, relationNote } from '../article/names.ts'
import type { Spill } from '../priceFile/barSpool.ts'
import { type ReportEntry, report } from '../report.ts'
import { moreIn, reportLog } from '../reportLog.ts'
import type { TextSource } from '../textSource.ts'
import type { ForeignFile } from './adapters/adapter.ts'
import { adapters } from './adapters/adapters.ts'
import { csvEvents, csvEventsOf, type EventRecords, MOST_EVENTS, type RawEvents } from './csvEvents.ts'
import { eventSpool, heldEvents } from './eventSpool.ts'
import { isObject, jsonEvents, jsonLines, parsedJson } from './jsonEvents.ts'
import { jsonOutline } from './jsonStarts.ts'
import type { EventReadOptions, ParsedEvent } from './parsedEvent.ts'
import type { RawRecord } from './rawRecord.ts'
import { readRecord } from './readRecord.ts'

export interface EventFile {
  /** Which reader took the file. */
  readonly reader: string
  /** Events that were taken. */
  readonly count: number
  /** These in the order of the file. */
  readonly events: () => Iterable<ParsedEvent>
  readonly report: readonly ReportEntry[]
  /** Records that hold an error. */
  readonly rejected: number
  /** Records of the file, good and bad. */
  readonly records: number
  /** The file as a whole can not be taken, whatever the mode. */
  readonly refused: boolean
}

/** Reads a file of events, whichever of the known forms it has. */
export const readEvents = (text: string, options: EventReadOptions): EventFile =>
  judged(rawEvents(text, options), options, null)

/**
 * Reads a CSV file of events piece by piece, in memory that does not grow with it. Of each code and field as many entries of
 * the report are told as a file that comes whole may have events, and how many more there are.
 *
 * @param open where goes what is too much for memory
 * @returns null for a file of another form
 */
export function readEventStream(source: TextSource, options: EventReadOptions, open: () => Spill): EventFile | null {
  const [head = ''] = source.pieces()
  const isCsv = options.reader === 'csv' || (options.reader === null && isCsvText(head, options))
  return isCsv ? csvEventsOf(source, (raw) => judged({ reader: 'csv', raw }, options, open)) : null
}

/** Every form of another program shows in its first lines. */
const isCsvText = (head: string, options: EventReadOptions): boolean =>
  !isJsonLike(head) && foreignEvents({ text: head, json: undefined, lines: [] }, options) === null

const refusedFile = (reader: string, entries: readonly ReportEntry[]): EventFile => ({
  reader,
  count: 0,
  events: () => [],
  report: entries,
  rejected: 0,
  records: 0,
  refused: true,
})

/** Judges records one after another. */
function judged({ reader, raw }: Taken, options: EventReadOptions, open: (() => Spill) | null): EventFile {
  if (raw.refused) return refusedFile(reader, raw.report)
  const most = open === null ? Number.POSITIVE_INFINITY : MOST_EVENTS
  const [broken, contrary, said] = [reportLog(most), reportLog(most), reportLog(most)]
  const spool = open === null ? heldEvents() : eventSpool(open)
  const named = reader === 'feed' ? options.named : undefined
  let [faults, records, others, rejected, count, isWrongOrder] = [0, 0, 0, 0, 0, false]
  const addBroken = (entry: ReportEntry): void => {
    broken.add(entry)
    if (entry.severity === 'error') faults++
  }
  for (const entry of raw.report) addBroken(entry)
  for (const record of raw.records) {
    if ('code' in record) {
      addBroken(record)
      continue
    }
    records++
    const other = otherTicker(record, options.ticker)
    if (other !== null) {
      contrary.add(other)
      others++
      continue
    }
    const read = readRecord(withNamed(withTicker(record, options.ticker), named), options)
    said.add(...read.report)
    isWrongOrder ||= read.report.some(({ code }) => code === 'E_DATE_ORDER')
    if (read.parsed === null) rejected++
    else {
      spool.add(read.parsed)
      count++
    }
  }
  const [first] = contrary.entries()
  if (first !== undefined && others === records && others > 1) {
    const message = `Cannot take the file as events of ${options.ticker}: all ${others} name other tickers, ${first.value} first; leave --ticker out`
    return refusedFile(reader, [...broken.entries(), { ...first, message }])
  }
  for (const { parsed, before } of spool.repeated()) {
    const entry = duplicate(parsed, before)
    said.add(entry)
    count--
    if (entry.severity === 'error') rejected++
  }
  return {
    reader,
    count: isWrongOrder ? 0 : count,
    events: isWrongOrder ? () => [] : spool.firsts,
    report: byLine([broken, contrary, said].flatMap((log) => log.entries())),
    rejected: faults + others + rejected,
    records: faults + records,
    refused: isWrongOrder,
  }
}

/** What is said of one record follows what is said of those above it; what counts others comes last. */
function byLine(entries: readonly ReportEntry[]): readonly ReportEntry[] {
  const placeOf = (entry: ReportEntry) => (moreIn(entry) === null ? (entry.line ?? 0) : Number.POSITIVE_INFINITY)
  return entries.toSorted((a, b) => placeOf(a) - placeOf(b) || 0)
}

const symbolsOf = (record: RawRecord): readonly string[] =>
  listItems(record.cells.get('tickers') ?? '').map((item) => item.split(':', 1)[0]?.trim().toUpperCase() ?? '')

/**
 * A record that names other tickers than the user contradicts him: where all do, the file is somebody else's and that is said
 * once.
 */
function otherTicker(record: RawRecord, asked: string | null): ReportEntry | null {
  const symbols = asked === null ? [] : symbolsOf(record)
  if (symbols.length === 0 || symbols.some((symbol) => symbol === asked || symbol === '*')) return null
  return report(
    'E_TICKER',
    `Cannot take the event as one of ${asked}: it names ${symbols.join(', ')}${record.number === undefined ? '' : ` (record ${record.number})`}`,
    { line: record.line, event_id: record.cells.get('event_id') ?? null, field: 'tickers' },
    record.cells.get('tickers') ?? null,
  )
}

/** Gives the ticker that the user names to a record without one. */
const withTicker = (record: RawRecord, asked: string | null): RawRecord =>
  asked === null || symbolsOf(record).length > 0
    ? record
    : { ...record, cells: new Map([...record.cells, ['tickers', asked]]) }

/** Gives an entry of a feed without a ticker those that its title names, as an article's headline gets them. */
function withNamed(record: RawRecord, named: EventReadOptions['named']): RawRecord {
  if (named === undefined || record.cells.has('tickers')) return record
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
  readonly raw: EventRecords
}

const refusedText = (reader: string, code: string, message: string): Taken => ({
  reader,
  raw: { records: [], report: [report(code, message)], refused: true },
})

function rawEvents(text: string, options: EventReadOptions): Taken {
  const { reader, mostRecords: most = MOST_EVENTS } = options
  const looksLikeJson = isJsonLike(text)
  // Counted before anything is built: ten megabytes of `{},` would be a hundred times that in memory.
  const { lines, tooDeep } = looksLikeJson ? jsonOutline(text, most) : { lines: [], tooDeep: false }
  if (tooDeep) return refusedText('json', 'E_LIMIT', 'Cannot read JSON that is nested as deep as this')
  if (lines.length > most) return refusedText('json', 'E_LIMIT', tooMany(most))
  const json = looksLikeJson ? parsedJson(text) : undefined
  const foreign = foreignEvents({ text, json, lines }, options)
  if (foreign !== null) return foreign
  if (reader === 'csv' || (reader === null && !looksLikeJson)) return { reader: 'csv', raw: csvEvents(text, most) }
  if (reader !== 'jsonl' && json !== undefined) return { reader: 'json', raw: jsonEvents(json, lines, most) }
  const firstLine = /^[^\r\n]*/.exec(text.trimStart())?.[0] ?? ''
  if (reader !== 'json' && isObject(parsedJson(firstLine))) return { reader: 'jsonl', raw: jsonLines(text, most) }
  return refusedText(
    reader ?? 'json',
    'E_ENCODING',
    'Cannot read a file as JSON: it begins like it, but is not well formed',
  )
}

const isJsonLike = (text: string): boolean => /^\s*[{[]/.test(text)

/** The records of a file of another program; null for one of ours. */
function foreignEvents(
  file: Pick<ForeignFile, 'text' | 'json' | 'lines'>,
  { reader, ticker, defaultTimezone: zone, mostRecords: most = MOST_EVENTS }: EventReadOptions,
): Taken | null {
  for (const adapter of adapters) {
    if (reader !== null && reader !== adapter.name) continue
    const raw = adapter.read({ ...file, ticker, zone, most })
    if (raw !== null) return { reader: adapter.name, raw: limited(raw, most) }
    if (reader !== null)
      return refusedText(reader, 'E_REQUIRED', `Cannot read the file as ${reader}: it has another shape`)
  }
  return null
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
