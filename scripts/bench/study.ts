import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { designOf, type Series } from '../../server/stats/design.ts'
import { measureEvent } from '../../server/stats/event.ts'
import type { ModelKind } from '../../server/stats/models.ts'
import { panelOf } from '../../server/stats/panel.ts'
import { mulberry32 } from '../../server/stats/resampling.ts'
import { eventRow, type Multi, studySample, testRows } from '../../server/stats/sample.ts'
import type { SampleEvent } from '../../server/stats/sampleEvent.ts'
import { defaultSettings } from '../../server/stats/settings.ts'
import { flagsOf, machine, medianOf, printTable, run } from './measure/cpu.ts'

/** Session 0 of the window; any program must give these figures on this panel. */
const checkFigures: Record<number, { mean: number; zPatell: number; tBmp: number; zRank: number }> = {
  100: { mean: -0.0017775819, zPatell: -0.76176506, tBmp: -0.77224675, zRank: -0.46931493 },
  1000: { mean: -0.0001158487, zPatell: -0.30303382, tBmp: -0.29617692, zRank: -0.20490186 },
  10000: { mean: -0.0000296663, zPatell: 0.00347849, tBmp: 0.00352638, zRank: 0.2626413 },
}
const fields = ['mean', 'zPatell', 'tBmp', 'tKp', 'zRank', 'grankT'] as const
type Comparator = {
  readonly cpu: number
  readonly memory: number
  readonly figures: Record<(typeof fields)[number], number[]>
}

/**
 * Event studies of N events on a seeded panel against a vectorised numpy program, in CPU seconds of one run.
 * Ours computes every test of the methods; numpy only those it is compared on. Both take turns, each the best of three,
 * and the ratio is the median of the pairs.
 */
export async function bench(args: readonly string[]): Promise<void> {
  if (args[0] === '--memory') return memoryOfOne(args[1] ?? '')
  if (args[0] === '--whole') return wholeOf(Number(args[1]), args[2] ?? '')
  const quick = args.includes('--quick')
  const python = findPython()
  if (python === null) {
    console.error('Cannot run the comparator as it takes a Python with numpy: install the package python3-numpy')
    process.exitCode = 1
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'aftershock-bench-'))
  try {
    execFileSync(python, [`${import.meta.dirname}/study_panel.py`, folder])
    if (args.includes('--large')) large(folder)
    else compare(python, folder, quick)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function compare(python: string, folder: string, quick: boolean): void {
  const series = readSeries(folder)
  const ours: Record<number, number> = {}
  console.log(
    '| events | ours, every test: CPU s | with rows, leave-one-out and the sample without confounded events: CPU s | numpy: CPU s | ours / numpy | goal | largest relative difference |',
  )
  console.log('| --- | --- | --- | --- | --- | --- | --- |')
  for (const N of quick ? [100, 1000] : [100, 1000, 10_000]) {
    const events = readEvents(folder, N, series)
    const run = () => {
      const { panel } = panelOf(events, defaultSettings)
      return testRows(panel, Int32Array.from(panel.events.keys()))
    }
    // As often as it takes until the code that matters is compiled.
    best(quick ? 5 : 10, run)
    const pairs = Array.from({ length: quick ? 3 : 7 }, () => {
      const [cpu, tested] = best(3, run)
      if (tested.kind === 'untested') throw new Error(tested.reason)
      return { cpu, multi: tested.multi, numpy: comparator(python, folder, N, 3) }
    })
    const [whole] = best(quick ? 3 : 5, () => studySample(events, defaultSettings))
    const median = (of: (pair: (typeof pairs)[number]) => number) => medianOf(pairs.map(of))
    const cpu = median((pair) => pair.cpu)
    const difference = Math.max(...pairs.map(({ multi, numpy }) => largestDifference(multi, numpy)))
    ours[N] = cpu
    console.log(
      `| ${N} | ${cpu.toFixed(4)} | ${whole.toFixed(4)} | ${median(({ numpy }) => numpy.cpu).toFixed(4)} | ${median((pair) => pair.cpu / pair.numpy.cpu).toFixed(2)} | ${N < 1000 ? '' : '0.25'} | ${difference.toExponential(1)} |`,
    )
    for (const { multi } of pairs) checkDigits(N, multi)
  }
  console.log('\nCheck figures of session 0 agree to the printed digits.')
  const [thousand, tenThousand] = [ours[1000] ?? 0, ours[10_000]]
  const line = (what: string, value: string, goal: string) => console.log(`- ${what}: ${value} (goal: ${goal})`)
  line('one event, every model and window', `${oneEvent(series).toFixed(2)} ms`, 'at most 2 ms')
  line('1,000 events, every test', `${thousand.toFixed(3)} s`, 'at most 0.1 s')
  if (tenThousand === undefined) return
  line('10,000 events, every test', `${tenThousand.toFixed(3)} s`, 'at most 1 s')
  line('10,000 against 1,000 events', `${(tenThousand / thousand).toFixed(1)} times`, 'at most 11 times')
  line('growth of memory, 10,000 events', `${growth(folder)} MB`, 'at most 100 MB')
}

/** Smallest CPU seconds of a call over some repeats, and its last answer. */
function best<T>(repeats: number, run: () => T): readonly [number, T] {
  let least = Number.POSITIVE_INFINITY
  let answer = run()
  for (let i = 0; i < repeats; i++) {
    const before = process.cpuUsage()
    answer = run()
    const { user, system } = process.cpuUsage(before)
    least = Math.min(least, (user + system) / 1e6)
  }
  return [least, answer]
}

function findPython(): string | null {
  const candidates = ['/usr/bin/python3', 'python3']
  return candidates.find((python) => spawnSync(python, ['-c', 'import numpy']).status === 0) ?? null
}

function comparator(python: string, folder: string, N: number, repeats: number): Comparator {
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' }
  const program = `${import.meta.dirname}/study_numpy.py`
  const answer = execFileSync(python, [program, folder, String(N), String(repeats)], { env, maxBuffer: 1e8 })
  return JSON.parse(answer.toString()) as Comparator
}

function largestDifference({ days, windows }: Multi, { figures }: Comparator): number {
  let largest = 0
  for (const field of fields)
    for (const [c, column] of [...days, ...windows].entries()) {
      const [a, b] = [column[field] ?? Number.NaN, figures[field][c] ?? Number.NaN]
      const relative = Math.abs(a - b) / Math.max(Math.abs(b), 1e-6)
      if (!(relative < 1e-9))
        throw new Error(`Cannot compare speed as ${field} of column ${c} differs: ${a}, numpy ${b}`)
      largest = Math.max(largest, relative)
    }
  return largest
}

function checkDigits(N: number, { days }: Multi): void {
  const day = days.find(({ rel }) => rel === 0)
  for (const [field, value] of Object.entries(checkFigures[N] ?? {})) {
    const got = day?.[field as 'mean'] ?? Number.NaN
    const digits = field === 'mean' ? 6e-11 : 6e-9
    if (!(Math.abs(got - value) < digits))
      throw new Error(`Cannot go on as ${field} of ${N} events is ${got}, not ${value}`)
  }
}

/** Milliseconds of one event under every model, all windows, empirical p and ranks included. */
function oneEvent(series: readonly Series[]): number {
  const [first] = series
  if (first === undefined) return Number.NaN
  const factors: Record<string, readonly (number | null)[]> = {}
  for (const [i, { asset }] of series.slice(1, 6).entries()) factors[`f${i}`] = asset.values
  const variants: { readonly model: ModelKind; readonly factors: readonly string[] }[] = [
    ...(['mean', 'market-adjusted', 'market', 'scholes-williams', 'dimson'] as const).map((model) => ({
      model,
      factors: [],
    })),
    ...[1, 3, 4, 5].map((count) => ({ model: 'factors' as const, factors: Object.keys(factors).slice(0, count) })),
  ]
  const all = () =>
    variants.map((variant) => {
      const settings = { ...defaultSettings, ...variant }
      return measureEvent(designOf({ ...first, factors }, settings), 600, settings)
    })
  for (let i = 0; i < 400; i++) all()
  const [seconds] = best(20, () => {
    for (let i = 0; i < 20; i++) all()
  })
  return (seconds * 1000) / 20
}

function growth(folder: string): string {
  const program = `${import.meta.dirname}/../bench.ts`
  return execFileSync(process.execPath, [program, 'study', '--memory', folder]).toString().trim()
}

/** In a process of its own: how much the most memory held during one study exceeds what was held before. */
function memoryOfOne(folder: string): void {
  const series = readSeries(folder)
  const events = readEvents(folder, 10_000, series)
  studySample(events.slice(0, 500), defaultSettings)
  const before = process.resourceUsage().maxRSS
  studySample(events, defaultSettings)
  console.log(((process.resourceUsage().maxRSS - before) / 1024).toFixed(0))
}

/**
 * 100,000 events beside 10,000, each a process of its own: every test, rows, leave-one-out and overlaps; and 100,000 of a spec
 * by the command.
 */
function large(folder: string): void {
  const spec = join(folder, 'spec.json')
  writeFileSync(spec, specOf(100_000))
  const study = [...flagsOf('scripts/study.ts'), 'scripts/study.ts', spec, '--db', join(folder, 'none.db')]
  const byCommand = ['--csv', '--json'].map((form) => {
    const runs = [1, 2, 3].map(() => run(process.execPath, [...study, form], join(folder, 'told')))
    const cpu = medianOf(runs.map((one) => one.cpu))
    const memory = medianOf(runs.map((one) => one.memory))
    return [`100,000, npm run study ${form}`, `${cpu.toFixed(2)} s`, `${memory.toFixed(0)} MB`, '', '600 MB']
  })
  const rounds = [1, 2, 3].map(() =>
    [10_000, 100_000].map((events) =>
      run(
        process.execPath,
        ['scripts/bench.ts', 'study', '--whole', String(events), folder],
        join(folder, `whole.${events}`),
      ),
    ),
  )
  const median = (of: (round: (typeof rounds)[number]) => number | undefined) =>
    medianOf(rounds.map((round) => of(round) ?? Number.NaN))
  const times = median(([few, many]) => (many?.cpu ?? 0) / (few?.cpu ?? 1))
  printTable(
    ['events', 'CPU', 'memory', 'ratio', 'goal'],
    [
      [
        '10,000',
        `${median(([few]) => few?.cpu).toFixed(2)} s`,
        `${median(([few]) => few?.memory).toFixed(0)} MB`,
        '',
        '',
      ],
      [
        '100,000',
        `${median(([, many]) => many?.cpu).toFixed(2)} s`,
        `${median(([, many]) => many?.memory).toFixed(0)} MB`,
        `${times.toFixed(1)} of 10,000`,
        '11, 600 MB',
      ],
      ...byCommand,
    ],
  )
  console.log(`\n${machine()}`)
}

/** Events of 50 securities, no two of one on one session, with prices of 2,400 sessions. */
function specOf(count: number): string {
  const next = mulberry32(7)
  const calendar = sessionsFrom2015(2400)
  const path = () => {
    let price = 100
    return calendar.map(() => {
      price *= 1 + 0.04 * (next() - 0.5)
      return Number(price.toFixed(4))
    })
  }
  const tickers = Array.from({ length: 50 }, (_, k) => `S${k}`)
  const prices = Object.fromEntries(['MARKET', ...tickers].map((name) => [name, path()]))
  // A prime step comes to every place once before it comes to one again.
  const places = tickers.length * (calendar.length - 274)
  const events = Array.from({ length: count }, (_, i) => {
    const place = (i * 7919) % places
    const day0 = calendar[262 + Math.floor(place / tickers.length)]
    return { id: `event ${i}`, ticker: tickers[place % tickers.length], market: 'MARKET', day0, title: `Results ${i}` }
  })
  return JSON.stringify({ series: { calendar, prices }, events })
}

const sessionsFrom2015 = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => new Date(Date.UTC(2015, 0, 1 + i)).toISOString().slice(0, 10))

function wholeOf(count: number, folder: string): void {
  const { panel } = studySample(readEvents(folder, count, readSeries(folder)), defaultSettings)
  let windows = 0
  for (const row of panel.events.keys()) windows += eventRow(panel, row).windows.length
  console.log(windows)
}

function readSeries(folder: string): readonly Series[] {
  const bytes = readFileSync(join(folder, 'panel.f64'))
  const all = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8)
  const calendar = sessionsFrom2015(1000)
  const column = (row: number) =>
    ({ kind: 'returns', values: Array.from(all.subarray(row * 1000, (row + 1) * 1000)) }) as const
  const market = column(0)
  return Array.from({ length: 50 }, (_, k) => ({ calendar, asset: column(k + 1), market }))
}

function readEvents(folder: string, N: number, series: readonly Series[]): readonly SampleEvent[] {
  const bytes = readFileSync(join(folder, `ev${N}.i32`))
  return Array.from({ length: N }, (_, i) => {
    const security = bytes.readInt32LE(8 * i)
    const own = series[security]
    if (own === undefined) throw new RangeError(`Cannot find security ${security}`)
    return { id: `event ${i}`, security: `security ${security}`, series: own, day0: bytes.readInt32LE(8 * i + 4) }
  })
}
