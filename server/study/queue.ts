import { Worker } from 'node:worker_threads'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Db } from '../../db/file/db.ts'
import { Problem } from '../problem.ts'
import { type StudyOutput, studyPieces } from './pieces.ts'
import { BETWEEN, paced, type StudyProgress } from './progress.ts'
import { versionedStudy } from './version.ts'
import type { StudyMessage, StudyOrder, StudyRequest } from './worker.ts'

export type SpecBody = ReadableStream<Uint8Array<ArrayBuffer>> | null

export type Tell = (progress: StudyProgress) => void

/** A study's answer as bytes, and the version of the data it was computed from. */
export interface WrittenStudy {
  readonly version: string
  readonly bytes: ReadableStream<Uint8Array<ArrayBuffer>>
}

/** Takes studies to threads of their own, so that the server goes on answering while they run; routes bound how many. */
export interface StudyQueue {
  /**
   * @param body the spec as it comes in; each piece is passed on at once, so that none of it is put together here
   * @param signal of the request: a study that nobody waits for any more is ended with its thread
   * @param tell hears how far it has come, from time to time while it is computed
   * @returns the answer's bytes once the study is computed
   * @throws Problem for a spec that is refused, 503 when one takes too long
   */
  readonly study: (body: SpecBody, output: StudyOutput, signal?: AbortSignal, tell?: Tell) => Promise<WrittenStudy>
}

/** Milliseconds without a sign of life after which a study that gave nothing yet is ended. */
const LONGEST = 120_000
/** A study that needs more is ended, not the server. Room for young objects spares the collector most of its work. */
const resourceLimits = { maxOldGenerationSizeMb: 2048, maxYoungGenerationSizeMb: 128 }

export function studyQueue(db: Db): StudyQueue {
  return {
    study: (body, output, signal, tell) =>
      // A store in memory belongs to this thread alone.
      db.file === ':memory:' ? here(db, body, output, tell) : elsewhere(db.file, body, output, signal, tell),
  }
}

async function here(db: Db, body: SpecBody, output: StudyOutput, tell: Tell | undefined): Promise<WrittenStudy> {
  const told = tell === undefined ? undefined : paced(BETWEEN, tell)
  const study = await versionedStudy(await new Response(body).text(), async () => db, { told })
  const pieces = studyPieces(study, output)
  const bytes = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: async (stream) => {
      const piece = await pieces.next()
      if (!piece.done) return stream.enqueue(piece.value)
      stream.close()
    },
  })
  return { version: study.version, bytes }
}

function elsewhere(
  file: string,
  body: SpecBody,
  output: StudyOutput,
  signal: AbortSignal | undefined,
  tell: Tell | undefined,
) {
  const order: StudyOrder = { file, output, isFollowed: tell !== undefined }
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: order,
    resourceLimits,
  })
  return new Promise<WrittenStudy>((ready, failed) => {
    let stream: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | null = null
    let over = false
    const end = (error: Error | null) => {
      if (over) return
      over = true
      clearTimeout(deadline)
      signal?.removeEventListener('abort', giveUp)
      void worker.terminate()
      if (stream === null) return failed(error ?? new Error('The study ended before it answered'))
      if (error === null) stream.close()
      else stream.error(error)
    }
    const deadline = setTimeout(
      () => end(new Problem(503, 'too_long', `Cannot finish this study within ${LONGEST / 1000} seconds: divide it`)),
      LONGEST,
    )
    const giveUp = () => end(new Problem(408, 'given_up', 'The request was given up while its study ran'))
    signal?.addEventListener('abort', giveUp)
    if (signal?.aborted === true) giveUp()
    worker.on('message', (message: StudyMessage) => {
      switch (message.kind) {
        case 'progress':
          deadline.refresh()
          if (!over) tell?.(message.progress)
          return
        case 'ready':
          clearTimeout(deadline)
          return ready({
            version: message.version,
            bytes: new ReadableStream({
              start: (controller) => {
                stream = controller
              },
              pull: () => worker.postMessage({ kind: 'next' } satisfies StudyRequest),
              cancel: () => {
                over = true
                void worker.terminate()
              },
            }),
          })
        case 'piece':
          if (!over) stream?.enqueue(message.bytes)
          return
        case 'end':
          return end(null)
        case 'refused':
          return end(
            new Problem(
              message.status as ContentfulStatusCode,
              message.code,
              message.detail,
              message.parameter,
              message.report,
            ),
          )
        case 'failed':
          return end(new Error(message.detail))
      }
    })
    worker.on('error', (error: NodeJS.ErrnoException) =>
      end(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? new Problem(503, 'too_large', 'Cannot hold this study in memory: ask for "detail": "light", or divide it')
          : error,
      ),
    )
    pass(body, (message, transfer) => worker.postMessage(message, transfer)).catch((error: unknown) =>
      end(error instanceof Error ? error : new Error(String(error))),
    )
    worker.on('exit', () => end(new Error('The study ended before it answered')))
  })
}

async function pass(body: SpecBody, send: (message: StudyRequest, transfer: ArrayBuffer[]) => void): Promise<void> {
  for await (const piece of body ?? []) {
    // A copy, as the piece may be a view of a buffer that others use.
    const bytes = new Uint8Array(piece)
    send({ kind: 'body', bytes }, [bytes.buffer])
  }
  send({ kind: 'body-end' }, [])
}
