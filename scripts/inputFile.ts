import { closeSync, openSync, readSync } from 'node:fs'
import { Problem } from '../server/problem.ts'

const PIECE = 256 * 1024

/**
 * The bytes of a file, or of standard input for `-`, read no further than they may be: a pipe or a device does not say how
 * much will come.
 *
 * @throws Problem 413 for more than `most` bytes, 404 for what cannot be read
 */
export function inputBytes(file: string, most: number): Uint8Array {
  let handle = 0
  try {
    handle = file === '-' ? 0 : openSync(file, 'r')
    const pieces: Uint8Array[] = []
    for (let size = 0; ; ) {
      const piece = new Uint8Array(PIECE)
      const read = readSync(handle, piece)
      if (read === 0) return Buffer.concat(pieces)
      size += read
      if (size > most)
        throw new Problem(
          413,
          'too_large',
          `Cannot read ${file} as it may hold ${most} bytes (${Math.floor(most / 1024 / 1024)} MiB)`,
        )
      pieces.push(piece.subarray(0, read))
    }
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem(404, 'no_such_file', `Cannot read ${file}: ${error instanceof Error ? error.message : error}`)
  } finally {
    if (handle !== 0) closeSync(handle)
  }
}
