import fc from 'fast-check'
import { expect, it } from 'vitest'
import { textSpool } from '../../../server/sources/textSpool.ts'
import { spillInMemory } from '../ingest/streamOf.ts'

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  // Larger than what is kept in memory, in letters of one byte and of three.
  fc.constantFrom('a', '値', '😀').map((letter) => letter.repeat(150_000)),
)

it('textSpool() gives every text back, in order and by its place, whatever its length and letters', () =>
  fc.assert(
    fc.property(fc.array(text, { maxLength: 12 }), (texts) => {
      const spool = textSpool(spillInMemory())
      const places = texts.map(spool.add)
      expect([...spool.all()]).toEqual(texts)
      expect(places.toReversed().map(spool.at)).toEqual(texts.toReversed())
      expect([...spool.all()]).toEqual(texts)
    }),
    { numRuns: 60 },
  ))
