import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What a file loads before its first line runs: its static imports and theirs, packages by name. */
export function loadedBy(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  if (!existsSync(file)) return seen
  const text = readFileSync(file, 'utf8')
  for (const [, name = ''] of text.matchAll(/^(?:import|export)\s(?!type\s)(?:[\w*{}\s,]+\sfrom\s)?'([^']+)'/gm))
    if (!name.startsWith('node:')) loadedBy(name.startsWith('.') ? join(dirname(file), name) : name, seen)
  return seen
}
