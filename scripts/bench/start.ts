import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environment, flagsOf, machine, medianOf, printTable, root, run } from './measure/cpu.ts'
import { fillMinutes, fullSessions } from './measure/minutes.ts'

// What a command takes before it begins: `--help` of each, without npm and the launcher, beside a Node that does nothing.
// And the server: its CPU until the page and the list of tickers were answered, with two million minute bars stored.

const HELP = 0.15
const ANSWER = 1

/** `--quick`: 5 runs instead of 11, 200,000 bars instead of 2,000,000. */
export async function bench(args: readonly string[]): Promise<void> {
  const isQuick = args.includes('--quick')
  const runs = isQuick ? 5 : 11
  const folder = mkdtempSync(join(tmpdir(), 'aftershock-bench-'))
  try {
    const out = join(folder, 'out')
    const timed = (given: readonly string[]) =>
      medianOf(Array.from({ length: runs + 1 }, () => run(process.execPath, given, out).cpu).slice(1))
    const bare = timed(['--eval', '0'])
    printTable(
      ['command', 'CPU', 'goal'],
      [
        ['node that does nothing', ms(bare), ''],
        ...commands().map((program) => [`${program} --help`, ms(timed([program, '--help'])), ms(HELP)]),
      ],
    )
    const file = join(folder, 'minutes.db')
    const days = isQuick ? 513 : 5129
    const rows = await fillMinutes(file, 'BIG', fullSessions.slice(0, days))
    const answers = []
    for (let at = 0; at < runs; at++) answers.push(await firstAnswer(file))
    console.log('')
    printTable(
      ['server', 'CPU', 'goal'],
      [
        ['until it tells its address', seconds(medianOf(answers.map(({ address }) => address))), ''],
        [
          `the page and /api/tickers of ${rows} bars`,
          seconds(medianOf(answers.map(({ cpu }) => cpu))),
          seconds(ANSWER),
        ],
      ],
    )
    console.log(`\nMedians of ${runs} runs; ${machine()}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const ms = (value: number): string => `${(value * 1000).toFixed(0)} ms`
const seconds = (value: number): string => `${value.toFixed(2)} s`

/** Programs that package.json has a command for. */
function commands(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  return [
    ...new Set(
      Object.values(scripts).flatMap((line) => /launch\.mjs ((?:scripts|server)\/\S+\.ts)$/.exec(line)?.[1] ?? []),
    ),
  ]
}

/** CPU of a server, with its threads, when it has told its address and when it has answered twice. */
async function firstAnswer(db: string): Promise<{ readonly address: number; readonly cpu: number }> {
  const server = spawn(process.execPath, [...flagsOf('server/main.ts'), 'server/main.ts', '--port', '0', '--db', db], {
    cwd: root,
    env: environment,
  })
  try {
    const url = await new Promise<string>((done, failed) => {
      let said = ''
      server.stdout.on('data', (chunk) => {
        said += chunk
        const found = /http:\/\/\S+/.exec(said)
        if (found !== null) done(found[0])
      })
      server.on('exit', () => failed(new Error(`The server ended: ${said}`)))
    })
    const address = cpuOf(server.pid ?? 0)
    for (const path of ['/', '/api/tickers']) {
      const answer = await fetch(url + path)
      await answer.arrayBuffer()
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
    }
    return { address, cpu: cpuOf(server.pid ?? 0) }
  } finally {
    server.removeAllListeners('exit')
    server.kill('SIGTERM')
    await new Promise((done) => server.on('exit', done))
  }
}

/** Seconds of CPU of a running process (proc(5): utime and stime are the 14th and 15th field, in hundredths). */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}
