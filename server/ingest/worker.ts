import { parentPort, workerData } from 'node:worker_threads'
import { openDb } from '../../db/file/open.ts'
import { isStoreFailure, type StoreProblem, storeErrorOf } from '../../db/file/storeError.ts'
import { ingest } from './ingest.ts'
import type { Ingested, IngestInput, IngestOptions } from './ingested.ts'

/** What the thread is started with. */
export interface IngestOrder {
  /** The database file. */
  readonly file: string
  readonly input: IngestInput
  readonly options: IngestOptions
}

export type IngestMessage =
  | { readonly kind: 'done'; readonly done: Ingested }
  /** `store`: what of the store failed, where it was that. */
  | { readonly kind: 'failed'; readonly detail: string; readonly store: StoreProblem | null }

const port = parentPort
if (port !== null) {
  const say = (message: IngestMessage) => port.postMessage(message)
  const { file, input, options } = workerData as IngestOrder
  try {
    const { db } = await openDb(file, options.now, 'open')
    try {
      say({ kind: 'done', done: await ingest(db, input, options) })
    } finally {
      db.close()
    }
  } catch (error) {
    if (isStoreFailure(error)) {
      const { kind, message } = storeErrorOf(file, error)
      say({ kind: 'failed', detail: message, store: kind })
    } else
      say({
        kind: 'failed',
        detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
        store: null,
      })
  }
}
