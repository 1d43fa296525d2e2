import type { IngestStream } from '../../../server/ingest/ingested.ts'
import { fileStream } from '../../../server/sources/fileStream.ts'
import type { Spill } from '../../../server/sources/priceFile/barSpool.ts'

/** What lies aside, in memory. */
export const spillInMemory = (): Spill => {
  let kept = Buffer.alloc(0)
  return {
    write: (bytes) => {
      kept = Buffer.concat([kept, bytes])
    },
    read: (at, into) => into.set(kept.subarray(at, at + into.byteLength)),
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
