import { parseArgs } from 'node:util'
import { mustBeDate } from '../../server/market/day.ts'
import { type Fault, isFault } from './fault.ts'
import { sampleSeries } from './series.ts'
import { openStandin } from './standin.ts'
import { walk } from './world.ts'

const help = `A stand-in for Yahoo's chart service on this machine, serving the bundled prices.

  node scripts/launch.mjs test/standin/serve.ts --port 4180
  npm run backfill -- MSFT ^GSPC --from 2022-01-03 --to 2024-05-31 --provider-url http://127.0.0.1:4180

  --port N       port (default 4180)
  --walks N      also serve N made-up stocks W01, W02 … from 2015 to today
  --fault LIST   what goes wrong: N=FAULT for the N-th request (from 1), *=FAULT for all, comma-separated;
                 slow, hang-headers, hang-body, reset, cut, wrong-length, gzip-bomb, redirect-away, 401, 403, 404, 422,
                 429, 429-seconds, 429-date, 500, 503-html, 999, consent, html, other-symbol, other-interval,
                 other-currency, null-row, short-array, duplicate-row, live-row, missing-session, renamed-key,
                 error-inside, two-results, not-finite, milliseconds, descending`

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4180' },
    walks: { type: 'string', default: '0' },
    fault: { type: 'string', default: '' },
    help: { type: 'boolean', short: 'h', default: false },
  },
})
if (values.help) {
  console.log(help)
  process.exit(0)
}

const faults = new Map<string, Fault>()
for (const part of values.fault.split(',').filter((text) => text !== '')) {
  const [at, fault] = part.split('=')
  if (at === undefined || fault === undefined || !isFault(fault)) {
    console.error(`Cannot read "${part}" as a fault such as 2=429 or *=503-html\n\n${help}`)
    process.exit(2)
  }
  faults.set(at, fault)
}
const today = mustBeDate(new Date().toISOString().slice(0, 10))
const walks = Array.from({ length: Number(values.walks) }, (_, at) =>
  walk(`W${String(at + 1).padStart(2, '0')}`, at + 1, mustBeDate('2015-01-02'), today),
)
const standin = await openStandin([...sampleSeries(), ...walks], Number(values.port))
standin.script((at) => faults.get(String(at + 1)) ?? faults.get('*') ?? null)
console.log(`Stand-in for Yahoo's chart service on ${standin.url.origin}`)
console.log(
  `Try: npm run backfill -- MSFT ^GSPC --from 2022-01-03 --to 2024-05-31 --provider-url ${standin.url.origin}`,
)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => void standin.close().then(() => process.exit(0)))
