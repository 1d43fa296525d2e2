import { crc32, deflateRawSync } from 'node:zlib'

/** A file for an archive, and what its headers may lie about. */
export interface ZipPart {
  readonly name: string
  readonly text: string
  readonly encrypted?: boolean
  readonly link?: boolean
  /** Bytes it says it unpacks to. */
  readonly says?: number
  readonly sum?: number
  /** 8 is deflate. */
  readonly method?: number
}

const numbers = (...values: readonly (readonly [number, 2 | 4])[]): Buffer =>
  Buffer.concat(
    values.map(([value, size]) => {
      const bytes = Buffer.alloc(size)
      bytes.writeUIntLE(value, 0, size)
      return bytes
    }),
  )

/** A zip archive as PKWARE's APPNOTE 6.3 describes it, sections 4.3.7, 4.3.12 and 4.3.16. */
export function zipped(...parts: readonly ZipPart[]): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, text, encrypted = false, link = false, method = 8, says, sum } of parts) {
    const packed = deflateRawSync(text)
    const facts = numbers(
      [20, 2],
      [encrypted ? 1 : 0, 2],
      [method, 2],
      [0, 4],
      [sum ?? crc32(text), 4],
      [packed.length, 4],
      [says ?? Buffer.byteLength(text), 4],
      [Buffer.byteLength(name), 2],
      [0, 2],
    )
    const body = Buffer.concat([numbers([0x04034b50, 4]), facts, Buffer.from(name), packed])
    const attributes = ((link ? 0o120777 : 0o100644) << 16) >>> 0
    bodies.push(body)
    directory.push(
      numbers([0x02014b50, 4], [0x0314, 2]),
      facts,
      numbers([0, 2], [0, 2], [0, 2], [attributes, 4], [at, 4]),
      Buffer.from(name),
    )
    at += body.length
  }
  const index = Buffer.concat(directory)
  const end = numbers(
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [parts.length, 2],
    [parts.length, 2],
    [index.length, 4],
    [at, 4],
    [0, 2],
  )
  return Buffer.concat([...bodies, index, end])
}
