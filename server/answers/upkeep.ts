import { z } from 'zod'
import { count, doc, flag, list, maybe, moment, text } from './shape.ts'

const task = z.enum(['verify', 'backup'])

const running = z.object({
  task,
  started_at: moment,
  stopping: flag,
  step: doc(z.enum(['copy', 'pages', 'references', 'bars', 'levels', 'events']), 'what it does now'),
  steps_done: count,
  steps: count,
  done: doc(count, 'pieces of the step that are done'),
  all: doc(count, 'pieces of the step'),
})

const result = z.union([
  z.object({
    kind: z.literal('sound'),
    years: doc(count, 'fingerprints of bars compared, one for each calendar year of a series'),
    events: count,
  }),
  z.object({ kind: z.literal('unsound'), problems: list(text) }),
  z.object({ kind: z.literal('made'), name: text, bytes: count, removed: doc(list(text), 'older backups') }),
  z.object({ kind: z.literal('stopped') }),
  z.object({ kind: z.literal('failed'), message: maybe(text) }),
])

export const upkeep = z.object({
  running: maybe(running),
  last: doc(
    maybe(z.object({ task, started_at: moment, ended_at: moment, result })),
    'what came of the last task since the server began',
  ),
  folder: doc(text, 'where backups go, beside the database'),
  kept: doc(count, 'backups that stay; older ones are removed'),
  backups: doc(list(z.object({ name: text, bytes: count, made_at: moment })), 'newest first'),
})
export const upkeepStarted = z.object({ task })
export const upkeepStopping = z.object({ stopping: z.literal(true) })
