import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { contentHash } from '../../../db/file/content.ts'
import { openDb } from '../../../db/file/open.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import { countOf } from '../../db/tamper.ts'
import { openStandin } from '../../standin/standin.ts'
import { afterSplit, seeded, walk, withoutDay } from '../../standin/world.ts'
import { NOW } from './world.ts'

const tickers = ['AAA', 'BBB'] as const
const [from, to] = ['2019-01-03', '2024-06-03'] as const
/** One clean walk, and one with a hole, a split and what follows from them, so that findings are written too. */
const series = [
  walk('AAA', 1, mustBeDate(from), mustBeDate('2024-06-13')),
  afterSplit(
    withoutDay(walk('BBB', 2, mustBeDate(from), mustBeDate('2024-06-13')), mustBeDate('2020-03-16')),
    mustBeDate('2021-06-01'),
    4,
  ),
]

interface Death {
  readonly killed: boolean
  readonly said: readonly string[]
}

/** Runs a victim to its end, or to a kill at a statement or after some milliseconds. */
function live(file: string, url: URL, step: number, killAfter: number | null): Promise<Death> {
  return new Promise((resolve) => {
    const args = [
      join(import.meta.dirname, '../../standin/victim.ts'),
      file,
      url.href,
      String(NOW),
      String(step),
      from,
      to,
      ...tickers,
    ]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += chunk
    })
    const timer = killAfter === null ? null : setTimeout(() => child.kill('SIGKILL'), killAfter)
    child.on('close', (_, signal) => {
      if (timer !== null) clearTimeout(timer)
      resolve({ killed: signal === 'SIGKILL', said: text.split('\n').filter((line) => line !== '') })
    })
  })
}

export interface CrashReport {
  readonly kills: number
  /** Backfills that were brought to their end after being killed. */
  readonly finished: number
  /** Windows that were reported as stored and were not all there after a kill. */
  readonly lost: number
  /** Ends that differ from the undisturbed one. */
  readonly different: number
  /** Runs that ended with neither a kill nor a result: somebody would have had to help. */
  readonly stuck: number
}

/** What an undisturbed backfill writes and leaves: the same whenever it is made, so it is made once. */
let known: { readonly writes: number; readonly right: string } | null = null

async function undisturbed(folder: string, url: URL): Promise<NonNullable<typeof known>> {
  if (known !== null) return known
  const clean = join(folder, 'clean.db')
  const { said } = await live(clean, url, 0, null)
  known = { writes: Number(said.at(-1)?.split(' ')[1]), right: await hashOf(clean) }
  return known
}

/** When a backfill is killed: at a statement that writes, from 1 on, or at any moment. */
export type Moment = number | 'random'

/**
 * Kills backfills until `kills` of them are dead: at the given moments, or at the first statement that writes, the
 * second, … and every third time at a random moment instead. Each database goes on being filled and killed until a run
 * ends by itself.
 */
export async function crash(
  folder: string,
  kills: number,
  seed: number,
  moments: readonly Moment[] | null = null,
): Promise<CrashReport> {
  const standin = await openStandin(series)
  const next = seeded(seed)
  try {
    const { writes, right } = await undisturbed(folder, standin.url)
    let [dead, finished, lost, different, stuck, round] = [0, 0, 0, 0, 0, 0]
    while (dead < kills) {
      const file = join(folder, `run${round++}.db`)
      for (let attempt = 0; ; attempt++) {
        const inTurn: Moment = dead % 3 === 2 ? 'random' : 1 + (dead % Math.max(1, writes))
        const moment = moments?.[dead] ?? inTurn
        // After some deaths in one file the next life is spared, so that ends are compared often.
        const spared = attempt >= 4 || dead >= kills
        const step = spared || moment === 'random' ? 0 : moment
        const wait = spared || moment !== 'random' ? null : 150 + next() * 400
        const { killed, said } = await live(file, standin.url, step, wait)
        if (killed) {
          dead++
          if (await isLost(file, said)) lost++
          continue
        }
        if (!/^(complete|partial) /.test(said.at(-1) ?? '')) stuck++
        break
      }
      finished++
      if ((await hashOf(file)) !== right) different++
      for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
    }
    return { kills: dead, finished, lost, different, stuck }
  } finally {
    await standin.close()
  }
}

async function hashOf(file: string): Promise<string> {
  const { db } = await openDb(file, NOW)
  try {
    return await contentHash(db)
  } finally {
    db.close()
  }
}

/** Is anything missing that was reported as stored? */
async function isLost(file: string, said: readonly string[]): Promise<boolean> {
  const { db } = await openDb(file, NOW)
  try {
    return said.some((line) => {
      const [ticker = '', until = '', rows] = line.split(' ')
      // A window reaches at most five years back; the first one of a ticker begins anywhere.
      return (
        rows !== undefined && countOf(db, 'daily_bars', `ticker = '${ticker}' and date <= '${until}'`) < Number(rows)
      )
    })
  } finally {
    db.close()
  }
}
