import { constants, setPriority } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { StoreError } from '../db/file/storeError.ts'
import { backfill } from '../server/backfill/backfill.ts'
import type { BackfillReport, BackfillRequest } from '../server/backfill/request.ts'
import { DEFAULT_DB } from '../server/config.ts'
import { type Interval, intervals } from '../server/market/bar.ts'
import { isoDate } from '../server/market/day.ts'
import { type Ticker, ticker } from '../server/market/ticker.ts'
import { Problem } from '../server/problem.ts'
import { openStore } from '../server/store/open.ts'
import { countsText, toJsonLines, toTerminal } from './backfillProgress.ts'
import { clock, progressLine } from './bar.ts'
import { stopSignal } from './stop.ts'
import { refuse } from './terminal.ts'

const help = `Fetches prices from Yahoo and stores them. Stopped at any moment, it goes on where it was.

  npm run backfill -- MSFT ^GSPC --from 2015-01-01
  npm run backfill -- MSFT --interval 1h
  npm run backfill                      brings everything stored up to date

  --from DATE          first session (default: the first stored one, or ten years back, or as far as the source goes)
  --to DATE            last session (default: today)
  --interval LIST      1d (default), 1h, 90m, 30m, 15m, 5m, 2m, 1m; comma-separated
  --provider-url URL   ask there instead of Yahoo
  --spacing MS         least time between two requests (default 250; none for a source on this machine)
  --wait               wait for another backfill of this database instead of giving way
  --db FILE            database (default ${DEFAULT_DB}, or AFTERSHOCK_DB); made and filled when missing
  --json               the result as one JSON document on stdout, progress as JSON lines on stderr: "kind" is begin,
                       window, series, waiting, pause or stopping

Exit code: 0 complete, 3 partial (sessions are missing or held back), 4 deferred (the source can not be used now),
1 failed, 2 asked wrongly, 5 another backfill is running.`

type Arguments =
  | { readonly kind: 'run'; readonly request: BackfillRequest; readonly db: string; readonly json: boolean }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly why: string }

function read(args: readonly string[]): Arguments {
  const wrong = (why: string): Arguments => ({ kind: 'wrong', why })
  const options = {
    from: { type: 'string' },
    to: { type: 'string' },
    interval: { type: 'string' },
    'provider-url': { type: 'string' },
    spacing: { type: 'string' },
    wait: { type: 'boolean', default: false },
    db: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  } as const
  let parsed: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error))
  }
  const { values, positionals } = parsed
  if (values.help) return { kind: 'help' }
  const tickers: Ticker[] = []
  for (const text of positionals.flatMap((word) => word.split(',')).filter((word) => word !== '')) {
    const symbol = ticker(text)
    if (symbol === null) return wrong(`Cannot ask for "${text}" as a ticker is a symbol such as MSFT, BRK-B or ^GSPC`)
    tickers.push(symbol)
  }
  const wanted: Interval[] = []
  for (const text of values.interval?.split(',') ?? []) {
    const interval = intervals.find((name) => name === (text === '60m' ? '1h' : text))
    if (interval === undefined)
      return wrong(`Cannot ask for bars of "${text}" as an interval is one of ${intervals.join(', ')}`)
    wanted.push(interval)
  }
  const [from, to] = [values.from, values.to].map((text) => (text === undefined ? null : isoDate(text)))
  if ((values.from !== undefined && !from) || (values.to !== undefined && !to))
    return wrong(`Cannot read "${values.from !== undefined && !from ? values.from : values.to}" as a date YYYY-MM-DD`)
  if (from && to && from > to) return wrong(`Cannot go from ${from} to ${to} as time runs the other way`)
  const url = values['provider-url']
  if (url !== undefined && !(URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)))
    return wrong(`Cannot ask "${url}" as an address begins with http:// or https://`)
  const { spacing } = values
  if (spacing !== undefined && !/^\d{1,5}$/.test(spacing))
    return wrong(`Cannot wait "${spacing}" between requests as it takes whole milliseconds from 0 to 99999`)
  return {
    kind: 'run',
    request: {
      tickers,
      intervals: wanted,
      from: from ?? null,
      to: to ?? null,
      providerUrl: url === undefined ? null : new URL(url),
      spacing: spacing === undefined ? undefined : Number(spacing),
      wait: values.wait,
    },
    db: values.db ?? process.env.AFTERSHOCK_DB ?? DEFAULT_DB,
    json: values.json,
  }
}

const args = process.argv.slice(2)
const asked = read(args)
switch (asked.kind) {
  case 'help':
    console.log(help)
    break
  case 'wrong': {
    const json = args.includes('--json')
    const why = json ? asked.why : `${asked.why}\n\nSee: npm run backfill -- --help`
    refuse(new Problem(400, 'bad_parameter', why), json)
    break
  }
  case 'run':
    process.exitCode = await run(asked.request, asked.db, asked.json)
}

async function run(request: BackfillRequest, file: string, json: boolean): Promise<number> {
  const line = progressLine()
  const teller = json ? toJsonLines((text) => process.stderr.write(text), Date.now) : toTerminal(line, Date.now)
  const signal = stopSignal(teller.stopping)
  try {
    // Whoever looks at the page meanwhile comes first: a backfill mostly waits for its source anyway.
    setPriority(constants.priority.PRIORITY_LOW)
    const { db } = await openStore(file, Date.now())
    try {
      const result = await backfill(db, request, {
        now: Date.now,
        monotonic: () => performance.now(),
        fetch: globalThis.fetch,
        sleep: async (ms, until) => {
          teller.pause(ms)
          await sleep(ms, undefined, { signal: until })
        },
        signal,
        progress: teller.progress,
      })
      if (!json) line.clear()
      if (json) console.log(JSON.stringify(result))
      else if (result.outcome === 'leased') console.error(result.message)
      else console.log(summary(result))
      return result.exit_code
    } finally {
      db.close()
    }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    if (json) console.log(JSON.stringify({ outcome: 'failed', exit_code: 1, message: error.message }))
    else line.note(error.message)
    return 1
  }
}

function summary({ outcome, rows, requests, elapsed_ms, resume_at, message, stopped, series }: BackfillReport): string {
  const findings = series.reduce((sum, report) => sum + report.findings.error + report.findings.warn, 0)
  const lines = [
    `${stopped ? 'stopped, ' : ''}${outcome}: ${countsText(rows)} bars in ${requests} requests, ${clock(elapsed_ms)}`,
  ]
  if (findings > 0) lines.push(`Open findings: ${findings}; the data page shows each with its evidence`)
  if (resume_at !== null) lines.push(`ask again after ${resume_at}`)
  if (message !== null) lines.push(message)
  return lines.join('\n')
}
