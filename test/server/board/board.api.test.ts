import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Board } from '../../../server/board/board.ts'
import { get } from '../asking.ts'
import { type Running, startServer } from '../running.ts'

/** The last two closes of the bundled file, as it stands. */
const bundled = readFileSync(join(import.meta.dirname, '../../../db/sample/prices/MSFT.csv'), 'utf8')
  .trim()
  .split('\n')
  .slice(-2)
  .map((line) => line.split(','))

describe('/api/board', () => {
  let server: Running
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.stop())
  const YEAR = 'from=2023-06-01&to=2024-05-31'
  const lineOf = async (query: string, ticker: string) =>
    (await get<Board>(server, `/board?${query}`)).tickers.find((line) => line.ticker === ticker)

  it('tells the newest close and the change from the one before as the bundled file has them', async () => {
    const [before, last] = bundled
    const line = await lineOf(YEAR, 'MSFT')
    expect(line?.last).toMatchObject({ date: last?.[0], previous: before?.[0], close: Number(last?.[4]) })
    expect(line?.last?.change).toBeCloseTo(Number(last?.[4]) - Number(before?.[4]), 10)
    expect(line?.last?.r).toBeCloseTo(Number(last?.[4]) / Number(before?.[4]) - 1, 12)
    expect(line?.spark.closes.at(-1)).toBe(Number(last?.[4]))
    // The New York Stock Exchange was open on 252 days from June 2023 to May 2024.
    expect(line?.sessions).toBe(252)
    expect(line?.missing).toBe(0)
  })

  it('has the events and sessions of the lists it is made of, and of one range', async () => {
    const line = await lineOf(YEAR, 'MSFT')
    const { impacts } = await get<{
      impacts: { event_id: string; is_outcome: boolean; significant?: boolean; t: number }[]
    }>(server, `/impacts?ticker=MSFT&${YEAR}`)
    const news = impacts.filter(({ is_outcome }) => !is_outcome)
    expect(line?.events.total).toBe(news.length)
    expect(line?.events.significant).toBe(news.filter(({ significant }) => significant).length)
    const newest = news.slice(-6).map(({ event_id }) => event_id)
    expect(line?.events.latest.map(({ event_id }) => event_id)).toEqual(newest.reverse())
    const { moves, tested } = await get<{ tested: number; moves: { date: string; t: number }[] }>(
      server,
      `/moves/MSFT?${YEAR}`,
    )
    expect(line?.moves.tested).toBe(tested)
    expect(line?.moves.total).toBe(moves.length)
    const strongest = moves.toSorted((a, b) => Math.abs(b.t) - Math.abs(a.t)).slice(0, 6)
    expect(line?.moves.most.map(({ date }) => date)).toEqual(strongest.map(({ date }) => date))
  })

  it('says why an index is not measured, and shows its line all the same', async () => {
    const line = await lineOf(YEAR, '^GSPC')
    expect(line?.refused?.code).toBe('no_benchmark')
    expect(line?.benchmark).toBeNull()
    expect(line?.last?.close).toBeGreaterThan(0)
    expect(line?.events.total).toBe(0)
  })

  it('begins with the sentence that the card of the story has', async () => {
    const { finding } = await get<Board>(server, `/board?${YEAR}`)
    const impact = await get<{ finding: { en: string } }>(server, `/impacts/${finding?.event_id}?ticker=MSFT`)
    expect(finding?.ticker).toBe('MSFT')
    expect(finding?.sentence).toEqual(impact.finding)
  })

  it('of a range without prices has lines without a close', async () => {
    const line = await lineOf('from=2010-01-01&to=2010-12-31', 'MSFT')
    expect(line).toMatchObject({ last: null, sessions: 0, spark: { dates: [], closes: [] } })
  })

  it('comes page by page, each ticker once', async () => {
    const one = await get<Board>(server, '/board?limit=1')
    const two = await get<Board>(server, `/board?limit=1&cursor=${one.next}`)
    expect([...one.tickers, ...two.tickers].map(({ ticker }) => ticker)).toEqual(['MSFT', '^GSPC'])
    expect(two.next).toBeNull()
    expect(one.total).toBe(2)
  })

  it('keeps its data version while nothing it is made of changes', async () => {
    const [a, b] = [await fetch(`${server.url}/api/board`), await fetch(`${server.url}/api/board.csv`)]
    expect(a.headers.get('Data-Version')).toMatch(/^[0-9a-f]{12}$/)
    expect(b.headers.get('Data-Version')).toBe(a.headers.get('Data-Version'))
    expect((await b.text()).split('\n')[0]).toContain('ticker,name,currency,basis,date,close,state,change,return')
  })
})
