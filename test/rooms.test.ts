import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const files = ['server', 'web', 'db', 'scripts'].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .map((file) => join(room, file).replaceAll('\\', '/'))
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('web/dist')),
)

const tests = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .map((file) => join('test', file).replaceAll('\\', '/'))
  .filter((file) => /\.tsx?$/.test(file))

/** What a file says, without its comments. */
const codeOf = (file: string): string =>
  readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')

/** The room of a file: its folder; a file that stands alone is a room of its own. */
function roomOf(file: string): string {
  const [top = '', second = ''] = file.split('/')
  if (top === 'scripts') return second === 'bench' ? 'scripts/bench' : 'scripts'
  if (top === 'db') return second === 'file' ? 'db/file' : 'db'
  return `${top}/${second}`
}

/** Which rooms a room may import from, besides itself. Nothing here points back up; the test below demands it. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  // Pure.
  'server/market': [],
  'server/checks': ['server/market'],
  'server/stats': ['server/market'],
  // Rows and columns as text, and the rules by which that text is read again.
  'server/table': ['server/market'],
  // Foreign formats in, our types out.
  'server/sources': ['server/market', 'server/checks', 'server/table'],
  // The store.
  'db/file': ['server/market'],
  db: ['db/file', 'server/market', 'server/checks'],
  // Uses.
  'server/problem.ts': [],
  'server/version.ts': ['package.json'],
  // What may be asked, once, however it is asked.
  'server/query': ['server/market', 'server/stats', 'server/problem.ts'],
  // Which sessions a ticker has: the tables that are shipped, and what the store knows of it.
  'server/calendars': ['server/market', 'db', 'db/file'],
  'server/prices': [
    'server/market',
    'server/calendars',
    'server/checks',
    'server/query',
    'server/problem.ts',
    'db',
    'db/file',
  ],
  'server/events': [
    'server/market',
    'server/sources',
    'server/calendars',
    'server/query',
    'server/problem.ts',
    'db',
    'db/file',
  ],
  'server/quality': [
    'server/market',
    'server/calendars',
    'server/checks',
    'server/prices',
    'server/query',
    'server/problem.ts',
    'db',
    'db/file',
  ],
  'server/impact': [
    'server/market',
    'server/calendars',
    'server/checks',
    'server/stats',
    'server/prices',
    'server/events',
    'server/query',
    'server/problem.ts',
    'db',
    'db/file',
  ],
  'server/board': [
    'server/market',
    'server/calendars',
    'server/stats',
    'server/prices',
    'server/events',
    'server/impact',
    'server/query',
    'server/problem.ts',
    'db',
    'db/file',
  ],
  'server/study': [
    'server/market',
    'server/checks',
    'server/stats',
    'server/events',
    'server/impact',
    'server/query',
    'server/table',
    'server/problem.ts',
    'server/version.ts',
    'db',
    'db/file',
  ],
  // What a text says that prices might know, and what they say of it: pure.
  'server/claims': ['server/market', 'server/sources'],
  'server/articles': [
    'server/market',
    'server/calendars',
    'server/sources',
    'server/claims',
    'server/impact',
    'server/ingest',
    'server/problem.ts',
    'db',
    'db/file',
  ],
  'server/tickers': ['server/market', 'server/quality', 'server/problem.ts', 'db', 'db/file'],
  'server/backfill': [
    'server/market',
    'server/calendars',
    'server/checks',
    'server/sources',
    'server/quality',
    'server/query',
    'server/problem.ts',
    'db',
    'db/file',
  ],
  'server/ingest': [
    'server/market',
    'server/calendars',
    'server/sources',
    'server/quality',
    'server/problem.ts',
    'db',
    'db/file',
  ],
  'server/export': [
    'server/market',
    'server/calendars',
    'server/sources',
    'server/stats',
    'server/prices',
    'server/events',
    'server/impact',
    'server/board',
    'server/quality',
    'server/query',
    'server/table',
    'server/problem.ts',
    'db',
    'db/file',
  ],
  'server/store': ['server/market', 'server/calendars', 'server/ingest', 'server/problem.ts', 'db', 'db/file'],
  // Looking after the database while it is used.
  'server/upkeep': ['server/market', 'server/store', 'db', 'db/file'],
  // What answers look like, and the verbs: each says of itself what it takes, gives and may fail at.
  'server/answers': [
    'server/market',
    'server/checks',
    'server/stats',
    'server/backfill',
    'server/ingest',
    'server/claims',
  ],
  'server/verbs': [
    'server/market',
    'server/stats',
    'server/board',
    'server/prices',
    'server/events',
    'server/impact',
    'server/study',
    'server/backfill',
    'server/ingest',
    'server/articles',
    'server/quality',
    'server/tickers',
    'server/store',
    'server/upkeep',
    'server/export',
    'server/query',
    'server/answers',
    'server/table',
    'server/problem.ts',
    'server/version.ts',
    'db',
    'db/file',
  ],
  // Drawings for paper: the page's own state and painters, asked without a browser.
  'server/figures': ['server/stats', 'server/problem.ts', 'web/core', 'web/chart', 'web/state'],
  // Edges: they ask verbs and know no store.
  'server/http': ['server/problem.ts'],
  'server/routes': [
    'server/verbs',
    'server/query',
    'server/http',
    'server/backfill',
    'server/ingest',
    'server/study',
    'server/upkeep',
    'server/figures',
    'server/table',
    'server/problem.ts',
    'server/version.ts',
    'web/core',
  ],
  // The addresses of the page's screens are written once, in the page.
  'server/app.ts': [
    'server/routes',
    'server/http',
    'server/store',
    'server/problem.ts',
    'server/version.ts',
    'web/core',
    // What refusals are called in a reader's language.
    'web/i18n',
    'db/file',
  ],
  'server/config.ts': [],
  'server/main.ts': ['server/version.ts', 'server/config.ts', 'server/serve.ts'],
  'server/serve.ts': [
    'server/app.ts',
    'server/config.ts',
    'server/http',
    'server/backfill',
    'server/store',
    'server/upkeep',
    'db',
    'db/file',
  ],
  scripts: [
    'server/market',
    'server/calendars',
    'server/sources',
    'server/stats',
    'server/prices',
    'server/study',
    'server/events',
    'server/impact',
    'server/tickers',
    'server/backfill',
    'server/ingest',
    'server/articles',
    'server/export',
    'server/query',
    'server/verbs',
    'server/figures',
    'server/routes',
    'server/store',
    'server/upkeep',
    'server/table',
    'server/problem.ts',
    'server/config.ts',
  ],
  // Measurements take things apart that nobody else does.
  'scripts/bench': [
    'server/market',
    'server/stats',
    'server/study',
    'server/backfill',
    'server/ingest',
    'server/calendars',
    'server/http',
    'server/store',
    'server/upkeep',
    'server/app.ts',
    'server/prices',
    'server/problem.ts',
    'db',
    'db/file',
    'web/core',
  ],
  // The page. It takes types of the server besides, and of the pure rooms the modules it draws with.
  // The build of the page alone.
  'web/build': ['web/core'],
  'web/core': ['server/market', 'server/checks', 'server/stats'],
  'web/chart': ['web/core', 'server/market'],
  'web/i18n': ['web/core', 'server/checks', 'docs/methods.md?blocks', 'docs/methods.id.md?blocks'],
  'web/refusal.ts': [],
  'web/api.ts': ['web/refusal.ts', 'web/core'],
  'web/state': [
    'web/core',
    'web/chart',
    'web/i18n',
    'web/api.ts',
    'web/refusal.ts',
    'server/market',
    'server/checks',
    'server/stats',
  ],
  'web/ui': [
    'web/core',
    'web/chart',
    'web/i18n',
    'web/state',
    'web/api.ts',
    'web/refusal.ts',
    'server/market',
    'server/checks',
    'server/stats',
  ],
  'web/main.tsx': ['web/ui', 'web/state', 'web/i18n'],
  // The same page where there is no browser.
  'web/still.tsx': ['web/ui', 'web/state', 'web/chart', 'web/core'],
}

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
  if (!/^(server|web|db|scripts|docs)\//.test(to)) return false
  const [own, other] = [roomOf(from), roomOf(to)]
  if (own === other || mayImport[own]?.includes(other) === true) return false
  // Types flow from the server to the page and weigh nothing there.
  return !(typeOnly && own.startsWith('web/') && other.startsWith('server/'))
}

/** Nodes that lie on a circle of arrows, by walking away those that point at nothing any more. */
function onCircles(arrows: readonly (readonly [from: string, to: string])[]): readonly string[] {
  let left = arrows
  for (;;) {
    const sources = new Set(left.map(([from]) => from))
    const rest = left.filter(([, to]) => sources.has(to))
    if (rest.length === left.length) return [...new Set(rest.map(([from]) => from))].sort()
    left = rest
  }
}

const isPure = (file: string): boolean => /^server\/(market|checks|stats)\//.test(file)

const packages = (file: string) =>
  imports
    .filter(({ from, to }) => from === file && !to.startsWith('.') && !/^(server|web|db|scripts)\//.test(to))
    .map(({ to }) => to)

/** SQL, and the ways to a connection. */
const spoken: readonly RegExp[] = [
  /['"`]\s*select\s[^'"]{1,200}\sfrom\s/i,
  /\binsert\s+(or\s+\w+\s+)?into\s/i,
  /\bupdate\s+\w+\s+set\s/i,
  /\bdelete\s+from\s/i,
  /['"`]\s*(begin immediate|savepoint|vacuum|pragma|create table|drop table)\b/i,
  /\.(pragma|pluck)\(/,
  /from '(better-sqlite3|drizzle-orm[^']*|[^']*file\/connection\.ts)'/,
]

describe('rooms', () => {
  it('rooms import only what the house allows', () =>
    expect(imports.filter(isStray).map(({ from, to }) => `${from} → ${to}`)).toEqual([]))

  it('every room is named here, and the house has no circle of rooms', () => {
    expect([...new Set(files.map(roomOf))].filter((room) => mayImport[room] === undefined)).toEqual([])
    expect(
      onCircles(Object.entries(mayImport).flatMap(([from, to]) => to.map((room) => [from, room] as const))),
    ).toEqual([])
  })

  it('no file imports itself in a circle', () =>
    expect(onCircles(imports.map(({ from, to }) => [from, to] as const))).toEqual([]))

  it('the pure rooms use no package but zod and nothing of the machine', () =>
    expect(
      files
        .filter((file) => isPure(file))
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

  it('nobody but db/, its tests and the benches speaks SQL or holds a connection of the store', () =>
    expect(
      [...files, ...tests]
        .filter((file) => !/^(db|test\/db|scripts\/bench)\//.test(file))
        .flatMap((file) =>
          spoken.filter((words) => words.test(codeOf(file))).map((words) => `${file}: ${words.source}`),
        ),
    ).toEqual([]))

  it('nothing is named after now but the clock', () =>
    expect(
      [...files, ...tests].flatMap((file) =>
        [...codeOf(file).matchAll(/\b\w+Now\b/g)].map(([name]) => `${file}: ${name}`),
      ),
    ).toEqual([]))

  it('what knows a price source is its own folder; a backfill knows any source alike', () =>
    expect(
      imports
        .filter(({ from, to }) => to.startsWith('server/sources/yahoo/') && !from.startsWith('server/sources/'))
        .map(({ from, to }) => `${from} → ${to}`),
    ).toEqual([]))

  it('no file is named after nothing', () =>
    expect(
      files.filter((file) => /(^|\/)(utils?|helpers?|misc|common|shared|types|services?|managers?)(\.|\/)/.test(file)),
    ).toEqual([]))

  it('pure rooms ask no clock and no chance, and no room reads dates leniently', () => {
    const offences = files.flatMap((file) => {
      const text = codeOf(file)
      const pure = isPure(file)
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
