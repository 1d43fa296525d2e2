import type { Tx } from '../../db/file/db.ts'
import type { StoreCounts } from '../../db/file/upsert.ts'
import type { Ticker } from '../market/ticker.ts'
import type { ReportEntry } from '../sources/report.ts'
import type { IngestKind } from './names.ts'

/** A file that was read and checked, and how to store it. */
export interface Prepared {
  readonly kind: IngestKind
  /** Which reader took an event file. */
  readonly reader: string | null
  /** Whose prices or payments they are, under the names that they are stored by. */
  readonly tickers?: readonly Ticker[]
  readonly report: readonly ReportEntry[]
  readonly rejected: number
  /** Records of the file, good and bad. */
  readonly records: number
  /** The file can not be taken in any mode. */
  readonly refused: boolean
  /**
   * Stores what is good.
   *
   * @throws Conflict when stored records forbid it
   */
  readonly store: (tx: Tx, visit: ImportContext) => Promise<Stored>
  /**
   * The same in parts, one after another, for files of any size: each leaves a store in which all is told of what it holds,
   * and together they are `store`. Left out where a file is small enough to be stored at once.
   */
  readonly parts?: (visit: ImportContext) => Iterable<Part>
}

/** Stores some of a file. @param begun whether its transaction has said its change already */
export type Part = (tx: Tx, begun: boolean) => Promise<Stored>

/** What a storing came to, and what only showed there. */
export interface Stored extends StoreCounts {
  readonly report?: readonly ReportEntry[]
}

/** The call of the verb that a storing belongs to. */
export interface ImportContext {
  readonly runId: number
  readonly source: string
  readonly contentHash: string
  readonly now: number
}

/** What a file gives is stored already and may not be touched. */
export class Conflict extends Error {
  override readonly name = 'Conflict'
  readonly report: readonly ReportEntry[]
  constructor(report: readonly ReportEntry[]) {
    super('Cannot store a file as some of its records are stored already')
    this.report = report
  }
}

export const sumOf = (counts: readonly StoreCounts[]): StoreCounts =>
  counts.reduce(
    (sum, one) => ({
      new: sum.new + one.new,
      changed: sum.changed + one.changed,
      unchanged: sum.unchanged + one.unchanged,
    }),
    { new: 0, changed: 0, unchanged: 0 },
  )
