import { Worker } from 'node:worker_threads'
import { type CopyStep, copySteps } from '../../db/file/copySteps.ts'
import type { Db } from '../../db/file/db.ts'
import { withoutFolder } from '../../db/file/storeError.ts'
import { refuseTakenAway } from '../../db/file/transaction.ts'
import { type Instant, utcText } from '../market/instant.ts'
import type { UpkeepMessage, UpkeepOrder, UpkeepResult, UpkeepTask } from './task.ts'

/** A task that is under way. */
export interface UpkeepState {
  readonly task: UpkeepTask
  readonly started_at: string
  readonly stopping: boolean
  /** What it does now, as which of how many steps, and how many of how many pieces of that step are done. */
  readonly step: CopyStep
  readonly steps_done: number
  readonly steps: number
  readonly done: number
  readonly all: number
}

/** What came of the last task since the server began. */
export interface UpkeepEnd {
  readonly task: UpkeepTask
  readonly started_at: string
  readonly ended_at: string
  readonly result: UpkeepResult
}

/** Verifies and backs up the database, one task at a time and in a thread of its own. */
export interface UpkeepRunner {
  /** @returns false while another task is under way, or once the server stops */
  readonly start: (task: UpkeepTask) => boolean
  readonly running: () => UpkeepState | null
  readonly last: () => UpkeepEnd | null
  /** Lets the task end after the piece it is at. @returns false when none runs */
  readonly stop: () => boolean
  /** Stops what runs and resolves when it has ended. Nothing starts afterwards. */
  readonly close: () => Promise<void>
}

interface Effects {
  /** UTC milliseconds. */
  readonly now: () => number
  readonly report: (error: unknown) => void
}

interface Running {
  readonly stop: Int32Array
  readonly ended: Promise<void>
  state: UpkeepState
}

export function upkeepRunner(db: Db, { now, report }: Effects): UpkeepRunner {
  let running: Running | null = null
  let last: UpkeepEnd | null = null
  let closed = false
  const moment = () => utcText(now() as Instant)
  /** Who asks over HTTP is not told where the files lie. */
  const toldAbroad = (result: UpkeepResult): UpkeepResult =>
    result.kind === 'failed' && result.message !== null
      ? { kind: 'failed', message: withoutFolder(result.message, db.file) }
      : result

  function launch(task: UpkeepTask): void {
    const stop = new Int32Array(new SharedArrayBuffer(4))
    const order: UpkeepOrder = { file: db.file, task, stop }
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: order })
    const steps = task === 'backup' ? copySteps : copySteps.slice(1)
    const { promise: ended, resolve } = Promise.withResolvers<void>()
    const [step] = steps
    const at = { steps: steps.length, steps_done: 0, done: 0, all: 1 }
    const job: Running = {
      stop,
      ended,
      state: { task, started_at: moment(), stopping: false, step: step ?? 'pages', ...at },
    }
    running = job
    let result: UpkeepResult = { kind: 'failed', message: null }
    worker.on('message', (message: UpkeepMessage) => {
      switch (message.kind) {
        case 'at': {
          const { step, done, all } = message
          job.state = { ...job.state, step, steps_done: steps.indexOf(step), done, all }
          return
        }
        case 'end':
          if (message.detail !== null) report(message.detail)
          result = message.result
      }
    })
    worker.on('error', report)
    worker.on('exit', () => {
      const { started_at } = job.state
      running = null
      last = { task, started_at, ended_at: moment(), result: toldAbroad(result) }
      resolve()
    })
  }

  return {
    start: (task) => {
      if (closed || running !== null) return false
      // The thread opens the database by its name, which may lead to another one meanwhile, or to none.
      refuseTakenAway(db)
      launch(task)
      return true
    },
    running: () => running?.state ?? null,
    last: () => last,
    stop: () => {
      if (running === null) return false
      Atomics.store(running.stop, 0, 1)
      running.state = { ...running.state, stopping: true }
      return true
    },
    close: async () => {
      closed = true
      if (running === null) return
      Atomics.store(running.stop, 0, 1)
      await running.ended
    },
  }
}
