import { ingested } from '../answers/event.ts'
import { forgotten, relationList as relationsAnswer } from '../answers/relation.ts'
import { forgetRelation, relationList } from '../articles/changeRelations.ts'
import { relationsTable, relationTableColumns } from '../export/exportRelations.ts'
import { RelationQuestion, RelationsOrder } from '../query/questions.ts'
import { nothing } from '../query/range.ts'
import { csvText } from '../table/csv.ts'
import { tableHeadings } from './tableHeadings.ts'
import { takeFile } from './takeFile.ts'
import { tableVerb, verb } from './verb.ts'

export const relations = verb({
  name: 'relations',
  does: 'Names of news text and the tickers they concern, with the days on which that holds',
  method: 'get',
  path: '/relations',
  subject: nothing,
  question: nothing,
  answer: relationsAnswer,
  fails: [],
  run: async ({ db }) => ({ relations: await relationList(db) }),
  used: null,
})

export const putRelations = verb({
  name: 'put-relations',
  does: 'Add or change names; one of the same name, ticker, role and beginning is replaced',
  method: 'put',
  path: '/relations',
  subject: nothing,
  question: RelationsOrder,
  answer: ingested,
  fails: ['E_…', 'too_large'],
  run: async (context, { relations: given }) => {
    const rows = given.map(({ name, symbol, role, reason = null, from = null, to = null, source = null }) => ({
      ...{ name, symbol, role, reason, from, to, source },
    }))
    let text = ''
    for await (const piece of csvText(relationTableColumns, [rows])) text += piece
    return takeFile(context, new TextEncoder().encode(text), { kind: 'relations' })
  },
  used: null,
})

export const removeRelation = verb({
  name: 'remove-relation',
  does: 'Forget a name',
  method: 'delete',
  path: '/relations',
  subject: nothing,
  question: RelationQuestion,
  answer: forgotten,
  fails: ['unknown_relation'],
  run: ({ db, now }, { name, symbol, role, from }) =>
    forgetRelation(db, { name, symbol, role, from: from ?? null }, now()),
  used: null,
})

export const relationsCsv = tableVerb({
  ...tableHeadings.relations,
  columns: relationTableColumns,
  file: () => 'relations',
  run: ({ db }) => relationsTable(db),
})
