import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Db } from '../db/file/db.ts'
import { DEFAULT_DB } from '../server/config.ts'
import { type ExportKind, exportKinds, exportTable } from '../server/export/export.ts'
import { eventFormats } from '../server/export/exportEvents.ts'
import { Problem } from '../server/problem.ts'
import { exportQuery } from '../server/query/export.ts'
import { openStore } from '../server/store/open.ts'
import { runStudy } from '../server/study/study.ts'
import { studyTable, studyTables } from '../server/study/tables.ts'
import type { Table } from '../server/table/table.ts'
import { specFile } from './specFile.ts'
import { oneOf, print, refuse } from './terminal.ts'

const help = `Take tables away as CSV, the same bytes as the page's buttons and /api/….csv give.

  npm run -s export -- events > events.csv
  npm run -s export -- prices --ticker MSFT --basis total --from 2023-11-01 --out msft.csv
  npm run -s export -- impacts --ticker MSFT
  npm run -s export -- panel --event openai-20231117-altman-ousted
  npm run -s export -- study SPEC.json --table events

  events           dated events in the format of docs/event-format.md
  prices           bars; of every ticker without --ticker
  impacts          what each event of a ticker did, one line an event
  panel            one line a session of each event's window
  moves            sessions of a ticker that stand out, with their events or none
  study SPEC       one table of a study (docs/study-spec.md); - reads the spec from standard input

  --ticker T  --from D  --to D       whose, and exchange dates YYYY-MM-DD, both included
  --type T  --status S  --q TEXT     events: type or family, status, text looked for
  --with-alignment                   events: add event day, session and flags
  --format F                         events: ${eventFormats.join(', ')}
  --interval I  --basis B            prices: 1d (default), 1h, …; split (default), raw or total
  --event ID                         panel: of one event only
  --benchmark B  --model M  --returns R  --estimation=A..B  --event-window=A..B  --windows=A..B,…  --alpha P  --mask M  --lumped L
                                     impacts, panel: as in docs/api.md; --benchmark moves, too
  --fdr P                            moves: share of false findings accepted (default 0.05)
  --table NAME                       study: ${studyTables.join(', ')} (default windows)
  --out FILE       write there instead of to standard output
  --json           one JSON document instead of CSV; with --out what was written
  --db FILE        database (default ${DEFAULT_DB}, or AFTERSHOCK_DB); made and filled when missing

Columns and units: docs/csv.md. Exit: 0 done, 1 could not, 2 asked wrongly.`

const text = { type: 'string' } as const
const asked = {
  ticker: text,
  from: text,
  to: text,
  type: text,
  status: text,
  q: text,
  interval: text,
  basis: text,
  benchmark: text,
  model: text,
  returns: text,
  estimation: text,
  'event-window': text,
  windows: text,
  alpha: text,
  mask: text,
  lumped: text,
  fdr: text,
} as const
const options = {
  ...asked,
  event: text,
  table: text,
  'with-alignment': { type: 'boolean' },
  format: text,
  out: text,
  json: { type: 'boolean' },
  db: text,
  help: { type: 'boolean', short: 'h' },
} as const

const args = process.argv.slice(2)
try {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  if (values.help) process.stdout.write(`${help}\n`)
  else await run(values, positionals)
} catch (error) {
  refuse(error, args.includes('--json'))
}

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values']

async function run(values: Values, names: readonly string[]) {
  const kind = oneOf('table', [...exportKinds, 'study'] as const, names[0])
  if (kind === null || names.length > (kind === 'study' ? 2 : 1))
    throw new Problem(
      400,
      'bad_parameter',
      `Cannot export ${names.length} tables: name one of ${exportKinds.join(', ')}, study`,
    )
  const opened: { close: () => void }[] = []
  const store = async () => {
    const { db } = await openStore(values.db ?? process.env.AFTERSHOCK_DB ?? DEFAULT_DB, Date.now())
    opened.push(db)
    return db
  }
  try {
    const table = kind === 'study' ? await studied(values, names[1], store) : await stored(values, kind, store)
    if (values.out === undefined) await print(values.json ? table.json() : table.csv())
    else {
      const written = await write(values.out, table.csv())
      const said = values.json
        ? JSON.stringify({ kind, file: values.out, ...written })
        : `Wrote ${written.bytes} bytes to ${values.out}`
      ;(values.json ? process.stdout : process.stderr).write(`${said}\n`)
    }
  } finally {
    for (const db of opened) db.close()
  }
}

/** A table of the store. @throws Problem for an option that the table does not take */
async function stored(values: Values, kind: ExportKind, store: () => Promise<Db>): Promise<Table> {
  if (values.table !== undefined)
    throw new Problem(400, 'bad_parameter', 'Cannot use --table but for the table study', 'table')
  if (values.event !== undefined && kind !== 'panel')
    throw new Problem(400, 'bad_parameter', 'Cannot use --event but for the table panel', 'event')
  const format = oneOf('format', eventFormats, values.format)
  if (format !== null && kind !== 'events')
    throw new Problem(400, 'bad_parameter', 'Cannot use --format but for the table events', 'format')
  const query = exportQuery(values.event === undefined ? kind : 'impact', parametersOf(values), values.event ?? null)
  return exportTable(
    await store(),
    query.kind === 'events' ? { ...query, format: format ?? 'csv', withAlignment: values['with-alignment'] } : query,
  )
}

async function studied(values: Values, spec: string | undefined, store: () => Promise<Db>): Promise<Table> {
  const name = oneOf('table', studyTables, values.table) ?? 'windows'
  const [stray] = [...Object.keys(parametersOf(values)), ...(values.format === undefined ? [] : ['format'])]
  if (stray !== undefined)
    throw new Problem(400, 'bad_parameter', `Cannot use --${stray} with a spec: everything stands in the spec`, stray)
  if (spec === undefined)
    throw new Problem(400, 'bad_parameter', 'Cannot export a study without its spec: name the file')
  return studyTable(await runStudy(specFile(spec), store), name)
}

function parametersOf(values: Values): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.keys(asked).flatMap((name) => {
      const value = values[name as keyof typeof asked]
      return value === undefined ? [] : [[name === 'event-window' ? 'event' : name, value]]
    }),
  )
}

async function write(file: string, pieces: AsyncIterable<string>) {
  const stream = createWriteStream(file)
  const hash = createHash('sha256')
  let bytes = 0
  await once(stream, 'open')
  for await (const piece of pieces) {
    hash.update(piece)
    bytes += Buffer.byteLength(piece)
    if (!stream.write(piece)) await once(stream, 'drain')
  }
  stream.end()
  await once(stream, 'finish')
  return { bytes, sha256: hash.digest('hex') }
}
