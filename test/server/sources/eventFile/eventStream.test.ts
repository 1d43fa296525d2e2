import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { EventReadOptions } from '../../../../server/sources/eventFile/parsedEvent.ts'
import { type EventFile, readEventStream } from '../../../../server/sources/eventFile/readEvents.ts'
import { fileStream } from '../../../../server/sources/fileStream.ts'
import { spillInMemory } from '../../ingest/streamOf.ts'
import { rules } from './reading.ts'

/** Reads lines, made as they are asked for, in chunks of a thousand. */
function reading(lines: () => Iterable<string>, more: Partial<EventReadOptions> = {}, open = spillInMemory) {
  const stream = fileStream(function* () {
    let text = ''
    let count = 0
    for (const line of lines()) {
      text += `${line}\n`
      if (++count % 1000 > 0) continue
      yield Buffer.from(text)
      text = ''
    }
    yield Buffer.from(text)
  })
  return readEventStream(stream, { ...rules, ...more }, open) as EventFile
}

const titles = (file: EventFile): readonly string[] => Array.from(file.events(), ({ event }) => event.title)

function* many(count: number): Generator<string> {
  yield 'event_id,title,public_at,tickers'
  yield 'one,The first,2023-11-17,MSFT'
  yield ',Without an id,2023-11-17,MSFT'
  for (let n = 0; n < count; n++) yield `n${n},Number ${n},2023-11-17T15:28:00-05:00,MSFT`
  yield 'n7,Number 7 again,2023-11-18,AAPL'
  yield ',Without an id,2023-11-17,MSFT'
  yield 'one,The first again,2023-11-20,MSFT'
  yield 'last,The last,2023-11-20,MSFT'
}

it('readEventStream() tells records of one id apart from others, however far apart they stand, and keeps the first', () => {
  const count = 120_000
  let [spilled, largest, spools] = [0, 0, 0]
  const file = reading(
    () => many(count),
    {},
    () => {
      spools++
      const spill = spillInMemory()
      const sized = (bytes: Uint8Array) => {
        largest = Math.max(largest, bytes.byteLength)
        return bytes
      }
      return {
        write: (bytes) => {
          spilled += bytes.byteLength
          spill.write(sized(bytes))
        },
        read: (at, into) => spill.read(at, sized(into)),
      }
    },
  )
  // Line 1 is the header, so that number n stands on line 4 + n.
  expect(file.report.map(({ line, code, message }) => [line, code, message])).toEqual([
    [count + 4, 'E_ID_DUPLICATE', 'Cannot take two events of one id: n7 stands on line 11 already'],
    [count + 5, 'W_DUPLICATE', 'The same event stands on line 3 already'],
    [count + 6, 'E_ID_DUPLICATE', 'Cannot take two events of one id: one stands on line 2 already'],
  ])
  expect([file.records, file.rejected, file.count]).toEqual([count + 6, 2, count + 3])
  let number = 0
  for (const { event } of file.events()) {
    if (number === 0) expect(event.title).toBe('The first')
    else if (number === 1) expect(event.title).toBe('Without an id')
    else if (number < count + 2) expect(event.title).toBe(`Number ${number - 2}`)
    else expect(event.title).toBe('The last')
    number++
  }
  expect(number).toBe(count + 3)
  // Each event is more than 200 bytes as it lies aside. What is not there is what memory holds: the last room of texts, and of
  // four numbers each the first six and the last block of 16,384 rows. Nothing is moved that is larger than a block.
  expect(spilled).toBeGreaterThan(200 * count - 256 * 1024 + 32 * (count - 7 * 16_384))
  expect(largest).toBeLessThanOrEqual(32 * 16_384)
  expect(spools).toBe(3)
})

it('readEventStream() takes ids apart that only their fingerprints cannot tell', () => {
  // Both have the FNV-1a of 32 bits 5e4daa9d.
  const lines = ['event_id,title,public_at', 'costarring,A,2023-11-17', 'liquid,B,2023-11-17', 'liquid,C,2023-11-18']
  const file = reading(() => lines)
  expect(titles(file)).toEqual(['A', 'B'])
  expect(file.report).toMatchObject([
    { line: 4, code: 'E_ID_DUPLICATE', message: 'Cannot take two events of one id: liquid stands on line 3 already' },
  ])
})

it('readEventStream() tells fifty thousand faults of a kind, and how many more there are', () => {
  const file = reading(function* () {
    yield 'title,public_at,tickers'
    for (let n = 0; n < 50_003; n++) yield ',2023-11-17,MSFT'
    yield 'A,2023-02-30,MSFT'
  })
  expect([file.records, file.rejected, file.count]).toEqual([50_004, 50_004, 0])
  expect(file.report).toHaveLength(50_002)
  expect(file.report[49_999]).toMatchObject({ line: 50_001, code: 'E_REQUIRED', field: 'title' })
  expect(file.report[50_000]).toMatchObject({ line: 50_005, code: 'E_TIME_FORMAT', field: 'public_at' })
  expect(file.report[50_001]).toMatchObject({ line: null, code: 'E_REQUIRED', message: 'And 3 more of these' })
})

it('readEventStream() keeps nothing of a file but what it tells of it', () => {
  const program = join(import.meta.dirname, '../../../standin/faultyEvents.ts')
  const { stdout } = spawnSync(process.execPath, ['--expose-gc', program, '120'], { encoding: 'utf8' })
  const { told, held } = JSON.parse(stdout) as { readonly told: number; readonly held: number }
  expect(told).toBe(120 * 4 * 25)
  expect(held).toBeLessThan(60)
})

it('readEventStream() refuses a file of which one record is too long, and names its line', () => {
  const file = reading(() => ['title,public_at,notes', 'A,2023-11-17,', `B,2023-11-17,${'x'.repeat(1_000_001)}`])
  expect([file.refused, file.count]).toEqual([true, 0])
  expect(file.report).toMatchObject([{ line: 3, code: 'E_LIMIT', field: null }])
})

it('readEventStream() counts the line that tells the delimiter, also where it reads the text as a whole', () => {
  const head = ['sep=;', 'title;public_at;notes', 'A;2023-11-17;']
  const lines = (file: EventFile) => [...file.events()].map(({ line }) => line)
  const file = reading(() => [...head, ';2023-11-17;', 'B;2023-11-17'])
  expect([lines(file), file.report.map(({ line }) => line)]).toEqual([[3, 5], [4]])
  const odd = reading(() => [...head, 'A "quoted" word;2023-11-17;', ';2023-11-17;'])
  expect([lines(odd), odd.report.map(({ line, code }) => [line, code])]).toEqual([
    [3, 4],
    [
      [4, 'W_QUOTE'],
      [5, 'E_REQUIRED'],
    ],
  ])
  expect(reading(() => ['sep=;', 'title;title', 'A;B']).report).toMatchObject([{ line: 2, code: 'E_HEADER_DUPLICATE' }])
})

it('readEventStream() leaves files of other forms to those who read them whole', () => {
  const taken = (text: string, more: Partial<EventReadOptions> = {}) => reading(() => [text], more) !== null
  expect(taken('title,public_at\nA,2023-11-17')).toBe(true)
  expect(taken('[{"title":"A","public_at":"2023-11-17"}]')).toBe(false)
  expect(taken('BEGIN:VCALENDAR\nEND:VCALENDAR')).toBe(false)
  // GDELT writes a table too.
  expect(taken('title,seendate,sourcecountry\nA,20231117T152800Z,US')).toBe(false)
  expect(taken('title,public_at\nA,2023-11-17', { reader: 'gdelt' })).toBe(false)
  expect(taken('title,seendate,sourcecountry\nA,20231117T152800Z,US', { reader: 'csv' })).toBe(true)
})
