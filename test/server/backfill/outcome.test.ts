import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readDailyBars } from '../../../db/bars.ts'
import type { Db } from '../../../db/file/db.ts'
import { findTicker } from '../../../db/tickers.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { walk, withDay } from '../../standin/world.ts'
import { memory, openWorld, type World } from './world.ts'

const day = mustBeDate
const abc = walk('ABC', 7, day('2023-01-03'), day('2024-06-13'))
const request = { tickers: ['ABC'], from: '2023-01-03', to: '2024-06-13' } as const
let world: World
let db: Db
beforeEach(async () => {
  world = await openWorld([abc])
  db = await memory()
})
afterEach(async () => {
  db.close()
  await world.close()
})

const bar = (date: string) => {
  const found = abc.days.find((one) => one.date === date)
  if (found === undefined) throw new Error(`There is no ${date}`)
  return found
}

describe('backfill() and what it comes to', () => {
  it('is partial while an open finding holds a session back, and names the session as held and not as missing', async () => {
    const { open, high, low, close } = bar('2024-03-15')
    const times = (value: number | null) => (value === null ? null : value * 100)
    const hundred = { open: times(open), high: times(high), low: times(low), close: times(close) }
    world.standin.serve(withDay(abc, day('2024-03-15'), hundred))
    const first = await world.run(db, request)
    expect(first).toMatchObject({
      outcome: 'partial',
      exit_code: 3,
      series: [{ missing: [], missing_count: 0, held: ['2024-03-15'], held_count: 1, reason: null }],
    })
    world.standin.serve(abc)
    expect(await world.run(db, request)).toMatchObject({ outcome: 'complete', series: [{ held: [], held_count: 0 }] })
  })

  it('is complete with the provisional sessions of the last days, and counts them', async () => {
    // Seen once, 16 hours after the close of the 13th; the five sessions from the 7th on closed less than a week ago.
    const report = await world.run(db, request)
    expect(report).toMatchObject({
      outcome: 'complete',
      series: [{ provisional: 5, unsettled: [], unsettled_count: 0 }],
    })
  })
  it.each(['1d', '1h'] as const)(
    'tells of %s bars that only became final apart from those that changed',
    async (interval) => {
      const asked = { ...request, intervals: [interval] }
      const { rows } = await world.run(db, asked)
      const daily = { new: 0, changed: 0, unchanged: rows.new, confirmed: interval === '1d' ? 5 : expect.any(Number) }
      const again = await world.run(db, asked)
      expect(again.rows).toEqual(daily)
      expect((await world.run(db, asked)).rows).toEqual({ new: 0, changed: 0, unchanged: rows.new, confirmed: 0 })
    },
  )

  it('is partial while a session of long ago is not told the same way twice', async () => {
    world.standin.script(() => 'duplicate-row')
    const report = await world.run(db, { ...request, to: '2024-05-31' })
    expect(report).toMatchObject({
      outcome: 'partial',
      series: [{ missing_count: 0, unsettled: ['2024-05-31'], unsettled_count: 1, provisional: 1 }],
    })
    world.standin.script(() => null)
    expect(await world.run(db, { ...request, to: '2024-05-31' })).toMatchObject({ outcome: 'complete' })
  })

  it.each([-15, 15])('under a clock %i days off changes which bars count as final, and nothing else', async (days) => {
    await world.run(db, request)
    const id = (await findTicker(db, mustBeTicker('ABC')))?.id ?? 0
    const bars = async () =>
      (await readDailyBars(db, id, { from: null, to: null })).map(({ state: _, ...rest }) => rest)
    const [before, now] = [await bars(), world.now]
    world.now = now + days * 86_400_000
    await world.run(db, request)
    expect(await bars()).toEqual(before)
    world.now = now
    await world.run(db, request)
    expect(await bars()).toEqual(before)
  })

  it('stops after the third symbol in a row that can not be read, however many intervals each has', async () => {
    world.standin.script(() => 'error-inside')
    const intervals = ['1d', '1h'] as const
    const report = await world.run(db, { tickers: ['AAA', 'BBB', 'CCC', 'DDD'], intervals, from: '2024-05-01' })
    expect(report).toMatchObject({ outcome: 'failed', exit_code: 1 })
    // The stand-in knows only ABC: of the others nothing is found, which is no answer that could not be read.
    expect(report.message).toBeNull()
    for (const name of ['AAA', 'BBB', 'CCC', 'DDD']) world.standin.serve({ ...abc, symbol: mustBeTicker(name) })
    const unread = await world.run(db, { tickers: ['AAA', 'BBB', 'CCC', 'DDD'], intervals, from: '2024-05-01' })
    expect(unread.message).toMatch(/^Stopped as the answers for 3 symbols in a row could not be read/)
    expect(
      unread.series.map(({ ticker, interval, message }) => `${ticker} ${interval} ${message === 'not asked'}`),
    ).toEqual([
      'AAA 1d false',
      'AAA 1h false',
      'BBB 1d false',
      'BBB 1h false',
      'CCC 1d false',
      'CCC 1h true',
      'DDD 1d true',
      'DDD 1h true',
    ])
  })
})
