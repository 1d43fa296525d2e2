import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../../db/file/db.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { read } from '../../../server/query/read.ts'
import { openStore } from '../../../server/store/open.ts'
import { impact } from '../../../server/verbs/impacts.ts'
import type { VerbContext } from '../../../server/verbs/verb.ts'

const NOW = Date.UTC(2026, 0, 2) as Instant
/** On 15 November 2023 MSFT went without a dividend of 0.75, from 370.27 to 369.67. */
const [EVE, PAID, CLOSE] = [370.27, 0.75, 369.67]

let db: Db
beforeAll(async () => {
  db = (await openStore(':memory:', NOW)).db
})
afterAll(() => db.close())

const splitOf = async (event: string) => {
  const answer = await impact.run({ db } as VerbContext, read(impact.question, {}), read(impact.subject, { event }))
  if (answer.kind !== 'measured' || answer.split.kind !== 'split') throw new Error('Cannot read a move that is not cut')
  return { split: answer.split, r: answer.days.find(({ rel }) => rel === 0)?.r ?? Number.NaN }
}

describe('moveAtNews() on an ex-dividend day', () => {
  it('cuts the return of the session, not the fall of its price by what was paid', async () => {
    // At noon, with the bar of 11:30 to 12:30 around it: 370.29 before, 369.29 after.
    const { split, r } = await splitOf('msft-20231115-ignite')
    expect(r).toBeCloseTo(CLOSE / (EVE - PAID) - 1, 10)
    expect(split).toMatchObject({ previousClose: EVE, priceAtNews: 370.29, close: CLOSE })
    expect(split.before).toBeCloseTo(370.29 / (EVE - PAID) - 1, 10)
    expect((1 + split.before) * (1 + (split.during ?? 0)) * (1 + split.after) - 1).toBeCloseTo(r, 10)
    expect(split.shareBefore).toBeCloseTo((370.29 - (EVE - PAID)) / (CLOSE - (EVE - PAID)), 8)
  })

  it('compares prices of the evening before, which have the payment in them, with the close of the eve', async () => {
    const news = 'event_id,title,public_at,tickers,type\nearly,Early,2023-11-15T03:00:00-05:00,MSFT,product\n'
    await ingest(db, { name: 'events.csv', bytes: Buffer.from(news) }, { now: NOW })
    // No bar has ended since the close of the eve: all of the return came after.
    expect((await splitOf('early')).split).toMatchObject({ before: 0, shareBefore: 0, priceAtNews: EVE })
    const evening = [16, 17, 18].map((hour) => `2023-11-14T${hour}:00:00-05:00,372,372,372,372,0,post`).join('\n')
    const bars = `start,open,high,low,close,volume,phase\n${evening}\n`
    await ingest(db, { name: 'MSFT_1h.csv', bytes: Buffer.from(bars) }, { now: NOW, kind: 'intraday' })
    const { split, r } = await splitOf('early')
    expect(split).toMatchObject({ priceAtNews: 372, pricedAt: '2023-11-14T19:00:00-05:00' })
    expect(split.before).toBeCloseTo(372 / EVE - 1, 10)
    expect((1 + split.before) * (1 + (split.during ?? 0)) * (1 + split.after) - 1).toBeCloseTo(r, 10)
  })
})
