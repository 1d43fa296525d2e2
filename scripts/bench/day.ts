import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { flagsOf, machine, medianOf, printTable, run, type Taken } from './measure/cpu.ts'

// The panel of items that all hit one session, beside the impacts of the same items and beside a tenth of them: what is
// not linear shows there. Each is a process of its own; what it takes with one item is taken off.

const ITEMS = 3000

/** `--quick`: two rounds instead of five. */
export async function bench(args: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'aftershock-bench-'))
  const at = (name: string) => join(folder, name)
  const node = (given: readonly string[]) => run(process.execPath, given, at('out'))
  try {
    const few = [1, ITEMS / 10, ITEMS]
    for (const count of few) {
      writeFileSync(at(`${count}.json`), JSON.stringify(Array.from({ length: count }, (_, item) => eventOf(item))))
      // The first command on an empty store fills it with the sample.
      node(['scripts/ingest.ts', at(`${count}.json`), '--as', 'events', '--db', at(`${count}.db`)])
    }
    const rounds = Array.from({ length: args.includes('--quick') ? 2 : 5 }, () =>
      few.map((count) => {
        const table = (name: string) =>
          node([
            ...flagsOf('scripts/export.ts'),
            'scripts/export.ts',
            name,
            '--ticker',
            'MSFT',
            '--db',
            at(`${count}.db`),
          ])
        return { impacts: table('impacts'), panel: table('panel') }
      }),
    )
    const median = (of: (round: (typeof rounds)[number]) => number | undefined) =>
      medianOf(rounds.map((round) => of(round) ?? Number.NaN))
    const own = (index: number, name: 'impacts' | 'panel', field: keyof Taken) =>
      median((round) => (round[index]?.[name][field] ?? 0) - (round[0]?.[name][field] ?? 0))
    const line = (name: 'impacts' | 'panel', goal: string) => [
      name,
      `${own(2, name, 'cpu').toFixed(2)} s`,
      `${own(1, name, 'cpu').toFixed(2)} s`,
      (own(2, name, 'cpu') / own(1, name, 'cpu')).toFixed(1),
      `${median((round) => round[2]?.[name].memory).toFixed(0)} MB (${own(2, name, 'memory').toFixed(0)} more than of one item)`,
      goal,
    ]
    printTable(
      ['table', `CPU of ${ITEMS} items of one day`, `of ${ITEMS / 10}`, 'ratio', 'memory', 'goal'],
      [line('panel', '1 s, 150 MB, ratio 11'), line('impacts', '')],
    )
    console.log(`\n${machine()}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const eventOf = (item: number) => ({
  event_id: `item-${String(item).padStart(5, '0')}`,
  title: `Item number ${item} about the company`,
  public_at: `2023-11-17T${String(10 + (item % 5)).padStart(2, '0')}:${String(item % 60).padStart(2, '0')}:00-05:00`,
  tickers: ['MSFT'],
  type: 'product',
})
