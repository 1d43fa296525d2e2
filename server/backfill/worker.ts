import { constants, setPriority } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { openDb } from '../../db/file/open.ts'
import { isStoreFailure, storeErrorOf, withoutFolder } from '../../db/file/storeError.ts'
import { pinnedFetch } from '../sources/pinnedFetch.ts'
import { backfill } from './backfill.ts'
import type { BackfillProgress, BackfillReport, BackfillRequest, Leased } from './request.ts'

/** What the thread is started with. An address can not be handed over as an object. */
export interface BackfillOrder {
  readonly file: string
  readonly request: Omit<BackfillRequest, 'providerUrl' | 'wait'>
  readonly providerUrl: string | null
}

export type BackfillMessage =
  | { readonly kind: 'progress'; readonly progress: BackfillProgress }
  /** The source failed or wants to be left alone: nothing happens before `until`, UTC milliseconds. */
  | { readonly kind: 'pause'; readonly until: number }
  | { readonly kind: 'end'; readonly result: BackfillReport | Leased }
  /** `why` is a sentence about the store, null for a slip of ours. */
  | { readonly kind: 'failed'; readonly why: string | null; readonly detail: string }

/** Shorter waits are the usual distance between two requests. */
const PAUSE = 500

const port = parentPort
if (port !== null) {
  // Whoever looks at the page comes first. Linux keeps a priority a thread; elsewhere this would slow the server itself.
  if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW)
  const say = (message: BackfillMessage) => port.postMessage(message)
  const { file, request, providerUrl } = workerData as BackfillOrder
  const stop = new AbortController()
  port.on('message', () => stop.abort(new Error('stopped')))
  try {
    const { db } = await openDb(file, Date.now(), 'open')
    try {
      const result = await backfill(
        db,
        { ...request, providerUrl: providerUrl === null ? null : new URL(providerUrl), wait: false },
        {
          now: Date.now,
          monotonic: () => performance.now(),
          fetch: pinnedFetch(providerUrl === null ? null : new URL(providerUrl).hostname),
          sleep: async (ms, signal) => {
            if (ms >= PAUSE) say({ kind: 'pause', until: Date.now() + ms })
            await sleep(ms, undefined, { signal })
          },
          signal: stop.signal,
          progress: (progress) => say({ kind: 'progress', progress }),
        },
      )
      say({ kind: 'end', result })
    } finally {
      db.close()
    }
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
    say({
      kind: 'failed',
      why: isStoreFailure(error) ? withoutFolder(storeErrorOf(file, error).message, file) : null,
      detail,
    })
  }
  port.close()
}
