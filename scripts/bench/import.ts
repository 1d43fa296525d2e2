import { mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nyse } from '../../server/calendars/nyse.ts'
import { zonedText } from '../../server/market/zone.ts'
import { flagsOf, machine, medianOf, printTable, run, type Taken } from './measure/cpu.ts'
import { fillMinutes, fullSessions, minutesOf } from './measure/minutes.ts'

// Minute bars from a file, `npm run ingest` against csv-parse reading the same file and a bare prepared insert of what it
// gives, in turns. Each is a process of its own; what starting ours costs is counted in.

const GOAL = 1.5
const MEMORY = 250

/** `--quick`: 100,000 bars instead of 1,000,000; `--bars N`. */
export async function bench(args: readonly string[]): Promise<void> {
  const isQuick = args.includes('--quick')
  const bars = args.includes('--bars') ? Number(args[args.indexOf('--bars') + 1]) : isQuick ? 100_000 : 1_000_000
  const folder = mkdtempSync(join(tmpdir(), 'aftershock-bench-'))
  try {
    const file = join(folder, 'big.csv')
    write(file, bars)
    const at = (name: string) => join(folder, name)
    const ours = (db: string) =>
      run(
        process.execPath,
        [
          ...flagsOf('scripts/ingest.ts'),
          'scripts/ingest.ts',
          file,
          '--as',
          'intraday',
          '--ticker',
          'BIG',
          '--interval',
          '1m',
          '--db',
          db,
        ],
        at('ours.txt'),
      )
    const anew = () => {
      for (const end of ['', '-wal', '-shm']) rmSync(at(`ours.db${end}`), { force: true })
      rmSync(at('theirs.db'), { force: true })
    }
    const pairs: { readonly theirs: Taken; readonly ours: Taken }[] = []
    for (let pair = 0; pair < 5; pair++) {
      anew()
      // Making a store is no part of taking a file, nor is the sample that an empty one is filled with.
      await fillMinutes(at('ours.db'), 'OTHER', fullSessions.slice(0, 1))
      const theirs = run(
        process.execPath,
        ['scripts/bench/measure/plainImport.ts', file, at('theirs.db')],
        at('theirs.txt'),
      )
      pairs.push({ theirs, ours: ours(at('ours.db')) })
    }
    const again = ours(at('ours.db'))
    const median = (of: (pair: (typeof pairs)[number]) => number) => medianOf(pairs.map(of))
    const ratio = median((pair) => pair.ours.cpu / pair.theirs.cpu)
    printTable(
      [
        `${bars} minute bars, ${(statSync(file).size / 1e6).toFixed(0)} MB`,
        'ours',
        'csv-parse and bare insert',
        'ratio',
        'goal',
      ],
      [
        [
          'CPU',
          seconds(median((pair) => pair.ours.cpu)),
          seconds(median((pair) => pair.theirs.cpu)),
          ratio.toFixed(2),
          `${GOAL}`,
        ],
        ['memory', mb(median((pair) => pair.ours.memory)), mb(median((pair) => pair.theirs.memory)), '', mb(MEMORY)],
        ['CPU, the same file again', seconds(again.cpu), '', '', ''],
      ],
    )
    console.log(`\nMedians of ${pairs.length} pairs in turns; ${machine()}`)
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
