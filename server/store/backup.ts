import { readdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { writeArchive } from '../../db/file/archive.ts'
import { copyStore } from '../../db/file/copy.ts'
import type { Db } from '../../db/file/db.ts'
import { makeFolder } from '../../db/file/folder.ts'
import { storeErrorOf } from '../../db/file/storeError.ts'
import { write } from '../../db/file/transaction.ts'
import { noteBackup } from '../../db/file/upkeep.ts'
import { type Instant, utcText } from '../market/instant.ts'

export interface Backup {
  readonly file: string
  readonly bytes: number
  /** Older backups that were removed to keep the number asked for. */
  readonly removed: readonly string[]
}

const stem = (file: string): string => basename(file, extname(file))

/** `aftershock-20231117T202800Z.db`: names in order are times in order. */
const nameAt = (file: string, now: number): string =>
  `${stem(file)}-${utcText(now as Instant).replace(/[-:]|\.\d+/g, '')}.db`

/**
 * Copies an open database while others read and write it, checks every page and fingerprint of the copy, and keeps the
 * newest `keep` copies. Only the owner may read them.
 *
 * @param folder where to; null for `backups` beside the database
 * @throws StoreError when the copy can not be made or is not sound; then none is left behind and none removed
 */
export async function backup(db: Db, folder: string | null, keep: number, now: number): Promise<Backup> {
  const place = folder ?? join(dirname(db.file), 'backups')
  const file = join(place, nameAt(db.file, now))
  try {
    makeFolder(place)
    await copyStore(db, file)
  } catch (error) {
    throw storeErrorOf(file, error)
  }
  await write(db, (tx) => noteBackup(tx, now))
  const own = new RegExp(`^${stem(db.file).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}-\\d{8}T\\d{6}Z\\.db$`)
  const removed = readdirSync(place)
    .filter((name) => own.test(name))
    .sort()
    .slice(0, -keep)
    .map((name) => join(place, name))
  for (const old of removed) rmSync(old, { force: true })
  return { file, bytes: statSync(file).size, removed }
}

/**
 * Writes everything stored as lines of JSON, while others read and write: for other programs, and for `restore`, which
 * makes a database with the same content of it.
 *
 * @throws StoreError when the file can not be written; then none is left behind
 */
export async function backupText(
  db: Db,
  file: string,
  now: number,
): Promise<{ readonly file: string; readonly bytes: number; readonly rows: number }> {
  try {
    makeFolder(dirname(file))
    const rows = await writeArchive(db, file, now)
    return { file, bytes: statSync(file).size, rows }
  } catch (error) {
    throw storeErrorOf(file, error)
  }
}
