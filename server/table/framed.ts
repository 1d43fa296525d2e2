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

/** The bytes of a page without its loose cells. */
interface Frame {
  readonly parts: readonly object[]
  readonly bytes: Buffer
  /** Where each row begins, and at last where they end; and where its loose cell belongs. */
  readonly starts: readonly number[]
  readonly gaps: readonly number[]
}

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

/** @param last the frame of the same head as it was */
function frameOf<Row>(
  { parts, row }: FramedPage<Row>,
  [before, after]: readonly [Writer<Row>, Writer<Row>],
  last?: Frame,
) {
  const [starts, gaps, pieces]: [number[], number[], Buffer[]] = [[], [], []]
  let bytes = 0
  for (const [at, part] of parts.entries()) {
    starts.push(bytes)
    if (last !== undefined && last.parts[at] === part) {
      const [start = 0, gap = 0] = [last.starts[at], last.gaps[at]]
      const piece = last.bytes.subarray(start, last.starts[at + 1])
      gaps.push(bytes + gap - start)
      pieces.push(piece)
      bytes += piece.length
      continue
    }
    const told = row(at)
    const [start, end] = [Buffer.from(`${before(told)},`), Buffer.from(`,${after(told)}${END}`)]
    gaps.push(bytes + start.length)
    pieces.push(start, end)
    bytes += start.length + end.length
  }
  starts.push(bytes)
  return { parts, bytes: Buffer.concat(pieces, bytes), starts, gaps } satisfies Frame
}

interface FilledFrame {
  readonly frame: Frame
  /** Digits and signs. */
  readonly cells: readonly string[]
}

function joined(header: Buffer, all: readonly FilledFrame[]): Buffer<ArrayBuffer> {
  let size = header.length
  for (const { frame, cells } of all) {
    size += frame.bytes.length
    for (const { length } of cells) size += length
  }
  const out = Buffer.allocUnsafeSlow(size)
  let at = header.copy(out)
  for (const { frame, cells } of all) {
    let from = 0
    for (let row = 0; row < cells.length; row++) {
      const gap = frame.gaps[row] as number
      at += frame.bytes.copy(out, at, from, gap)
      at += out.write(cells[row] as string, at, 'latin1')
      from = gap
    }
    at += frame.bytes.copy(out, at, from)
  }
  return out
}
