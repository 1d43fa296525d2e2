import { Worker } from 'node:worker_threads'
import { StoreError } from './storeError.ts'

/** What the thread is started with. */
export interface LookOrder {
  readonly file: string
  /** UTC milliseconds. */
  readonly now: number
}

/** What it says at its end: null where the file is whole. */
export type LookAnswer = { readonly kind: StoreError['kind']; readonly message: string } | null

/**
 * Looks over a large file that is used meanwhile, in a thread of its own: it reads every page, a second for each hundred
 * megabytes.
 *
 * @throws StoreError for a file that is damaged, or can not be read
 */
export async function lookOverAside(file: string, now: number): Promise<void> {
  const order: LookOrder = { file, now }
  const worker = new Worker(new URL('./lookWorker.ts', import.meta.url), { workerData: order })
  // Nobody waits for it to end the program.
  worker.unref()
  const answer = await new Promise<LookAnswer>((done, failed) => {
    worker.on('message', done)
    worker.on('error', failed)
  })
  if (answer !== null) throw new StoreError(answer.kind, answer.message)
}
