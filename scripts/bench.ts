import { readdirSync } from 'node:fs'

// A measurement is a file of scripts/bench that exports `bench(args)`: it prints ratios and decides nothing.
const folder = `${import.meta.dirname}/bench`
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length))
  .sort()
const [name, ...rest] = process.argv.slice(2)

const help = `Usage: npm run bench -- NAME [--quick]

Measures the program against a named comparator in the same run and prints ratios.
NAME is one of: ${names.join(', ')}

Example: npm run bench -- study --quick`

if (name === '--help' || name === '-h') console.log(help)
else if (name === undefined || !names.includes(name)) {
  console.error(name === undefined ? help : `Cannot measure "${name}" as it takes one of ${names.join(', ')}`)
  process.exitCode = 2
} else {
  const { bench } = (await import(`${folder}/${name}.ts`)) as { bench?: (args: readonly string[]) => Promise<void> }
  if (bench === undefined) {
    console.error(`Cannot measure "${name}" as the file exports no function bench`)
    process.exitCode = 1
  } else await bench(rest)
}
