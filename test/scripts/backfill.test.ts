import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { priceHash } from '../../db/file/content.ts'
import { openDb } from '../../db/file/open.ts'
import { mustBeDate } from '../../server/market/day.ts'
import { fill, folder, NOW } from '../db/file.ts'
import { spread } from '../spread.ts'
import { openStandin, type Standin } from '../standin/standin.ts'
import { walk } from '../standin/world.ts'

const root = join(import.meta.dirname, '../..')
/** Two windows: five years, and five months. */
const [from, to] = ['2019-01-02', '2024-06-03']
/** Two windows that are about as large as one another. */
const early = '2015-01-02'
let standin: Standin
beforeEach(async () => {
  standin = await openStandin([walk('AAA', 1, mustBeDate(early), mustBeDate(to))])
})
afterEach(() => standin.close())

/** A database that holds something, so that it is not filled with the sample. */
async function database(): Promise<string> {
  const file = join(folder(), 'a.db')
  const { db } = await openDb(file, NOW)
  await fill(db)
  db.close()
  return file
}

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs a command to its end. @param told called with what it says on stderr, and with the process */
function run(
  command: readonly string[],
  told: (text: string, kill: (signal: NodeJS.Signals) => void) => void = () => {},
  env: NodeJS.ProcessEnv = {},
) {
  return new Promise<Ended>((resolve) => {
    const [program = '', ...args] = command
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let [out, err] = ['', '']
    child.stdout.on('data', (chunk) => {
      out += chunk
    })
    child.stderr.on('data', (chunk) => {
      err += chunk
      told(err, (signal) => child.kill(signal))
    })
    child.on('close', (code) => resolve({ code, out, err }))
  })
}
const command = (file: string, ...more: string[]) => [
  process.execPath,
  join(root, 'scripts/backfill.ts'),
  ...['AAA', '--from', from, '--to', to, '--provider-url', standin.url.href, '--db', file, ...more],
]
const lines = (text: string): readonly { readonly kind: string }[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('npm run backfill --json', () => {
  it('tells its steps as JSON lines on stderr, and what it came to as one document on stdout', async () => {
    const { code, out, err } = await run(command(await database(), '--json'))
    const told = lines(err)
    expect(told.map(({ kind }) => kind)).toEqual(['begin', 'window', 'window', 'series'])
    expect(told[0]).toEqual({ kind: 'begin', run_id: 2, windows: 2, series: 1 })
    expect(told[1]).toMatchObject({
      kind: 'window',
      ticker: 'AAA',
      interval: '1d',
      from,
      done: 1,
      windows: 2,
      rows: 1258,
    })
    for (const field of ['rows_total', 'elapsed_ms', 'rate', 'left_ms']) expect(told[2]).toHaveProperty(field)
    expect(told[3]).toMatchObject({
      kind: 'series',
      ticker: 'AAA',
      outcome: 'complete',
      missing_count: 0,
      held_count: 0,
    })
    expect(err.split('\n')[0]).toMatch(/^\{"kind":"begin",/)
    expect(JSON.parse(out)).toMatchObject({ outcome: 'complete', exit_code: 0, requests: 2 })
    expect(code).toBe(0)
  })
  it('asks where the environment says, and refuses what is no address', async () => {
    const asked = [process.execPath, 'scripts/backfill.ts', 'AAA', '--from', to, '--to', to, '--db', await database()]
    const asking = (address: string) => run([...asked, '--json'], undefined, { AFTERSHOCK_PROVIDER_URL: address })
    expect((await asking(standin.url.href)).code).toBe(0)
    expect(standin.requests).toHaveLength(1)
    const { code, out } = await asking('ftp://127.0.0.1/')
    expect(code).toBe(2)
    expect(JSON.parse(out)).toMatchObject({
      code: 'bad_parameter',
      detail: expect.stringContaining('AFTERSHOCK_PROVIDER_URL'),
    })
    expect(standin.requests).toHaveLength(1)
  })
  it.each([[['../etc/passwd']], [['AAA', '--spacing', 'none']]])(
    'says of %j as a document that it was asked wrongly',
    async (asked) => {
      const { code, out, err } = await run([process.execPath, 'scripts/backfill.ts', '--json', ...asked])
      expect(code).toBe(2)
      expect(JSON.parse(out)).toMatchObject({ code: 'bad_parameter' })
      expect(err).toBe('')
      expect(standin.requests).toHaveLength(0)
    },
  )
})

describe('npm run backfill that is stopped', () => {
  const ends = [
    ['SIGTERM', 'hang-body'],
    ['SIGINT', '503-html'],
    ['SIGINT', 'hang-headers'],
  ] as const
  it.each(spread(ends, 1))('by %s while %s ends with a summary, and the next one goes on', async (signal, fault) => {
    const file = await database()
    standin.script((at) => (at === 0 ? null : fault))
    let stopped = false
    const ended = await run(command(file, '--json'), (text, kill) => {
      // A retry that sleeps says so; a source that hangs does not, so the first window tells when it is asked again.
      if (stopped || !text.includes(fault === '503-html' ? '"kind":"pause"' : '"done":1')) return
      stopped = true
      kill(signal)
    })
    expect(ended.code).toBe(3)
    expect(JSON.parse(ended.out)).toMatchObject({ outcome: 'partial', stopped: true, rows: { new: 1258 } })
    expect(lines(ended.err).map(({ kind }) => kind)).toContain('stopping')
    standin.script(() => null)
    expect((await run(command(file))).code).toBe(0)
  })
  it('at once by a second signal, whatever it does', async () => {
    const code = `
      import { stopSignal } from './scripts/stop.ts'
      const signal = stopSignal(() => setTimeout(() => process.stderr.write('again'), 300))
      process.stderr.write('ready')
      setInterval(() => {}, 1000)`
    let sent = 0
    const ended = await run([process.execPath, '--input-type=module', '-e', code], (text, kill) => {
      if ((sent === 0 && text === 'ready') || (sent === 1 && text.endsWith('again'))) {
        sent++
        kill('SIGINT')
      }
    })
    expect([ended.code, sent]).toEqual([130, 2])
  })
})

describe.skipIf(process.platform === 'win32')('npm run backfill that can write no more', () => {
  it('names the file and the cause, keeps what was stored, and goes on when there is room again', async () => {
    const [file, other] = [await database(), await database()]
    const whole = (name: string) => command(name, '--from', early)
    // Blocks of half a kilobyte: room for the first window and not for the second.
    const limited = await run(['sh', '-c', 'ulimit -f 400; exec "$@"', 'sh', ...whole(file), '--json'])
    expect(limited.code).toBe(1)
    const { outcome, exit_code, message } = JSON.parse(limited.out)
    expect([outcome, exit_code]).toEqual(['failed', 1])
    expect(message).toContain(file)
    expect(message).toMatch(/disk/)
    expect((await run(whole(file))).code).toBe(0)
    expect((await run(whole(other))).code).toBe(0)
    const [mine, undisturbed] = await Promise.all(
      [file, other].map(async (name) => {
        const { db } = await openDb(name, NOW)
        const hash = await priceHash(db)
        db.close()
        return hash
      }),
    )
    expect(mine).toBe(undisturbed)
  })
})
