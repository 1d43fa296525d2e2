import { existsSync, readFileSync, realpathSync, statfsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { newestMoment, sqliteVersion } from '../../db/file/look.ts'
import { toldName } from '../../db/file/open.ts'
import { zoneData } from '../calendars/zoneData.ts'
import type { Facts } from './health.ts'

/** Runs a tool on the path and gives what it says; null where there is none. */
export type AskTool = (tool: string, args: readonly string[]) => string | null

/** Looks at the machine and the database, and changes neither. */
export function healthFacts(file: string, now: number, ask: AskTool): Facts {
  const own = statSync(file, { throwIfNoEntry: false })
  const isThere = own?.isFile() === true
  const real = isThere ? realpathSync(file) : resolve(file)
  const files = (isThere ? ['', '-wal', '-shm'] : []).flatMap((suffix) => {
    const found = statSync(real + suffix, { throwIfNoEntry: false })
    const isOwn = found !== undefined && (process.getuid === undefined || found.uid === process.getuid())
    return found === undefined
      ? []
      : [{ name: real + suffix, mode: process.platform === 'win32' ? 0o600 : found.mode, isOwn }]
  })
  return {
    node: process.versions.node,
    sqlite: {
      'this program': sqliteVersion(),
      'the command sqlite3': versionIn(ask('sqlite3', ['--version'])),
    },
    litestream: versionIn(ask('litestream', ['version'])),
    file: toldName(file),
    isThere,
    names: own?.nlink ?? 0,
    fileSystem: fileSystemOf(existing(dirname(real)), mounts()),
    now,
    newest: isThere ? newestMoment(real) : null,
    zones: zoneData(),
    free: freeAt(existing(dirname(real))),
    size: statSync(real, { throwIfNoEntry: false })?.size ?? 0,
    files,
  }
}

const versionIn = (text: string | null): string | null => /\d+\.\d+(\.\d+)*/.exec(text ?? '')?.[0] ?? null

/** The folder, or the first one above it that is there. */
function existing(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : existing(dirname(folder))
}

function mounts(): string {
  try {
    return readFileSync('/proc/mounts', 'utf8')
  } catch {
    return ''
  }
}

/**
 * The kind of file system that holds a folder: of all mounted above it the nearest, of those mounted at one place the last.
 *
 * @param table as `/proc/mounts` has it: device, place, kind …, with blanks of a place as `\040`
 */
export function fileSystemOf(folder: string, table: string): string | null {
  let [found, length]: [string | null, number] = [null, -1]
  for (const line of table.split('\n')) {
    const [, place, kind] = line.split(' ')
    if (place === undefined || kind === undefined) continue
    const own = place.replaceAll(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)))
    const isAbove = own === '/' || folder === own || folder.startsWith(`${own}/`)
    if (isAbove && own.length >= length) [found, length] = [kind, own.length]
  }
  return found
}

function freeAt(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return null
  }
}
