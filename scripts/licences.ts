import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

// `npm run -s licences > LICENCES.txt`: what everything that runs in production says of its licence, name by name, from the lock file.
const root = join(import.meta.dirname, '..')

interface Entry {
  readonly dev?: boolean
  readonly license?: string
  readonly version?: string
}
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, Entry>>
}

const textsOf = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name)
        .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
        .sort()
        .map((file) => readFileSync(join(folder, file), 'utf8').trim())
    : []

for (const [path, { dev, license = 'not told', version = '' }] of Object.entries(packages)) {
  // What is not installed here is of another system.
  if (path === '' || dev === true || !existsSync(join(root, path))) continue
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
  const texts = textsOf(join(root, path))
  const told = texts.length === 0 ? 'Its package carries no text of its licence.' : texts.join('\n\n')
  process.stdout.write(`${name} ${version}\n${license}\n\n${told}\n\n${'-'.repeat(72)}\n\n`)
}
