import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
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
