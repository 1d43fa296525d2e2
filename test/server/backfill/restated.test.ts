import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readIntradayBars } from '../../../db/bars.ts'
import type { Db } from '../../../db/file/db.ts'
import { listFindings } from '../../../db/findings.ts'
import { findTicker } from '../../../db/tickers.ts'
import { type Interval, minutesOf } from '../../../server/market/bar.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import type { StandinSeries } from '../../standin/series.ts'
import { walk } from '../../standin/world.ts'
import { memory, openWorld, type World } from './world.ts'

const daily = walk('ABC', 5, mustBeDate('2024-04-01'), mustBeDate('2024-06-13'))

/** Regular sessions from 18 April on in bars of some minutes, every price times a factor. */
function within(minutes: number, factor: number): StandinSeries {
  const hours = daily.days
    .filter(({ date }) => date >= '2024-04-18')
    .flatMap(({ date, close }) =>
      Array.from({ length: Math.floor(390 / minutes) }, (_, at) => {
        const price = factor * (close ?? 100) * (1 + (at % 7) / 1000)
        const start = (Date.parse(`${date}T13:30:00Z`) + at * minutes * 60_000) as Instant
        return { start, open: price, high: price, low: price, close: price, volume: 100 + at }
      }),
    )
  return { ...daily, hours }
}

let world: World
let db: Db
beforeEach(async () => {
  db = await memory()
})
afterEach(async () => {
  db.close()
  await world.close()
})

const closes = async (interval: Interval): Promise<readonly number[]> => {
  const id = (await findTicker(db, mustBeTicker('ABC')))?.id ?? 0
  const bars = await readIntradayBars(db, id, minutesOf(interval) ?? 60, { from: null, to: null })
  return bars.map(({ close }) => close)
}
const request = (interval: Interval) => ({
  tickers: ['ABC'],
  intervals: [interval],
  from: '2024-05-20' as string | null,
})

describe('backfill() of bars within the day that its source rescaled after a split', () => {
  it.each(['1m', '5m', '15m', '1h'] as const)('never leaves two scales in one series of %s', async (interval) => {
    const minutes = minutesOf(interval) ?? 60
    world = await openWorld([within(minutes, 1)])
    await world.run(db, request(interval))
    // A second look an hour later asks for the last sessions only.
    world.now += 3_600_000
    const before = await closes(interval)
    world.standin.serve(within(minutes, 0.25))
    const report = await world.run(db, { tickers: [], intervals: [] })
    expect(report.outcome).toBe('complete')
    const after = await closes(interval)
    expect(after).toHaveLength(before.length)
    for (const [at, close] of after.entries()) expect(close / (before[at] ?? 0)).toBeCloseTo(0.25, 5)
    expect((await listFindings(db)).map(({ check }) => check)).toContain('RESTATE_SPLIT')
    // The next look confirms the bars of the last days; after that nothing changes any more.
    await world.run(db, { tickers: [], intervals: [] })
    expect(await world.run(db, { tickers: [], intervals: [] })).toMatchObject({ rows: { new: 0, changed: 0 } })
  })

  it('marks the sessions that the source no longer has, which keep the scale from before', async () => {
    world = await openWorld([within(5, 1)])
    await world.run(db, request('5m'))
    world.now += 35 * 86_400_000
    world.standin.serve(within(5, 0.25))
    await world.run(db, { tickers: [], intervals: [] })
    // On 19 July the last fifty-nine days begin on 22 May, 58 days before.
    const marked = (await listFindings(db)).filter(
      ({ check, observed }) => check === 'RESTATE_SPLIT' && /no longer has/.test(observed),
    )
    expect(marked).toMatchObject([{ severity: 'warn', from: '2024-05-20', to: '2024-05-21', expected: 'times 0.25' }])
    expect(marked).toHaveLength(1)
  })

  it('goes on with it when it was cut off between two of its windows', async () => {
    world = await openWorld([within(1, 1)])
    await world.run(db, request('1m'))
    world.now += 3_600_000
    const before = await closes('1m')
    world.standin.serve(within(1, 0.25))
    const stop = new AbortController()
    await world.run(
      db,
      { tickers: [], intervals: [] },
      {
        signal: stop.signal,
        progress: ({ kind }) => (kind === 'window' ? stop.abort(new Error('Stopped')) : undefined),
      },
    )
    const ratios = async () =>
      new Set((await closes('1m')).map((close, at) => Math.round((close / (before[at] ?? 0)) * 100)))
    expect([...(await ratios())].sort()).toEqual([100, 25])
    await world.run(db, { tickers: [], intervals: [] })
    expect([...(await ratios())]).toEqual([25])
  })
})
