import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { whyNoTag } from '../scripts/tag.ts'

const runtimes = readFileSync('scripts/runtimes.sha256', 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split('  '))

it('the runtime that is installed is the one that was taken', () => {
  const { optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    optionalDependencies: Record<string, string>
  }
  expect(runtimes.map(([, file]) => file?.split('/')[1]).sort()).toEqual(Object.keys(optionalDependencies).sort())
  // Those of other systems are not installed.
  for (const [hash, file = ''] of runtimes.filter(([, path]) => existsSync(path ?? '')))
    expect([file, createHash('sha256').update(readFileSync(file)).digest('hex')]).toEqual([file, hash])
  // A hundred megabytes and more are read.
}, 60_000)

it('every locked package has its hash and comes from the registry; floors are kept', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { version?: string; integrity?: string; resolved?: string; link?: boolean }>
  }
  const locked = Object.entries(packages).filter(([path]) => path !== '')
  expect(locked.length).toBeGreaterThan(100)
  expect(locked.filter(([, { integrity }]) => !/^sha(512|1)-/.test(integrity ?? '')).map(([path]) => path)).toEqual([])
  // Where a package comes from is left out by setting: git, files and plain addresses cannot be without it.
  expect(locked.filter(([, { resolved, link }]) => resolved !== undefined || link === true)).toEqual([])
  const floors = { hono: '4.13.5', '@hono/node-server': '1.19.15', 'drizzle-orm': '0.45.2', echarts: '5.5.1' }
  const newer = new Intl.Collator('en', { numeric: true })
  for (const [name, floor] of Object.entries(floors))
    expect(newer.compare(packages[`node_modules/${name}`]?.version ?? '0', floor), name).toBeGreaterThanOrEqual(0)
  expect(readFileSync('.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m)
})

it('the production tree has as many packages as the page on dependencies says: it grows with a note alone', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean; optional?: boolean }>
  }
  const inProduction = Object.entries(packages).filter(
    ([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional,
  )
  const optional = inProduction.filter(([, own]) => own.optional === true)
  // Optional ones are native code of single systems, of which a machine installs its own.
  expect(readFileSync('docs/decisions/dependencies.md', 'utf8')).toContain(
    `The production tree has ${inProduction.length - optional.length} packages, and ${optional.length} of native code`,
  )
})

const ready = {
  version: '1.2.3',
  locked: '1.2.3',
  changelog: '# Changes\n\n## 1.2.3\n',
  uncommitted: [],
  tags: ['v1.2.2'],
}
it.each([
  [{}, null],
  [{ version: '1.2' }, /three numbers/],
  [{ locked: '1.2.2' }, /the lock file says 1\.2\.2/],
  [{ changelog: '## 1.2.30\n' }, /no heading/],
  [{ changelog: '## 1x2x3\n' }, /no heading/],
  [{ uncommitted: [' M server/main.ts'] }, /1 files are not committed: {2}M server/],
  [{ tags: ['v1.2.3'] }, /is there already/],
])('a release with %j is tagged or refused: %s', (change, why) => {
  const said = whyNoTag({ ...ready, ...change })
  if (why === null) expect(said).toBeNull()
  else expect(said).toMatch(why)
})

/** What begins a private key, a token of a well-known service, or a path in somebody's home. */
const secrets =
  /-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}|\bxox[abp]-[0-9A-Za-z-]{20}|\/(?:home|Users)\/[a-z][a-z0-9]+\//

it('no file that is written by hand, and none of the built page, holds a key, a token or a private path', () => {
  const rooms = ['server', 'web', 'db', 'scripts', 'docs', 'test', 'findings', '.ci']
  const files = rooms.flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)),
  )
  const texts = files.filter((file) => /\.(tsx?|m?js|md|json|css|html|sh|sql|ya?ml)$|\.ci\/run$/.test(file))
  // There are at least as many as the house has sources, so that a list that is empty by mistake is seen.
  expect(texts.length).toBeGreaterThan(1000)
  expect(texts.filter((file) => secrets.test(readFileSync(file, 'utf8')))).toEqual([])
  // Nor does the page bring the sources it was built of.
  expect(files.filter((file) => /^web\/dist.*\.map$/.test(file.replaceAll('\\', '/')))).toEqual([])
})

it.each([
  ['-----BEGIN', 'OPENSSH', 'PRIVATE', 'KEY-----'].join(' '),
  `AKIA${'A'.repeat(16)}`,
  `ghp_${'a1'.repeat(18)}`,
  ['', 'home', 'somebody', 'notes'].join('/'),
])('%s would be seen', (text) => expect(secrets.test(`const a = '${text}'`)).toBe(true))
