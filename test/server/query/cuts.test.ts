import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cut, isOfKnownRows } from '../../../server/query/cuts.ts'
import { answerBytes } from '../../../server/query/parts.ts'

const jsonOf = (answer: object) => ({ text: answerBytes(answer).toString(), known: isOfKnownRows(answer) })

const text = fc.oneof(fc.constantFrom('final', '2023-11-17', '"],[', '\\"', 'é😀', '\u2028'), fc.string())
const cell = fc.oneof(
  fc.double(),
  fc.constantFrom(null, undefined, -0, 1e21, 5e-324),
  text,
  fc.array(text, { maxLength: 3 }),
  fc.record({ at: fc.integer(), not: fc.constant(undefined) }),
)
const columns = fc.dictionary(fc.string({ minLength: 1 }), fc.array(cell, { maxLength: 20 }), {
  minKeys: 1,
  maxKeys: 4,
})

describe('answerBytes() of rows of columns', () => {
  it('is what JSON.stringify makes of rows, before and after the text of their columns is kept', () => {
    let known = 0
    const ends = fc.array(fc.tuple(fc.nat(12), fc.nat(25)), { minLength: 4, maxLength: 12 })
    const head = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 })
    fc.assert(
      fc.property(columns, ends, head, head, (all, ranges, before, after) => {
        for (const [from, to] of ranges) {
          const rows = Object.fromEntries(Object.entries(all).map(([name, values]) => [name, cut(values, from, to)]))
          const answer = { ...before, ...rows, not: undefined, ...after }
          const told = jsonOf(answer)
          expect(told.text).toBe(JSON.stringify(answer))
          if (told.known) known++
        }
      }),
    )
    expect(known).toBeGreaterThan(50)
  })

  it('tells rows that are no part of a kept column, and copies of those that are', () => {
    const values = [1, 2, 3, 4]
    for (let time = 0; time < 5; time++) expect(jsonOf({ a: cut(values, 1, 3) }).text).toBe('{"a":[2,3]}')
    expect(jsonOf({ a: cut(values, 1, 3) }).known).toBe(true)
    expect(jsonOf({ a: [...cut(values, 1, 3)] })).toEqual({ text: '{"a":[2,3]}', known: false })
    expect(jsonOf({ a: cut(values, 1, 3), b: [9] }).text).toBe('{"a":[2,3],"b":[9]}')
    expect(jsonOf({ b: {}, a: cut(values, 0, 0) }).text).toBe('{"b":{},"a":[]}')
    expect(jsonOf({ a: cut(values, 3, 1) }).text).toBe('{"a":[]}')
  })

  it('keeps no column as text of which fewer rows were told than it has', () => {
    const values = Array.from({ length: 100 }, (_, at) => at)
    const times = Array.from({ length: 12 }, (_, at) => jsonOf({ a: cut(values, at, at + 10) }).known)
    // With the eleventh 110 rows are told.
    expect(times.indexOf(true)).toBe(10)
  })

  it('lets go of the columns that were asked for longest ago beyond 4 MB', () => {
    // 12 bytes of text and 4 for where it begins: 1.6 MB each.
    const all = Array.from({ length: 3 }, (_, of) =>
      Array.from({ length: 100_000 }, (_, at) => 10_000_000_000 * (of + 1) + at),
    )
    const isKnown = (of: number) => jsonOf({ a: cut(all[of] ?? [], 5, 7) }).known
    const tell = (of: number) => {
      for (let time = 0; time < 2; time++) jsonOf({ a: cut(all[of] ?? [], 0, 100_000) })
    }
    tell(0)
    tell(1)
    expect([isKnown(1), isKnown(0)]).toEqual([true, true])
    tell(2)
    expect([isKnown(0), isKnown(1), isKnown(2)]).toEqual([true, false, true])
    expect(jsonOf({ a: cut(all[1] ?? [], 0, 2) }).text).toBe('{"a":[20000000000,20000000001]}')
  })
})
