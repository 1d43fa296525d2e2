import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, it } from 'vitest'
import { loadedBy } from '../loadedBy.ts'

const root = join(import.meta.dirname, '../..')
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
const programs = [
  ...new Set(
    Object.values(scripts).flatMap((line) => /launch\.mjs ((?:scripts|server)\/\S+\.ts)$/.exec(line)?.[1] ?? []),
  ),
]

// Time is measured by `npm run bench -- start`; what costs it is here.
it.each(programs)('%s loads for its help no package and next to nothing of the program', (program) => {
  const loaded = [...loadedBy(join(root, program))].map((file) => (file.startsWith('/') ? relative(root, file) : file))
  expect(loaded.filter((file) => !/^(scripts\/|server\/|package\.json$)/.test(file))).toEqual([])
  expect(loaded.length).toBeLessThan(6)
})

const written = programs.flatMap((program) => /^scripts\/(.+)\.ts$/.exec(program)?.[1] ?? [])

it.each(written.filter((name) => existsSync(join(root, `scripts/commands/${name}.ts`))))(
  'scripts/help/%s.txt is what the declaration of the command gives with --help',
  (name) => {
    const { stdout } = spawnSync(process.execPath, [join(root, `scripts/commands/${name}.ts`), '--help'])
    expect(stdout.toString()).not.toBe('')
    const file = join(root, `scripts/help/${name}.txt`)
    expect(readFileSync(file, 'utf8'), `node scripts/commands/${name}.ts --help > scripts/help/${name}.txt`).toBe(
      stdout.toString(),
    )
  },
)
