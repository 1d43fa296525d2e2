import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Gives the help of a command as it is written down in scripts/help, or runs the command. Its options are declared with
 * the schemas by which they are read, and those take longer to load than all that a help says takes to tell.
 */
export async function helpOr(name: string, run: () => Promise<unknown>): Promise<void> {
  const [first, ...rest] = process.argv.slice(2)
  if (rest.length === 0 && (first === '--help' || first === '-h'))
    process.stdout.write(readFileSync(join(import.meta.dirname, 'help', `${name}.txt`)))
  else await run()
}
