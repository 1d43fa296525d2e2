import type { z } from 'zod'
import type { EventFormat } from '../server/market/eventFormats.ts'
import { Problem } from '../server/problem.ts'
import type { StudyTable } from '../server/query/questions.ts'
import { writeText } from '../server/store/outputFile.ts'
import type { Table } from '../server/table/table.ts'
import { formerNamesSaid } from '../server/tickers/formerName.ts'
import type { TableVerb } from '../server/verbs/verb.ts'
import { type Store, withStore } from './store.ts'
import { askedOf, type Given, type Kind } from './tableOptions.ts'
import { print, say } from './terminal.ts'

/** Where a table goes. */
export interface Destination {
  /** A file; standard output when left out. */
  readonly out: string | undefined
  readonly json: boolean
  /** The database, over which nothing is written. */
  readonly db: string
}

interface Asked {
  /** Of a study: which table, and the file of its spec. */
  readonly name: StudyTable | undefined
  readonly spec: string | undefined
  readonly withAlignment: boolean | undefined
  readonly format: EventFormat | 'parquet' | undefined
}

/** Takes one table away. @returns the exit code */
export async function exportTable(kind: Kind, asked: Asked, given: Given, to: Destination): Promise<number> {
  if (asked.format === 'parquet' && to.out === undefined && (to.json || process.stdout.isTTY))
    throw new Problem(400, 'bad_parameter', 'Cannot show Parquet here as it is no text: name a file with --out', 'out')
  await withStore(to.db, 'read', async (open) => {
    const table = await tableOfKind(kind, asked, given, open)
    for (const said of await formerNamesSaid(await open(), given.ticker ?? '')) say(said)
    await written(table, asked.format === 'parquet' ? 'parquet' : 'csv', to)
  })
  return 0
}

/** @throws Problem for an option that the table does not take */
async function tableOfKind(
  kind: Kind,
  { name, spec, withAlignment, format: form }: Asked,
  given: Given,
  open: () => Promise<Store>,
): Promise<Table> {
  const onlyFor = (owner: Kind, options: Readonly<Record<string, unknown>>) => {
    const [stray] =
      kind === owner ? [] : Object.entries(options).flatMap(([option, value]) => (value === undefined ? [] : [option]))
    if (stray !== undefined)
      throw new Problem(400, 'bad_parameter', `Cannot use --${stray} but for the table ${owner}`, stray)
  }
  const format = form === 'parquet' ? undefined : form
  onlyFor('study', { table: name })
  onlyFor('events', { 'with-alignment': withAlignment, format })
  switch (kind) {
    case 'study': {
      const [stray] = Object.entries(given).flatMap(([option, value]) => (value === undefined ? [] : [option]))
      if (stray !== undefined)
        throw new Problem(
          400,
          'bad_parameter',
          `Cannot use --${stray} with a spec: everything stands in the spec`,
          stray,
        )
      if (spec === undefined)
        throw new Problem(400, 'bad_parameter', 'Cannot export a study without its spec: name the file')
      const [{ studyTable }, { followStudy }, { specFile }] = await Promise.all([
        import('../server/study/tables.ts'),
        import('./studyProgress.ts'),
        import('./specFile.ts'),
      ])
      return studyTable(await followStudy(specFile(spec), open), name ?? 'windows')
    }
    case 'events': {
      const { eventsTable, unplacedEvents } = await import('../server/export/exportEvents.ts')
      const [question] = askedOf((await import('../server/verbs/events.ts')).eventsCsv, given)
      const db = await open()
      if (withAlignment) for (const sentence of await unplacedEvents(db, question)) say(sentence)
      return eventsTable(db, { ...question, format, withAlignment })
    }
    case 'panel': {
      const { impactCsv, panelCsv } = await import('../server/verbs/impacts.ts')
      return given.event === undefined ? asTold(panelCsv, given, open) : asTold(impactCsv, given, open)
    }
    default:
      return asTold((await verbOf[kind]()) as TableVerb, given, open)
  }
}

/** Of each table its verb, and no other: what they are made of takes longer to load than most tables to leave. */
const verbOf: Readonly<Record<Exclude<Kind, 'study' | 'events' | 'panel'>, () => Promise<unknown>>> = {
  board: async () => (await import('../server/verbs/board.ts')).boardCsv,
  prices: async () => (await import('../server/verbs/prices.ts')).pricesCsv,
  compare: async () => (await import('../server/verbs/prices.ts')).compareCsv,
  impacts: async () => (await import('../server/verbs/impacts.ts')).impactsCsv,
  abnormal: async () => (await import('../server/verbs/impacts.ts')).abnormalCsv,
  findings: async () => (await import('../server/verbs/quality.ts')).findingsCsv,
  moves: async () => (await import('../server/verbs/impacts.ts')).movesCsv,
  relations: async () => (await import('../server/verbs/relations.ts')).relationsCsv,
  witnesses: async () => (await import('../server/verbs/witnesses.ts')).witnessesCsv,
}

async function asTold<Subject extends z.ZodObject, Question extends z.ZodObject>(
  verb: TableVerb<Subject, Question>,
  given: Given,
  open: () => Promise<Store>,
): Promise<Table> {
  const asked = askedOf(verb, given)
  return verb.run({ db: await open() }, ...asked)
}

async function written(table: Table, form: 'csv' | 'parquet', { out, json, db }: Destination): Promise<void> {
  if (out === undefined) await print(json ? table.json() : table[form]())
  else {
    const file = await writeText(out, db, table[form]())
    if (json)
      return void process.stdout.write(
        `${JSON.stringify({ kind: table.name, file: out, ...file, data_version: table.version })}\n`,
      )
    say(`Wrote ${file.bytes} bytes to ${out}`)
  }
  say(`Data version ${table.version}`)
}
