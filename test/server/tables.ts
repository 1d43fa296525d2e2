import { type EventsExport, eventsTable } from '../../server/export/exportEvents.ts'
import { read } from '../../server/query/read.ts'
import type { Table } from '../../server/table/table.ts'
import { tables } from '../../server/verbs/all.ts'
import { impactCsv } from '../../server/verbs/impacts.ts'
import type { TableVerb, VerbContext } from '../../server/verbs/verb.ts'

/** A question for a table: which, and the parameters of its path as text. */
export type ExportQuery = readonly [
  kind: keyof typeof tables | 'impact',
  parameters: Readonly<Record<string, string>>,
  event: string | null,
]

/** Events in one of their forms. */
export type EventsQuery = { readonly kind: 'events' } & EventsExport

export const exportQuery = (...query: ExportQuery): ExportQuery => query

/** The table that answers a question, read as HTTP reads it. */
export async function exportTable(db: VerbContext['db'], query: ExportQuery | EventsQuery): Promise<Table> {
  if ('kind' in query) return eventsTable(db, query)
  const [kind, given, event] = query
  const verb = (kind === 'impact' ? impactCsv : tables[kind]) as TableVerb
  if (kind === 'impact') return verb.run({ db }, read(verb.question, given), read(verb.subject, { event }))
  const inPath = (name: string) => Object.hasOwn(verb.subject.shape, name)
  const part = (isSubject: boolean) =>
    Object.fromEntries(Object.entries(given).filter(([name]) => inPath(name) === isSubject))
  return verb.run({ db }, read(verb.question, part(false)), read(verb.subject, part(true)))
}

export const exportCsv = async (
  db: VerbContext['db'],
  query: ExportQuery | EventsQuery,
): Promise<AsyncIterable<string>> => (await exportTable(db, query)).csv()
