import { imports as importsAnswer, undone } from '../answers/imports.ts'
import { importList } from '../ingest/imports.ts'
import { undoImport } from '../ingest/undo.ts'
import { ImportSubject } from '../query/questions.ts'
import { nothing } from '../query/range.ts'
import { verb } from './verb.ts'

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
