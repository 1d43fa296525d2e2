import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guarded, unguarded } from '../../../server/table/formulaSafe.ts'

describe('guarded', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', "'\rx"],
    ["'=x", "''=x"],
    ["''-", "'''-"],
    ["'quoted'", "'quoted'"],
    ['a=b', 'a=b'],
    ['', ''],
    ['＝1', '＝1'],
    [' =1', ' =1'],
  ])('guarded() writes %j as %j', (text, written) => expect(guarded(text)).toBe(written))

  it('unguarded() gives back whatever guarded() was given', () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', 'a', ' ')), (pieces) => {
        const text = pieces.join('')
        expect(unguarded(guarded(text))).toBe(text)
      }),
    ))
})
