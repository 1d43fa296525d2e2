import { BAR_ROW_BYTES, type BarRows, barRowFields, emptyRows } from '../../server/market/barRows.ts'

/** Rows as bytes, field after field in the order of `barRowFields`, little-endian. */
export function pack(rows: BarRows): Buffer {
  const packed = Buffer.alloc(rows.start.length * BAR_ROW_BYTES)
  let at = 0
  for (const [name] of barRowFields) {
    const { buffer, byteOffset, byteLength } = rows[name]
    packed.set(new Uint8Array(buffer, byteOffset, byteLength), at)
    at += byteLength
  }
  return packed
}

/** Rows of several packs end to end. */
export function unpack(packs: readonly Buffer[]): BarRows {
  const counts = packs.map(({ byteLength }) => byteLength / BAR_ROW_BYTES)
  const rows = emptyRows(counts.reduce((sum, count) => sum + count, 0))
  let begins = 0
  for (const [name, { BYTES_PER_ELEMENT: width }] of barRowFields) {
    const { buffer, byteOffset, byteLength } = rows[name]
    const field = Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength)
    let at = 0
    // A field begins where those before it end, which is the further on the more rows there are.
    for (const [index, pack] of packs.entries()) {
      const count = counts[index] as number
      at += pack.copy(field, at, begins * count, (begins + width) * count)
    }
    begins += width
  }
  return rows
}
