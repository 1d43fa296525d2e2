import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

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

/** Starts the real program on a free port, on a fresh database in a folder of its own. */
export async function startServer(
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'aftershock-'))
  const child = spawn(
    process.execPath,
    [join(root, 'server', 'main.ts'), '--port', '0', '--db', join(folder, 'test.db'), ...args],
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
  return { url: `http://127.0.0.1:${port}`, port, folder, process: child, printed: () => text, stop }
}

/** Sends bytes as they are and gives what comes back until the other side closes or goes quiet. */
export function sendRaw(port: number, bytes: string): Promise<string> {
  return new Promise((done, failed) => {
    let text = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.setTimeout(3000, () => socket.destroy())
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
    })
    socket.on('close', () => done(text))
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? done(text) : failed(error)))
  })
}
