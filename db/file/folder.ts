import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder for its owner only, with those above it. Step by step, since the runtime's own way of doing so never
 * ends where a file system denies that a folder could be there at all.
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) return
  const above = dirname(path)
  if (above !== path) makeFolder(above)
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    // Another program may have made it meanwhile.
    if ((error as { code?: unknown }).code !== 'EEXIST') throw error
  }
}
