import { createHash } from 'node:crypto'
import type { Db } from '../../db/file/db.ts'
import { type Calendars, calendarsOf } from '../calendars/calendars.ts'
import type { IsoDate } from '../market/day.ts'
import { exchangeZone } from '../market/exchangeZone.ts'
import { type Ticker, ticker } from '../market/ticker.ts'
import { type NameTable, namesIn } from '../sources/article/names.ts'
import { NoText } from '../sources/fileStream.ts'
import { fileText, MOST_BYTES } from '../sources/fileText.ts'
import type { PriceReadOptions } from '../sources/priceFile/priceFile.ts'
import { hasErrors, type ReportEntry, report } from '../sources/report.ts'
import { wholeText } from '../sources/textSource.ts'
import { isZip, MOST_UNPACKED, type Unzipped, unzip } from '../sources/zipFile.ts'
import { type Ingested, type IngestInput, type IngestOptions, type IngestStream, rejected } from './ingested.ts'
import { kindOf, lackOf, shownHead } from './kind.ts'
import { knownNames } from './knownNames.ts'
import { type KnownTickers, knownTickers } from './knownTickers.ts'
import type { IngestKind } from './names.ts'
import { prepareCalendar } from './prepareCalendar.ts'
import type { Prepared } from './prepared.ts'
import { prepareEvents } from './prepareEvents.ts'
import { prepareFactors } from './prepareFactors.ts'
import { prepareIntraday } from './prepareIntraday.ts'
import { prepareActions, prepareDaily } from './preparePrices.ts'
import { prepareRelations } from './prepareRelations.ts'
import { prepareTickers } from './prepareTickers.ts'
import { type Ready, store, storeParts } from './storeImport.ts'

/**
 * Takes a file into the store: all of it or nothing in strict mode, in one transaction. The same file a second time changes
 * nothing. In skip mode a file that comes as a stream is stored in transactions of bounded size: one that was broken off
 * leaves what is stored by then, whole and checked session by session, and the same file goes on from there.
 *
 * @param progress hears which step begins
 */
export async function ingest(
  db: Db,
  input: IngestInput | IngestStream,
  options: IngestOptions,
  progress: (step: 'reading' | 'storing') => void = () => {},
): Promise<Ingested> {
  const around = await aroundOf(db)
  progress('reading')
  if ('stream' in input) {
    const ready = await prepareStream(input, options, around)
    if ('counts' in ready) return ready
    progress('storing')
    const { parts } = ready.prepared
    return parts !== undefined && options.mode === 'skip' && options.dryRun !== true
      ? storeParts(db, ready, parts, options)
      : store(db, ready, options)
  }
  const file = await opened(input, options)
  if (file.kind === 'refused') return rejected(options.kind ?? null, null, options, 0, [file.entry])
  const ready = prepare(file, options, around)
  if ('counts' in ready) return ready
  progress('storing')
  return store(db, ready, options)
}

/** The file itself, or the one inside: published factors come packed, and nobody needs an archive of anything else. */
async function opened(input: IngestInput, { kind = null }: IngestOptions): Promise<Unzipped> {
  if (kind !== 'factors' || !isZip(input.bytes)) return { kind: 'file', ...input }
  const file = await unzip(input.bytes)
  return file.kind === 'refused' ? file : { ...file, name: `${input.name}/${lastPart(file.name)}` }
}

/** Reads a file of any size: bars within the day piece by piece, everything else as a whole. */
async function prepareStream(input: IngestStream, options: IngestOptions, around: Around): Promise<Ready | Ingested> {
  const { name, stream } = input
  try {
    const [head = ''] = options.kind === 'factors' ? [] : stream.pieces()
    const kind = options.kind ?? kindOf(head)
    if (kind !== 'intraday' || idleOption(kind, options) !== null) {
      const file = await opened({ name, bytes: input.bytes() }, { ...options, kind })
      if (file.kind === 'refused') return rejected(kind, null, options, 0, [file.entry])
      return prepare(file, { ...options, isOfAnySize: true }, around)
    }
    const prices = { ...priceOptions(name, options, around), spill: input.spill, atOnce: input.atOnce }
    const prepared = prepareIntraday(stream, prices, around.known, options.interval ?? null, input.stored)
    return readyOr(prepared, options, () => ({ name, contentHash: stream.contentHash(), prepared }))
  } catch (error) {
    if (error instanceof NoText) return rejected(options.kind ?? null, null, options, 0, [error.entry])
    throw error
  }
}

/** Largest file that is read, in bytes, whether it comes as it is or out of an archive. */
export const mostBytes = (kind: IngestKind | null): number => (kind === 'factors' ? MOST_UNPACKED : MOST_BYTES)

/** Reads and checks a file. @returns what to store, or why nothing will be */
export function prepare(input: IngestInput, options: IngestOptions, around: Around): Ready | Ingested {
  const text = fileText(
    input.bytes,
    options.isOfAnySize === true ? Number.POSITIVE_INFINITY : mostBytes(options.kind ?? null),
  )
  if (text.kind === 'refused') return rejected(options.kind ?? null, null, options, 0, [text.entry])
  const kind = options.kind ?? kindOf(text.text)
  if (kind === null) {
    const head = shownHead(text.text)
    const message = `Cannot tell what the file holds by its first line, "${head}": ${lackOf(text.text)}`
    return rejected(null, null, options, 0, [report('E_REQUIRED', message, { line: 1 }, head)])
  }
  const idle = idleOption(kind, options)
  if (idle !== null) return rejected(kind, null, options, 0, [idle])
  const prepared = preparedAs(kind, text.text, input, options, around)
  const contentHash = () => createHash('sha256').update(input.bytes).digest('hex')
  return readyOr(prepared, options, () => ({ name: input.name, contentHash: contentHash(), prepared }))
}

/** A file that was read, or why nothing of it will be stored. */
function readyOr(read: Prepared, options: IngestOptions, ready: () => Ready): Ready | Ingested {
  const prepared = withEmptiness(read)
  // Where no record is left there is nothing to take, in any mode.
  const isNothingLeft = prepared.records > 0 && prepared.rejected >= prepared.records
  const isRejected =
    prepared.refused || isNothingLeft || ((options.mode ?? 'strict') === 'strict' && hasErrors(prepared.report))
  return isRejected
    ? rejected(prepared.kind, prepared.reader, options, prepared.records, prepared.report)
    : { ...ready(), prepared }
}

/** A file without a record is taken, as there is nothing wrong with it, but not without a word. */
const withEmptiness = (prepared: Prepared): Prepared =>
  prepared.records > 0 || prepared.refused || hasErrors(prepared.report)
    ? prepared
    : {
        ...prepared,
        report: [...prepared.report, report('W_EMPTY', 'The file holds no record: there is nothing to store')],
      }

/** An option that would do nothing to this file: whoever gave it takes the file for another. */
function idleOption(kind: IngestKind, { closes, decimal }: IngestOptions): ReportEntry | null {
  const refuse = (option: string, of: string) =>
    report('E_OPTION', `Cannot use --${option} as the file holds ${kind}: it is for ${of}`, { field: option })
  if (closes != null && kind !== 'prices') return refuse('closes', 'daily prices')
  if (decimal != null && !['prices', 'intraday', 'actions'].includes(kind))
    return refuse('decimal', 'prices and actions')
  return null
}

/** What the store knows before a file is read. */
export interface Around {
  readonly known: KnownTickers
  readonly calendars: Calendars
  /** Names of companies, by which entries of feeds get their tickers. */
  readonly names: NameTable
}

export const aroundOf = async (db: Db): Promise<Around> => ({
  known: await knownTickers(db),
  calendars: await calendarsOf(db),
  names: await knownNames(db),
})

/** How prices of a file are read. */
function priceOptions(name: string, options: IngestOptions, { known, calendars }: Around): PriceReadOptions {
  const { now, dateOrder = null } = options
  const zoneTold = (symbol: Ticker) => known.get(symbol)?.zone ?? exchangeZone(symbol)
  return {
    now,
    dateOrder,
    ticker: options.ticker ?? tickerOfName(name),
    asked: options.ticker ?? null,
    closes: options.closes ?? null,
    decimal: options.decimal ?? null,
    zoneOf: (symbol) => zoneTold(symbol) ?? 'UTC',
    isPlaced: (symbol) => zoneTold(symbol) !== null,
    calendarOf: calendars.ofSymbol,
    actionsOf: (symbol) => known.get(symbol)?.actions ?? [],
    mostRows: options.isOfAnySize === true ? Number.POSITIVE_INFINITY : undefined,
  }
}

function preparedAs(
  kind: IngestKind,
  text: string,
  { name }: IngestInput,
  options: IngestOptions,
  around: Around,
): Prepared {
  const { known, calendars, names } = around
  const { now, dateOrder = null } = options
  const prices = priceOptions(name, options, around)
  switch (kind) {
    case 'events': {
      const rules = {
        now,
        dateOrder,
        defaultTimezone: options.defaultTimezone ?? null,
        calendarOf: calendars.ofSymbol,
        isPlaced: (symbol: string) => prices.isPlaced(symbol as Ticker),
        ticker: options.ticker ?? null,
        named: (title: string, on: IsoDate | null) => namesIn(title, names, on),
        reader: options.reader ?? null,
        mostRecords: prices.mostRows,
      }
      return prepareEvents(text, rules, options.onConflict ?? 'update', options.over)
    }
    case 'prices':
      return prepareDaily(text, prices, known)
    case 'intraday':
      return prepareIntraday(wholeText(text), prices, known, options.interval ?? null)
    case 'actions':
      return prepareActions(text, prices, known)
    case 'factors':
      return prepareFactors(text, lastPart(name).replace(/\.[A-Za-z]+$/, ''), options.unit ?? 'percent')
    case 'tickers':
      return prepareTickers(text, known)
    case 'calendar':
      return prepareCalendar(text)
    case 'relations':
      return prepareRelations(text)
  }
}

const lastPart = (name: string): string => name.slice(name.lastIndexOf('/') + 1)

/** `MSFT` of `MSFT.csv`, `MSFT_1h_2023.csv` or `prices/MSFT.csv`. */
const tickerOfName = (name: string): Ticker | null =>
  ticker(
    lastPart(name)
      .replace(/\.(csv|txt|tsv)$/i, '')
      .split('_', 1)[0] ?? '',
  )
