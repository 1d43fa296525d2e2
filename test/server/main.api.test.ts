import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeFile, type FileChange, makeForeign } from '../db/tamper.ts'
import { startServer } from './running.ts'

const root = join(import.meta.dirname, '..', '..')
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aftershock-start-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Starts the program where it is expected to stop by itself. */
function start(args: readonly string[], env: Record<string, string> = {}) {
  const { status, stderr, stdout } = spawnSync(process.execPath, [join(root, 'server', 'main.ts'), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: 60_000,
  })
  return { status, said: stderr.trim(), stdout }
}

describe('npm start', () => {
  it('npm start says in one sentence that the port is taken', async () => {
    const other = createServer()
    const port = await new Promise<number>((done) =>
      other.listen(0, '127.0.0.1', () => done((other.address() as { port: number }).port)),
    )
    const { status, said } = start(['--port', String(port), '--db', join(folder, 'taken.db')])
    other.close()
    expect(status).toBe(1)
    expect(said).toBe(`Port ${port} on 127.0.0.1 is taken by another program: choose one with "npm start -- --port N"`)
    expect(existsSync(join(folder, 'taken.db'))).toBe(false)
  })
  it('npm start leaves a file alone that is no database', () => {
    const file = join(folder, 'notes.txt')
    writeFileSync(file, 'Dear diary, this is longer than the header of a database file. '.repeat(40))
    const { status, said } = start(['--port', '0', '--db', file])
    expect(status).toBe(1)
    expect(said).toContain(file)
    expect(said.split('\n')).toHaveLength(1)
    expect(readFileSync(file, 'utf8')).toMatch(/^Dear diary/)
  })
  it('npm start leaves the database of another program alone', () => {
    const file = join(folder, 'other.db')
    makeForeign(file)
    const before = readFileSync(file)
    const { status, said } = start(['--port', '0', '--db', file])
    expect(status).toBe(1)
    expect(said).toMatch(/belongs to another program and was left untouched/)
    expect(readFileSync(file).equals(before)).toBe(true)
  })
  it('npm start refuses a database made by a newer program, and one whose migration was edited', async () => {
    const server = await startServer()
    const file = join(server.folder, 'test.db')
    server.process.kill('SIGTERM')
    await new Promise((done) => server.process.once('exit', done))
    const change = (how: FileChange) => {
      const copy = join(folder, 'changed.db')
      cpSync(file, copy)
      changeFile(copy, how)
      return start(['--port', '0', '--db', copy])
    }
    expect(change('later migration')).toMatchObject({
      status: 1,
      said: expect.stringContaining('newer Aftershock'),
    })
    expect(change('later version')).toMatchObject({
      status: 1,
      said: expect.stringContaining('newer Aftershock'),
    })
    expect(change('edited migration')).toMatchObject({
      status: 1,
      said: expect.stringContaining('0000_begin'),
    })
    await server.stop()
  })
  it('npm start says that a folder may not be written or does not hold a file', () => {
    const blocked = join(folder, 'blocked')
    mkdirSync(blocked)
    const { status, said } = start(['--port', '0', '--db', blocked])
    expect(status).toBe(1)
    expect(said).toContain(blocked)
    chmodSync(blocked, 0o700)
  })
  it.each([
    ['--port', 'x'],
    ['--nonsense', '1'],
  ])('npm start explains itself when asked wrongly: %s %s', (option, value) => {
    const { status, said } = start([option, value])
    expect(status).toBe(2)
    expect(said).toContain('npm start -- --port 8080')
  })
  it('npm start refuses to open to other machines without a token (A2)', () => {
    const { status, said } = start(['--host', '0.0.0.0', '--port', '0', '--db', join(folder, 'open.db')])
    expect(status).toBe(1)
    expect(said).toContain('AFTERSHOCK_TOKEN')
  })
  it('npm start opens to other machines with a token, warns, and answers only those who know it (A2, A15)', async () => {
    const token = 'a-token-of-some-length'
    const server = await startServer(['--host', '0.0.0.0'], { AFTERSHOCK_TOKEN: token })
    expect(server.printed()).toContain('Warning')
    const status = async (headers: Record<string, string>, path = '/api/tickers') =>
      (await fetch(server.url + path, { headers })).status
    expect(await status({})).toBe(401)
    expect(await status({ Authorization: `Bearer ${token}x` })).toBe(401)
    expect(await status({}, `/api/tickers?token=${token}`)).toBe(401)
    expect(await status({ Authorization: `Bearer ${token}` })).toBe(200)
    const signedIn = await fetch(`${server.url}/api/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Aftershock': '1' },
      body: JSON.stringify({ token }),
    })
    const cookie = signedIn.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/)
    expect(await status({ Cookie: cookie.split(';')[0] ?? '' })).toBe(200)
    for (let n = 0; n < 20; n++) await status({ Authorization: 'Bearer wrong' })
    expect(await status({ Authorization: `Bearer ${token}` })).toBe(429)
    await server.stop()
  })
  it('the launcher names the missing packages and the command that brings them', () => {
    const bare = join(folder, 'bare')
    mkdirSync(join(bare, 'scripts'), { recursive: true })
    cpSync(join(root, 'scripts', 'launch.mjs'), join(bare, 'scripts', 'launch.mjs'))
    const { status, stderr } = spawnSync(process.execPath, [join(bare, 'scripts', 'launch.mjs'), 'server/main.ts'], {
      encoding: 'utf8',
    })
    expect(status).toBe(1)
    expect(stderr).toMatch(/run "npm ci"/)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })
  it('the launcher says what to install where the runtime lacks a library of the system', () => {
    const without = join(folder, 'without')
    for (const inside of ['scripts', 'server', 'node_modules/hono'])
      mkdirSync(join(without, inside), { recursive: true })
    for (const file of ['launch.mjs', 'flags.json']) cpSync(join(root, 'scripts', file), join(without, 'scripts', file))
    writeFileSync(join(without, 'node_modules/hono/package.json'), '{}')
    // What the system's loader does in its place.
    writeFileSync(join(without, 'server/main.ts'), 'process.exit(127)')
    const { status, stderr } = spawnSync(process.execPath, [join(without, 'scripts', 'launch.mjs'), 'server/main.ts'], {
      encoding: 'utf8',
    })
    expect(status).toBe(127)
    expect(stderr).toMatch(/libatomic1/)
  })
})
