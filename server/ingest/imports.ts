import type { Reader } from '../../db/file/db.ts'
import { type Import, listImports } from '../../db/importList.ts'
import { type Instant, utcText } from '../market/instant.ts'
import type { Ingested } from './ingested.ts'
import type { IngestKind } from './names.ts'
import type { Undone } from './undo.ts'

/** An import as it is listed. */
export interface ImportTold extends Omit<Import, 'startedAt' | 'kind' | 'result'> {
  readonly kind: IngestKind | null
  /** UTC, `2023-11-17T20:28:00.000Z`. */
  readonly started_at: string
  readonly result: Ingested['counts'] | Undone | null
}

/** The last imports, and undoings of imports, newest first. */
export const importList = async (reader: Reader, limit: number): Promise<readonly ImportTold[]> =>
  (await listImports(reader, limit)).map(({ startedAt, kind, result, ...one }) => ({
    ...one,
    kind: kind as ImportTold['kind'],
    started_at: utcText(startedAt as Instant),
    result: result as ImportTold['result'],
  }))
