import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beginChange } from '../../db/file/change.ts'
import { openDb } from '../../db/file/open.ts'
import { write } from '../../db/file/transaction.ts'
import { beginRun, recordFetch } from '../../db/runs.ts'
import { storeDailyBars } from '../../db/storeBars.ts'
import { saveTicker } from '../../db/tickers.ts'
import { mustBeDate } from '../../server/market/day.ts'
import type { Instant } from '../../server/market/instant.ts'
import { utcText } from '../../server/market/instant.ts'
import { mustBeTicker } from '../../server/market/ticker.ts'
import { verify } from '../../server/store/verify.ts'
import { countOf } from '../db/tamper.ts'
import { cpuOf } from '../standin/proc.ts'
import { walk } from '../standin/world.ts'

const root = join(import.meta.dirname, '../..')
const now = Date.now()

/**
 * `fiveMillion [BARS [KILLS]]`: a database of so many daily bars (5,000,000) under a server that is killed with SIGKILL while it
 * takes events (5 times): the next server is healthy within two seconds of its start, and keeps every event that was said
 * to be stored. At the end the database is verified whole.
 */
export async function soak([bars = '5000000', kills = '5']: readonly string[]): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'aftershock-million-'))
  const file = join(folder, 'large.db')
  let server: ChildProcess | null = null
  try {
    const begun = performance.now()
    const stored = await fill(file, Number(bars))
    const size = Math.round(statSync(file).size / 1024 / 1024)
    console.log(JSON.stringify({ bars: stored, file_mb: size, filled_s: seconds(begun) }))
    const times: number[] = []
    const cpu: number[] = []
    let lost = 0
    let told: readonly string[] = []
    for (let life = 0; life <= Number(kills); life++) {
      const started = performance.now()
      const { child, url } = await start(file)
      server = child
      const health = await fetch(`${url}/api/health`)
      // The first start follows a clean end.
      if (life > 0) {
        times.push(performance.now() - started)
        cpu.push(cpuOf(child.pid ?? 0))
      }
      if (health.status !== 200) return false
      for (const id of told) if ((await fetch(`${url}/api/events/${id}`)).status !== 200) lost++
      told = life === Number(kills) ? [] : await killedAtWork(child, url, life)
    }
    if (server !== null) {
      server.kill('SIGTERM')
      await new Promise((done) => server?.once('exit', done))
    }
    const checking = performance.now()
    const { sound } = await verify(file, now)
    const slowest = Math.round(Math.max(...times))
    console.log(
      JSON.stringify({
        kills: Number(kills),
        healthy_after_ms: times.map(Math.round),
        slowest_ms: slowest,
        cpu_s: cpu,
        load: loadavg()[0],
        lost,
        sound,
        verified_s: seconds(checking),
      }),
    )
    return slowest <= 2000 && lost === 0 && sound && stored >= Number(bars)
  } finally {
    server?.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

const seconds = (since: number): number => Math.round((performance.now() - since) / 100) / 10

/** Walks of thirty years under as many names as it takes, by the functions that an import uses. @returns bars stored */
async function fill(file: string, bars: number): Promise<number> {
  const { db } = await openDb(file, now)
  try {
    const { days } = walk('A', 1, mustBeDate('1995-01-03'), mustBeDate('2025-06-13'))
    for (let at = 0; at * days.length < bars; at++)
      await write(db, async (tx) => {
        await beginChange(tx, { at: now })
        const symbol = mustBeTicker(`A${String(at).padStart(4, '0')}`)
        const facts = {
          name: null,
          exchange: null,
          kind: 'stock',
          currency: 'USD',
          zone: 'America/New_York',
          firstTradeDate: null,
        }
        const tickerId = await saveTicker(tx, { symbol, ...facts }, now)
        const runId = await beginRun(tx, 'soak', {}, now)
        const answer = {
          fromMs: null,
          toMs: null,
          status: null,
          contentHash: null,
          rows: days.length,
          startedAt: now,
          endedAt: now,
          outcome: 'ok',
          message: null,
        }
        const fetchId = await recordFetch(tx, { runId, tickerId, source: 'file:soak', interval: '1d', ...answer })
        const drift = 1 + (at % 97) / 100
        const rows = days.map(({ date, open, high, low, close, volume }) => ({
          date,
          ...{
            open: Number(open) * drift,
            high: Number(high) * drift,
            low: Number(low) * drift,
            close: Number(close) * drift,
          },
          ...{ adjClose: null, volume, state: 'final' as const },
        }))
        await storeDailyBars(tx, tickerId, rows, fetchId)
      })
    return countOf(db, 'daily_bar')
  } finally {
    db.close()
  }
}

/** A server of its own process on a file. @returns it once it says its address */
function start(file: string): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const args = [join(root, 'server/main.ts'), '--port', '0', '--db', file]
  // As the launcher starts it: what was compiled for one start serves the next.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled') }
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  return new Promise((done, failed) => {
    const read = (chunk: Buffer) => {
      text += chunk
      const url = /Aftershock is at (http:\S+)\n/.exec(text)?.[1]
      if (url !== undefined) done({ child, url })
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => failed(new Error(`the server ended with ${code}: ${text}`)))
  })
}

/** Sends events until the server is dead. @returns those it said it had stored */
async function killedAtWork(child: ChildProcess, url: string, life: number): Promise<readonly string[]> {
  const told: string[] = []
  const dead = new Promise((done) => child.once('exit', done))
  const killer = sleep(700 + 130 * life).then(() => child.kill('SIGKILL'))
  for (let at = 0; child.signalCode === null; at++) {
    const id = `life-${life}-event-${at}-end`
    const event = { event_id: id, title: id, public_at: utcText((now - at * 60_000) as Instant) }
    const headers = { 'X-Aftershock': '1', 'Content-Type': 'application/json' }
    const answer = await fetch(`${url}/api/events`, { method: 'POST', headers, body: JSON.stringify([event]) }).catch(
      () => null,
    )
    if (answer?.status === 200) told.push(id)
    else if (answer !== null) throw new Error(`an event is answered ${answer.status}: ${await answer.text()}`)
    else break
  }
  await Promise.all([killer, dead])
  return told
}
