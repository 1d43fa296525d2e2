import { zstdDecompressSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Cell,
  type Column,
  type ColumnPage,
  type ColumnType,
  column,
  type PageCells,
} from '../../../server/table/column.ts'
import { parquetBytes } from '../../../server/table/parquet/parquet.ts'

// A reader of what the writer may write, by the text of the format: Thrift's compact protocol, data pages of version 1,
// plain values, dictionaries, the hybrid of runs and packed bits. `npm run bench -- csv` reads a million rows with DuckDB.

type Read = number | boolean | string | readonly Read[] | { readonly [field: number]: Read }

/** What lies under some fields of a structure. */
const at = (value: Read | undefined, ...path: readonly number[]): Read | undefined =>
  path.reduce<Read | undefined>(
    (part, field) => (part as { readonly [field: number]: Read } | undefined)?.[field],
    value,
  )
const numberAt = (value: Read | undefined, ...path: readonly number[]): number => Number(at(value, ...path))
const listAt = (value: Read | undefined, ...path: readonly number[]): readonly Read[] =>
  (at(value, ...path) ?? []) as readonly Read[]

function thrift(bytes: Buffer, start: number): { readonly value: { [field: number]: Read }; readonly end: number } {
  let place = start
  const varint = () => {
    let [value, scale] = [0, 1]
    for (;;) {
      const byte = bytes[place++] ?? 0
      value += (byte & 127) * scale
      if (byte < 128) return value
      scale *= 128
    }
  }
  const zigzag = () => {
    const value = varint()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }
  const value = (type: number): Read => {
    if (type === 1 || type === 2) return type === 1
    if (type === 5 || type === 6) return zigzag()
    if (type === 8) {
      const length = varint()
      place += length
      return bytes.toString('utf8', place - length, place)
    }
    if (type === 9) {
      const head = bytes[place++] ?? 0
      const size = head >> 4 === 15 ? varint() : head >> 4
      return Array.from({ length: size }, () => value(head & 15))
    }
    return struct()
  }
  const struct = () => {
    const fields: { [field: number]: Read } = {}
    for (let id = 0; ; ) {
      const head = bytes[place++] ?? 0
      if (head === 0) return fields
      id += head >> 4
      fields[id] = value(head & 15)
    }
  }
  return { value: struct(), end: place }
}

function hybrid(bytes: Buffer, width: number, count: number): number[] {
  const values: number[] = []
  let at = 0
  while (values.length < count) {
    let [head, shift] = [0, 0]
    do head |= ((bytes[at] ?? 0) & 127) << (7 * shift++)
    while ((bytes[at++] ?? 0) > 127)
    if (head % 2 === 0) {
      const size = Math.ceil(width / 8)
      const value = size === 0 ? 0 : bytes.readUIntLE(at, size)
      at += size
      values.push(...new Array<number>(head / 2).fill(value))
    } else {
      const from = 8 * at
      for (let i = 0; i < (head >> 1) * 8; i++) {
        let value = 0
        for (let bit = 0; bit < width; bit++) {
          const place = from + i * width + bit
          value |= (((bytes[place >> 3] ?? 0) >> (place & 7)) & 1) << bit
        }
        values.push(value)
      }
      at += (head >> 1) * width
    }
  }
  return values.slice(0, count)
}

const plainOf = (type: number, bytes: Buffer, count: number): unknown[] => {
  if (type === 0) return Array.from({ length: count }, (_, i) => (((bytes[i >> 3] ?? 0) >> (i & 7)) & 1) === 1)
  if (type === 1) return Array.from({ length: count }, (_, i) => bytes.readInt32LE(4 * i))
  if (type === 2) return Array.from({ length: count }, (_, i) => Number(bytes.readBigInt64LE(8 * i)))
  if (type === 5) return Array.from({ length: count }, (_, i) => bytes.readDoubleLE(8 * i))
  let at = 0
  return Array.from({ length: count }, () => {
    const from = at + 4
    at = from + bytes.readUInt32LE(at)
    return bytes.toString('utf8', from, at)
  })
}

function chunkOf(file: Buffer, meta: Read | undefined): unknown[] {
  const start = numberAt(meta, at(meta, 11) === undefined ? 9 : 11)
  let place = start
  let dictionary: unknown[] = []
  for (;;) {
    const { value: header, end } = thrift(file, place)
    place = end + numberAt(header, 3)
    const body = zstdDecompressSync(file.subarray(end, place))
    expect(body.length).toBe(at(header, 2))
    if (at(header, 1) === 2) {
      dictionary = plainOf(numberAt(meta, 1), body, numberAt(header, 7, 1))
      continue
    }
    const levelEnd = 4 + body.readUInt32LE(0)
    const present = hybrid(body.subarray(4, levelEnd), 1, numberAt(header, 5, 1))
    const count = present.reduce((sum, one) => sum + one, 0)
    const rest = body.subarray(levelEnd)
    const values =
      at(header, 5, 2) === 0
        ? plainOf(numberAt(meta, 1), rest, count)
        : hybrid(rest.subarray(1), rest[0] ?? 0, count).map((one) => dictionary[one])
    expect(place - start).toBe(at(meta, 7))
    return present.map((one) => (one === 1 ? values.shift() : null))
  }
}

/** Rows of a file by the names of its columns, and what the file says of itself. */
function readParquet(file: Buffer) {
  expect([file.toString('latin1', 0, 4), file.toString('latin1', file.length - 4)]).toEqual(['PAR1', 'PAR1'])
  const { value: footer } = thrift(file, file.length - 8 - file.readUInt32LE(file.length - 8))
  const [root, ...columns] = listAt(footer, 2)
  expect(at(root, 5)).toBe(columns.length)
  const rows: Record<string, unknown>[] = []
  const groups = listAt(footer, 4)
  for (const group of groups) {
    const chunks = listAt(group, 1).map((chunk) => chunkOf(file, at(chunk, 3)))
    for (let row = 0; row < numberAt(group, 3); row++)
      rows.push(Object.fromEntries(columns.map((one, place) => [at(one, 4), chunks[place]?.[row]])))
  }
  expect(at(footer, 3)).toBe(rows.length)
  return { rows, groups: groups.length, columns, about: at(footer, 5) }
}

type Line = readonly Cell[]
const columnsOf = (types: readonly ColumnType[]) =>
  types.map((type, place) => column<Line>(`${type} ${place}`, type, '', (row) => row[place] ?? null))
const bytesOf = async (columns: readonly Column<Line>[], pages: readonly Iterable<Line>[]) =>
  Buffer.concat(await Array.fromAsync(parquetBytes(columns, pages, { table: 'made' })))

const written = async (types: readonly ColumnType[], rows: readonly Line[]) =>
  readParquet(await bytesOf(columnsOf(types), [rows]))

/** The same rows kept in columns: one cell for all rows where they are alike. */
const inColumns = (types: readonly ColumnType[], pages: readonly (readonly Line[])[]) =>
  bytesOf(
    columnsOf(types).map((one, place) => ({
      ...one,
      ofPage: (page: ColumnPage<Line>): PageCells => {
        const cells = Array.from(page, (row) => row[place] ?? null)
        const [cell = null] = cells
        return cells.every((other) => other === cell) ? { kind: 'one', cell } : { kind: 'each', cells }
      },
    })),
    pages,
  )

const types = ['text', 'word', 'list', 'number', 'integer', 'boolean', 'date', 'moment'] as const
const cells: Readonly<Record<ColumnType, fc.Arbitrary<Cell>>> = {
  text: fc.string({ unit: 'grapheme', maxLength: 6 }),
  word: fc.constantFrom('final', 'held', 'provisional'),
  list: fc.array(
    fc.string({ minLength: 1, maxLength: 3 }).filter((item) => item.trim() === item && !/[\\|]/.test(item)),
  ),
  number: fc.double({ noNaN: false }),
  integer: fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
  boolean: fc.boolean(),
  date: fc.integer({ min: -20_000, max: 40_000 }).map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10)),
  moment: fc
    .tuple(fc.integer({ min: -1e9, max: 3e9 }), fc.constantFrom('Z', '+07:00', '-05:00', '+05:30'))
    .map(([seconds, offset]) => `${new Date(seconds * 1000).toISOString().slice(0, 19)}${offset}`),
}
const told = (type: ColumnType, cell: Cell): unknown => {
  if (cell === null) return null
  if (type === 'date') return Date.parse(`${cell}`) / 86_400_000
  if (type === 'moment') return Date.parse(`${cell}`)
  if (typeof cell === 'object') return cell.length === 0 ? null : cell.join('|')
  return typeof cell === 'number' && !Number.isFinite(cell) ? null : cell
}

describe('parquetBytes()', () => {
  it('parquetBytes() gives back every cell of every type, absent ones as null', () => {
    const row = fc.tuple(...types.map((type) => fc.option(cells[type], { freq: 4 })))
    return fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 40 }), async (rows) => {
        const { rows: read } = await written(types, rows)
        expect(read).toEqual(
          rows.map((cellsOf) =>
            Object.fromEntries(types.map((type, place) => [`${type} ${place}`, told(type, cellsOf[place] ?? null)])),
          ),
        )
      }),
      { numRuns: 60 },
    )
  })
  it('parquetBytes() writes pages that are kept in columns as it writes their rows', async () => {
    const row = fc.tuple(...types.map((type) => fc.option(cells[type], { freq: 4 })))
    const alike = row.map((one) => Array.from({ length: 3 }, () => one))
    const pages = fc.array(fc.oneof(fc.array(row, { minLength: 1, maxLength: 9 }), alike), { maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(pages, async (some) => {
        expect((await inColumns(types, some)).equals(await bytesOf(columnsOf(types), some))).toBe(true)
      }),
      { numRuns: 30 },
    )
    // Pages that end elsewhere than groups do.
    const many = [0, 1].map((page) => Array.from({ length: 62_000 }, (_, i) => [page === 0 ? i % 7 : 1]))
    expect((await inColumns(['number'], many)).equals(await bytesOf(columnsOf(['number']), many))).toBe(true)
  })
  it('parquetBytes() ends a group after 122,880 rows and keeps each text of a group once', async () => {
    const rows = Array.from({ length: 122_881 }, (_, i) => [`text ${i % 1000}`, i] as const)
    const { rows: read, groups } = await written(['text', 'number'], rows)
    expect(groups).toBe(2)
    expect([read[0], read[122_879], read[122_880]]).toEqual(
      [0, 122_879, 122_880].map((i) => ({ 'text 0': `text ${i % 1000}`, 'number 1': i })),
    )
  })
  it('parquetBytes() says what its columns mean', async () => {
    const { rows, columns, about } = await written(types, [])
    expect(rows).toEqual([])
    // Physical type, converted type: BYTE_ARRAY 6 with UTF8 0, DOUBLE 5, INT64 2 (TIMESTAMP_MILLIS 9), BOOLEAN 0, INT32 1 with DATE 6.
    expect(columns.map((one) => [at(one, 1), at(one, 6)])).toEqual([
      [6, 0],
      [6, 0],
      [6, 0],
      [5, undefined],
      [2, undefined],
      [0, undefined],
      [1, 6],
      [2, 9],
    ])
    expect(at(columns[7], 10)).toEqual({ 8: { 1: true, 2: { 1: {} } } })
    expect(about).toEqual([{ 1: 'table', 2: 'made' }])
  })
})
