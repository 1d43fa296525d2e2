import type { z } from 'zod'
import { ingested } from '../answers/event.ts'
import { imports as importsAnswer, undone } from '../answers/imports.ts'
import { importList } from '../ingest/imports.ts'
import { undoImport } from '../ingest/undo.ts'
import { FileQuestion, ImportSubject } from '../query/questions.ts'
import { nothing } from '../query/range.ts'
import { type Told, takeFile } from './takeFile.ts'
import { type Declaration, type VerbContext, verb } from './verb.ts'

/** Newest first. */
const SHOWN = 100

export const imports = verb({
  name: 'imports',
  does: 'The last imports, and undoings of imports',
  method: 'get',
  path: '/imports',
  subject: nothing,
  question: nothing,
  answer: importsAnswer,
  fails: [],
  run: async ({ db }) => ({ imports: await importList(db, SHOWN) }),
  used: null,
})

export const removeImport = verb({
  name: 'remove-import',
  does: 'Take an import back: every row that it changed is again as it was before',
  method: 'delete',
  path: '/imports/:run',
  subject: ImportSubject,
  question: nothing,
  answer: undone,
  fails: ['unknown_import', 'undone', 'no_history', 'changed_since'],
  run: ({ db, now }, _, { run }) => undoImport(db, run, false, now()),
  used: null,
})

export const addFile = {
  name: 'import-file',
  does: 'Take a file whose kind is told by its head: events, prices, payments, factors, tickers, sessions or relations, all of it or nothing; or tell what it would do',
  method: 'post',
  path: '/imports',
  subject: nothing,
  question: FileQuestion,
  bodies: [
    { type: 'text/csv', schema: { type: 'string', description: 'a file as `npm run ingest` takes it' } },
    { type: 'application/json', schema: { description: 'the same, where it is JSON' } },
  ],
  gives: { kind: 'json', status: 200, schema: ingested, versioned: false },
  fails: ['E_…', 'no_events', 'too_large'],
} as const satisfies Declaration

/** @throws Problem 422 with the first fault and a report of all, when it was to be stored and nothing was */
export const takeAnyFile = (
  context: VerbContext,
  bytes: Uint8Array,
  { name, mode, dry_run, ticker }: z.output<typeof FileQuestion>,
): Promise<Told> =>
  takeFile(context, bytes, { kind: null, onConflict: 'update', mode, dryRun: dry_run === 'true', ticker }, name)
