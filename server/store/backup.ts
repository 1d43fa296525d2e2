import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { writeArchive } from '../../db/file/archive.ts'
import { copyStore } from '../../db/file/copy.ts'
import { Stopped, type Told } from '../../db/file/copySteps.ts'
import type { Db } from '../../db/file/db.ts'
import { makeFolder } from '../../db/file/folder.ts'
import { outputError } from '../../db/file/output.ts'
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

/** A backup in its folder. */
export interface KeptBackup {
  readonly name: string
  readonly bytes: number
  /** When it was begun, UTC: `2023-11-17T20:28:00Z`. */
  readonly madeAt: string
}

/** Backups that stay where nobody says otherwise. */
export const USUALLY_KEPT = 7

/** Where backups go where nobody says otherwise. */
export const backupFolder = (file: string): string => join(dirname(file), 'backups')

/** The file that is meant by a path, or by the mere name of a backup where those of the database usually go. */
export function backupNamed(named: string, file: string): string {
  const usual = join(backupFolder(file), named)
  return basename(named) === named && !existsSync(named) && existsSync(usual) ? usual : named
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
 * @throws StoreError when the copy can not be made or is not sound, `Stopped` where `told` throws it; then none is left
 *   behind and none removed
 */
export async function backup(db: Db, folder: string | null, keep: number, now: number, told?: Told): Promise<Backup> {
  const place = folder ?? backupFolder(db.file)
  // Another database of the same name may be copied into the same folder in the same second.
  let second = now
  while (existsSync(join(place, nameAt(db.file, second)))) second += 1000
  const file = join(place, nameAt(db.file, second))
  try {
    makeFolder(place)
    await copyStore(db, file, told)
  } catch (error) {
    throw error instanceof Stopped ? error : storeErrorOf(file, outputError(place, error))
  }
  await write(db, (tx) => noteBackup(tx, now))
  const removed = namesIn(place, db.file)
    .slice(0, -keep)
    .map((name) => join(place, name))
  for (const old of removed) rmSync(old, { force: true })
  return { file, bytes: statSync(file).size, removed }
}

/** Names of the backups of a database in a folder, oldest first. */
function namesIn(folder: string, file: string): readonly string[] {
  const own = new RegExp(`^${stem(file).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}-\\d{8}T\\d{6}Z\\.db$`)
  return readdirSync(folder)
    .filter((name) => own.test(name))
    .sort()
}

/** The backups of a database where they usually go, newest first. */
export function listBackups(file: string): readonly KeptBackup[] {
  const folder = backupFolder(file)
  if (!existsSync(folder)) return []
  return namesIn(folder, file)
    .toReversed()
    .flatMap((name) => {
      // Another program may remove one meanwhile.
      const found = statSync(join(folder, name), { throwIfNoEntry: false })
      const madeAt = name
        .slice(-'20231117T202800Z.db'.length, -'.db'.length)
        .replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5')
      return found === undefined ? [] : [{ name, bytes: found.size, madeAt }]
    })
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
    throw storeErrorOf(file, outputError(file, error))
  }
}
