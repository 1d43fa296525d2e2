import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readActions } from '../../../db/actions.ts'
import { readDailyBars, readIntradayBars, type StoredDailyBar } from '../../../db/bars.ts'
import { priceHash } from '../../../db/file/content.ts'
import type { Db } from '../../../db/file/db.ts'
import { write } from '../../../db/file/transaction.ts'
import { listFindings } from '../../../db/findings.ts'
import { lastFetchOf } from '../../../db/runs.ts'
import { findTicker } from '../../../db/tickers.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { checkStored } from '../../../server/quality/checkStored.ts'
import { acceptFinding, undoFinding } from '../../../server/quality/decide.ts'
import { type StandinSeries, sampleSeries } from '../../standin/series.ts'
import { walk } from '../../standin/world.ts'
import { memory, NOW, openWorld, type World } from '../backfill/world.ts'
import { day } from './calm.ts'

/** A made-up stock from the beginning of 2023 on. */
const abc = walk('ABC', 7, day('2023-01-03'), day('2024-06-13'))
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

const run = (from: string, to = '2024-05-31') => world.run(db, { tickers: ['ABC'], from, to })
const serve = (change: Partial<StandinSeries>) => world.standin.serve({ ...abc, ...change })
const open = async (...checks: readonly string[]) =>
  (await listFindings(db, { status: 'open' }))
    .filter(({ check }) => checks.includes(check))
    .map(({ check, severity, from, to }) => `${check} ${severity} ${from}${from === to ? '' : `..${to}`}`)
const bars = async (from: string | null = null, to: string | null = null): Promise<readonly StoredDailyBar[]> => {
  const id = (await findTicker(db, mustBeTicker('ABC')))?.id ?? 0
  return readDailyBars(db, id, { from: from === null ? null : day(from), to: to === null ? null : day(to) })
}
const statesOf = async (from: string | null, to: string | null) =>
  [...new Set((await bars(from, to)).map(({ state }) => state))].join()
/** Puts what is stored through the checks, as a decision about another finding does. */
const lookAgain = async () => {
  const { id = 0 } = (await findTicker(db, mustBeTicker('ABC'))) ?? {}
  const fetchId = (await lastFetchOf(db, id))?.id ?? 0
  await write(db, (tx) => checkStored(tx, id, '1d', fetchId, NOW))
}
/** What the source says, with a piece of its text replaced. */
const reword = (what: RegExp, by: string) => {
  world.fetch = async (...question) => {
    const answer = await fetch(...question)
    return new Response((await answer.text()).replace(what, by), answer)
  }
}

describe('RESP_EMPTY', () => {
  it.each([
    ['a week', '2024-05-13', '2024-05-17', ['RESP_EMPTY warn 2024-05-13..2024-05-17'], 5],
    ['a half day', '2023-11-24', '2023-11-24', ['RESP_EMPTY warn 2023-11-24'], 1],
    ['the Monday after the clocks change', '2023-11-05', '2023-11-06', ['RESP_EMPTY warn 2023-11-06'], 1],
    ['a holiday', '2023-11-23', '2023-11-23', [], 0],
    ['a weekend on which the clocks change', '2023-11-04', '2023-11-05', [], 0],
  ])('backfill() that gets nothing for %s', async (_, from, to, names, missing) => {
    world.standin.serve({ ...abc, days: abc.days.filter(({ date }) => date < from || date > to) })
    const report = await run(from, to)
    expect(await open('RESP_EMPTY')).toEqual(names)
    expect(report.series[0]).toMatchObject({ missing_count: missing, rows: { new: 0 } })
    expect(report.outcome).toBe(missing === 0 ? 'complete' : 'partial')
    // What comes later fills it in.
    world.standin.serve(abc)
    expect(await run(from, to)).toMatchObject({ outcome: 'complete', rows: { new: missing } })
    expect(await open('RESP_EMPTY')).toEqual([])
  })
  it('backfill() deletes nothing that is stored', async () => {
    await run('2024-05-01')
    const before = await priceHash(db)
    serve({ days: [] })
    await run('2024-05-01')
    expect(await open('RESP_EMPTY')).toEqual(['RESP_EMPTY warn 2024-05-01..2024-05-31'])
    expect(await priceHash(db)).toBe(before)
  })
})

describe('BAR_NULL', () => {
  it.each([
    ['2024-04-30', []],
    ['2024-05-01', ['BAR_NULL warn 2024-05-01']],
    ['2024-05-31', ['BAR_NULL warn 2024-05-31']],
    ['2024-06-03', []],
  ])('backfill() of May with a hole on %s', async (hole, names) => {
    serve({ days: abc.days.map((row) => (row.date === hole ? { ...row, close: null } : row)) })
    const { series } = await run('2024-05-01')
    expect(await open('BAR_NULL')).toEqual(names)
    // Volume or not, the session has no bar and is asked for again.
    expect(series[0]).toMatchObject({ missing: names.map((name) => name.slice(-10)) })
    world.standin.serve(abc)
    expect((await run('2024-05-01')).outcome).toBe('complete')
    expect(await open('BAR_NULL')).toEqual([])
  })
})

describe('RESP_CURRENCY', () => {
  it.each(['usd', 'USd', 'GBP'])('backfill() stores nothing of an answer in %s for USD', async (currency) => {
    await run('2024-05-01', '2024-05-15')
    serve({ currency })
    expect(await run('2024-05-01')).toMatchObject({ outcome: 'failed', series: [{ reason: 'mismatch' }] })
    expect(await open('RESP_CURRENCY')).toEqual(['RESP_CURRENCY error 2024-05-01..2024-05-31'])
    expect((await bars()).at(-1)?.date).toBe('2024-05-15')
    world.standin.serve(abc)
    await run('2024-05-01')
    expect(await open('RESP_CURRENCY')).toEqual([])
  })
  it('backfill() warns of an answer without a currency and keeps the one that is known', async () => {
    await run('2024-05-01', '2024-05-15')
    serve({ currency: null })
    expect((await run('2024-05-01')).outcome).toBe('complete')
    expect(await open('RESP_CURRENCY')).toEqual(['RESP_CURRENCY warn 2024-05-01..2024-05-31'])
    expect((await findTicker(db, mustBeTicker('ABC')))?.currency).toBe('USD')
  })
  it('backfill() takes the first currency it is told as the right one', async () => {
    serve({ currency: 'GBp' })
    await run('2024-05-01')
    expect(await open('RESP_CURRENCY')).toEqual([])
    expect((await findTicker(db, mustBeTicker('ABC')))?.currency).toBe('GBp')
  })
})

describe('SYMBOL_REUSED', () => {
  const older = (factor: number) =>
    serve({
      days: abc.days.map((row) => {
        const { date, open: first, high, low, close } = row
        if (date >= '2024-01-02' || first === null || high === null || low === null || close === null) return row
        return { ...row, open: first * factor, high: high * factor, low: low * factor, close: close * factor }
      }),
    })
  it('backfill() holds older bars at another level, run after run, until somebody accepts them', async () => {
    await run('2024-01-02')
    older(4)
    await run('2023-06-01')
    const name = 'SYMBOL_REUSED error 2023-06-01..2023-12-29'
    expect([await open('SYMBOL_REUSED'), await statesOf(null, '2023-12-29')]).toEqual([[name], 'held'])
    await run('2023-06-01')
    expect([await open('SYMBOL_REUSED'), await statesOf(null, '2023-12-29')]).toEqual([[name], 'held'])
    expect(await statesOf('2024-01-02', null)).toBe('final')
    const finding = (await listFindings(db)).find(({ check }) => check === 'SYMBOL_REUSED')
    await acceptFinding(db, finding?.id ?? 0, 'one company', NOW)
    expect(await statesOf(null, null)).toBe('final')
    await run('2023-06-01')
    expect(await statesOf(null, null)).toBe('final')
  })
  it('backfill() holds what comes from a first trade on that moved later', async () => {
    await run('2023-06-01')
    serve({ days: abc.days.filter(({ date }) => date >= '2024-03-01') })
    for (const _ of [1, 2]) {
      await run('2023-06-01')
      expect(await open('SYMBOL_REUSED')).toEqual(['SYMBOL_REUSED error 2024-03-01'])
      expect([await statesOf(null, '2024-02-29'), await statesOf('2024-03-01', null)]).toEqual(['final', 'held'])
    }
  })
})

describe('ADJ_NONPOS', () => {
  it('backfill() ignores an adjusted close that is no number and says so until it is one', async () => {
    serve({ days: abc.days.filter(({ date }) => date >= '2024-05-01') })
    reword(/"adjclose":\[\{"adjclose":\[[^,]+/, '"adjclose":[{"adjclose":[1e999')
    for (const _ of [1, 2]) {
      await run('2024-05-01')
      expect(await open('ADJ_NONPOS')).toEqual(['ADJ_NONPOS warn 2024-05-01'])
      expect((await bars())[0]).toMatchObject({ adjClose: null, state: 'final' })
      await lookAgain()
      expect(await open('ADJ_NONPOS')).toEqual(['ADJ_NONPOS warn 2024-05-01'])
    }
    reword(/^$/, '')
    await run('2024-05-01')
    expect(await open('ADJ_NONPOS')).toEqual([])
  })
  it('backfill() keeps an adjusted close below zero as delivered, and takes no dividend check from it', async () => {
    const days = abc.days.map((row) => (row.date === '2024-05-15' ? { ...row, adjClose: -4331 } : row))
    serve({ days, actions: [{ kind: 'dividend', date: day('2024-05-16'), amount: 0.01 }] })
    await run('2024-05-01')
    expect(await open('ADJ_NONPOS', 'DIV_FACTOR')).toEqual(['ADJ_NONPOS warn 2024-05-15'])
    expect((await bars('2024-05-15', '2024-05-15'))[0]?.adjClose).toBe(-4331)
  })
})

describe('ADJ_MISSING', () => {
  it('backfill() says from where to where adjusted closes are missing, until they are there', async () => {
    const days = abc.days.filter(({ date }) => date >= '2024-05-01')
    serve({ days })
    reword(/"adjclose":\[\{"adjclose":\[[^\]]+\]\}\]/, '"adjclose":null')
    await run('2024-05-01')
    expect(await open('ADJ_MISSING')).toEqual(['ADJ_MISSING warn 2024-05-01..2024-05-31'])
    expect((await bars())[0]).toMatchObject({ adjClose: null, state: 'final' })
    reword(/^$/, '')
    await run('2024-05-01')
    expect(await open('ADJ_MISSING')).toEqual([])
  })
})

describe('SPLIT_TEXT', () => {
  it('backfill() leaves a split out whose text contradicts it, also when the next answer does not reach it', async () => {
    // On split basis there is no step, so only the text speaks against the numbers.
    serve({ actions: [{ kind: 'split', date: day('2024-03-01'), numerator: 1, denominator: 10 }] })
    reword(/"splitRatio":"1:10"/, '"splitRatio":"10:1"')
    await run('2024-02-01')
    const id = (await findTicker(db, mustBeTicker('ABC')))?.id ?? 0
    for (const start of ['2024-02-01', '2023-12-01']) {
      expect(await open('SPLIT_TEXT')).toEqual(['SPLIT_TEXT error 2024-03-01'])
      expect(await readActions(db, id)).toEqual([])
      await lookAgain()
      expect(await open('SPLIT_TEXT')).toEqual(['SPLIT_TEXT error 2024-03-01'])
      expect(await readActions(db, id)).toEqual([])
      await run(start)
    }
    reword(/^$/, '')
    await run('2024-02-01')
    expect(await open('SPLIT_TEXT')).toEqual([])
    expect(await readActions(db, id)).toHaveLength(1)
  })
})

describe('UNIT_POINT within the session', () => {
  it('backfill() holds every bar of the session until its source puts it right, or somebody accepts it', async () => {
    const [msft] = sampleSeries()
    if (msft === undefined) throw new Error('The sample is empty')
    const at = Date.parse('2023-11-24T15:30:00Z')
    const hours = msft.hours.map((hour) => (hour.start === at ? { ...hour, low: hour.low / 100 } : hour))
    const ask = () => world.run(db, { tickers: ['MSFT'], intervals: ['1h'], from: '2023-11-15', to: '2023-11-30' })
    const states = async () => {
      const id = (await findTicker(db, mustBeTicker('MSFT')))?.id ?? 0
      const stored = await readIntradayBars(db, id, 60, { from: null, to: null })
      return [
        ...new Set(stored.map(({ date, state }) => `${date === '2023-11-24' ? 'half day' : 'others'} ${state}`)),
      ].sort()
    }
    const good = ['half day final', 'others final']
    const finding = async () => (await listFindings(db)).find(({ check }) => check === 'UNIT_POINT')?.id ?? 0
    world.standin.serve({ ...msft, hours })
    for (const _ of [1, 2]) {
      await ask()
      expect(await open('UNIT_POINT')).toEqual(['UNIT_POINT error 2023-11-24'])
      expect(await states()).toEqual(['half day held', 'others final'])
    }
    await acceptFinding(db, await finding(), 'a true low', NOW)
    expect(await states()).toEqual(good)
    await undoFinding(db, await finding(), null, NOW)
    expect(await states()).toEqual(['half day held', 'others final'])
    world.standin.serve(msft)
    await ask()
    expect(await open('UNIT_POINT')).toEqual([])
    expect((await states()).filter((state) => state.endsWith('held'))).toEqual([])
  })
})

describe('SPLIT_STEP', () => {
  it('backfill() asks for the whole history again and drops its proposal once that is right', async () => {
    const split = { kind: 'split', date: day('2024-03-01'), numerator: 4, denominator: 1 } as const
    // Before March the source still has the prices of old, from March on those of a fourth.
    const stepped = abc.days.map((row) => (row.date < split.date ? row : quarter(row)))
    serve({ days: stepped, actions: [split] })
    await run('2023-06-01')
    expect(await open('SPLIT_STEP')).toEqual(['SPLIT_STEP error 2024-03-01'])
    expect([await statesOf(null, '2024-02-29'), await statesOf('2024-03-01', null)]).toEqual(['held', 'final'])
    const finding = (await listFindings(db)).find(({ check }) => check === 'SPLIT_STEP')
    await acceptFinding(db, finding?.id ?? 0, null, NOW)
    expect(await statesOf(null, '2024-02-29')).toBe('repaired')
    const repaired = (await bars()).map(({ close }) => close)
    serve({ days: abc.days.map(quarter), actions: [split] })
    await run('2023-06-01')
    expect(await open('SPLIT_STEP')).toEqual([])
    const delivered = await bars()
    expect(delivered.filter(({ state }) => state === 'repaired')).toEqual([])
    for (const [at, { close }] of delivered.entries()) expect(close).toBeCloseTo(repaired[at] ?? 0, 4)
  })
})

type Row = StandinSeries['days'][number]
const quarter = (row: Row): Row => ({
  ...row,
  open: (row.open ?? 0) / 4,
  high: (row.high ?? 0) / 4,
  low: (row.low ?? 0) / 4,
  close: (row.close ?? 0) / 4,
  adjClose: (row.adjClose ?? 0) / 4,
  volume: (row.volume ?? 0) * 4,
})
