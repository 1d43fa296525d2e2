import fc from 'fast-check'
import { expect, it } from 'vitest'
import { gathered, jsonText } from '../../../server/study/jsonText.ts'

const textOf = (value: unknown) => [...jsonText(value)].join('')

it('jsonText() is the text of JSON.stringify', () =>
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(textOf(value)).toBe(JSON.stringify(value))
    }),
  ))

it('jsonText() writes long arrays, leaves undefined fields out and lists without a length too', () => {
  const long = Array.from({ length: 2500 }, (_, i) => (i % 7 === 0 ? null : i / 3))
  const fields = { long, gone: undefined, none: [], nothing: {}, 'a "name"': 'é' }
  expect(textOf(fields)).toBe(JSON.stringify(fields))
  expect(textOf({ set: new Set([1, 'two', { three: 3 }]), empty: new Set() })).toBe(
    '{"set":[1,"two",{"three":3}],"empty":[]}',
  )
})

it('gathered() loses nothing and makes pieces of many', () => {
  const texts = Array.from({ length: 3000 }, (_, i) => `${i},`.repeat(100))
  const pieces = [...gathered(texts)]
  expect(pieces.join('')).toBe(texts.join(''))
  expect(pieces.length).toBeLessThan(10)
})
