import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { OddQuote, recordsOf } from '../../../server/sources/records.ts'

const split = (text: string): readonly string[] => text.split(/(?<=\n)/)

/** What another parser of RFC 4180 makes of it; null where it refuses. */
function theirs(text: string): readonly (readonly string[])[] | null {
  try {
    return parse(text, { record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true })
  } catch {
    return null
  }
}

it('recordsOf() splits as csv-parse does, whole or in pieces, and gives up where it does', () =>
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', '1.5', ',', '"', '""', '\n', '\r\n', '\r', ' ', 'é')), (parts) => {
      const text = parts.join('')
      const expected = theirs(text)
      for (const pieces of [[text], split(text)]) {
        const ours = () => Array.from(recordsOf(pieces, ','), ({ fields }) => fields)
        if (expected === null) expect(ours).toThrow(OddQuote)
        else
          expect(ours().filter((record) => record.join('') !== '')).toEqual(expected.filter((r) => r.join('') !== ''))
      }
    }),
    { numRuns: 2000 },
  ))

it('recordsOf() says on which line a record begins', () =>
  expect([...recordsOf(['a,b\n"1\n', '2",3\r\n\r\n4,5'], ',')]).toEqual([
    { line: 1, fields: ['a', 'b'] },
    { line: 2, fields: ['1\n2', '3'] },
    { line: 4, fields: [''] },
    { line: 5, fields: ['4', '5'] },
  ]))
