import { createHash } from 'node:crypto'
import { closeSync, openSync, writeSync } from 'node:fs'
import { makeFolder } from '../../db/file/folder.ts'
import { writeOutput } from '../../db/file/output.ts'

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

/** Makes a folder for files that are written, for its owner only. */
export const makeOutputFolder = (path: string): void => makeFolder(path)
