import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const files = ['server', 'web', 'db', 'scripts'].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .map((file) => join(room, file).replaceAll('\\', '/'))
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('web/dist/')),
)

type Room = 'market' | 'study' | 'sources' | 'db' | 'verbs' | 'routes' | 'app' | 'main' | 'web' | 'chart' | 'scripts'

function roomOf(file: string): Room {
  for (const room of ['market', 'study', 'sources', 'routes'] as const)
    if (file.startsWith(`server/${room}/`)) return room
  if (file === 'server/main.ts') return 'main'
  if (file === 'server/app.ts') return 'app'
  if (file.startsWith('server/')) return 'verbs'
  if (file.startsWith('web/chart/')) return 'chart'
  return file.slice(0, file.indexOf('/')) as Room
}

/** Which rooms a room may import from, besides itself. */
const mayImport: Readonly<Record<Room, readonly Room[]>> = {
  market: [],
  study: ['market'],
  sources: ['market'],
  db: [],
  verbs: ['market', 'study', 'sources', 'db'],
  routes: ['verbs', 'market', 'study', 'sources', 'db'],
  app: ['routes', 'verbs', 'db', 'market'],
  main: ['app', 'verbs', 'db', 'market'],
  web: ['chart', 'market', 'study'],
  chart: ['web', 'market', 'study'],
  scripts: ['verbs', 'market', 'study', 'sources', 'db'],
}

/** Pure modules that every room may use, whatever it is. */
const open = new Set([
  'server/market/day.ts',
  'server/market/bar.ts',
  'server/market/ticker.ts',
  'server/market/instant.ts',
])

const importLine = /^\s*(?:import|export)\s+(type\s+)?[^'"]*?from\s+'([^']+)'|import\('([^']+)'\)/gm

interface Import {
  readonly from: string
  readonly to: string
  readonly typeOnly: boolean
}

const imports: readonly Import[] = files.flatMap((file) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(importLine)].map((match) => {
    const target = match[2] ?? match[3] ?? ''
    const to = target.startsWith('.') ? relative(root, join(root, dirname(file), target)).replaceAll('\\', '/') : target
    return { from: file, to, typeOnly: match[1] !== undefined }
  }),
)

const isStray = ({ from, to, typeOnly }: Import): boolean => {
  if (!/^(server|web|db|scripts)\//.test(to)) return false
  const [own, other] = [roomOf(from), roomOf(to)]
  if (own === other || open.has(to) || mayImport[own].includes(other)) return false
  // Types flow from the server to the page and from the market to the store, and weigh nothing.
  return !(typeOnly && (own === 'web' || own === 'chart' || (own === 'db' && other === 'market')))
}

const packages = (file: string) =>
  imports
    .filter(({ from, to }) => from === file && !to.startsWith('.') && !/^(server|web|db|scripts)\//.test(to))
    .map(({ to }) => to)

describe('rooms', () => {
  it('rooms import only what the house allows', () =>
    expect(imports.filter(isStray).map(({ from, to }) => `${from} → ${to}`)).toEqual([]))

  it('market and study use no package but zod and nothing of the machine', () =>
    expect(
      files
        .filter((file) => ['market', 'study'].includes(roomOf(file)))
        .flatMap((file) =>
          packages(file)
            .filter((name) => name !== 'zod')
            .map((name) => `${file} → ${name}`),
        ),
    ).toEqual([]))

  it('only web/chart/ knows the chart library, only db/ the database', () =>
    expect(
      files.flatMap((file) =>
        packages(file)
          .filter(
            (name) =>
              (/^echarts/.test(name) && !file.startsWith('web/chart/')) ||
              (/^(drizzle|better-sqlite3)/.test(name) &&
                !file.startsWith('db/') &&
                !file.startsWith('scripts/bench/')) ||
              (name === 'yahoo-finance2' && !file.startsWith('server/sources/')),
          )
          .map((name) => `${file} → ${name}`),
      ),
    ).toEqual([]))

  it('no file is named after nothing', () =>
    expect(
      files.filter((file) => /(^|\/)(utils?|helpers?|misc|common|shared|types|services?|managers?)(\.|\/)/.test(file)),
    ).toEqual([]))

  it('pure rooms ask no clock and no chance, and no room reads dates leniently', () => {
    const offences = files.flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
      const pure = ['market', 'study'].includes(roomOf(file))
      const forbidden = [
        ...(pure ? [/Date\.now\(/, /Math\.random\(/, /new Date\(\)/] : []),
        /Date\.parse\(/,
        /\bnew Function\b/,
        /\beval\(/,
        /innerHTML|outerHTML|insertAdjacentHTML|document\.write|dangerouslySetInnerHTML/,
        /rejectUnauthorized/,
        /sql\.raw\(|sql\.identifier\(/,
      ]
      return forbidden.filter((pattern) => pattern.test(text)).map((pattern) => `${file}: ${pattern.source}`)
    })
    expect(offences).toEqual([])
  })
})
