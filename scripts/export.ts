import { z } from 'zod'
import { eventFormats, eventsTable, unplacedEvents } from '../server/export/exportEvents.ts'
import { Problem } from '../server/problem.ts'
import { told } from '../server/query/parameters.ts'
import { studyTables } from '../server/query/questions.ts'
import { writeText } from '../server/store/outputFile.ts'
import { studyTable } from '../server/study/tables.ts'
import { versionedStudy } from '../server/study/version.ts'
import type { Table } from '../server/table/table.ts'
import { formerNamesSaid } from '../server/tickers/formerName.ts'
import { tables } from '../server/verbs/all.ts'
import { impactCsv } from '../server/verbs/impacts.ts'
import type { TableVerb } from '../server/verbs/verb.ts'
import { command, storeOptions } from './command.ts'
import { type FigureFile, figureFile } from './figureFile.ts'
import { specFile } from './specFile.ts'
import { type Store, withStore } from './store.ts'
import { askedOf, type Given, type Kind, kinds, tableOptions } from './tableOptions.ts'
import { print, say } from './terminal.ts'

const own = {
  table: told(
    z.enum(studyTables).optional(),
    `study: which table: ${studyTables.join(', ')}\n(default windows)`,
    'NAME',
  ),
  withAlignment: told(z.boolean().optional(), 'events: add event day, session and flags').meta({
    option: 'with-alignment',
  }),
  format: told(z.enum(eventFormats).optional(), `events: ${eventFormats.join(', ')}`),
  out: told(z.string().optional(), 'write there instead of to standard output', 'FILE'),
  json: told(storeOptions.json, 'one JSON document instead of CSV; with --out what was written'),
  width: told(z.string().optional(), 'figure: pixels (default 1200; a PNG is twice as fine)', 'PIXELS'),
  height: told(z.string().optional(), 'figure: pixels (default 675)', 'PIXELS'),
  theme: told(z.string().optional(), 'figure: light (default) or dark'),
  db: storeOptions.db,
}
/** What it means when it is left out depends on the table. */
const ticker = told(
  z.string().optional(),
  'whose; prices of every stored one, and the panel of one event on its first with prices, when left out',
  'TICKER',
)
type Own = z.output<z.ZodObject<typeof own>>

await command({
  name: 'export',
  does: "Take tables away as CSV, the same bytes as the page's buttons and /api/….csv give.",
  examples: [
    'npm run -s export -- events > events.csv',
    'npm run -s export -- prices --ticker MSFT --basis total --from 2023-11-01 --out msft.csv',
    'npm run -s export -- impacts --ticker MSFT',
    'npm run -s export -- panel --event openai-20231117-altman-ousted',
    'npm run -s export -- moves --ticker MSFT',
    'npm run -s export -- study SPEC.json --table events',
    'npm run -s export -- figure "/t/MSFT?r=2023-11-01..2023-12-15" --out msft.png',
  ],
  words: [
    ...Object.entries(tables).map(([kind, { does }]) => [kind, does] as const),
    ['figure ADDRESS', 'The chart at an address of the page, as SVG, or as PNG where FILE ends in .png'],
    ['study SPEC', 'One table of a study (docs/study-spec.md); - reads the spec from standard input'],
  ],
  options: z.strictObject({ ...tableOptions, ticker, ...own }),
  notes:
    'The data version of what was used is told on standard error, and in --json.\nColumns and units: docs/csv.md. Exit: 0 done, 1 could not, 2 asked wrongly.',
  run: async (
    { table: name, withAlignment, format, out, json, db, width, height, theme, ...given },
    [first, ...more],
  ) => {
    const size = { width, height, theme }
    if (first === 'figure') {
      refuseStray(
        { ...given, table: name, 'with-alignment': withAlignment, format },
        'with a figure: all stands in its address',
      )
      if (more.length > 1) throw new Problem(400, 'bad_parameter', `Cannot draw ${more[1]} too: name one address`)
      await withStore(db, 'read', async (open) =>
        drawn(await figureFile(more[0], out ?? null, size, open), out, json, db),
      )
      return 0
    }
    refuseStray(size, 'but for a figure')
    const kind = kinds.find((known) => known === first)
    if (kind === undefined || more.length > (kind === 'study' ? 1 : 0))
      throw new Problem(
        400,
        'bad_parameter',
        `Cannot export ${first ?? 'nothing'}: name one of ${[...kinds, 'figure'].join(', ')}`,
      )
    const asked = { name, withAlignment, format }
    await withStore(db, 'read', async (open) => {
      const table = await tableOfKind(kind, asked, given as Given, more[0], open)
      for (const said of await formerNamesSaid(await open(), given.ticker ?? '')) say(said)
      await written(table, out, json, db)
    })
    return 0
  },
})

/** @throws Problem for the first option that was given */
function refuseStray(options: Readonly<Record<string, unknown>>, why: string): void {
  const [stray] = Object.entries(options).flatMap(([option, value]) => (value === undefined ? [] : [option]))
  if (stray !== undefined) throw new Problem(400, 'bad_parameter', `Cannot use --${stray} ${why}`, stray)
}

async function drawn(
  { bytes, version }: FigureFile,
  out: string | undefined,
  json: boolean,
  db: string,
): Promise<void> {
  if (out === undefined) await print([new TextDecoder().decode(bytes)])
  else {
    const file = await writeText(out, db, [bytes])
    if (json)
      return void process.stdout.write(
        `${JSON.stringify({ kind: 'figure', file: out, ...file, data_version: version })}\n`,
      )
    say(`Wrote ${file.bytes} bytes to ${out}`)
  }
  say(`Data version ${version}`)
}

interface Asked extends Pick<Own, 'withAlignment' | 'format'> {
  readonly name: Own['table']
}

/** @throws Problem for an option that the table does not take */
async function tableOfKind(
  kind: Kind,
  { name, withAlignment, format }: Asked,
  given: Given,
  spec: string | undefined,
  open: () => Promise<Store>,
): Promise<Table> {
  const onlyFor = (owner: Kind, options: Readonly<Record<string, unknown>>) => {
    const [stray] =
      kind === owner ? [] : Object.entries(options).flatMap(([option, value]) => (value === undefined ? [] : [option]))
    if (stray !== undefined)
      throw new Problem(400, 'bad_parameter', `Cannot use --${stray} but for the table ${owner}`, stray)
  }
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
      return studyTable(await versionedStudy(specFile(spec), open), name ?? 'windows')
    }
    case 'events': {
      const [question] = askedOf(tables.events, given)
      const db = await open()
      if (withAlignment) for (const sentence of await unplacedEvents(db, question)) say(sentence)
      return eventsTable(db, { ...question, format, withAlignment })
    }
    case 'panel':
      return given.event === undefined ? asTold(tables.panel, given, open) : asTold(impactCsv, given, open)
    default:
      return asTold(tables[kind] as TableVerb, given, open)
  }
}

async function asTold<Subject extends z.ZodObject, Question extends z.ZodObject>(
  verb: TableVerb<Subject, Question>,
  given: Given,
  open: () => Promise<Store>,
): Promise<Table> {
  const asked = askedOf(verb, given)
  return verb.run({ db: await open() }, ...asked)
}

async function written(table: Table, out: string | undefined, json: boolean, db: string): Promise<void> {
  if (out === undefined) await print(json ? table.json() : table.csv())
  else {
    const file = await writeText(out, db, table.csv())
    if (json)
      return void process.stdout.write(
        `${JSON.stringify({ kind: table.name, file: out, ...file, data_version: table.version })}\n`,
      )
    say(`Wrote ${file.bytes} bytes to ${out}`)
  }
  say(`Data version ${table.version}`)
}
