import { expect, it } from 'vitest'
import { eventFacets, eventList } from '../../../server/events/list.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { emptyWorld } from '../../filledStore.ts'

it('events are counted and found by the year that their own clock shows', async () => {
  const db = await emptyWorld()
  const rows = [
    // New Year comes to Sydney at 13:00 and to Tokyo at 15:00 of UTC's 31 December, to New York at 5:00 of its 1 January.
    'sydney,A,2024-01-01T08:00:00+11:00,BHP.AX',
    'sydney-eve,A,2023-12-31T23:59:59+11:00,BHP.AX',
    'tokyo,A,2024-01-01T00:00:00+09:00,7203.T',
    'new-york,A,2023-12-31T20:00:00-05:00,MSFT',
    'market,A,2023-12-31T20:00:00-05:00,*',
    'date,A,2024-01-01,MSFT',
    'quarter,A,2023-Q4,MSFT',
    'summer,A,2023-06-30T23:00:00-04:00,MSFT',
  ]
  const text = `event_id,title,public_at,tickers\n${rows.join('\n')}\n`
  await ingest(db, { name: 'events.csv', bytes: Buffer.from(text) }, { now: Date.UTC(2026, 0, 2) as Instant })
  const { facets } = await eventFacets(db, {})
  expect(facets.year.values).toEqual([
    { value: '2023', count: 5 },
    { value: '2024', count: 3 },
  ])
  const of = async (year: string) => (await eventList(db, { year })).events.map(({ event_id }) => event_id).sort()
  expect(await of('2024')).toEqual(['date', 'sydney', 'tokyo'])
  expect(await of('2023')).toEqual(['market', 'new-york', 'quarter', 'summer', 'sydney-eve'])
  db.close()
})
