import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { DEFAULT_DB } from '../server/config.ts'
import { type Ingested, type IngestInput, ingest, mostBytes } from '../server/ingest/ingest.ts'
import { type IngestKind, ingestKinds } from '../server/ingest/kind.ts'
import { conflictRules } from '../server/ingest/prepareEvents.ts'
import { intervals } from '../server/market/bar.ts'
import type { Instant } from '../server/market/instant.ts'
import { type Ticker, ticker } from '../server/market/ticker.ts'
import { isZone } from '../server/market/zone.ts'
import { Problem } from '../server/problem.ts'
import { eventReaders } from '../server/sources/eventFile/readEvents.ts'
import { dateOrders } from '../server/sources/eventFile/time.ts'
import { fetchFile, isAddress, whyNotFetch } from '../server/sources/fileFetch.ts'
import { closesKinds } from '../server/sources/priceFile/closesRules.ts'
import { decimals } from '../server/sources/priceFile/priceNumber.ts'
import { openStore } from '../server/store/open.ts'
import { progressLine } from './bar.ts'
import { stopSignal } from './stop.ts'
import { oneOf, print, refuse } from './terminal.ts'

const help = `Take a file into the store. The same file a second time changes nothing.

  npm run ingest -- events.csv
  npm run ingest -- MSFT.csv --as prices --dry-run
  cat events.json | npm run -s ingest -- - --as events --mode skip --json
  npm run ingest -- F-F_Research_Data_5_Factors_2x3_daily_CSV.zip --as factors

  FILE             what to take: a file, an address (https, or http of this machine), or - for standard input
  --as KIND        ${ingestKinds.join(', ')} (default: told by the shape of the file)
  --mode M         strict: one error and nothing is stored (default); skip: bad records are left out
  --dry-run        say what would happen, store nothing
  --reader R       events: ${eventReaders.join(', ')} (default: told by the shape)
  --on-conflict R  events stored already: update (default), keep or fail
  --ticker T       whose prices, actions or events, where the file names none (default for prices: the name of the file)
  --interval I     length of intraday bars (default: told by their starts)
  --date-order O   order of dates such as 10/02/2023: MDY, DMY or YMD
  --decimal D      prices: the decimal mark, dot or comma (default: told by all numbers of the file)
  --closes C       prices: closes are adjusted (for splits and dividends), split (for splits alone) or raw (default: told)
  --timezone Z     zone of clock times whose ticker tells none, such as Asia/Jakarta
  --unit U         factors: percent (default) or fraction
  --json           one JSON document: kind, counts and report
  --db FILE        database (default ${DEFAULT_DB}, or AFTERSHOCK_DB); made and filled when missing

Formats: docs/event-format.md, docs/csv.md, docs/price-files.md. Exit: 0 done, 1 could not or rejected, 2 asked wrongly.`

const text = { type: 'string' } as const
const options = {
  as: text,
  mode: text,
  'dry-run': { type: 'boolean' },
  'on-conflict': text,
  reader: text,
  ticker: text,
  interval: text,
  'date-order': text,
  decimal: text,
  closes: text,
  timezone: text,
  unit: text,
  json: { type: 'boolean' },
  db: text,
  help: { type: 'boolean', short: 'h' },
} as const
type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values']

const args = process.argv.slice(2)
try {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  if (values.help) process.stdout.write(`${help}\n`)
  else await run(values, positionals)
} catch (error) {
  refuse(error, args.includes('--json'))
}

async function run(values: Values, names: readonly string[]): Promise<void> {
  const [file] = names
  if (file === undefined || names.length > 1)
    throw new Problem(
      400,
      'bad_parameter',
      `Cannot take ${names.length} files at once: name one, or - for standard input`,
    )
  const rules = {
    kind: oneOf('as', ingestKinds, values.as),
    mode: oneOf('mode', ['strict', 'skip'] as const, values.mode) ?? 'strict',
    dryRun: values['dry-run'] ?? false,
    onConflict: oneOf('on-conflict', conflictRules, values['on-conflict']) ?? 'update',
    reader: oneOf('reader', eventReaders, values.reader),
    ticker: symbolOf(values.ticker),
    interval: oneOf('interval', intervals, values.interval),
    dateOrder: oneOf('date-order', dateOrders, values['date-order']),
    decimal: oneOf('decimal', decimals, values.decimal),
    closes: oneOf('closes', closesKinds, values.closes),
    defaultTimezone: zoneOf(values.timezone),
    unit: oneOf('unit', ['percent', 'fraction'] as const, values.unit) ?? 'percent',
  }
  const input = isAddress(file) ? await fetched(file) : local(file, rules.kind)
  const now = Date.now() as Instant
  const { db } = await openStore(values.db ?? process.env.AFTERSHOCK_DB ?? DEFAULT_DB, now)
  try {
    const line = progressLine()
    const steps = { reading: 1, storing: 2 } as const
    const done = await ingest(db, input, { ...rules, now }, (step) =>
      line.draw(steps[step], 3, `${step} ${input.name}`),
    )
    line.clear()
    await print(values.json ? [`${JSON.stringify(done)}\n`] : spoken(done))
    if (!done.accepted) process.exitCode = 1
  } finally {
    db.close()
  }
}

function symbolOf(given: string | undefined): Ticker | null {
  const symbol = given === undefined ? null : ticker(given)
  if (given === undefined || symbol !== null) return symbol
  throw new Problem(400, 'bad_parameter', `Cannot use --ticker ${given} as a symbol such as MSFT or ^GSPC`, 'ticker')
}

function zoneOf(given: string | undefined): string | null {
  if (given === undefined || isZone(given)) return given ?? null
  throw new Problem(400, 'bad_parameter', `Cannot use --timezone ${given} as an IANA time zone`, 'timezone')
}

/** A failed fetch is an error, not an empty file: nothing is opened or written then. */
async function fetched(address: string): Promise<IngestInput> {
  const why = whyNotFetch(address)
  if (why !== null) throw new Problem(400, 'bad_parameter', why)
  const line = progressLine()
  const signal = stopSignal(() => line.note('Stopping'))
  const file = await fetchFile(new URL(address), {
    fetch: globalThis.fetch,
    sleep: async (ms, until) => void (await sleep(ms, undefined, { signal: until })),
    now: Date.now,
    random: Math.random,
    signal,
    progress: (received, total) => line.draw(received, total ?? received, 'bytes fetched'),
  })
  line.clear()
  if (file.kind === 'file') return file
  throw new Problem(503, 'fetch_failed', `Cannot fetch ${address}: ${file.outcome}, ${file.message}`)
}

function local(file: string, kind: IngestKind | null): IngestInput {
  const most = mostBytes(kind)
  try {
    if (file !== '-' && statSync(file).size > most)
      throw new Problem(
        413,
        'too_large',
        `Cannot read ${file} as it may hold ${most} bytes (${most / 1024 / 1024} MiB)`,
      )
    return { name: file === '-' ? 'standard input' : basename(file), bytes: readFileSync(file === '-' ? 0 : file) }
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem(404, 'no_such_file', `Cannot read ${file}: ${error instanceof Error ? error.message : error}`)
  }
}

function* spoken({ kind, reader, dry_run, accepted, counts, report }: Ingested): Generator<string> {
  for (const { line, event_id, field, code, severity, message, value } of report) {
    const place = [line === null ? null : `line ${line}`, event_id, field].filter((part) => part !== null).join(', ')
    yield `${severity} ${code}${place === '' ? '' : ` (${place})`}: ${message}${value === null || message.includes(value) ? '' : ` ${JSON.stringify(value)}`}\n`
  }
  const what = `${kind ?? 'file'}${reader === null || reader === 'csv' ? '' : ` (${reader})`}`
  const sums = `${counts.new} new, ${counts.changed} changed, ${counts.unchanged} unchanged, ${counts.rejected} rejected`
  yield `${what}: ${sums}${accepted ? (dry_run ? '; nothing stored, as asked' : '') : '; nothing stored'}\n`
}
