import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environment, flagsOf, machine, medianOf, printTable, root } from './measure/cpu.ts'
import { fillMinutes, fullSessions } from './measure/minutes.ts'

// A table of minute bars as CSV over HTTP: when its first byte comes, and how long others wait meanwhile. Waiting is told in
// the server's own CPU between question and answer, which others on the machine do not lengthen, and on the wall beside it.

const GOAL = '50 ms'

interface Waited {
  readonly cpu: number
  readonly wall: number
}

/** `--quick`: a tenth of the bars. */
export async function bench(args: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'aftershock-bench-'))
  const file = join(folder, 'minutes.db')
  const rows = await fillMinutes(file, 'BIG', fullSessions.slice(0, args.includes('--quick') ? 250 : 2497))
  const server = spawn(
    process.execPath,
    [...flagsOf('server/main.ts'), 'server/main.ts', '--port', '0', '--db', file],
    {
      cwd: root,
      env: environment,
    },
  )
  try {
    const port = await new Promise<number>((done) => {
      let said = ''
      server.stdout.on('data', (chunk: Buffer) => {
        said += chunk
        const found = /http:\/\/\S+:(\d+)/.exec(said)
        if (found !== null) done(Number(found[1]))
      })
    })
    const timed = async (work: () => Promise<unknown>): Promise<Waited> => {
      const [cpu, wall] = [cpuOf(server.pid ?? 0), performance.now()]
      await work()
      return { cpu: cpuOf(server.pid ?? 0) - cpu, wall: performance.now() - wall }
    }
    await ask(port, '/api/health')
    const firsts: Waited[] = []
    const others: Waited[] = []
    const alone: Waited[] = []
    for (let at = 0; at < 20; at++) alone.push(await timed(() => ask(port, '/api/health')))
    for (let pair = 0; pair < (args.includes('--quick') ? 3 : 5); pair++) {
      let over = false
      const table = `/api/bars/BIG.csv?interval=1m&from=2005-01-0${pair + 1}`
      let whole: Promise<void> = Promise.resolve()
      firsts.push(
        await timed(
          () =>
            new Promise<void>((begun) => {
              whole = ask(port, table, begun).then(() => {
                over = true
              })
            }),
        ),
      )
      while (!over) {
        others.push(await timed(() => ask(port, '/api/health')))
        await new Promise((done) => setTimeout(done, 5))
      }
      await whole
    }
    const line = (what: string, all: readonly Waited[], goal: string) => [
      what,
      `${medianOf(all.map(({ cpu }) => cpu)).toFixed(1)} ms`,
      `${Math.max(...all.map(({ cpu }) => cpu)).toFixed(1)} ms`,
      `${medianOf(all.map(({ wall }) => wall)).toFixed(1)} ms`,
      goal,
    ]
    printTable(
      [`CSV of ${rows} minute bars over HTTP`, 'CPU of the server, median', 'longest', 'wall, median', 'goal'],
      [
        line('until its first byte', firsts, GOAL),
        line(`others while it leaves (${others.length} asked)`, others, GOAL),
        line('the same when nothing leaves', alone, ''),
      ],
    )
    const { VmHWM = '' } = Object.fromEntries(
      readFileSync(`/proc/${server.pid}/status`, 'utf8')
        .split('\n')
        .map((each) => each.split(/:\s+/)),
    ) as { VmHWM?: string }
    console.log(`\nThe server's memory at most: ${(Number.parseInt(VmHWM, 10) / 1024).toFixed(0)} MB; ${machine()}`)
  } finally {
    server.kill('SIGTERM')
    await new Promise((done) => server.once('exit', done))
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Reads an answer to its end. @param begun told of the first byte of its body */
const ask = (port: number, path: string, begun: () => void = () => {}): Promise<void> =>
  new Promise((done, failed) => {
    request({ host: '127.0.0.1', port, path }, (answer) => {
      if (answer.statusCode !== 200) failed(new Error(`${path} answered ${answer.statusCode}`))
      answer.once('data', begun)
      answer.on('data', () => {})
      answer.on('end', () => done())
    })
      .on('error', failed)
      .end()
  })

/** Milliseconds of CPU of a process so far, all its threads. */
const cpuOf = (pid: number): number =>
  readdirSync(`/proc/${pid}/task`)
    .map((task) => Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]))
    .reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1e6
