import { closeSync, existsSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { StoreError } from './storeError.ts'

/** What belongs to a database beside its file. */
const suffixes = ['', '-wal', '-shm', '-journal']

/** The file a name leads to, links followed; that which would be made where there is none. */
function realOf(file: string): string {
  if (existsSync(file)) return realpathSync(file)
  const folder = dirname(file)
  return join(existsSync(folder) ? realpathSync(folder) : folder, basename(file))
}

const inodeOf = (file: string): string | null => {
  const found = statSync(file, { throwIfNoEntry: false, bigint: true })
  return found === undefined ? null : `${found.dev}:${found.ino}`
}

/**
 * Refuses to write over a database or what belongs to it, under whatever name: a link of either kind leads to it too.
 *
 * @throws StoreError of kind `own`
 */
export function refuseOwn(target: string, database: string): void {
  if (database === ':memory:') return
  const [real, inode] = [realOf(target), inodeOf(target)]
  const own = suffixes.map((suffix) => realOf(database) + suffix)
  if (own.some((file) => file === real || (inode !== null && inodeOf(file) === inode)))
    throw new StoreError('own', `The database ${database} would be overwritten by ${target}: name another file`)
}

export function syncFile(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/**
 * Writes a file for its owner only: beside its place first, and under its name once all of it is on the disk, so that at
 * every moment there is the old file or the new one. A device or a pipe is written as it comes.
 *
 * @param database what may not be written over
 * @param fill writes all of the file it is given, which is there and empty
 * @throws StoreError of kind `own`; whatever `fill` throws, then nothing of it is left
 */
export async function writeOutput<T>(
  target: string,
  database: string,
  fill: (part: string) => Promise<T> | T,
): Promise<T> {
  refuseOwn(target, database)
  const found = statSync(target, { throwIfNoEntry: false })
  if (found !== undefined && !found.isFile() && !found.isDirectory()) return fill(target)
  const real = realOf(target)
  const part = `${real}.part`
  refuseOwn(part, database)
  try {
    rmSync(part, { force: true })
    closeSync(openSync(part, 'wx', 0o600))
    const done = await fill(part)
    syncFile(part)
    renameSync(part, real)
    if (process.platform !== 'win32') syncFile(dirname(real))
    return done
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
}
