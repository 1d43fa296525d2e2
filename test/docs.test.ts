import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { kinds } from '../scripts/tableOptions.ts'
import { figures } from '../server/routes/figures.ts'
import { ownAnswers } from '../server/routes/ownAnswers.ts'
import { makeQueues } from '../server/routes/queued.ts'
import { routes } from '../server/routes/routes.ts'
import { verbs } from '../server/verbs/all.ts'
import { failures } from '../server/verbs/failures.ts'

const read = (file: string): string => readFileSync(file, 'utf8')
const documents = [
  'README.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' }).map((file) => `docs/${file}`),
]
  .filter((file) => file.endsWith('.md'))
  .map((file) => ({ file, text: read(file) }))
const all = documents.map(({ text }) => text).join('\n')

// What the server says of itself is no verb.
const besides = ['/api/openapi.json', '/api/metrics']
const declared = verbs.map(({ method, path }) => `${method.toUpperCase()} /api${path}`).sort()

describe('documents', () => {
  it('docs/api.md names every path with its method, and no other', () => {
    const named = [...read('docs/api.md').matchAll(/\b(GET|POST|PUT|DELETE) (\/api\/[\w/:.-]+)/g)].map(
      ([, method, path]) => `${method} ${path}`,
    )
    expect([...new Set(named)].filter((name) => !besides.includes(name.replace('GET ', ''))).sort()).toEqual(declared)
  })

  it('paths that other documents name exist', () => {
    const patterns = verbs.map(
      ({ path }) => new RegExp(`^/api${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`),
    )
    const strays = documents.flatMap(({ file, text }) =>
      [...text.matchAll(/(?<![\w.])\/api\/[\w/:.-]*\w/g)]
        .map(([path]) => path)
        .filter((path) => !besides.includes(path) && !patterns.some((pattern) => pattern.test(path)))
        .map((path) => `${file}: ${path}`),
    )
    expect(strays).toEqual([])
  })

  it('every served path is declared, and every declared one served', () => {
    // Routes are made without touching what they are given.
    const served = [
      ...routes({ db: {} } as never, {} as never, makeQueues(), () => ({}) as never).routes,
      ...figures(ownAnswers({} as never, makeQueues()), makeQueues()).routes,
    ].map(({ method, path }) => `${method} /api${path.replace(/\{\.\+\\\.(\w+)\}$/, '.$1')}`)
    expect([...new Set(served)].sort()).toEqual(declared)
  })

  const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts)

  it('every command is in the README, and every one that a document names exists', () => {
    // Those of a change rather than of a user stand behind "npm run check".
    const behind = [
      'build',
      'lint',
      'format',
      'types',
      'dead',
      'migration',
      'dev',
      'soak',
      'pictures',
      'sbom',
      'licences',
      'tag',
    ]
    const named = (text: string) =>
      new Set(
        [...text.matchAll(/npm (?:run (?:-s )?([a-z-]+)|(start|test)\b)/g)].map(([, run, own]) => run ?? own ?? ''),
      )
    const inReadme = named(read('README.md'))
    expect(scripts.filter((name) => !behind.includes(name) && !inReadme.has(name))).toEqual([])
    expect([...named(all)].filter((name) => !scripts.includes(name))).toEqual([])
  })

  it('every table that can be taken away is in README and docs/csv.md, and every one they name exists', () => {
    const csv = read('docs/csv.md') + read('docs/event-format.md')
    for (const kind of kinds) {
      expect(csv).toMatch(new RegExp(`export (-- )?${kind}\\b`))
      expect(read('README.md')).toContain(kind)
    }
    const named = [...all.matchAll(/npm run (?:-s )?export -- ([a-z]+)/g)].map(([, kind]) => kind)
    expect(
      named.filter((kind) => kind !== 'figure' && !(kinds as readonly (string | undefined)[]).includes(kind)),
    ).toEqual([])
  })

  it('every refusal of the program has its code and status declared', () => {
    const sources = readdirSync('server', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => read(`server/${file}`))
    const thrown = sources.flatMap((text) =>
      [...text.matchAll(/new Problem\(\s*(\d+),\s*'(\w+)'/g)].map(
        ([, status, code]) => [Number(status), code ?? ''] as const,
      ),
    )
    expect(thrown.length).toBeGreaterThan(30)
    // Refused before a request reaches a verb, for every path alike: docs/api.md, "Who is answered".
    const before = ['bad_target', 'method_not_allowed', 'expectation']
    // Whoever hung up while waiting hears nothing.
    const unheard = ['given_up']
    const page = ['no_such_page', 'no_page']
    const known = failures as Readonly<Record<string, { readonly status: readonly number[] }>>
    const undeclared = thrown.filter(
      ([status, code]) =>
        ![...before, ...page, ...unheard].includes(code) &&
        !code.startsWith('E_') &&
        known[code]?.status.includes(status) !== true,
    )
    expect(undeclared).toEqual([])
  })
})
