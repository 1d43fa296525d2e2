import { createHash } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { makeFolder } from '../../db/file/folder.ts'
import { outputError, refuseOwn, writeOutput } from '../../db/file/output.ts'

export interface Written {
  readonly bytes: number
  /** SHA-256, hexadecimal. */
  readonly sha256: string
}

/**
 * Writes text or bytes into a file, a piece at a time: beside its place first, under its name once it is whole.
 *
 * @param database what may not be written over: the database, its log, or a link to them
 */
export const writeText = (
  file: string,
  database: string,
  pieces: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
): Promise<Written> =>
  writeOutput(file, database, async (part) => {
    const handle = openSync(part, 'w', 0o600)
    const hash = createHash('sha256')
    let bytes = 0
    try {
      for await (const piece of pieces) {
        const own = typeof piece === 'string' ? Buffer.from(piece) : piece
        hash.update(own)
        for (let at = 0; at < own.length; ) at += writeSync(handle, own, at)
        bytes += own.length
      }
    } finally {
      closeSync(handle)
    }
    return { bytes, sha256: hash.digest('hex') }
  })

type Pieces = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>

/**
 * Writes files that belong together into a folder, which is made for its owner only: all of them, or none.
 *
 * @param database what may not be written over
 * @param files by their names, each made when its turn comes
 * @throws the signal's reason where it comes before the last file is whole; then the folder is as it was
 */
export async function writeTogether(
  folder: string,
  database: string,
  files: Readonly<Record<string, () => Pieces>>,
  signal: AbortSignal,
): Promise<void> {
  let part: string | null = null
  try {
    makeFolder(folder)
    for (const name of Object.keys(files)) refuseOwn(join(folder, name), database)
    part = mkdtempSync(join(folder, '.part-'))
    for (const [name, pieces] of Object.entries(files))
      await writeText(join(part, name), database, unlessStopped(pieces(), signal))
    for (const name of Object.keys(files)) refuseFolder(join(folder, name))
    for (const name of Object.keys(files)) renameSync(join(part, name), join(folder, name))
  } catch (error) {
    throw outputError(folder, error)
  } finally {
    if (part !== null) rmSync(part, { recursive: true, force: true })
  }
}

/** What can take no file's place is found before the first file has its own. */
function refuseFolder(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw outputError(file, { code: 'EISDIR' })
}

/** Lets a signal be heard between pieces. */
async function* unlessStopped(pieces: Pieces, signal: AbortSignal) {
  for await (const piece of pieces) {
    await turn()
    signal.throwIfAborted()
    yield piece
  }
}
