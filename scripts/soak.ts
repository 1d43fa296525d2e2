import { readdirSync } from 'node:fs'
import { join } from 'node:path'

// A long run is a file of test/soak that exports `soak(args)`: it says what it saw and whether that is good enough.
const folder = join(import.meta.dirname, '../test/soak')
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length))
  .sort()
const [name, ...rest] = process.argv.slice(2)

const help = `Usage: npm run soak -- NAME [N]

The long forms of tests that "npm test" has in short: they take minutes.
NAME is one of: ${names.join(', ')}

Example: npm run soak -- kills 500`

if (name === '--help' || name === '-h') console.log(help)
else if (name === undefined || !names.includes(name)) {
  console.error(name === undefined ? help : `Cannot soak "${name}" as it takes one of ${names.join(', ')}`)
  process.exitCode = 2
} else {
  const { soak } = (await import(join(folder, `${name}.ts`))) as { soak: (args: readonly string[]) => Promise<boolean> }
  const good = await soak(rest)
  console.log(good ? `${name}: good` : `${name}: NOT good`)
  if (!good) process.exitCode = 1
}
