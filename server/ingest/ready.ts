import { hasErrors, type ReportEntry, report } from '../sources/report.ts'
import { type Ingested, type IngestOptions, rejected } from './ingested.ts'
import type { IngestKind } from './names.ts'
import type { Prepared } from './prepared.ts'

/** A file that was read, ready to be stored. */
export interface Ready {
  readonly name: string
  /** SHA-256 of the file, hex. */
  readonly contentHash: string
  readonly prepared: Prepared
}

/** A file that was read, or why nothing of it will be stored. */
export function readyOr(read: Prepared, options: IngestOptions, ready: () => Ready): Ready | Ingested {
  const prepared = withEmptiness(read)
  // Where no record is left there is nothing to take, in any mode.
  const isNothingLeft = prepared.records > 0 && prepared.rejected >= prepared.records
  const isWhole = prepared.refused || isNothingLeft
  return isWhole || ((options.mode ?? 'strict') === 'strict' && hasErrors(prepared.report))
    ? rejected(prepared.kind, prepared.reader, options, prepared.records, prepared.report, !isWhole)
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
export function idleOption(kind: IngestKind, { closes, decimal }: IngestOptions): ReportEntry | null {
  const refuse = (option: string, of: string) =>
    report('E_OPTION', `Cannot use --${option} as the file holds ${kind}: it is for ${of}`, { field: option })
  if (closes != null && kind !== 'prices') return refuse('closes', 'daily prices')
  if (decimal != null && !['prices', 'intraday', 'actions'].includes(kind))
    return refuse('decimal', 'prices and actions')
  return null
}
