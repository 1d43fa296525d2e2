import type { Db } from '../../db/file/db.ts'
import { dataVersion } from '../../db/version.ts'
import { type QualityQuery, qualityOf } from '../quality/view.ts'
import { type Column, column } from '../table/column.ts'
import { type Table, tableOf } from '../table/table.ts'

type Finding = Awaited<ReturnType<typeof qualityOf>>['findings'][number]

export const findingColumns: readonly Column<Finding>[] = [
  column('ticker', 'text', 'whose bars', ({ ticker }) => ticker),
  column('interval', 'word', 'length of the bars', ({ interval }) => interval),
  column('check', 'word', 'which check', ({ check }) => check),
  column('severity', 'word', 'error, warn or info', ({ severity }) => severity),
  column('status', 'word', 'open, accepted or resolved', ({ status }) => status),
  column('from', 'date', 'first session it is about', ({ from }) => from),
  column('to', 'date', 'last one', ({ to }) => to),
  column('observed', 'text', 'what was found, as a sentence', ({ observed }) => observed),
  column('expected', 'text', 'what would have been expected', ({ expected }) => expected),
  column('note', 'text', 'what somebody said who decided', ({ note }) => note),
  column('found_at', 'moment', 'when it was found', ({ found_at }) => found_at),
]

/** Findings, one a line, those that keep bars out of figures first. */
export async function findingsTable(db: Db, query: Omit<QualityQuery, 'part' | 'limit' | 'cursor'>): Promise<Table> {
  // What time it is decides about coverage alone, which is not asked for.
  const { findings } = await qualityOf(db, { ...query, part: 'findings', limit: Number.POSITIVE_INFINITY }, 0)
  const shown = findings.map(({ id: _, found_at: __, ...finding }) => finding)
  return tableOf('findings', await dataVersion(db, { shown }), findingColumns, () => [findings])
}
