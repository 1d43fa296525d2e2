import { dirname, sep } from 'node:path'

/** What keeps a database file from being used. The message completes the sentence "The database FILE …". */
export type StoreProblem =
  | 'foreign'
  | 'newer'
  | 'edited-migration'
  | 'migration'
  | 'unreadable'
  | 'damaged'
  | 'busy'
  | 'full'
  /** The file is no longer under its name. */
  | 'taken-away'
  /** It would be overwritten by what is made of it. */
  | 'own'
  /** A file that is made of it has no place where it was asked for. */
  | 'output'
  | 'missing'

export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly kind: StoreProblem
  constructor(kind: StoreProblem, message: string) {
    super(message)
    this.kind = kind
  }
}

const causes: Readonly<Record<string, readonly [StoreProblem, string]>> = {
  SQLITE_NOTADB: ['foreign', 'is not an SQLite file and was left untouched: choose another file'],
  SQLITE_CORRUPT: ['damaged', 'is damaged: restore a backup with "npm run restore"'],
  SQLITE_BUSY: ['busy', 'is in use by another program that does not let go: close it and try again'],
  SQLITE_FULL: ['full', 'cannot grow as the disk is full: what was written before is kept'],
  SQLITE_READONLY: ['unreadable', 'cannot be written as it is read-only: check the permissions of it and its folder'],
  SQLITE_IOERR: [
    'unreadable',
    `cannot be read or written: its disk fails, or another program damaged it; "npm run verify" tells which`,
  ],
  SQLITE_CANTOPEN: ['unreadable', 'cannot be opened: check that its folder exists and may be written'],
}

/** Every failure of the store becomes one sentence that names the file and the cause. */
export function storeErrorOf(file: string, error: unknown): StoreError {
  if (error instanceof StoreError)
    return /^(The|Cannot) /.test(error.message) || ['missing', 'own'].includes(error.kind)
      ? error
      : new StoreError(error.kind, `The database ${file} ${error.message}`)
  const code = String((error as { code?: unknown }).code)
  const known = Object.entries(causes).find(([prefix]) => code === prefix || code.startsWith(`${prefix}_`))
  if (known !== undefined) return new StoreError(known[1][0], `The database ${file} ${known[1][1]}`)
  const cause = error instanceof Error ? error.message : String(error)
  return new StoreError('unreadable', `The database ${file} cannot be used: ${cause}`)
}

/** What is said of a database to those who are no business of where it lies: by the name of its file alone. */
export const withoutFolder = (said: string, file: string): string => said.replaceAll(dirname(file) + sep, '')

/** Does an error come from the store rather than from a slip of ours? */
export const isStoreFailure = (error: unknown): boolean =>
  error instanceof StoreError || String((error as { code?: unknown } | null)?.code).startsWith('SQLITE_')
