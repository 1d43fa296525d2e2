import { Worker } from 'node:worker_threads'
import type { Db } from '../../db/file/db.ts'
import { StoreError } from '../../db/file/storeError.ts'
import { refuseTakenAway } from '../../db/file/transaction.ts'
import type { Ingested, IngestInput, IngestOptions } from './ingested.ts'
import type { IngestMessage, IngestOrder } from './worker.ts'

/** Takes files that came over HTTP into the store. */
export interface IngestQueue {
  /** As the verb, but a large file is read and stored by a thread of its own: the server goes on answering. */
  readonly take: (input: IngestInput, options: IngestOptions) => Promise<Ingested>
}

/** Up to here a file is done before a thread has started. */
const SMALL = 64 * 1024

/** What reads files is loaded with the first one: most servers are asked all day and take none. */
export function ingestQueue(db: Db): IngestQueue {
  // One after another: two writers would only wait for one another's lock.
  let last: Promise<unknown> = Promise.resolve()
  return {
    take: (input, options) => {
      // A store in memory belongs to this thread alone.
      const isHere = db.file === ':memory:' || input.bytes.byteLength <= SMALL
      const work = async () => {
        if (isHere) return (await import('./ingest.ts')).ingest(db, input, options)
        // The thread opens the database by its name, which may lead to another one meanwhile, or to none.
        refuseTakenAway(db)
        return elsewhere({ file: db.file, input, options })
      }
      const done = last.then(work)
      last = done.catch(() => undefined)
      return done
    },
  }
}

const elsewhere = (order: IngestOrder): Promise<Ingested> =>
  new Promise((done, failed) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: order })
    worker.on('message', (message: IngestMessage) => {
      switch (message.kind) {
        case 'done':
          return done(message.done)
        case 'failed':
          return failed(
            message.store === null ? new Error(message.detail) : new StoreError(message.store, message.detail),
          )
      }
    })
    worker.on('error', failed)
    worker.on('exit', () => failed(new Error('The import ended before it was done; nothing was stored')))
  })
