import { type ChildProcess, fork, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { flagsOf } from './measure/cpu.ts'

// CPU of the real server, a process of its own, for an answer over HTTP on a connection that stays open; the comparator is a
// bare node:http with better-sqlite3 that sends the same JSON. Both are asked in turns, in pairs. Linux alone tells CPU so.

const root = join(import.meta.dirname, '../..')
/** Every address asks for other bars: each begins a day later than the one before, and after 500 each ends a day later. */
const barsFrom = (at: number): string => {
  const dateAt = (after: number) => new Date(Date.UTC(2022, 0, 3) + after * 86_400_000).toISOString().slice(0, 10)
  const from = at % 500
  return `/api/bars/MSFT?from=${dateAt(from)}&to=${dateAt(from + 380 + Math.floor(at / 500))}&limit=252`
}
const BARS = barsFrom(0)
const IMPACTS = '/api/impacts?ticker=MSFT'
const PAIRS = 5

/** `--quick`: fewer requests. */
export async function bench(args: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'aftershock-bench-'))
  const file = join(folder, 'sample.db')
  const ours = await startOurs(file)
  try {
    await measure(ours, file, args.includes('--quick') ? 150 : 4000)
  } finally {
    ours.child.kill('SIGTERM')
    await new Promise((done) => ours.child.once('exit', done))
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Server {
  readonly child: ChildProcess
  readonly port: number
}

interface Answered {
  readonly status: number | undefined
  readonly etag: string | undefined
  readonly body: Buffer
}

interface Cell {
  readonly what: string
  readonly one: () => Promise<unknown>
  readonly many: number
  readonly goal: string
  /** Whose CPU it is; ours where it is not said. */
  readonly of?: Server
  /** What is asked of the comparator; the same bars each time where it is not said. */
  readonly beside?: () => Promise<unknown>
}

async function measure(ours: Server, file: string, times: number): Promise<void> {
  const ask = asker(ours)
  const first = await ask(BARS)
  const bare = await startBare(file, first.body)
  const askBare = asker(bare)
  if (!(await askBare(BARS)).body.equals(first.body))
    throw new Error('Cannot compare: the bare server says other things')
  const writer = new SqliteDatabase(file)
  // Each asks for bars that nobody asked it for before.
  let [own, other] = [0, 0]
  const after = (path: string, sql: string) => async () => {
    writer.exec(sql)
    return ask(path)
  }
  const anEvent = 'update event set updated_at = updated_at + 1 where id = 1'
  const aBar = "update daily_bar set volume = volume + 1 where day = unixepoch('2023-11-17') / 86400"
  const elsewhere = "insert into upkeep values ('bench', 1) on conflict (task) do update set done_at = done_at + 1"
  const few = Math.floor(times / 20)
  const csv = (what: 'impacts' | 'panel', sql: string) => after(`/api/${what}.csv?ticker=MSFT`, sql)
  const cells: readonly Cell[] = [
    { what: '252 bars, asked again', one: () => ask(BARS), many: times, goal: '1.15 x bare' },
    {
      what: '252 bars, others each time',
      one: () => ask(barsFrom(++own)),
      beside: () => askBare(barsFrom(++other)),
      many: times,
      goal: '1.15 x bare',
    },
    { what: '252 bars, unchanged (304)', one: () => ask(BARS, first.etag), many: times, goal: '0.2 x bare' },
    { what: '304 by node:http alone', of: bare, one: () => askBare('/nothing'), many: times, goal: '' },
    { what: '48 impacts, nothing changed', one: () => ask(IMPACTS), many: times, goal: '2 ms' },
    { what: '48 impacts, something else changed', one: after(IMPACTS, elsewhere), many: few, goal: '5 ms' },
    { what: '48 impacts, one of the events changed', one: after(IMPACTS, anEvent), many: few, goal: '5 ms' },
    { what: '48 impacts, a bar changed', one: after(IMPACTS, aBar), many: few, goal: '5 ms' },
    { what: 'impacts as CSV, something else changed', one: csv('impacts', elsewhere), many: few, goal: '' },
    { what: 'panel as CSV, something else changed', one: csv('panel', elsewhere), many: few, goal: '1.5 x impacts' },
    { what: 'impacts as CSV, a bar changed', one: csv('impacts', aBar), many: few, goal: '' },
    { what: 'panel as CSV, a bar changed', one: csv('panel', aBar), many: few, goal: '1.5 x impacts' },
  ]
  console.log('| answer | ours: CPU ms | bare: CPU ms | ours / bare | goal |\n| --- | ---: | ---: | ---: | --- |')
  for (const { what, one, many, goal, of = ours, beside = () => askBare(BARS) } of cells) {
    await cpuOf(of, one, Math.max(20, many / 5))
    const pairs: { readonly own: number; readonly other: number }[] = []
    for (let pair = 0; pair < PAIRS; pair++) {
      const other = await cpuOf(bare, beside, times)
      pairs.push({ own: await cpuOf(of, one, many), other })
    }
    const [own, other] = [median(pairs.map((pair) => pair.own)), median(pairs.map((pair) => pair.other))]
    const ratio = median(pairs.map((pair) => pair.own / pair.other))
    console.log(`| ${what} | ${own.toFixed(3)} | ${other.toFixed(3)} | ${ratio.toFixed(2)} | ${goal} |`)
  }
  bare.child.kill()
  writer.close()
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

function asker({ port }: Server): (path: string, etag?: string) => Promise<Answered> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  return (path, etag) =>
    new Promise((done, failed) => {
      const headers = etag === undefined ? {} : { 'If-None-Match': etag }
      request({ host: '127.0.0.1', port, path, agent, headers }, (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () =>
          done({ status: answer.statusCode, etag: answer.headers.etag, body: Buffer.concat(parts) }),
        )
      })
        .on('error', failed)
        .end()
    })
}

/** Milliseconds of CPU of a server a request, user and system, of so many requests one after another. */
async function cpuOf({ child }: Server, one: () => Promise<unknown>, many: number): Promise<number> {
  const before = spent(child)
  for (let at = 0; at < many; at++) await one()
  return (spent(child) - before) / Math.floor(many)
}

/** CPU that a process has spent so far in milliseconds: of all its threads, to the nanosecond. */
const spent = ({ pid }: ChildProcess): number =>
  // The first number of schedstat is the time on the CPU of one thread.
  readTasks(pid ?? 0).reduce((sum, text) => sum + Number(text.split(' ')[0]), 0) / 1e6

function readTasks(pid: number): readonly string[] {
  const folder = `/proc/${pid}/task`
  return readdirSync(folder).map((task) => readFileSync(`${folder}/${task}/schedstat`, 'utf8'))
}

function startOurs(file: string): Promise<Server> {
  const child = spawn(process.execPath, [...flagsOf('server/main.ts'), 'server/main.ts', '--port', '0', '--db', file], {
    cwd: root,
  })
  return new Promise((done, failed) => {
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk
      const port = /Aftershock is at http:\/\/\S+:(\d+)\n/.exec(said)?.[1]
      if (port !== undefined) done({ child, port: Number(port) })
    })
    child.stderr.pipe(process.stderr)
    child.once('exit', () => failed(new Error(`the server ended: ${said}`)))
  })
}

function startBare(file: string, body: Buffer): Promise<Server> {
  const child = fork(join(import.meta.dirname, 'http/bare.ts'))
  return new Promise((done) => {
    child.once('message', (port) => done({ child, port: Number(port) }))
    child.send({ file, answer: JSON.parse(body.toString()) })
  })
}
