import { z } from 'zod'
import { ingestKinds } from '../ingest/names.ts'
import { count, doc, flag, list, maybe, moment, named, text } from './shape.ts'

const counts = z.object({ new: count, changed: count, unchanged: count, rejected: count })

export const undone = named(
  'Undone',
  z.object({
    run: doc(count, 'the run that was taken back'),
    by: doc(count, 'the one that did so: it can be taken back in turn'),
    dry_run: flag,
    rows: doc(z.record(z.string(), count), 'rows that are again as they were before, by table'),
    left: doc(count, 'findings, corrections and names that changed since and stayed'),
  }),
)

export const imports = z.object({
  imports: list(
    z.object({
      id: count,
      verb: doc(z.enum(['ingest', 'edit', 'undo']), 'an import, an edit by hand, or the undoing of one'),
      name: doc(text, 'the file, or what was edited'),
      kind: doc(maybe(z.enum(ingestKinds)), 'what it held; null for an undoing'),
      started_at: moment,
      outcome: doc(text, '`complete`, or `undone` once it was taken back'),
      result: maybe(z.union([counts, undone])),
    }),
  ),
})
