import { z } from 'zod'
import { runOutcomes } from '../backfill/runList.ts'
import { intervals } from '../market/bar.ts'
import { count, doc, flag, list, maybe, moment, number, paged, text } from './shape.ts'

const outcomes = ['complete', 'partial', 'deferred', 'failed'] as const

const jobState = z.object({
  id: count,
  started_at: moment,
  stopping: flag,
  series: count,
  series_done: count,
  windows: doc(count, 'requests that were planned'),
  done: doc(count, 'requests that are answered'),
  rows: doc(count, 'bars stored or found unchanged'),
  elapsed_ms: number,
  rate: doc(maybe(number), 'bars a second'),
  left_ms: maybe(number),
  at: maybe(z.object({ ticker: text, interval: z.enum(intervals), to: text })),
  paused_until: maybe(moment),
  outcomes: z.record(z.enum(outcomes), count),
})

const run = z.object({
  id: count,
  tickers: doc(list(text), 'none: everything stored'),
  intervals: list(text),
  from: maybe(text),
  to: maybe(text),
  outcome: z.enum(runOutcomes),
  message: maybe(text),
  resume_at: maybe(moment),
  rows: maybe(z.object({ new: count, changed: count, unchanged: count, confirmed: count.optional() })),
  requests: maybe(count),
  series: doc(z.record(z.string(), count), 'how many series ended with which outcome'),
  progress: maybe(
    z.object({
      done: count,
      windows: count,
      ticker: maybe(text),
      interval: maybe(z.enum(intervals)),
      rows: count,
    }),
  ),
  process: maybe(z.object({ pid: count, host: text })),
  started_at: moment,
  ended_at: maybe(moment),
})

export const backfills = z.object({ running: maybe(jobState), ...paged, runs: doc(list(run), 'newest first') })
export const backfill = z.object({ run, ...paged, series: doc(list(z.unknown()), 'what came of each series') })
export const started = z.object({ id: count, progress: doc(text, 'path of its server-sent events') })
export const stopping = z.object({ id: count, stopping: z.literal(true) })
export const health = z.object({ status: z.literal('ok'), ready: z.literal(true), version: text, now: moment })
