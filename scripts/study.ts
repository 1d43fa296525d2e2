import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DEFAULT_DB } from '../server/config.ts'
import { Problem } from '../server/problem.ts'
import { openStore } from '../server/store/open.ts'
import { studyText } from '../server/study/json.ts'
import { studyReport } from '../server/study/report.ts'
import { runStudy } from '../server/study/study.ts'
import { type StudyTable, studyTable, studyTables } from '../server/study/tables.ts'
import { specFile } from './specFile.ts'
import { print, refuse } from './terminal.ts'

const help = `Study many events at once, or one, from a spec file (docs/study-spec.md).

  npm run study -- SPEC.json
  npm run -s study -- SPEC.json --json > study.json
  npm run study -- SPEC.json --csv --out tables
  npm run study -- --event openai-board-2023-11-17 --robustness

  SPEC.json        the spec; - reads it from standard input
  --json           one JSON document on standard output
  --csv            tidy tables: one to standard output, or all of them with --out
  --table NAME     which table to print: ${studyTables.join(', ')} (default windows)
  --out FOLDER     write every table there as NAME.csv
  --event ID       study one stored event instead of a spec; may be given several times
  --ticker T       its ticker (default the event's own)
  --benchmark B    its benchmark (default ^GSPC, then SPY)
  --model M        market, market-adjusted, mean, scholes-williams, dimson, capm, ff3 or ff5
  --robustness     also recompute over models, estimation lengths, windows and admissible days
  --db FILE        database (default ${DEFAULT_DB}, or AFTERSHOCK_DB)

Exit: 0 done, 1 could not, 2 asked wrongly.`

const options = {
  json: { type: 'boolean' },
  csv: { type: 'boolean' },
  table: { type: 'string' },
  out: { type: 'string' },
  event: { type: 'string', multiple: true },
  ticker: { type: 'string' },
  benchmark: { type: 'string' },
  model: { type: 'string' },
  robustness: { type: 'boolean' },
  db: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const
type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values']

await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<void> {
  const json = args.includes('--json')
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    if (values.help) return void process.stdout.write(`${help}\n`)
    await study(values, positionals)
  } catch (error) {
    refuse(error, json)
  }
}

async function study(values: Values, positionals: readonly string[]): Promise<void> {
  const table = tableOf(values)
  const text = specText(values, positionals)
  const file = values.db ?? process.env.AFTERSHOCK_DB ?? DEFAULT_DB
  const opened: { close: () => void }[] = []
  try {
    const store = async () => {
      const { db } = await openStore(file, Date.now())
      opened.push(db)
      return db
    }
    const found = await runStudy(text, store, { robustness: values.robustness ?? false })
    if (values.out !== undefined) {
      mkdirSync(values.out, { recursive: true })
      for (const name of studyTables)
        writeFileSync(join(values.out, `${name}.csv`), (await Array.fromAsync(studyTable(found, name).csv())).join(''))
      writeFileSync(join(values.out, 'study.json'), [...studyText(found)].join(''))
      process.stderr.write(`Wrote ${studyTables.length} tables and study.json to ${values.out}\n`)
    } else if (values.json) await print(studyText(found))
    else if (values.csv) await print(studyTable(found, table).csv())
    else await print([studyReport(found)])
  } finally {
    for (const store of opened) store.close()
  }
}

function tableOf({ json, csv, table, out }: Values): StudyTable {
  if (json && csv) throw new Problem(400, 'bad_parameter', 'Cannot print JSON and CSV at once: choose one', 'csv')
  if (out !== undefined && !csv) throw new Problem(400, 'bad_parameter', 'Cannot use --out without --csv', 'out')
  if (table === undefined) return 'windows'
  const found = studyTables.find((name) => name === table)
  if (found !== undefined && csv) return found
  throw new Problem(
    400,
    'bad_parameter',
    csv ? `Cannot print the table "${table}": there are ${studyTables.join(', ')}` : 'Cannot use --table without --csv',
    'table',
  )
}

function specText({ event, ticker, benchmark, model }: Values, positionals: readonly string[]): string {
  if (event === undefined) {
    const [path] = positionals
    if (path === undefined || positionals.length > 1)
      throw new Problem(
        400,
        'bad_parameter',
        `Cannot study ${positionals.length} specs: name one file, or an event with --event ID`,
      )
    const stray = [ticker, benchmark, model].some((value) => value !== undefined)
    if (stray)
      throw new Problem(
        400,
        'bad_parameter',
        'Cannot use --ticker, --benchmark or --model with a spec: they stand in the spec',
      )
    return specFile(path)
  }
  if (positionals.length > 0)
    throw new Problem(400, 'bad_parameter', 'Cannot study a spec and --event at once: choose one')
  return JSON.stringify({
    ...(model === undefined ? {} : { settings: { model } }),
    ...(ticker === undefined ? {} : { tickers: [ticker] }),
    ...(benchmark === undefined ? {} : { benchmark }),
    events: event,
  })
}
