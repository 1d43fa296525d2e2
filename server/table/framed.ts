import { setImmediate as breathe } from 'node:timers/promises'
import type { Column } from './column.ts'
import { END, headerText, numberText, sideBySide, type Writer } from './csv.ts'

/** A page of which one column changes more often than all others: what is told of it besides is kept as bytes. */
export interface FramedPage<Row> {
  /** The same object for as long as the rest of what its rows tell is. */
  readonly head: object
  /** What each row tells besides head and loose cell, by itself: the same object for as long as that is the same. */
  readonly parts: readonly object[]
  /** Cells of the loose column, one a row. */
  readonly loose: readonly (number | null)[]
  readonly row: (at: number) => Row
}

/** Rows written before others are answered. */
const ROWS = 200

/** Where the bytes of a row stand, without its loose cell, and where that belongs. */
interface FramedRow {
  readonly bytes: Buffer
  readonly start: number
  readonly gap: number
  readonly end: number
}

interface Frame {
  readonly parts: readonly object[]
  readonly rows: readonly FramedRow[]
}

const encoder = new TextEncoder()
/** Of heads that live long: quick collections take what stands in a weak map for needed, whether its key is or not. */
const frames = new WeakMap<object, WeakMap<object, Frame>>()

/**
 * A table as the bytes of its CSV. Rows that were told before are copied, and only loose cells are written anew. Others may be
 * answered meanwhile.
 *
 * @param loose one of the columns, neither the first nor the last
 */
export async function framedCsv<Row, Item>(
  columns: readonly Column<Row>[],
  loose: Column<Row>,
  items: readonly Item[],
  pageOf: (item: Item) => FramedPage<Row>,
): Promise<Uint8Array<ArrayBuffer>> {
  const at = columns.indexOf(loose)
  const write = [sideBySide(columns.slice(0, at)), sideBySide(columns.slice(at + 1))] as const
  const before = frames.getOrInsertComputed(columns, () => new WeakMap())
  const filled: FilledFrame[] = []
  let written = 0
  for (const item of items) {
    const page = pageOf(item)
    const last = before.get(page.head)
    const frame = last?.parts === page.parts ? last : frameOf(page, write, last)
    before.set(page.head, frame)
    filled.push({ frame, cells: page.loose.map((value) => (value === null ? '' : numberText(value))) })
    if (frame !== last) written += frame.parts.length
    if (written < ROWS) continue
    written = 0
    await breathe()
  }
  return joined(Buffer.from(headerText(columns)), filled)
}

/** @param last the frame of the same head as it was: its rows stay where they are */
function frameOf<Row>(
  { parts, row }: FramedPage<Row>,
  [before, after]: readonly [Writer<Row>, Writer<Row>],
  last?: Frame,
): Frame {
  const isKnown = (at: number) => last !== undefined && last.parts[at] === parts[at]
  const texts = parts.map((_, at) => {
    if (isKnown(at)) return null
    const told = row(at)
    return [`${before(told)},`, `,${after(told)}${END}`] as const
  })
  // Bytes of its own: a piece of Node's pool of 64 kB would keep all of that for as long as the rows are known.
  const bytes = Buffer.from(encoder.encode(texts.flatMap((text) => text ?? []).join('')).buffer)
  let end = 0
  const rows = texts.map((text, at): FramedRow => {
    if (text === null) return last?.rows[at] as FramedRow
    const start = end
    const gap = start + Buffer.byteLength(text[0])
    end = gap + Buffer.byteLength(text[1])
    return { bytes, start, gap, end }
  })
  return { parts, rows }
}

interface FilledFrame {
  readonly frame: Frame
  /** Digits and signs. */
  readonly cells: readonly string[]
}

function joined(header: Buffer, all: readonly FilledFrame[]): Buffer<ArrayBuffer> {
  let size = header.length
  for (const { frame, cells } of all) {
    for (const { start, end } of frame.rows) size += end - start
    for (const { length } of cells) size += length
  }
  const out = Buffer.allocUnsafeSlow(size)
  let at = header.copy(out)
  for (const { frame, cells } of all)
    for (let row = 0; row < cells.length; row++) {
      const { bytes, start, gap, end } = frame.rows[row] as FramedRow
      at += bytes.copy(out, at, start, gap)
      at += out.write(cells[row] as string, at, 'latin1')
      at += bytes.copy(out, at, gap, end)
    }
  return out
}
