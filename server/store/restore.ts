import { existsSync, linkSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { identify } from '../../db/file/applicationId.ts'
import { isArchive, readArchive } from '../../db/file/archive.ts'
import { copyClosed, inspect, seize } from '../../db/file/copy.ts'
import { FOREIGN, openDb, refuseNoFile } from '../../db/file/open.ts'
import { realOf, refuseOwn, unusedBeside } from '../../db/file/output.ts'
import { StoreError, storeErrorOf } from '../../db/file/storeError.ts'
import { type Instant, utcText } from '../market/instant.ts'

export interface Restoration {
  readonly file: string
  /** Where the database that was there before is now; null when there was none. */
  readonly kept: string | null
  readonly years: number
}

/**
 * Puts a backup, a database or text, in the place of a database: it is checked first, the old file is kept beside the new
 * one, and a database that somebody has open is not touched.
 *
 * @throws StoreError for an unsound or foreign backup and for a database in use; nothing has changed then
 */
export async function restore(backup: string, named: string, now: number): Promise<Restoration> {
  refuseTarget(named)
  refuseItself(backup, named)
  // A link goes on leading to the database: what it leads to is exchanged.
  const file = realOf(named)
  const isText = await isTextual(backup)
  const checked = isText ? 0 : await sound(backup)
  const fresh = unusedBeside(file, 'restoring')
  const letGo = existsSync(file) ? seized(file) : () => {}
  try {
    if (!isText) await copied(backup, fresh)
    const years = isText ? await unpacked(backup, fresh, now) : checked
    await tried(backup, fresh, now)
    if (!existsSync(file)) {
      renameSync(fresh, file)
      return { file, kept: null, years }
    }
    const kept = unusedBeside(file, `replaced-${utcText(now as Instant).replace(/[-:]|\.\d+/g, '')}`)
    exchange(file, fresh, kept, letGo)
    return { file, kept, years }
  } finally {
    letGo()
  }
}

/** A folder, a device or another program's database under the name is not to be moved out of the way, nor opened. */
function refuseTarget(named: string): void {
  try {
    refuseNoFile(named)
    if (identify(named) === 'foreign') throw new StoreError('foreign', FOREIGN)
  } catch (error) {
    throw storeErrorOf(named, error)
  }
}

/** A database is no backup of itself, nor is its log. */
function refuseItself(backup: string, file: string): void {
  try {
    refuseOwn(backup, file)
  } catch {
    throw new StoreError('own', `Cannot restore the database ${file} from itself: name a backup of it`)
  }
}

/** Opens the copy as the program will, which also brings it up to date: what fails there fails before anything is exchanged. */
async function tried(backup: string, fresh: string, now: number): Promise<void> {
  const leftovers = () =>
    readdirSync(dirname(fresh)).filter(
      (name) => name.startsWith(`${basename(fresh)}.before-`) || name === `${basename(fresh)}-shm`,
    )
  try {
    const { db } = await openDb(fresh, now)
    db.close()
  } catch (error) {
    rmSync(fresh, { force: true })
    throw failureOf(backup, error)
  } finally {
    // The backup itself is what the copy was before.
    for (const name of leftovers()) rmSync(join(dirname(fresh), name), { force: true })
  }
}

async function isTextual(backup: string): Promise<boolean> {
  try {
    refuseNoFile(backup)
    return existsSync(backup) && isArchive(backup)
  } catch (error) {
    throw failureOf(backup, error)
  }
}

async function unpacked(archive: string, target: string, now: number): Promise<number> {
  try {
    await readArchive(archive, target, now)
  } catch (error) {
    throw failureOf(archive, error)
  }
  return sound(target)
}

/** Keeps everybody out of a database. A file too damaged to be opened is what restoring is for; one in use is not. */
function seized(file: string): () => void {
  try {
    return seize(file)
  } catch (error) {
    const failure = storeErrorOf(file, error)
    if (failure.kind === 'busy') throw failure
    return () => {}
  }
}

/** At every moment there is a whole database under the name: the old one, then the new one. */
function exchange(file: string, fresh: string, kept: string, letGo: () => void): void {
  // A log that stayed beside a damaged file must not be played back into the new one.
  for (const suffix of ['-wal', '-shm']) if (existsSync(file + suffix)) renameSync(file + suffix, kept + suffix)
  try {
    linkSync(file, kept)
  } catch {
    // Some file systems know no second name for a file; Windows renames none that is open.
    letGo()
    renameSync(file, kept)
  }
  if (process.platform === 'win32') letGo()
  renameSync(fresh, file)
}

async function sound(backup: string): Promise<number> {
  try {
    if (!existsSync(backup)) throw new StoreError('unreadable', 'is not there')
    const { problems, years } = await inspect(backup)
    if (problems.length > 0) throw new StoreError('damaged', `is not sound and was not restored: ${problems[0]}`)
    return years
  } catch (error) {
    throw failureOf(backup, error)
  }
}

/** A damaged backup is not mended by restoring it. */
function failureOf(backup: string, error: unknown): StoreError {
  const failure = storeErrorOf(backup, error)
  return failure.kind === 'damaged' && !(error instanceof StoreError)
    ? new StoreError('damaged', `The database ${backup} is damaged and was not restored: name another backup`)
    : failure
}

async function copied(backup: string, target: string): Promise<void> {
  try {
    await copyClosed(backup, target)
  } catch (error) {
    throw storeErrorOf(target, error)
  }
}
