import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mustBeDate } from '../../server/market/day.ts'
import { openStandin } from '../standin/standin.ts'
import { walk } from '../standin/world.ts'

const root = join(import.meta.dirname, '../..')
const headers = { 'X-Aftershock': '1', 'Content-Type': 'application/json' }
/** What a server of the package needs, and what has no place in it. */
const needed = [
  'server/main.ts',
  'scripts/launch.mjs',
  'db/migrations/0000_begin.sql',
  'db/sample/events.csv',
  'web/index.html',
  'vite.config.ts',
  'docs/methods.md',
  'docs/methods.id.md',
  'LICENSE',
]
const strange = /^(test|findings|node_modules|\.git|\.ci)\/|\.(db|db-wal|db-shm|pem|env)$|^\.|^data\//
/** Parts of the provider's library that serve others: nothing here runs them. */
const kit = ['express', 'cors', 'jose', 'raw-body', 'filenamify']

/**
 * `production`: what `npm pack` gives, unpacked beside the lock file in a folder of its own, with `npm ci --omit=dev`: the list of files is
 * right, no server kit is in the tree, and the server starts, shows its page, answers, backfills and ends.
 */
export async function soak(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'aftershock-production-'))
  const run = (program: string, ...args: string[]) => execFileSync(program, args, { cwd: folder, encoding: 'utf8' })
  const standin = await openStandin([walk('W1', 1, mustBeDate('2023-01-03'), mustBeDate('2024-06-13'))])
  try {
    const told = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root, encoding: 'utf8' })
    const [packed] = JSON.parse(told) as { filename: string; size: number; files: { path: string }[] }[]
    const files = packed?.files.map(({ path }) => path) ?? []
    const missing = needed.filter((file) => !files.includes(file))
    const astray = files.filter((file) => strange.test(file))
    run('tar', 'xzf', packed?.filename ?? '', '--strip-components=1')
    copyFileSync(join(root, 'package-lock.json'), join(folder, 'package-lock.json'))
    run('npm', 'ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error')
    const modules = join(folder, 'node_modules')
    const unneeded = [...kit, 'vitest', 'typescript', 'drizzle-kit'].filter((name) => existsSync(join(modules, name)))
    const env = { ...process.env, AFTERSHOCK_PROVIDER_URL: standin.url.href, NODE_OPTIONS: '' }
    const args = ['scripts/launch.mjs', 'server/main.ts', '--port', '0', '--db', 'data/a.db']
    const child = spawn('node', args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const url = await new Promise<string>((done, failed) => {
      let text = ''
      const read = (chunk: Buffer) => {
        text += chunk
        const found = /Aftershock is at (http:\S+)\n/.exec(text)?.[1]
        if (found !== undefined) done(found)
      }
      child.stdout.on('data', read)
      child.stderr.on('data', read)
      child.once('exit', (code) => failed(new Error(`it ended with ${code}: ${text}`)))
    })
    const page = await (await fetch(`${url}/t/MSFT`)).text()
    const script = /\/assets\/[\w-]+\.js/.exec(page)?.[0] ?? '/none'
    const statuses: number[] = []
    for (const path of [
      '/',
      script,
      '/api/health',
      '/api/impacts?ticker=MSFT',
      '/api/figures/MSFT.png',
      '/api/panel.csv?ticker=MSFT',
      '/api/openapi.json',
    ])
      statuses.push((await fetch(url + path)).status)
    const order = { tickers: ['W1'], from: '2023-01-03' }
    const begun = await fetch(`${url}/api/backfills`, { method: 'POST', headers, body: JSON.stringify(order) })
    const { id } = (await begun.json()) as { id: number }
    const stream = await (await fetch(`${url}/api/backfills/${id}/progress`)).text()
    const isFilled = /event: end\ndata: \{"outcome":"(complete|partial)"/.test(stream)
    child.kill('SIGTERM')
    const [code] = (await once(child, 'exit')) as [number | null]
    const packages = readdirSync(modules).length
    const figures = {
      packed_kb: Math.round((packed?.size ?? 0) / 1000),
      files: files.length,
      missing,
      astray,
      packages,
      unneeded,
      statuses,
      backfilled: isFilled,
      code,
      database_mode: (statSync(join(folder, 'data/a.db')).mode & 0o777).toString(8),
    }
    console.log(JSON.stringify(figures))
    return (
      missing.length + astray.length + unneeded.length === 0 &&
      statuses.every((status) => status === 200) &&
      isFilled &&
      code === 0
    )
  } finally {
    await standin.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
