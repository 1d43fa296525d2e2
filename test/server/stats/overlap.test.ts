import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inOrder, insideOf, maskAround, othersIn, sessionClusters } from '../../../server/stats/overlap.ts'

describe('maskAround()', () => {
  it('maskAround() marks a session on each side and stays on the axis', () => {
    expect([
      ...maskAround(8, [
        { id: 'a', day0: 0 },
        { id: 'b', day0: 5 },
      ]),
    ]).toEqual([1, 1, 0, 0, 1, 1, 1, 0])
    expect([...maskAround(4, [{ id: 'last', day0: 3 }])]).toEqual([0, 0, 1, 1])
    expect([...maskAround(4, [{ id: 'beyond', day0: 4 }])]).toEqual([0, 0, 0, 1])
  })
})

describe('insideOf() and othersIn()', () => {
  const dated = fc.array(fc.record({ id: fc.string({ maxLength: 3 }), day0: fc.integer({ min: 0, max: 12 }) }))
  it('find what looking at every event finds, without those of the session itself', () => {
    fc.assert(
      fc.property(
        dated,
        fc.integer({ min: -1, max: 13 }),
        fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })),
        (events, day0, ends) => {
          const [from = 0, to = 0] = ends.toSorted((a, b) => a - b)
          const wanted = events
            .filter((each) => each.day0 !== day0 && each.day0 >= day0 + from && each.day0 <= day0 + to)
            .sort((a, b) => a.day0 - b.day0 || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
            .map(({ id }) => id)
          const all = inOrder(events)
          expect(insideOf(all, day0, [from, to])).toEqual({ ids: wanted.slice(0, 50), size: wanted.length })
          expect(othersIn(all, day0, [from, to]).map(({ id }) => id)).toEqual(wanted)
        },
      ),
    )
  })

  it('look at few of many events', () => {
    let looks = 0
    const many = inOrder(
      Array.from({ length: 100_000 }, (_, day0) => ({
        id: `e${day0}`,
        get day0() {
          looks++
          return day0
        },
      })),
    )
    looks = 0
    expect(insideOf(many, 60_000, [-10, 10]).size).toBe(20)
    expect(looks).toBeLessThan(200)
  })
})

describe('sessionClusters()', () => {
  it('sessionClusters() makes one event of items that hit one session of one security', () => {
    const items = [
      { id: 'a', security: 'MSFT', day0: 3 },
      { id: 'b', security: 'NVDA', day0: 3 },
      { id: 'c', security: 'MSFT', day0: 3 },
      { id: 'd', security: 'MSFT', day0: 4 },
    ]
    expect(sessionClusters(items).map(({ id, items: members }) => [id, members.length])).toEqual([
      ['a+c', 2],
      ['b', 1],
      ['d', 1],
    ])
  })
})
