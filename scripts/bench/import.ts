import { mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nyse } from '../../server/calendars/nyse.ts'
import { zonedText } from '../../server/market/zone.ts'
import { flagsOf, machine, medianOf, printTable, run, type Taken } from './measure/cpu.ts'
import { writeDays } from './measure/days.ts'
import { fillMinutes, fullSessions, minutesOf } from './measure/minutes.ts'
import { writeEvents } from './measure/news.ts'

// Bars and events from a file, `npm run ingest` against csv-parse reading the same file and a bare prepared insert of what it gives, in
// turns. Each is a process of its own; what starting ours costs is counted in.

const GOAL = 1.5
const MEMORY = 250

/** What is taken. */
interface Case {
  readonly name: string
  readonly kind: 'minutes' | 'days' | 'events'
  readonly write: (file: string) => void
  readonly options: readonly string[]
  readonly pairs: number
  /** Most of the comparator's CPU; null for none. */
  readonly goal: number | null
}

/** `--quick`: a tenth of the rows; `--bars N`: so many; `--only minutes`, `days` or `events`. */
export async function bench(args: readonly string[]): Promise<void> {
  const given = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)
  const isQuick = args.includes('--quick')
  const bars = Number(given('--bars') ?? (isQuick ? 100_000 : 1_000_000))
  const minutes = ['--as', 'intraday', '--ticker', 'BIG', '--interval', '1m']
  const days = ['--as', 'prices']
  const cases: readonly Case[] = [
    {
      name: `${bars} minute bars`,
      kind: 'minutes',
      write: (file) => write(file, bars),
      options: minutes,
      pairs: 5,
      goal: GOAL,
    },
    {
      name: `${bars} daily bars of 500 tickers, by date`,
      kind: 'days',
      write: (file) => writeDays(file, bars, 500),
      options: days,
      pairs: 5,
      goal: GOAL,
    },
    {
      name: `${5 * bars} daily bars of 1,000 tickers, by date`,
      kind: 'days',
      write: (file) => writeDays(file, 5 * bars, 1000),
      options: days,
      pairs: 1,
      goal: GOAL,
    },
    ...[bars / 10, bars].map((events) => ({
      name: `${events} events of 50 tickers`,
      kind: 'events' as const,
      write: (file: string) => writeEvents(file, events),
      options: ['--as', 'events'],
      pairs: events === bars ? 1 : 5,
      goal: null,
    })),
  ]
  const only = given('--only')
  for (const one of cases) if (only === undefined || one.kind === only) await measure(one)
  console.log(`\nMedians of pairs in turns; ${machine()}`)
}

async function measure({ name, kind, write: fill, options, pairs: count, goal }: Case): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'aftershock-bench-'))
  try {
    const file = join(folder, 'big.csv')
    fill(file)
    const at = (name: string) => join(folder, name)
    const ours = (db: string) =>
      run(
        process.execPath,
        [...flagsOf('scripts/ingest.ts'), 'scripts/ingest.ts', file, ...options, '--db', db],
        at('ours.txt'),
      )
    const anew = () => {
      for (const end of ['', '-wal', '-shm']) rmSync(at(`ours.db${end}`), { force: true })
      rmSync(at('theirs.db'), { force: true })
    }
    const pairs: { readonly theirs: Taken; readonly ours: Taken }[] = []
    for (let pair = 0; pair < count; pair++) {
      anew()
      // Making a store is no part of taking a file, nor is the sample that an empty one is filled with.
      await fillMinutes(at('ours.db'), 'OTHER', fullSessions.slice(0, 1))
      const theirs = run(
        process.execPath,
        ['scripts/bench/measure/plainImport.ts', file, at('theirs.db'), kind],
        at('theirs.txt'),
      )
      pairs.push({ theirs, ours: ours(at('ours.db')) })
    }
    const again = ours(at('ours.db'))
    const median = (of: (pair: (typeof pairs)[number]) => number) => medianOf(pairs.map(of))
    const ratio = median((pair) => pair.ours.cpu / pair.theirs.cpu)
    console.log('')
    printTable(
      [`${name}, ${(statSync(file).size / 1e6).toFixed(0)} MB`, 'ours', 'csv-parse and bare insert', 'ratio', 'goal'],
      [
        [
          'CPU',
          seconds(median((pair) => pair.ours.cpu)),
          seconds(median((pair) => pair.theirs.cpu)),
          ratio.toFixed(2),
          goal === null ? '' : `${goal}`,
        ],
        ['memory', mb(median((pair) => pair.ours.memory)), mb(median((pair) => pair.theirs.memory)), '', mb(MEMORY)],
        ['CPU, the same file again', seconds(again.cpu), '', '', ''],
        ['memory, the same file again', mb(again.memory), '', '', ''],
      ],
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const seconds = (value: number): string => `${value.toFixed(2)} s`
const mb = (value: number): string => `${value.toFixed(0)} MB`

/** Writes minute bars of regular sessions of New York, starts with their offset. */
function write(file: string, bars: number): void {
  const descriptor = openSync(file, 'w')
  let [text, rows] = ['start,open,high,low,close,volume\n', 0]
  for (const { start, open, high, low, close, volume } of minutesOf(fullSessions)) {
    if (rows++ === bars) break
    text += `${zonedText(start, nyse.zone)},${open},${high},${low},${close},${volume}\n`
    if (text.length > 1e6) {
      writeSync(descriptor, text)
      text = ''
    }
  }
  writeSync(descriptor, text)
}
