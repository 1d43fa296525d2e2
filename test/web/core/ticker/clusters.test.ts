import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bucketSize, clusterAt, dealt, type Mark, placed } from '../../../../web/core/ticker/clusters.ts'
import { railOf } from '../../../../web/core/ticker/family.ts'
import { rails } from '../../../../web/core/ticker/rails.ts'

const mark = (x: number, more: Partial<Mark> = {}): Mark => ({
  id: `e${x}`,
  rail: 'governance',
  letter: 'G',
  x,
  effective: Math.round(x),
  between: false,
  possible: null,
  verdict: 'not',
  ar: 0,
  ...more,
})

const marks = fc
  .array(
    fc
      .tuple(
        fc.double({ min: 0, max: 600, noNaN: true }),
        fc.constantFrom(...rails),
        fc.double({ min: -9, max: 9, noNaN: true }),
      )
      .map(([x, rail, ar]) => mark(x, { rail, ar })),
    { maxLength: 300 },
  )
  .map((given) => given.sort((a, b) => a.x - b.x))

/** As the chart has them. */
const clustersOf = (given: readonly Mark[], size: number, margin: number, merged = false) =>
  placed(dealt(given, size, merged), size, margin)

describe('clusters', () => {
  it('dealt() and placed() keeps every event in exactly one cluster, merged or not', () =>
    fc.assert(
      fc.property(marks, fc.double({ min: 0.3, max: 90, noNaN: true }), fc.boolean(), (given, width, merged) => {
        const clusters = clustersOf(given, bucketSize(width, 18), 7 / width, merged)
        expect(clusters.reduce((sum, cluster) => sum + cluster.marks.length, 0)).toBe(given.length)
      }),
    ))
  it('dealt() and placed() leaves 14 pixels between neighbours of one lane', () =>
    fc.assert(
      fc.property(marks, fc.double({ min: 0.3, max: 90, noNaN: true }), (given, width) => {
        const clusters = clustersOf(given, bucketSize(width, 18), 7 / width)
        for (const [i, { rail, x }] of clusters.entries()) {
          const next = clusters[i + 1]
          if (next?.rail === rail) expect((next.x - x) * width).toBeGreaterThan(14 - 1e-6)
        }
      }),
    ))
  it('dealt() and placed() does not move the other lanes when one is filtered out', () =>
    fc.assert(
      fc.property(marks, (given) => {
        const all = clustersOf(given, 8, 2).filter(({ rail }) => rail !== 'deals')
        expect(
          clustersOf(
            given.filter(({ rail }) => rail !== 'deals'),
            8,
            2,
          ),
        ).toEqual(all)
      }),
    ))
  it('dealt() and placed() shows the event with the largest abnormal return that was tested', () => {
    const members = [mark(1, { ar: 0.01 }), mark(2, { ar: -0.04 }), mark(3, { ar: 0.09, verdict: 'unknown' })]
    const [cluster] = clustersOf(members, 16, 2)
    expect(cluster?.face.id).toBe('e2')
    expect(cluster?.marks.map(({ id }) => id)).toEqual(['e1', 'e2', 'e3'])
  })
  it('dealt() tells the bar that the last event between two bars waits for', () => {
    const waiting = [mark(1, { between: true, effective: 2 }), mark(2.5, { between: true, effective: 3 }), mark(3)]
    expect(clustersOf(waiting, 16, 2).map(({ waitsFor }) => waitsFor)).toEqual([3])
    expect(clustersOf([mark(1)], 16, 2).map(({ waitsFor }) => waitsFor)).toEqual([null])
  })
  it('bucketSize() is a power of two at least as wide as asked', () => {
    expect(bucketSize(4, 18)).toBe(8)
    expect(bucketSize(18, 18)).toBe(1)
    expect(bucketSize(80, 18)).toBe(0.25)
  })
  it('dealt() calls what holds one significant event so, and unknown only where all are', () => {
    const [significant] = clustersOf([mark(1, { verdict: 'significant' }), mark(2, { verdict: 'unknown' })], 16, 2)
    const [unknown] = clustersOf([mark(1, { verdict: 'unknown' })], 16, 2)
    expect(significant?.verdict).toBe('significant')
    expect(unknown?.verdict).toBe('unknown')
  })
  it('clusterAt() finds the nearest within reach', () => {
    const clusters = clustersOf([mark(1), mark(40)], 4, 1)
    expect(clusterAt(clusters, 'governance', 39, 2)?.face.id).toBe('e40')
    expect(clusterAt(clusters, 'deals', 39, 2)).toBeNull()
    expect(clusterAt(clusters, null, 20, 2)).toBeNull()
  })
  it.each([
    ['management', 'governance'],
    ['partnership', 'deals'],
    ['regulation', 'legal'],
    ['earnings', 'earnings'],
    ['x.rumour', 'other'],
  ])('railOf(%s) is %s', (family, rail) => expect(railOf(family)).toBe(rail))
})
