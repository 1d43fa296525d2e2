import { Worker } from 'node:worker_threads'
import type { Db } from '../../db/file/db.ts'
import { leaseHolder } from '../../db/file/lease.ts'
import { type Instant, utcText } from '../market/instant.ts'
import { after, beginning, type JobSeries, type JobState, seriesOf } from './jobState.ts'
import type { BackfillReport } from './request.ts'
import type { BackfillMessage, BackfillOrder } from './worker.ts'

export type JobRequest = BackfillOrder['request']

/** How a job ended: with the report of the verb, or because it could not go on. */
export type JobEnd =
  | { readonly kind: 'report'; readonly report: BackfillReport }
  | { readonly kind: 'broken'; readonly message: string }

export type Started =
  | { readonly kind: 'started'; readonly id: number; readonly ended: Promise<JobEnd> }
  /** Somebody else backfills this store. */
  | { readonly kind: 'taken'; readonly message: string }
  | { readonly kind: 'broken'; readonly message: string }

/** Told of a running job: the state at once and after every change. */
export interface Follower {
  readonly state: (state: JobState) => void
  readonly series: (series: JobSeries) => void
  readonly end: (end: JobEnd) => void
}

/** Runs one backfill at a time, in a thread of its own, so that the server goes on answering while prices are stored. */
export interface BackfillRunner {
  readonly start: (request: JobRequest) => Promise<Started>
  /** The job that runs here now. */
  readonly running: () => JobState | null
  /** @returns stops following; null when this job does not run here */
  readonly follow: (id: number, follower: Follower) => (() => void) | null
  /** Lets the job finish what it is storing, and end. @returns false when it does not run here */
  readonly stop: (id: number) => boolean
  /** Stops what runs and resolves when it has ended. Nothing starts afterwards. */
  readonly close: () => Promise<void>
}

interface Effects {
  /** UTC milliseconds. */
  readonly now: () => number
  readonly providerUrl: URL | null
  readonly report: (error: unknown) => void
}

interface Running {
  readonly worker: Worker
  readonly followers: Set<Follower>
  readonly ended: Promise<JobEnd>
  readonly series: JobSeries[]
  state: JobState | null
}

export function backfillRunner(db: Db, { now, providerUrl, report }: Effects): BackfillRunner {
  let running: Running | null = null
  let starting = false
  let closed = false

  const launch = (request: JobRequest): Promise<Started> =>
    new Promise((answer) => {
      const order: BackfillOrder = { file: db.file, request, providerUrl: providerUrl?.href ?? null }
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: order })
      const { promise: ended, resolve: end } = Promise.withResolvers<JobEnd>()
      const job: Running = { worker, followers: new Set(), ended, series: [], state: null }
      running = job
      let result: JobEnd | null = null
      const become = (state: JobState) => {
        job.state = state
        for (const follower of job.followers) follower.state(state)
      }
      const broken = (message: string) => {
        result ??= { kind: 'broken', message }
        answer({ kind: 'broken', message })
      }
      worker.on('message', (message: BackfillMessage) => {
        switch (message.kind) {
          case 'progress': {
            const { progress } = message
            if (progress.kind === 'begin') {
              become(beginning(progress.run_id, progress.series, progress.windows, now()))
              return answer({ kind: 'started', id: progress.run_id, ended })
            }
            if (progress.kind === 'series') {
              const series = seriesOf(progress.report)
              job.series.push(series)
              for (const follower of job.followers) follower.series(series)
            }
            if (job.state !== null) become(after(job.state, progress))
            return
          }
          case 'pause':
            if (job.state !== null) become({ ...job.state, paused_until: utcText(message.until as Instant) })
            return
          case 'end':
            if (message.result.outcome === 'leased') answer({ kind: 'taken', message: message.result.message })
            else result = { kind: 'report', report: message.result }
            return
          case 'failed':
            report(message.detail)
            // Who asks over HTTP is not told where the file lies.
            return broken(message.why?.replaceAll(`${db.file} `, '') ?? 'Something went wrong on our side')
        }
      })
      worker.on('error', (error) => {
        report(error)
        broken('Something went wrong on our side')
      })
      worker.on('exit', () => {
        running = null
        const over = result ?? { kind: 'broken', message: 'The job ended before it was done' }
        answer({ kind: 'broken', message: over.kind === 'broken' ? over.message : '' })
        end(over)
        for (const follower of job.followers) follower.end(over)
        job.followers.clear()
      })
    })

  return {
    start: async (request) => {
      if (closed) return { kind: 'taken', message: 'The server is stopping' }
      if (running !== null || starting)
        return { kind: 'taken', message: 'Another backfill runs in this server: wait for it or stop it' }
      starting = true
      try {
        const holder = await leaseHolder(db, 'backfill', now())
        if (holder !== null)
          return {
            kind: 'taken',
            message: `Another backfill of this database runs since ${utcText(holder.startedAt as Instant)} (process ${holder.pid})`,
          }
        return await launch(request)
      } finally {
        starting = false
      }
    },
    running: () => running?.state ?? null,
    follow: (id, follower) => {
      const job = running
      if (job?.state?.id !== id) return null
      follower.state(job.state)
      for (const series of job.series) follower.series(series)
      job.followers.add(follower)
      return () => job.followers.delete(follower)
    },
    stop: (id) => {
      const job = running
      if (job?.state?.id !== id) return false
      job.worker.postMessage('stop')
      job.state = { ...job.state, stopping: true }
      for (const follower of job.followers) follower.state(job.state)
      return true
    },
    close: async () => {
      closed = true
      const job = running
      if (job === null) return
      job.worker.postMessage('stop')
      await job.ended
    },
  }
}
