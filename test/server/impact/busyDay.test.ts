import { describe, expect, it } from 'vitest'
import { measureImpact } from '../../../server/impact/impact.ts'
import { measureImpacts } from '../../../server/impact/list.ts'
import { clusterShown } from '../../../server/impact/otherEvents.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { exportCsv, exportQuery } from '../tables.ts'
import { eventAt, worldWith } from './oneAnswerWorld.ts'

const ticker = mustBeTicker('MSFT')
const range = { from: null, to: null }
const query = { benchmark: null, settings: {} }
const items = (count: number) =>
  Array.from({ length: count }, (_, i) => eventAt(`busy-${String(i).padStart(4, '0')}`, '2023-08-03T13:45:00Z'))

/** What 300 more items of one day add to an answer, and what 300 more than that. */
async function growth(lengthOf: (db: Awaited<ReturnType<typeof worldWith>>) => Promise<number>) {
  const lengths: number[] = []
  for (const count of [100, 400, 700]) {
    const db = await worldWith({ events: items(count) })
    lengths.push(await lengthOf(db))
    db.close()
  }
  const [a = 0, b = 0, c = 0] = lengths
  return (c - b) / (b - a)
}

describe('many items on one session', { timeout: 60_000 }, () => {
  it('measureImpacts() names fifty in a line, itself among them, how many there are, and all of them once', async () => {
    const db = await worldWith({ events: items(120) })
    const { impacts, clusters } = await measureImpacts(db, ticker, range, query)
    const lines = impacts.filter(({ event_id }) => event_id.startsWith('busy-'))
    expect(lines).toHaveLength(120)
    for (const { event_id, cluster, cluster_size } of lines) {
      expect(cluster).toHaveLength(clusterShown)
      expect(cluster).toContain(event_id)
      expect(cluster_size).toBe(120)
    }
    expect(Object.entries(clusters)).toEqual([['2023-08-03', items(120).map(({ event_id }) => event_id)]])
    // They are one statistical event: the figures of each are those of all.
    const figures = lines.map(({ event_id, title, public_at, cluster, ...rest }) => rest)
    expect(new Set(figures.map((one) => JSON.stringify(one))).size).toBe(1)
    const impact = await measureImpact(db, 'busy-0119', { ticker, ...query })
    expect([impact.cluster.length, impact.cluster_size]).toEqual([clusterShown, 120])
    expect(impact.cluster.map(({ event_id }) => event_id)).toContain('busy-0119')
    db.close()
  })
  it('measureImpacts() grows with the items and not with their square', async () =>
    expect(
      await growth(async (db) => JSON.stringify(await measureImpacts(db, ticker, range, query)).length),
    ).toBeCloseTo(1, 1))
  it('exportCsv() of a panel does too', async () =>
    expect(
      await growth(async (db) => {
        let length = 0
        for await (const piece of await exportCsv(db, exportQuery('panel', { ticker }, null))) length += piece.length
        return length
      }),
    ).toBeCloseTo(1, 1))

  it('measureImpacts() counts news about the whole market among the items of a session, and no record of the price', async () => {
    const events = [
      eventAt('that-day', '2023-09-20T15:00:00Z'),
      eventAt('record-that-day', '2023-09-20T19:00:00Z', { type: 'x.milestone' }),
    ]
    const db = await worldWith({ events })
    const { impacts } = await measureImpacts(db, ticker, range, query)
    const clusterOf = (id: string) => impacts.find(({ event_id }) => event_id === id)?.cluster
    // The rate decision is an event of ^GSPC with the role of the market.
    expect(clusterOf('that-day')).toEqual(['that-day', 'rates'])
    expect(clusterOf('record-that-day')).toEqual(['that-day', 'rates', 'record-that-day'])
    const impact = await measureImpact(db, 'that-day', { ticker, ...query })
    expect(impact.cluster.map(({ event_id }) => event_id)).toEqual(['that-day', 'rates'])
    db.close()
  })
})
