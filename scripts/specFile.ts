import { constants } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { Problem } from '../server/problem.ts'

/** As long as a text can be, in bytes of which each may be a character. */
const MOST_BYTES = constants.MAX_STRING_LENGTH

/** The text of a study spec. @param path a file, or - for standard input @throws Problem */
export function specFile(path: string): string {
  const bytes = readBytes(path)
  if (bytes.length > MOST_BYTES)
    throw new Problem(413, 'too_large', `A spec may have ${MOST_BYTES} bytes at most: ${path} has ${bytes.length}`)
  return bytes.toString('utf8')
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path === '-' ? 0 : path)
  } catch (error) {
    throw new Problem(
      404,
      'no_such_file',
      `Cannot read the spec ${path}: ${error instanceof Error ? error.message : error}`,
    )
  }
}
