import { read } from './file/connection.ts'
import type { Reader } from './file/db.ts'
import { statement } from './file/statement.ts'

/** An import, an edit by hand, or the undoing of one. */
export interface Import {
  readonly id: number
  readonly verb: 'ingest' | 'edit' | 'undo'
  /** The file, what was edited, or that of the import that was undone. */
  readonly name: string
  /** What it held; null for an undoing. */
  readonly kind: string | null
  /** UTC milliseconds. */
  readonly startedAt: number
  /** `complete`, or `undone` once it was taken back. */
  readonly outcome: string
  /** What it came to, as its verb wrote it down. */
  readonly result: unknown
}

const columns = `id, verb, request ->> '$.name' as name, request ->> '$.kind' as kind, started_at as startedAt, outcome, result`
const ours = "verb in ('ingest', 'edit', 'undo')"

type Row = Omit<Import, 'result'> & { readonly result: string | null }
const importOf = ({ result, ...row }: Row): Import => ({ ...row, result: result === null ? null : JSON.parse(result) })

/** The last imports, newest first. */
export const listImports = (reader: Reader, limit: number): Promise<readonly Import[]> =>
  read(reader, (connection) =>
    (
      statement(connection, `select ${columns} from run where ${ours} order by id desc limit ?`).all(limit) as Row[]
    ).map(importOf),
  )

export const findImport = (reader: Reader, id: number): Promise<Import | null> =>
  read(reader, (connection) => {
    const row = statement(connection, `select ${columns} from run where ${ours} and id = ?`).get(id) as Row | undefined
    return row === undefined ? null : importOf(row)
  })
