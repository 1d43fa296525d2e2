import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { countEvents, findEvent, listEvents } from '../../../db/events.ts'
import { listFactorSets } from '../../../db/factors.ts'
import { listHoldings, listTickers } from '../../../db/tickers.ts'
import { nyse } from '../../../server/calendars/nyse.ts'
import { alignEvent } from '../../../server/market/eventAlign.ts'
import { isOutcome } from '../../../server/market/eventType.ts'
import { openStore } from '../../../server/store/open.ts'

const NOW = Date.UTC(2026, 0, 2)
const folder = mkdtempSync(join(tmpdir(), 'sample-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('openStore', () => {
  it('openStore() makes and fills a missing database, and leaves a filled one alone', async () => {
    const file = join(folder, 'deep', 'a.db')
    const first = await openStore(file, NOW)
    expect(first.created).toBe(true)
    expect(await listHoldings(first.db)).toMatchObject([
      { symbol: 'MSFT', interval: '1d', bars: 606, from: '2022-01-03', to: '2024-05-31' },
      { symbol: 'MSFT', interval: '1h', bars: 173, from: '2023-11-15', to: '2023-11-30' },
      { symbol: '^GSPC', interval: '1d', bars: 606 },
    ])
    expect(await listTickers(first.db)).toMatchObject([
      { symbol: 'MSFT', name: 'Microsoft', exchange: 'Nasdaq', kind: 'stock', currency: 'USD' },
      { symbol: '^GSPC', name: 'S&P 500', kind: 'index' },
    ])
    expect(await listFactorSets(first.db)).toMatchObject([{ name: 'ff5_daily', unit: 'percent', to: '2023-12-29' }])
    first.db.close()
    const second = await openStore(file, NOW)
    expect(second.created).toBe(false)
    expect(await countEvents(second.db)).toBe(49)
    second.db.close()
  })
})

describe('the bundled events', () => {
  it('the bundled events keep the session that their source states', async () => {
    const { db } = await openStore(':memory:', NOW)
    for (const event of await listEvents(db)) expect(alignEvent(event, nyse)).toMatchObject({ session: event.session })
  })

  it('the bundled events are dated by when the market could know', async () => {
    const { db } = await openStore(':memory:', NOW)
    const days = async (id: string) => {
      const event = await findEvent(db, id)
      const aligned = event === null ? null : alignEvent(event, nyse)
      return aligned?.kind === 'aligned' ? [aligned.day0, aligned.session] : null
    }
    // Said in Australia before the board acted, printed after it.
    expect(await days('afr-20231116-two-feet-interview')).toEqual(['2023-11-20', 'pre'])
    expect(await findEvent(db, 'openai-20231117-msft-told')).toMatchObject({
      occurred_at: '2023-11-17T20:26:00Z',
      public_at: '2023-11-17T20:28:00Z',
    })
    expect(await days('openai-20231117-altman-ousted')).toEqual(['2023-11-17', 'regular'])
    expect(await days('msft-20240119-midnight-blizzard')).toEqual(['2024-01-22', 'post'])
    expect(await days('msft-20240112-passes-apple-close')).toEqual(['2024-01-16', 'post'])
  })

  it('the bundled events mark records of market value as outcomes', async () => {
    const { db } = await openStore(':memory:', NOW)
    const outcomes = (await listEvents(db)).filter(({ type }) => isOutcome(type))
    expect(outcomes.map(({ event_id }) => event_id)).toEqual([
      'msft-20240111-passes-apple-intraday',
      'msft-20240112-passes-apple-close',
      'msft-20240124-3tn',
    ])
    expect(outcomes.every(({ tags }) => tags.includes('outcome'))).toBe(true)
  })

  it('the bundled closures agree with the calendar', () => {
    for (const line of readFileSync('db/sample/calendar/us_equity_closures.csv', 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1)) {
      const [date, type] = line.split(',')
      const session = nyse.session(date as Parameters<typeof nyse.session>[0])
      expect([date, session === null ? 'closed' : session.earlyClose ? 'early_close' : 'open']).toEqual([date, type])
    }
  })
})
