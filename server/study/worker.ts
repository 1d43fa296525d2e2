import { parentPort, workerData } from 'node:worker_threads'
import { openDb } from '../../db/file/open.ts'
import { Problem } from '../problem.ts'
import { type StudyOutput, studyPieces } from './pieces.ts'
import { BETWEEN, paced, type StudyProgress } from './progress.ts'
import { versionedStudy } from './version.ts'

/** What the worker is started with. */
export interface StudyOrder {
  /** The database file. */
  readonly file: string
  readonly output: StudyOutput
  /** Does anybody want to know how far it has come? */
  readonly isFollowed: boolean
}

/** What the worker is told: the spec in pieces, then a request for each piece of the answer. */
export type StudyRequest =
  | { readonly kind: 'body'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'body-end' }
  | { readonly kind: 'next' }

export type StudyMessage =
  | { readonly kind: 'progress'; readonly progress: StudyProgress }
  /** The study is computed; pieces follow, one for each request. */
  | { readonly kind: 'ready'; readonly version: string }
  | { readonly kind: 'piece'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'end' }
  | {
      readonly kind: 'refused'
      readonly status: number
      readonly code: string
      readonly detail: string
      readonly parameter: string | null
      readonly report: Problem['report']
    }
  | { readonly kind: 'failed'; readonly detail: string }

const { file, output, isFollowed } = workerData as StudyOrder
const body: Uint8Array[] = []
let pieces: AsyncIterator<Uint8Array<ArrayBuffer>> | null = null

parentPort?.on('message', (request: StudyRequest) => {
  switch (request.kind) {
    case 'body':
      body.push(request.bytes)
      return
    case 'body-end':
      compute().catch(refuse)
      return
    case 'next':
      next().catch(refuse)
  }
})

const say = (message: StudyMessage, transfer: ArrayBuffer[] = []) => parentPort?.postMessage(message, transfer)

async function compute(): Promise<void> {
  const open = async () => {
    const { db } = await openDb(file, Date.now(), 'open')
    process.once('exit', db.close)
    return db
  }
  const told = isFollowed ? paced(BETWEEN, (progress) => say({ kind: 'progress', progress })) : undefined
  const study = await versionedStudy(specText(), open, { told })
  pieces = studyPieces(study, output)
  say({ kind: 'ready', version: study.version })
}

async function next(): Promise<void> {
  const piece = await pieces?.next()
  if (piece === undefined || piece.done) {
    say({ kind: 'end' })
    parentPort?.close()
  } else say({ kind: 'piece', bytes: piece.value }, [piece.value.buffer])
}

function refuse(error: unknown): void {
  say(messageOf(error))
  parentPort?.close()
}

function specText(): string {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    return body.map((bytes) => decoder.decode(bytes, { stream: true })).join('') + decoder.decode()
  } catch {
    throw new Problem(400, 'bad_json', 'Cannot read the spec as UTF-8 text: it holds bytes that are none')
  }
}

function messageOf(error: unknown): StudyMessage {
  if (error instanceof Problem) {
    const { status, code, message, parameter, report } = error
    return { kind: 'refused', status, code, detail: message, parameter, report }
  }
  return { kind: 'failed', detail: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}
