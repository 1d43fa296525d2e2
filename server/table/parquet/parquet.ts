import { setImmediate as breathe } from 'node:timers/promises'
import { constants, zstdCompressSync } from 'node:zlib'
import { type Column, type ColumnHead, type ColumnPage, type ColumnType, cellsOf, type PageCells } from '../column.ts'
import type { Pages } from '../pages.ts'
import { growing, packed } from './bytes.ts'
import { type Gathered, type Gatherer, gatherer, physical, physicalOf } from './gather.ts'
import { i32, i64, list, struct, text, type Value, yes } from './thrift.ts'

/** Rows of a group: what is held in memory, and what a reader can skip. DuckDB and others like this size. */
const ROWS = 122_880
/** Rows that are taken column by column, and after which others are answered: a whole number of times in a group. */
const AT_ONCE = 4096
const MAGIC = Buffer.from('PAR1')
const [PLAIN, RLE, DICTIONARY] = [0, 3, 8]
const ZSTD = 6
/** Of prices one of the quick levels leaves 8 % less than the first of the others. */
const level = { params: { [constants.ZSTD_c_compressionLevel]: -3 } }

interface Chunk {
  readonly pieces: readonly Uint8Array[]
  /** Bytes of the pieces, and before they were packed. */
  readonly bytes: number
  readonly plainBytes: number
  /** From the first piece to the page of values: the page of different ones, where there is one. */
  readonly dictionaryBytes: number
  readonly encodings: readonly number[]
}

/**
 * A table as an Apache Parquet file in pieces: every column may be empty, each text is kept once a group of rows, numbers
 * stand as they are, and zstd packs both. Lists of different numbers, as of texts, took longer and more bytes for prices.
 *
 * @see https://parquet.apache.org/docs/file-format/ (format 2.12, data pages of version 1)
 */
export async function* parquetBytes<Row>(
  columns: readonly Column<Row>[],
  pages: Pages<Row>,
  about: Readonly<Record<string, string>>,
): AsyncGenerator<Uint8Array> {
  const gathering = columns.map((column) => gatherer(column, ROWS))
  const groups: Value[] = []
  let offset = MAGIC.length
  let rows = 0
  let total = 0
  let some: Row[] = []
  const gather = () => {
    for (const { add } of gathering) add(some)
    rows += some.length
    some = []
  }
  yield MAGIC

  function* group(): Generator<Uint8Array> {
    const chunks: Value[] = []
    const start = offset
    for (const [at, column] of columns.entries()) {
      const chunk = chunkOf(column.type, (gathering[at] as Gatherer<Row>).taken())
      chunks.push(chunkMetadata(column, chunk, offset, rows))
      offset += chunk.bytes
      yield* chunk.pieces
    }
    groups.push(struct({ 1: list(chunks), 2: i64(offset - start), 3: i64(rows) }))
    total += rows
    rows = 0
  }

  for await (const page of pages) {
    const cells = cellsOf(page, columns)
    if (cells !== null) {
      const { length } = page as ColumnPage<Row>
      for (let from = 0; from < length; ) {
        const to = Math.min(length, from + ROWS - rows)
        for (const [at, { addCells }] of gathering.entries()) addCells(cells[at] as PageCells, from, to)
        rows += to - from
        from = to
        if (rows === ROWS) yield* group()
      }
      await breathe()
      continue
    }
    for (const row of page) {
      some.push(row)
      if (some.length < AT_ONCE) continue
      gather()
      if (rows === ROWS) yield* group()
      await breathe()
    }
  }
  gather()
  if (rows > 0) yield* group()

  const footer = growing()
  struct({
    1: i32(2),
    2: list([struct({ 4: text('table'), 5: i32(columns.length) }), ...columns.map(schemaOf)]),
    3: i64(total),
    4: list(groups),
    5: list(Object.entries(about).map(([key, value]) => struct({ 1: text(key), 2: text(value) }))),
    6: text('aftershock'),
  }).write(footer)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(footer.taken().length)
  yield Buffer.concat([footer.taken(), length, MAGIC])
}

/** Optional, of its physical type, with what it means. */
function schemaOf({ name, type }: ColumnHead): Value {
  const [converted, logical] = meaningOf(type)
  return struct({ 1: i32(physical[physicalOf(type)]), 3: i32(1), 4: text(name), 6: converted, 10: logical })
}

const nothing = struct({})

function meaningOf(type: ColumnType): readonly [converted?: Value, logical?: Value] {
  switch (type) {
    case 'text':
    case 'word':
    case 'list':
      return [i32(0), struct({ 1: nothing })]
    case 'date':
      return [i32(6), struct({ 6: nothing })]
    case 'moment':
      return [i32(9), struct({ 8: struct({ 1: yes, 2: struct({ 1: nothing }) }) })]
    case 'number':
    case 'integer':
    case 'boolean':
      return []
  }
}

function chunkMetadata({ name, type }: ColumnHead, chunk: Chunk, offset: number, rows: number): Value {
  return struct({
    2: i64(offset),
    3: struct({
      1: i32(physical[physicalOf(type)]),
      2: list(chunk.encodings.map(i32)),
      3: list([text(name)]),
      4: i32(ZSTD),
      5: i64(rows),
      6: i64(chunk.plainBytes),
      7: i64(chunk.bytes),
      9: i64(offset + chunk.dictionaryBytes),
      11: chunk.dictionaryBytes === 0 ? undefined : i64(offset),
    }),
  })
}

function chunkOf(type: ColumnType, gathered: Gathered): Chunk {
  const rows = gathered.present.length
  const levels = packed(gathered.present, 1)
  const data = (encoding: number, values: readonly Uint8Array[]) =>
    page(Buffer.concat([littleEndian(levels.length), levels, ...values]), (plain, packed) => ({
      1: i32(0),
      2: i32(plain),
      3: i32(packed),
      5: struct({ 1: i32(rows), 2: i32(encoding), 3: i32(RLE), 4: i32(RLE) }),
    }))
  if (!('texts' in gathered)) {
    const only = data(PLAIN, [plainNumbers(type, gathered.numbers)])
    return { ...only, dictionaryBytes: 0, encodings: [PLAIN, RLE] }
  }
  const { texts, places } = gathered
  const dictionary = page(plainTexts(texts), (plain, packed) => ({
    1: i32(2),
    2: i32(plain),
    3: i32(packed),
    7: struct({ 1: i32(texts.length), 2: i32(PLAIN) }),
  }))
  const width = Math.max(1, 32 - Math.clz32(Math.max(0, texts.length - 1)))
  const values = data(DICTIONARY, [Buffer.from([width]), ...(places.length === 0 ? [] : [packed(places, width)])])
  return {
    pieces: [...dictionary.pieces, ...values.pieces],
    bytes: dictionary.bytes + values.bytes,
    plainBytes: dictionary.plainBytes + values.plainBytes,
    dictionaryBytes: dictionary.bytes,
    encodings: [PLAIN, RLE, DICTIONARY],
  }
}

function littleEndian(value: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

/** A page: its header and its packed body. */
function page(plain: Uint8Array, header: (plain: number, packed: number) => Readonly<Record<number, Value>>) {
  const body = zstdCompressSync(plain, level)
  const head = growing()
  struct(header(plain.length, body.length)).write(head)
  const pieces = [head.taken(), body]
  return { pieces, bytes: head.taken().length + body.length, plainBytes: head.taken().length + plain.length }
}

const plainTexts = (texts: readonly string[]): Uint8Array =>
  Buffer.concat(
    texts.flatMap((one) => {
      const bytes = Buffer.from(one)
      return [littleEndian(bytes.length), bytes]
    }),
  )

function plainNumbers(type: ColumnType, numbers: Float64Array): Uint8Array {
  switch (physicalOf(type)) {
    case 'int32':
      return new Uint8Array(Int32Array.from(numbers).buffer)
    case 'int64':
      return new Uint8Array(halvesOf(numbers).buffer)
    case 'boolean':
      return bitsOf(numbers)
    case 'double':
    case 'bytes':
      return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
  }
}

function bitsOf(booleans: Float64Array): Uint8Array {
  const bits = new Uint8Array(Math.ceil(booleans.length / 8))
  for (const [at, one] of booleans.entries()) bits[at >> 3] = (bits[at >> 3] as number) | (one << (at & 7))
  return bits
}

/** Whole numbers as 64 bits, low half first. */
function halvesOf(numbers: Float64Array): Int32Array {
  const halves = new Int32Array(2 * numbers.length)
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i] as number
    const high = Math.floor(value / 2 ** 32)
    halves[2 * i] = value - high * 2 ** 32
    halves[2 * i + 1] = high
  }
  return halves
}
