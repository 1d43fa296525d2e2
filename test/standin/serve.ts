import { parseArgs } from 'node:util'
import { mustBeDate } from '../../server/market/day.ts'
import { connectionFaults, contentFaults, type Fault, isFault, transportFaults } from './fault.ts'
import { sampleSeries } from './series.ts'
import { openStandin } from './standin.ts'
import { walk } from './world.ts'

/** Names in lines under the text of an option. */
function folded(names: readonly string[]): string {
  const lines = ['']
  for (const name of names) {
    const line = lines.at(-1) ?? ''
    if (line.length + name.length > 92) lines.push(`${name}, `)
    else lines[lines.length - 1] = `${line}${name}, `
  }
  return lines
    .map((line) => `${' '.repeat(17)}${line.trimEnd()}`)
    .join('\n')
    .replace(/,$/, '.')
}

const help = `A stand-in for Yahoo's chart service on this machine, serving the bundled prices.

  node scripts/launch.mjs test/standin/serve.ts --port 4180
  npm run backfill -- MSFT ^GSPC --from 2022-01-03 --to 2024-05-31 --provider-url http://127.0.0.1:4180

  --port N       port (default 4180)
  --walks N      also serve N made-up stocks W01, W02 … from 2015 to today
  --fault LIST   what goes wrong: N=FAULT for the N-th request (from 1), *=FAULT for all, comma-separated:
${folded([...transportFaults, 'cut-BYTES', ...contentFaults, ...connectionFaults])}
                 A session that appears later is 1=missing-session; an unknown certificate is one for all.
                 slow sends a byte a second.`

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
  const isForAll = at === '*' || fault !== 'unknown-certificate'
  if (at === undefined || fault === undefined || !isFault(fault) || !isForAll) {
    console.error(`Cannot read "${part}" as a fault such as 2=429 or *=503-html\n\n${help}`)
    process.exit(2)
  }
  faults.set(at, fault)
}
const today = mustBeDate(new Date().toISOString().slice(0, 10))
const walks = Array.from({ length: Number(values.walks) }, (_, at) =>
  walk(`W${String(at + 1).padStart(2, '0')}`, at + 1, mustBeDate('2015-01-02'), today),
)
const secure = faults.get('*') === 'unknown-certificate'
if (secure) faults.delete('*')
const standin = await openStandin([...sampleSeries(), ...walks], Number(values.port), secure).catch(
  (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error
    console.error(`Port ${values.port} is taken by another program: choose one with --port N`)
    process.exit(1)
  },
)
standin.script((at) => faults.get(String(at + 1)) ?? faults.get('*') ?? null)
console.log(`Stand-in for Yahoo's chart service on ${standin.url.origin}`)
console.log(
  `Try: npm run backfill -- MSFT ^GSPC --from 2022-01-03 --to 2024-05-31 --provider-url ${standin.url.origin}`,
)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => void standin.close().then(() => process.exit(0)))
