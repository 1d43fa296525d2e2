import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { constants, setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const root = join(import.meta.dirname, '../..')
const VIEWERS = 50
/** Between two looks of one viewer. */
const PAUSE = 200

const paths = [
  '/api/bars/MSFT?from=2023-06-01&to=2023-12-29',
  '/api/bars/%5EGSPC?from=2023-06-01&to=2023-12-29',
  '/api/tickers',
  '/api/events?ticker=MSFT',
  '/api/health',
]

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

const start = (...args: string[]): ChildProcess => spawn(process.execPath, args, { cwd: root, stdio: 'ignore' })

const TICKERS = 400

/** What the n-th backfill asks for: every ticker, four years further back each time, so that every run writes for long. */
const order = (n: number): readonly string[] => [
  ...Array.from({ length: TICKERS }, (_, at) => `W${String(at + 1).padStart(2, '0')}`),
  '--from',
  `${Math.max(2015, 2025 - 4 * n)}-01-02`,
]

async function until(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const answered = await fetch(url).then(
      () => true,
      () => false,
    )
    if (answered) return
    await sleep(200)
  }
  throw new Error(`Nothing answers at ${url}`)
}

interface Looks {
  readonly requests: number
  readonly failed: number
  readonly p50: number
  readonly p99: number
}

/** Fifty people who look at the page's data for some seconds. */
async function look(origin: string, seconds: number): Promise<Looks> {
  const times: number[] = []
  let failed = 0
  const end = performance.now() + seconds * 1000
  const viewer = async (number: number) => {
    await sleep((PAUSE * number) / VIEWERS)
    for (let at = number; performance.now() < end; at++) {
      const begun = performance.now()
      const good = await fetch(origin + paths[at % paths.length]).then(
        async (response) => {
          await response.arrayBuffer()
          return response.ok
        },
        () => false,
      )
      times.push(performance.now() - begun)
      if (!good) failed++
      await sleep(PAUSE)
    }
  }
  await Promise.all(Array.from({ length: VIEWERS }, (_, number) => viewer(number)))
  times.sort((a, b) => a - b)
  const quantile = (share: number) => times[Math.floor(times.length * share)] ?? 0
  return { requests: times.length, failed, p50: quantile(0.5), p99: quantile(0.99) }
}

const stop = (child: ChildProcess | null): void => void child?.kill('SIGTERM')

const barsHeld = async (origin: string): Promise<number> => {
  const tickers = (await (await fetch(`${origin}/api/tickers`)).json()) as { tickers: { bars: { count: number }[] }[] }
  return tickers.tickers.flatMap(({ bars }) => bars).reduce((sum, { count }) => sum + count, 0)
}

/**
 * `viewers [SECONDS [SPACING]]`: fifty viewers of one store, without and with backfills that write (180 s each): none may
 * fail. The source is asked as Yahoo is, 250 ms apart; a spacing of 0 shows what a source without any distance does.
 */
export async function soak([seconds = '180', spacing = '250']: readonly string[]): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'aftershock-viewers-'))
  const [port, provider] = [await freePort(), await freePort()]
  const origin = `http://127.0.0.1:${port}`
  const db = join(folder, 'a.db')
  const server = start('server/main.ts', '--port', String(port), '--db', db)
  const standin = start('test/standin/serve.ts', '--port', String(provider), '--walks', String(TICKERS))
  // The source is another machine's work in life.
  if (standin.pid !== undefined) setPriority(standin.pid, constants.priority.PRIORITY_LOW)
  let running: ChildProcess | null = null
  const backfill = (number: number, apart: string) =>
    new Promise((done) => {
      const url = `http://127.0.0.1:${provider}`
      const asked = [...order(number), '--provider-url', url, '--spacing', apart, '--db', db]
      running = start('scripts/backfill.ts', ...asked).on('close', done)
    })
  let writing = true
  try {
    await until(`${origin}/api/health`)
    await until(`http://127.0.0.1:${provider}/`)
    // Both halves look at a store of the same tickers.
    await backfill(0, '0')
    await look(origin, 3)
    const quiet = await look(origin, Number(seconds))
    const before = await barsHeld(origin)
    let runs = 0
    const writer = (async () => {
      while (writing) await backfill(1 + runs++, spacing)
    })()
    const busy = await look(origin, Number(seconds))
    writing = false
    // What it has stored stays.
    stop(running)
    await writer
    const written = (await barsHeld(origin)) - before
    const ratio = busy.p99 / quiet.p99
    const figures = { viewers: VIEWERS, quiet, busy, backfills: runs, bars_written: written }
    console.log(JSON.stringify({ ...figures, p99_ratio: Number(ratio.toFixed(2)) }))
    return busy.failed + quiet.failed === 0 && written > 0 && ratio <= 2.5
  } finally {
    writing = false
    stop(server)
    stop(standin)
    stop(running)
    await sleep(500)
    rmSync(folder, { recursive: true, force: true })
  }
}
