import { expect, it } from 'vitest'
import { mustBeTicker } from '../../../../server/market/ticker.ts'
import { barSpool, cell, type RowForm, type Spill, WIDTH } from '../../../../server/sources/priceFile/barSpool.ts'

/** More than stay in memory. */
const ROWS = 120_000

const inMemory = (): Spill => {
  const kept = Buffer.alloc(ROWS * WIDTH * 8)
  let end = 0
  return {
    write: (bytes) => {
      kept.set(bytes, end)
      end += bytes.byteLength
    },
    read: (at, into) => into.set(kept.subarray(at, at + into.byteLength)),
  }
}

const daily: RowForm = { width: 9, unit: 1, tickers: 'as seen' }

it.each([
  ['in order', (n: number) => n, undefined],
  ['backwards', (n: number) => -n, undefined],
  ['in no order', (n: number) => (n * 7919) % 130_003, undefined],
  ['in no order of seconds', (n: number) => 1000 * ((n * 7919) % 130_003), undefined],
  ['far apart', (n: number) => 1e11 * ((n * 7919) % 130_003), undefined],
  ['in no order of days', (n: number) => (n * 7919) % 130_003, daily],
])('barSpool() gives rows that come %s by ticker, start and line, those that lie aside too', (_, startOf, form) => {
  const spool = barSpool(inMemory(), form)
  const width = form?.width ?? WIDTH
  const symbols = ['ZZZ', 'AAA'].map((name) => spool.indexOf(mustBeTicker(name)))
  const expected: [string, number, number][] = []
  for (let line = 0; line < ROWS; line++) {
    const [cells, at] = [spool.cells(), spool.place()]
    const symbol = line % 1000 < 500 ? 0 : 1
    const start = startOf(line - (line % 3))
    cells.fill(0, at, at + width)
    cells[at + cell.symbol] = symbols[symbol] as number
    cells[at + cell.start] = start
    cells[at + cell.line] = line
    spool.added()
    expected.push([symbol === 0 ? 'ZZZ' : 'AAA', start, line])
  }
  const isFirst = (a: string, b: string) => (form === undefined ? a < b : a > b)
  expected.sort((a, b) => (a[0] === b[0] ? a[1] - b[1] || a[2] - b[2] : isFirst(a[0], b[0]) ? -1 : 1))
  for (const time of [1, 2]) {
    let row = 0
    for (const { cells, count } of spool.ordered())
      for (let at = 0; at < count * width; at += width) {
        const [symbol, start, line] = expected[row++] as [string, number, number]
        if (
          spool.symbolOf(cells[at] as number) !== symbol ||
          cells[at + cell.start] !== start ||
          cells[at + cell.line] !== line
        )
          expect.fail(`row ${row} of reading ${time}`)
      }
    expect(row).toBe(expected.length)
  }
})
