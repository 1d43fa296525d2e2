import { isAscii, isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { tooLong } from './delimited.ts'
import { fileText } from './fileText.ts'
import { MOST_OF_RECORD } from './records.ts'
import { movedBy, type ReportEntry } from './report.ts'
import type { TextSource } from './textSource.ts'

/** Why a file is no text that can be read. */
export class NoText extends Error {
  override readonly name = 'NoText'
  readonly entry: ReportEntry
  constructor(entry: ReportEntry) {
    super(entry.message)
    this.entry = entry
  }
}

/** A file that is read piece by piece, and its fingerprint. */
export interface FileStream extends TextSource {
  /** SHA-256 of the bytes, hex, once they were read to the end. */
  readonly contentHash: () => string
}

const [LF, CR] = [10, 13]

/**
 * The text of a file whose bytes come in chunks, each piece of it whole lines. What is refused of a file in memory is refused here.
 *
 * @param chunks reads the file from its first byte on, as often as it is called; each may take the place of the one before
 * @throws NoText while pieces are read, for archives, other encodings, NUL and lines beyond the limit
 */
export function fileStream(chunks: () => Iterable<Uint8Array>): FileStream {
  let hashed: string | null = null
  const most = 4 * MOST_OF_RECORD
  function* pieces(): Generator<string> {
    const hash = hashed === null ? createHash('sha256') : null
    let [rest, read, isFirst] = [new Uint8Array(0) as Uint8Array, 0, true]
    const pieceOf = (bytes: Uint8Array): string => {
      const piece = textOfPiece(bytes, isFirst)
      if (typeof piece !== 'string') throw new NoText(movedBy(linesBefore(read))(piece))
      read += bytes.byteLength
      isFirst = false
      return piece
    }
    for (const chunk of chunks()) {
      hash?.update(chunk)
      const all = rest.byteLength === 0 ? chunk : Buffer.concat([rest, chunk])
      const end = lastLineEnd(all)
      if (end > 0) yield pieceOf(all.subarray(0, end))
      rest = all.slice(end)
      if (rest.byteLength > most) throw new NoText(tooLong(null))
    }
    if (rest.byteLength > 0 || isFirst) yield pieceOf(rest)
    if (hash !== null) hashed = hash.digest('hex')
  }
  /** Lines of the first bytes, counted only where a fault is to be told. */
  const linesBefore = (bytes: number): number => {
    let [lines, left, last] = [0, bytes, 0]
    for (const chunk of chunks()) {
      const own = chunk.subarray(0, left)
      for (const byte of own) {
        if (byte === LF ? last !== CR : byte === CR) lines++
        last = byte
      }
      left -= own.byteLength
      if (left <= 0) break
    }
    return lines
  }
  return {
    pieces,
    contentHash: () => {
      if (hashed === null) for (const _ of pieces());
      return hashed ?? ''
    },
  }
}

/** Where the last line ends; a CR that is the last byte may have its LF in the next chunk. */
function lastLineEnd(bytes: Uint8Array): number {
  const line = bytes.lastIndexOf(LF)
  return line >= 0 ? line + 1 : bytes.lastIndexOf(CR, bytes.byteLength - 2) + 1
}

/** The text of whole lines, or why they are none. */
function textOfPiece(bytes: Uint8Array, isFirst: boolean): string | ReportEntry {
  if (!isFirst && !bytes.includes(0)) {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (isAscii(bytes)) return buffer.toString('latin1')
    if (isUtf8(bytes)) return buffer.toString('utf8')
  }
  const text = fileText(bytes, Number.POSITIVE_INFINITY)
  return text.kind === 'text' ? text.text : text.entry
}
