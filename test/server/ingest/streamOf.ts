import type { IngestStream } from '../../../server/ingest/ingested.ts'
import { fileStream } from '../../../server/sources/fileStream.ts'
import type { Spill } from '../../../server/sources/priceFile/barSpool.ts'

/** What lies aside, in memory: what is read lies within what was written at once. */
export function spillInMemory(): Spill {
  const pieces: { readonly at: number; readonly bytes: Uint8Array }[] = []
  let written = 0
  return {
    write: (bytes) => {
      pieces.push({ at: written, bytes: new Uint8Array(bytes) })
      written += bytes.byteLength
    },
    read: (at, into) => {
      const piece = pieces.findLast((one) => one.at <= at)
      if (piece !== undefined) into.set(piece.bytes.subarray(at - piece.at, at - piece.at + into.byteLength))
    },
  }
}

/** A file that comes in pieces of so many bytes and is stored in parts of so many bars. */
export function streamOf(
  name: string,
  text: string,
  { piece, atOnce, stored = () => {} }: { piece: number; atOnce: number; stored?: IngestStream['stored'] | undefined },
): IngestStream {
  const bytes = Buffer.from(text)
  return {
    name,
    stream: fileStream(function* () {
      for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece)
    }),
    bytes: () => bytes,
    spill: spillInMemory,
    atOnce,
    stored,
  }
}
