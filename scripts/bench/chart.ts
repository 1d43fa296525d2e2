import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serveComparators } from './chart/comparators.ts'
import { goalsOf, type Measured } from './chart/goals.ts'
import { addressOf, type Look, look, lookAtDrawing, openBrowser, type Variant } from './chart/rounds.ts'
import { fill, type Given, type Size } from './chart/world.ts'
import { flagsOf } from './measure/cpu.ts'

// What the chart costs a reader: the product's own page with rails, panes and list on, in a real Chromium, against
// lightweight-charts with as many marks, in turns in one run. Counted is the CPU of all processes of the browser.

const root = join(import.meta.dirname, '../..')
const LWC = '5.2.1'

const phases = [
  'create',
  'first',
  'made',
  'shown',
  'zoom',
  'pan10',
  'pan500',
  'hover',
  'rest',
  'heap',
  'kept',
  'bars',
  'whole',
] as const
const usual = ['5796x1000']
const all = ['5796x100', '5796x1000', '5796x10000', '10000x1000', '100000x1000', '1000000x1000', '1000000x10000']

/**
 * `[CASE …]`: BARSxEVENTS (default 5796x1000; `--all`: every size of the goals). Bars are sessions
 * of New York, where there are as many, else minutes. `--rounds N` (5), `--dpr N` (1), `--naive`: ECharts as its gallery shows it as well.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const option = (name: string, usual: number) => (args.includes(name) ? Number(args[args.indexOf(name) + 1]) : usual)
  const [rounds, dpr] = [option('--rounds', 5), option('--dpr', 1)]
  const named = args.filter((each) => /^\d+x\d+$/.test(each))
  const folder = mkdtempSync(join(tmpdir(), 'aftershock-bench-'))
  try {
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--prefix', folder, `lightweight-charts@${LWC}`])
    const scripts = {
      lwc: text(join(folder, 'node_modules/lightweight-charts/dist/lightweight-charts.standalone.production.js')),
      echarts: text(join(root, 'node_modules/echarts/dist/echarts.min.js')),
    }
    const measures: Measured[] = []
    for (const name of named.length > 0 ? named : args.includes('--all') ? all : usual) {
      const [bars = 0, events = 0] = name.split('x').map(Number)
      const size = { bars, events }
      const variants: Variant[] = ['product', 'lwc']
      if (bars >= 100_000) variants.push('levels')
      if (args.includes('--naive')) variants.push('naive')
      const file = join(folder, `${name}.db`)
      const given = await fill(file, size)
      const of = await measured(file, size, given, scripts, { rounds, dpr, variants })
      report(name, dpr, rounds, of)
      measures.push({ size, of })
    }
    console.log('\n| goal | measured | at most |\n| --- | ---: | ---: |')
    for (const { name, measured, most } of goalsOf(measures))
      console.log(`| ${name} | ${measured === null ? 'not in this run' : measured.toFixed(3)} | ${most.toFixed(3)} |`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const text = (file: string) => readFileSync(file, 'utf8')

type Medians = Measured['of']

async function measured(
  file: string,
  size: Size,
  given: Given,
  scripts: { readonly lwc: string; readonly echarts: string },
  { rounds, dpr, variants }: { readonly rounds: number; readonly dpr: number; readonly variants: readonly Variant[] },
): Promise<Medians> {
  const server = await serve(file)
  const place = { width: 1060, height: 660 }
  const comparators = await serveComparators(given, scripts, place)
  const opened = await openBrowser()
  const looks: Record<string, Look[]> = Object.fromEntries(variants.map((variant) => [variant, []]))
  try {
    for (let round = 0; round < rounds; round++)
      for (const variant of variants) {
        const url =
          variant === 'product' ? server.url + addressOf(size, given, [0, 1]) : `${comparators.url}/${variant}`
        const whole = await look(opened, variant, url, size, given, dpr)
        looks[variant]?.push({ ...whole, ...(await lookAtDrawing(opened, variant, url, dpr)) })
      }
  } finally {
    await opened.browser.close()
    await opened.server.close()
    comparators.stop()
    server.stop()
  }
  return Object.fromEntries(Object.entries(looks).map(([variant, those]) => [variant, middle(those)]))
}

/** What was found of each phase in the middle of all rounds. */
const middle = (looks: readonly Look[]): Look =>
  Object.fromEntries(
    phases.flatMap((phase) => {
      const found = looks.flatMap((look) => look[phase] ?? [])
      return found.length === 0 ? [] : [[phase, median(found)]]
    }),
  )

/** The product on a store of its own. */
export async function serve(file: string): Promise<{ readonly url: string; readonly stop: () => void }> {
  const child = spawn(
    process.execPath,
    [...flagsOf('server/main.ts'), join(root, 'server/main.ts'), '--port', '0', '--db', file],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  let said = ''
  const url = await new Promise<string>((done, failed) => {
    child.stdout.on('data', (chunk) => {
      said += chunk
      const at = /Aftershock is at (http:\S+)/.exec(said)?.[1]
      if (at !== undefined) done(at)
    })
    child.once('exit', () => failed(new Error(`Cannot start the server: ${said}`)))
  })
  return { url, stop: () => child.kill() }
}

function report(name: string, dpr: number, rounds: number, of: Medians): void {
  const names = Object.keys(of) as Variant[]
  console.log(`\n${name.replace('x', ' bars, ')} events, ${dpr} device pixels a pixel, median of ${rounds} rounds`)
  console.log(`| | ${names.join(' | ')} | product / lwc |\n| --- |${' ---: |'.repeat(names.length + 1)}`)
  for (const phase of phases) {
    const found = names.map((variant) => of[variant]?.[phase])
    const [product, lwc] = found
    const ratio = product === undefined || lwc === undefined ? '' : (product / lwc).toFixed(2)
    console.log(`| ${phase} | ${found.map((value) => value?.toFixed(1) ?? '').join(' | ')} | ${ratio} |`)
  }
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN
