import { createHash } from 'node:crypto'
import type { FactorUnit } from '../../db/factors.ts'
import type { Db, Tx } from '../../db/file/db.ts'
import { write } from '../../db/file/transaction.ts'
import type { StoreCounts } from '../../db/file/upsert.ts'
import { beginRun, endRun } from '../../db/runs.ts'
import { type Calendars, calendarsOf } from '../calendars/calendars.ts'
import type { Interval } from '../market/bar.ts'
import { exchangeZone } from '../market/exchangeZone.ts'
import type { Instant } from '../market/instant.ts'
import { type Ticker, ticker } from '../market/ticker.ts'
import type { DateOrder } from '../sources/eventFile/time.ts'
import { isAddress } from '../sources/fileFetch.ts'
import { fileText, MOST_BYTES } from '../sources/fileText.ts'
import type { Closes } from '../sources/priceFile/closesRules.ts'
import type { Decimal } from '../sources/priceFile/priceNumber.ts'
import { hasErrors, type ReportEntry, report } from '../sources/report.ts'
import { isZip, MOST_UNPACKED, type Unzipped, unzip } from '../sources/zipFile.ts'
import { type IngestKind, kindOf, lackOf, shownHead } from './kind.ts'
import { type KnownTickers, knownTickers } from './knownTickers.ts'
import { prepareCalendar } from './prepareCalendar.ts'
import { Conflict, type Prepared } from './prepared.ts'
import { type ConflictRule, prepareEvents } from './prepareEvents.ts'
import { prepareFactors } from './prepareFactors.ts'
import { prepareActions, prepareDaily, prepareIntraday } from './preparePrices.ts'
import { prepareTickers } from './prepareTickers.ts'

export interface IngestInput {
  /** Name of the file or its address: it names the source, and its last part the ticker of a price file such as MSFT.csv. */
  readonly name: string
  readonly bytes: Uint8Array
}

export interface IngestOptions {
  readonly now: Instant
  /** Null: told by the shape of the file. */
  readonly kind?: IngestKind | null | undefined
  /** `strict`: an error anywhere and nothing is stored. `skip`: bad records are left out. */
  readonly mode?: 'strict' | 'skip' | undefined
  /** Says what would happen and stores nothing. */
  readonly dryRun?: boolean | undefined
  readonly onConflict?: ConflictRule | undefined
  /** Which reader must take an event file; null: told by its shape. */
  readonly reader?: string | null | undefined
  /** Whose prices or events a file without a ticker column holds; null: for prices told by its name. A file that names another one is refused. */
  readonly ticker?: Ticker | null | undefined
  /** What the closes of a price file are adjusted for; null: told by its form and its numbers. */
  readonly closes?: Closes | null | undefined
  /** The decimal mark of a price file; null: told by its numbers. */
  readonly decimal?: Decimal | null | undefined
  readonly interval?: Interval | null | undefined
  readonly dateOrder?: DateOrder | null | undefined
  readonly defaultTimezone?: string | null | undefined
  readonly unit?: FactorUnit | undefined
}

export interface Ingested {
  readonly kind: IngestKind | null
  /** Which reader took an event file: `csv`, `json`, `jsonl`, or the program it came from. */
  readonly reader: string | null
  readonly dry_run: boolean
  /** False when the file was rejected, or would be. */
  readonly accepted: boolean
  /** False when nothing was written: a dry run, or a file that was rejected. */
  readonly stored: boolean
  readonly counts: StoreCounts & { readonly rejected: number }
  readonly report: readonly ReportEntry[]
}

/** A file that was read, ready to be stored. */
interface Ready {
  readonly input: IngestInput
  readonly prepared: Prepared
}

/**
 * Takes a file into the store: all of it or nothing in strict mode, in one transaction in any mode. The same file a
 * second time changes nothing.
 *
 * @param progress hears which step begins
 */
export async function ingest(
  db: Db,
  input: IngestInput,
  options: IngestOptions,
  progress: (step: 'reading' | 'storing') => void = () => {},
): Promise<Ingested> {
  const known = await knownTickers(db)
  progress('reading')
  const file = await opened(input, options)
  if (file.kind === 'refused') return rejected(options.kind ?? null, null, options, 0, [file.entry])
  const ready = prepare(file, options, known, await calendarsOf(db))
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

/** Largest file that is read, in bytes, whether it comes as it is or out of an archive. */
export const mostBytes = (kind: IngestKind | null): number => (kind === 'factors' ? MOST_UNPACKED : MOST_BYTES)

/** Reads and checks a file. @returns what to store, or why nothing will be */
export function prepare(
  input: IngestInput,
  options: IngestOptions,
  known: KnownTickers,
  calendars: Calendars,
): Ready | Ingested {
  const text = fileText(input.bytes, mostBytes(options.kind ?? null))
  if (text.kind === 'refused') return rejected(options.kind ?? null, null, options, 0, [text.entry])
  const kind = options.kind ?? kindOf(text.text)
  if (kind === null) {
    const head = shownHead(text.text)
    const message = `Cannot tell what the file holds by its first line, "${head}": ${lackOf(text.text)}`
    return rejected(null, null, options, 0, [report('E_REQUIRED', message, { line: 1 }, head)])
  }
  const idle = idleOption(kind, options)
  if (idle !== null) return rejected(kind, null, options, 0, [idle])
  const prepared = withEmptiness(preparedAs(kind, text.text, input, options, { known, calendars }))
  // Where no record is left there is nothing to take, in any mode.
  const isNothingLeft = prepared.records > 0 && prepared.rejected >= prepared.records
  const isRejected =
    prepared.refused || isNothingLeft || ((options.mode ?? 'strict') === 'strict' && hasErrors(prepared.report))
  return isRejected ? rejected(kind, prepared.reader, options, prepared.records, prepared.report) : { input, prepared }
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

const rejected = (
  kind: IngestKind | null,
  reader: string | null,
  { dryRun = false }: IngestOptions,
  records: number,
  entries: readonly ReportEntry[],
): Ingested => ({
  kind,
  reader,
  dry_run: dryRun,
  accepted: false,
  stored: false,
  counts: { new: 0, changed: 0, unchanged: 0, rejected: records },
  report: entries,
})

function preparedAs(
  kind: IngestKind,
  text: string,
  { name }: IngestInput,
  options: IngestOptions,
  { known, calendars }: { readonly known: KnownTickers; readonly calendars: Calendars },
): Prepared {
  const { now, dateOrder = null } = options
  const zoneTold = (symbol: Ticker) => known.get(symbol)?.zone ?? exchangeZone(symbol)
  const isPlaced = (symbol: string) => zoneTold(symbol as Ticker) !== null
  const calendarOf = calendars.ofSymbol
  const prices = {
    now,
    dateOrder,
    ticker: options.ticker ?? tickerOfName(name),
    asked: options.ticker ?? null,
    closes: options.closes ?? null,
    decimal: options.decimal ?? null,
    zoneOf: (symbol: Ticker) => zoneTold(symbol) ?? 'UTC',
    isPlaced,
    calendarOf,
    actionsOf: (symbol: Ticker) => known.get(symbol)?.actions ?? [],
  }
  switch (kind) {
    case 'events': {
      const rules = {
        now,
        dateOrder,
        defaultTimezone: options.defaultTimezone ?? null,
        calendarOf,
        isPlaced,
        ticker: options.ticker ?? null,
        reader: options.reader ?? null,
      }
      return prepareEvents(text, rules, options.onConflict ?? 'update')
    }
    case 'prices':
      return prepareDaily(text, prices, known)
    case 'intraday':
      return prepareIntraday(text, prices, known, options.interval ?? null)
    case 'actions':
      return prepareActions(text, prices, known)
    case 'factors':
      return prepareFactors(text, lastPart(name).replace(/\.[A-Za-z]+$/, ''), options.unit ?? 'percent')
    case 'tickers':
      return prepareTickers(text, known)
    case 'calendar':
      return prepareCalendar(text)
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

class DryRun extends Error {
  readonly done: Ingested
  constructor(done: Ingested) {
    super('dry run')
    this.done = done
  }
}

/** Stores a file that was read, in one transaction, which a dry run takes back. */
async function store(db: Db, ready: Ready, options: IngestOptions): Promise<Ingested> {
  const { now, dryRun = false } = options
  try {
    return await write(db, async (tx) => {
      const done = await storeIn(tx, ready, options)
      if (dryRun) throw new DryRun(done)
      return done
    })
  } catch (error) {
    if (error instanceof DryRun) return error.done
    const { kind, reader, records, report: entries } = ready.prepared
    if (error instanceof Conflict)
      return rejected(kind, reader, { now, dryRun }, records, [...entries, ...error.report])
    throw error
  }
}

/** Stores a file that was read, with others in the caller's transaction. @throws Conflict when stored records forbid it */
export async function storeIn(
  tx: Tx,
  { input, prepared }: Ready,
  { now, dryRun = false, mode = 'strict' }: IngestOptions,
): Promise<Ingested> {
  const source = isAddress(input.name) ? input.name : `file:${input.name}`
  const contentHash = createHash('sha256').update(input.bytes).digest('hex')
  const { kind, reader, report: entries } = prepared
  const runId = await beginRun(tx, 'ingest', { name: input.name, kind, mode, contentHash }, now)
  const { report: said = [], ...stored } = await prepared.store(tx, { runId, source, contentHash, now })
  const counts = { ...stored, rejected: prepared.rejected }
  await endRun(tx, runId, 'complete', counts, now)
  return { kind, reader, dry_run: dryRun, accepted: true, stored: !dryRun, counts, report: [...entries, ...said] }
}
