import { parentPort, workerData } from 'node:worker_threads'
import { openDb } from '../db/open.ts'
import { Problem } from './problem.ts'
import { runStudy } from './study.ts'
import { type StudyOutput, studyPieces } from './studyPieces.ts'

/** What the worker is started with. */
export interface StudyOrder {
  readonly body: ArrayBuffer
  /** The database file. */
  readonly file: string
  readonly output: StudyOutput
}

export type StudyMessage =
  /** The study is computed; pieces follow, one for each message sent to the worker. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'piece'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'end' }
  | {
      readonly kind: 'refused'
      readonly status: number
      readonly code: string
      readonly detail: string
      readonly parameter: string | null
    }
  | { readonly kind: 'failed'; readonly detail: string }

const port = parentPort
if (port !== null) {
  const say = (message: StudyMessage, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)
  try {
    const { body, file, output } = workerData as StudyOrder
    const study = await runStudy(textOf(body), async () => {
      const { db } = await openDb(file, Date.now())
      process.once('exit', db.close)
      return db
    })
    const pieces = studyPieces(study, output)[Symbol.iterator]()
    port.on('message', () => {
      try {
        const { done, value } = pieces.next()
        if (!done) return say({ kind: 'piece', bytes: value }, [value.buffer])
        say({ kind: 'end' })
      } catch (error) {
        say(messageOf(error))
      }
      port.close()
    })
    say({ kind: 'ready' })
  } catch (error) {
    say(messageOf(error))
    port.close()
  }
}

function textOf(body: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    throw new Problem(400, 'bad_json', 'Cannot read the spec as UTF-8 text: it holds bytes that are none')
  }
}

function messageOf(error: unknown): StudyMessage {
  if (error instanceof Problem) {
    const { status, code, message, parameter } = error
    return { kind: 'refused', status, code, detail: message, parameter }
  }
  return { kind: 'failed', detail: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}
