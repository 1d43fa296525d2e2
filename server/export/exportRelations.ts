import type { Db } from '../../db/file/db.ts'
import { listRelations } from '../../db/relations.ts'
import { dataVersion } from '../../db/version.ts'
import type { Relation } from '../market/relation.ts'
import { bundledRelations } from '../sources/bundledRelations.ts'
import { type Column, column } from '../table/column.ts'
import { type Table, tableOf } from '../table/table.ts'

export const relationTableColumns: readonly Column<Relation>[] = [
  column('name', 'text', 'as news writes it', ({ name }) => name),
  column('symbol', 'text', 'the ticker it concerns', ({ symbol }) => symbol),
  column('role', 'word', 'what the ticker is to the one named', ({ role }) => role),
  column('reason', 'text', 'why, in a sentence', ({ reason }) => reason),
  column('from', 'date', 'first day on which it holds; empty for no bound', ({ from }) => from),
  column('to', 'date', 'last day on which it holds; empty for no bound', ({ to }) => to),
  column('source', 'text', 'where the dates stand', ({ source }) => source),
]

/** Names and the tickers they concern: a file that `npm run ingest` takes. */
export async function relationsTable(db: Db): Promise<Table> {
  const relations = await listRelations(db, bundledRelations())
  const version = await dataVersion(db, { shown: relations })
  return tableOf('relations', version, relationTableColumns, () => [relations])
}
