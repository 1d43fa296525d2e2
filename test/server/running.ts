import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import flags from '../../scripts/flags.json' with { type: 'json' }
import { undescribed } from './described.ts'

const root = join(import.meta.dirname, '..', '..')

export interface Running {
  readonly url: string
  readonly port: number
  readonly folder: string
  readonly process: ChildProcess
  /** Everything printed so far. */
  readonly printed: () => string
  readonly stop: () => Promise<void>
}

/**
 * Starts the real program on a free port, on a fresh database in a folder of its own.
 *
 * @param answers `watched`: what is fetched of its API is held against the OpenAPI document
 */
export async function startServer(
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
  answers: 'watched' | 'unwatched' = 'watched',
): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'aftershock-'))
  const child = spawn(
    process.execPath,
    [
      ...flags['server/main.ts'],
      join(root, 'server', 'main.ts'),
      '--port',
      '0',
      '--db',
      join(folder, 'test.db'),
      ...args,
    ],
    {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let text = ''
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM')
      await new Promise((done) => child.once('exit', done))
    }
    rmSync(folder, { recursive: true, force: true })
  }
  const port = await new Promise<number>((done, failed) => {
    const read = (chunk: Buffer) => {
      text += chunk
      const match = /Aftershock is at http:\/\/\S+:(\d+)\n/.exec(text)
      if (match !== null) done(Number(match[1]))
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => failed(new Error(`the server ended with ${code}: ${text}`)))
  })
  const url = `http://127.0.0.1:${port}`
  const unwatch = answers === 'watched' ? watchAnswers(url) : async () => []
  const end = async () => {
    const faults = await unwatch()
    await stop()
    if (faults.length > 0) throw new Error(`Answers that /api/openapi.json does not describe:\n${faults.join('\n')}`)
  }
  return { url, port, folder, process: child, printed: () => text, stop: end }
}

/**
 * Holds everything that tests fetch of a server's API against the OpenAPI document: every suite that starts one tests it.
 *
 * @returns ends it and tells what was not described
 */
function watchAnswers(origin: string): () => Promise<readonly string[]> {
  const plain = globalThis.fetch
  const looks: Promise<string | null>[] = []
  const watching: typeof fetch = async (input, init) => {
    const answer = await plain(input, init)
    const request = input instanceof Request ? input : null
    const { origin: asked, pathname } = new URL(request?.url ?? String(input))
    const isRead = answer.headers.get('content-type')?.includes('json') === true
    if (asked === origin && pathname.startsWith('/api/') && answer.status !== 304)
      looks.push(
        undescribed(init?.method ?? request?.method ?? 'GET', pathname, isRead ? answer.clone() : bare(answer)).catch(
          // A test may hang up before the whole answer is there.
          (error: Error) => (/abort|terminated/i.test(`${error.name} ${error.message}`) ? null : String(error)),
        ),
      )
    return answer
  }
  globalThis.fetch = watching
  return async () => {
    if (globalThis.fetch === watching) globalThis.fetch = plain
    return [...new Set((await Promise.all(looks)).filter((fault) => fault !== null))]
  }
}

/** An answer without its body, which is the test's to read. */
const bare = ({ status, headers }: Response): Response => new Response(null, { status, headers })

/** Sends bytes as they are and gives what comes back until the other side closes, or goes quiet after it has begun. */
export function sendRaw(port: number, bytes: string): Promise<string> {
  return new Promise((done, failed) => {
    let text = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.setTimeout(20_000, () => socket.destroy())
    socket.on('data', (chunk) => {
      socket.setTimeout(3000)
      text += chunk.toString('latin1')
    })
    socket.on('close', () => done(text))
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? done(text) : failed(error)))
  })
}
