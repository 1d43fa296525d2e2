import {
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { StoreError, type StoreProblem } from './storeError.ts'

/** What belongs to a database beside its file. */
const suffixes = ['', '-wal', '-shm', '-journal']

/** The file a name leads to, links followed; that which would be made where there is none. @param links followed at most */
export function realOf(file: string, links = 40): string {
  if (existsSync(file)) return realpathSync(file)
  if (links > 0 && lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink())
    return realOf(resolve(dirname(file), readlinkSync(file)), links - 1)
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

/** A name beside a file that nothing has yet, `a.db.part` or `a.db.part-2`: what stands there is never ours to remove. */
export function unusedBeside(file: string, word: string): string {
  for (let at = 1; ; at++) {
    const name = `${file}.${word}${at === 1 ? '' : `-${at}`}`
    if (lstatSync(name, { throwIfNoEntry: false }) === undefined) return name
  }
}

const faults: Readonly<Record<string, readonly [StoreProblem, string]>> = {
  ENOSPC: ['full', 'the disk is full'],
  EDQUOT: ['full', 'no more room is given to this user'],
  EROFS: ['output', 'the disk may only be read'],
  EACCES: ['output', 'the folder may not be written'],
  EPERM: ['output', 'the folder may not be written'],
  ENOENT: ['output', 'there is no such folder'],
  ENOTDIR: ['output', 'a part of its path is no folder'],
  EISDIR: ['output', 'that is a folder: name a file'],
  ENAMETOOLONG: ['output', 'the name is too long'],
  ELOOP: ['output', 'its links lead in a circle'],
}

/** What a file system says of a file or folder to be written, in words; any other error as it is. */
export function outputError(target: string, error: unknown): unknown {
  const [kind, why] = faults[String((error as { code?: unknown }).code)] ?? [null, '']
  return kind === null ? error : new StoreError(kind, `Cannot write ${target === '' ? '""' : target}: ${why}`)
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
 * @throws StoreError of kind `own`, `output` or `full`; whatever `fill` throws, then nothing of it is left
 */
export async function writeOutput<T>(
  target: string,
  database: string,
  fill: (part: string) => Promise<T> | T,
): Promise<T> {
  let part: string | null = null
  try {
    refuseOwn(target, database)
    const found = statSync(target, { throwIfNoEntry: false })
    if (target === '' || target.endsWith(sep) || found?.isDirectory()) throw outputError(target, { code: 'EISDIR' })
    if (found !== undefined && !found.isFile()) return await fill(target)
    const real = realOf(target)
    const aside = unusedBeside(real, 'part')
    closeSync(openSync(aside, 'wx', 0o600))
    part = aside
    const done = await fill(part)
    syncFile(part)
    renameSync(part, real)
    if (process.platform !== 'win32') syncFile(dirname(real))
    return done
  } catch (error) {
    if (part !== null) rmSync(part, { force: true })
    throw outputError(target, error)
  }
}
