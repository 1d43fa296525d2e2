import { describe, expect, it } from 'vitest'
import { maskAround, sessionClusters } from '../../../server/stats/overlap.ts'

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
