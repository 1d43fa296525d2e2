import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Still, StillAsked } from './still.ts'

/** A file of the built page, ready to send. */
export interface PageFile {
  readonly body: Uint8Array<ArrayBuffer>
  readonly gzip: Uint8Array<ArrayBuffer> | null
  readonly brotli: Uint8Array<ArrayBuffer> | null
  readonly type: string
  readonly etag: string
  /** Its name carries a hash of its content, so it may be kept for ever. */
  readonly immutable: boolean
}

/** The built page: every file by its URL path. A request can name these files and no other. */
export type Page = ReadonlyMap<string, PageFile>

const root = join(import.meta.dirname, '..', '..')
const dist = join(root, 'web', 'dist')
/** The page for a place without a browser; nothing of it is served. */
const stillDist = join(root, 'web', 'dist-still')

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
}

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

const built = join(dist, 'index.html')
const stillBuilt = join(stillDist, 'still.js')

export const pageIsBuilt = (): boolean => existsSync(built) && existsSync(stillBuilt)

/** Must the page be built: is there none, or is a source newer than it? */
export function pageIsStale(): boolean {
  if (!pageIsBuilt()) return true
  const at = statSync(built).mtimeMs
  const sources = ['web', 'server/market', 'server/checks', 'server/stats'].flatMap((room) =>
    filesUnder(join(root, room)),
  )
  const others = ['vite.config.ts', 'package.json', 'docs/methods.md', 'docs/methods.id.md'].map((file) =>
    join(root, file),
  )
  return [...sources, ...others].some((file) => !file.startsWith(dist) && statSync(file).mtimeMs > at)
}

/**
 * Builds the page in a process of its own, so that the server never carries the build tool. It is built aside and put
 * in place whole: a server that reads the page meanwhile reads the old one.
 */
export async function buildPage(): Promise<void> {
  const builds = [
    { folder: stillDist, aside: `${stillDist}-${process.pid}`, more: ['--ssr', 'still.tsx'] },
    { folder: dist, aside: `${dist}-${process.pid}`, more: [] },
  ]
  try {
    for (const { aside, more } of builds) await runBuild(aside, more)
    for (const { folder, aside } of builds) {
      rmSync(folder, { recursive: true, force: true })
      renameSync(aside, folder)
    }
  } finally {
    for (const { aside } of builds) rmSync(aside, { recursive: true, force: true })
  }
}

function runBuild(folder: string, more: readonly string[]): Promise<void> {
  return new Promise((done, failed) => {
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
    const child = spawn(
      process.execPath,
      [vite, 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'error', ...more],
      {
        cwd: root,
        // What is served is the same whoever builds it, a test run too.
        env: { ...process.env, NODE_ENV: 'production' },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    )
    let said = ''
    child.stderr.on('data', (chunk) => {
      said += chunk
    })
    child.on('error', failed)
    child.on('exit', (code) =>
      code === 0
        ? done()
        : failed(new Error(`Cannot build the page: ${said.trim() || `the build ended with ${code}`}`)),
    )
  })
}

const besideIt = (file: string): Uint8Array<ArrayBuffer> | null =>
  existsSync(file) ? new Uint8Array(readFileSync(file)) : null

/** Reads the built page into memory, with what the build compressed (web/build/packed.ts). */
export function readPage(): Page {
  const page = new Map<string, PageFile>()
  for (const file of filesUnder(dist)) {
    const path = file.slice(dist.length).replaceAll('\\', '/')
    const type = mediaTypes[extname(file)]
    if (type === undefined || path.startsWith('/.vite/')) continue
    const body = new Uint8Array(readFileSync(file))
    page.set(path, {
      body,
      gzip: besideIt(`${file}.gz`),
      brotli: besideIt(`${file}.br`),
      type,
      etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
      immutable: path.startsWith('/assets/'),
    })
  }
  return page
}

/** Draws the page where there is no browser. */
export interface StillRoom {
  readonly draw: (asked: StillAsked) => Promise<Still>
  /** Style sheets that the code in files needs besides those of the page: their addresses. @param files below `web` */
  readonly styles: (...files: readonly string[]) => readonly string[]
}

type Manifest = Readonly<Record<string, { readonly css?: readonly string[]; readonly imports?: readonly string[] }>>

/** Loads what draws the page. */
export async function loadStill(): Promise<StillRoom> {
  const { stillOf } = (await import(pathToFileURL(stillBuilt).href)) as { readonly stillOf: StillRoom['draw'] }
  const manifest = JSON.parse(readFileSync(join(dist, '.vite', 'manifest.json'), 'utf8')) as Manifest
  const sheets = (name: string, seen: Set<string>): readonly string[] => {
    if (seen.has(name)) return []
    seen.add(name)
    const { css = [], imports = [] } = manifest[name] ?? {}
    return [...imports.flatMap((each) => sheets(each, seen)), ...css]
  }
  // What the page loads anyway is seen already.
  const seen = new Set<string>()
  sheets('index.html', seen)
  return {
    draw: stillOf,
    styles: (...files) => {
      const known = new Set(seen)
      return files.flatMap((file) => sheets(file, known)).map((sheet) => `/${sheet}`)
    },
  }
}
