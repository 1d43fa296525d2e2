import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { comparePlaces, cursorsOf, pageOf, pagingOf, whole } from '../../../server/query/page.ts'

type Place = readonly [at: number, id: string]
const cursors = cursorsOf<Place>('fruit', z.tuple([z.int(), z.string()]))
const question = z.strictObject(cursors.shape())
const placeOf = ({ at, id }: { readonly at: number; readonly id: string }): Place => [at, id]
const read = (given: unknown) => pagingOf(question.parse(given))

describe('pages of a list', () => {
  it('pageOf() walked to its end gives every line once, whatever the length of pages', () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.string({ maxLength: 2 })), {
          selector: (place) => place.join(),
        }),
        fc.integer({ min: 1, max: 5 }),
        (places, limit) => {
          const lines = places.toSorted(comparePlaces).map(([at, id]) => ({ at, id }))
          const seen: unknown[] = []
          let cursor: string | null = null
          do {
            const page: ReturnType<typeof pageOf<{ at: number; id: string }, Place>> = pageOf(
              lines,
              read({ limit: String(limit), ...(cursor === null ? {} : { cursor }) }),
              placeOf,
              cursors.textOf,
            )
            expect([page.total, page.lines.length <= limit]).toEqual([lines.length, true])
            seen.push(...page.lines)
            cursor = page.next
          } while (cursor !== null)
          expect(seen).toEqual(lines)
        },
      ),
      { numRuns: 100 },
    ))

  it('pageOf() goes on after its cursor when lines have come or gone before it', () => {
    const lines = [1, 3, 5, 7, 9].map((at) => ({ at, id: 'x' }))
    const { next } = pageOf(lines, read({ limit: '3' }), placeOf, cursors.textOf)
    const changed = [{ at: 0, id: 'new' }, ...lines.slice(2), { at: 11, id: 'new' }].filter(({ at }) => at !== 5)
    const page = pageOf(changed, read({ limit: '3', cursor: next }), placeOf, cursors.textOf)
    expect(page.lines.map(({ at }) => at)).toEqual([7, 9, 11])
    expect([page.total, page.next]).toEqual([4, null])
  })

  it('pageOf() ends a page of long lines early, unless a number of lines was named', () => {
    const lines = Array.from({ length: 5 }, (_, at) => ({ at, id: 'x'.repeat(1_500_000) }))
    expect(pageOf(lines, read({}), placeOf, cursors.textOf).lines).toHaveLength(2)
    expect(pageOf(lines, read({ limit: '4' }), placeOf, cursors.textOf).lines).toHaveLength(4)
    const [first] = [{ at: 0, id: 'x'.repeat(5_000_000) }]
    expect(pageOf([first], read({}), placeOf, cursors.textOf)).toMatchObject({ lines: [first], next: null })
    expect(pageOf(lines, whole, placeOf, cursors.textOf).next).toBeNull()
  })

  it('orders texts as the store does, by their UTF-8 bytes', () =>
    expect(['\u{1F600}', '\uFFFD', 'é', 'z', 'Z'].toSorted((a, b) => comparePlaces([0, a], [0, b]))).toEqual([
      'Z',
      'z',
      'é',
      '\uFFFD',
      '\u{1F600}',
    ]))

  it.each([
    ['no text of ours', 'x'],
    ['characters that none has', '%%%'],
    ['nothing', ''],
    ['JSON of another kind', Buffer.from('{"a":1}').toString('base64url')],
    ['the cursor of another list', cursorsOf<Place>('nuts', z.tuple([z.int(), z.string()])).textOf([1, 'a'])],
    ['a place of another kind', Buffer.from('["fruit","a",1]').toString('base64url')],
    ['too many values', Buffer.from('["fruit",1,"a",2]').toString('base64url')],
    ['a text without end', 'A'.repeat(10_000)],
  ])('a cursor that is %s is refused', (_, cursor) =>
    expect(question.safeParse({ cursor }).error?.issues[0]).toMatchObject({ path: ['cursor'] }),
  )

  it.each(['0', '10001', '1.5', '1e3', ' 5', '-1', ''])('a limit of "%s" is refused', (limit) =>
    expect(question.safeParse({ limit }).error?.issues[0]).toMatchObject({ path: ['limit'] }),
  )
})
