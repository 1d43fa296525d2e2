import { constants } from 'node:buffer'
import { inputBytes } from './inputFile.ts'

/** As long as a text can be, in bytes of which each may be a character. */
const MOST_BYTES = constants.MAX_STRING_LENGTH

/** The text of a study spec. @param path a file, or - for standard input @throws Problem 413 or 404, as `inputBytes` */
export const specFile = (path: string): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(inputBytes(path, MOST_BYTES))
