import type { Over } from '../../db/eventOver.ts'
import type { FactorUnit } from '../../db/factors.ts'
import type { StoreCounts } from '../../db/file/upsert.ts'
import type { Interval } from '../market/bar.ts'
import type { Instant } from '../market/instant.ts'
import type { Ticker } from '../market/ticker.ts'
import type { DateOrder } from '../sources/eventFile/time.ts'
import type { FileStream } from '../sources/fileStream.ts'
import type { Spill } from '../sources/priceFile/barSpool.ts'
import type { Closes } from '../sources/priceFile/closesRules.ts'
import type { Decimal } from '../sources/priceFile/priceNumber.ts'
import type { ReportEntry } from '../sources/report.ts'
import type { ConflictRule, IngestKind } from './names.ts'

export interface IngestInput {
  /** Name of the file or its address: it names the source, and its last part the ticker of a price file such as MSFT.csv. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** A file of any size, which is read piece by piece. */
export interface IngestStream {
  readonly name: string
  readonly stream: FileStream
  /** All of it, for kinds that are read as a whole. */
  readonly bytes: () => Uint8Array
  /** Where rows go that are too many for memory. */
  readonly spill: () => Spill
  /** Bars or events that are stored together; 20,000 when left out. */
  readonly atOnce?: number | undefined
  /** Hears how many of how many are stored. */
  readonly stored: (done: number, of: number, what: 'bars' | 'events') => void
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
  /** Versions of which the one event of the file must be stored, or nothing is; left out: whatever is. */
  readonly over?: Over | undefined
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
  /** Takes files beyond the limits of uploads: whoever gives one from the command line has the machine to himself. */
  readonly isOfAnySize?: boolean | undefined
}

export interface Ingested {
  readonly kind: IngestKind | null
  /** The number under which it is on record, and taken back; null when nothing was stored. */
  readonly run: number | null
  /** Which reader took an event file: `csv`, `json`, `jsonl`, or the program it came from. */
  readonly reader: string | null
  /** Whose prices or payments a file holds, under the names that they are stored by, fifty at most; empty for other kinds, and where it was rejected. */
  readonly tickers: readonly Ticker[]
  readonly dry_run: boolean
  /** False when the file was rejected, or would be. */
  readonly accepted: boolean
  /** Of a file that was rejected: `mode=skip` would leave out what is wrong and store the others. */
  readonly skippable: boolean
  /** False when nothing was written: a dry run, or a file that was rejected. */
  readonly stored: boolean
  readonly counts: StoreCounts & { readonly rejected: number }
  readonly report: readonly ReportEntry[]
}

/** The answer about a file of which nothing is stored. */
export const rejected = (
  kind: IngestKind | null,
  reader: string | null,
  { dryRun = false }: IngestOptions,
  records: number,
  entries: readonly ReportEntry[],
  skippable = false,
): Ingested => ({
  kind,
  run: null,
  reader,
  tickers: [],
  dry_run: dryRun,
  accepted: false,
  skippable,
  stored: false,
  counts: { new: 0, changed: 0, unchanged: 0, rejected: records },
  report: entries,
})
