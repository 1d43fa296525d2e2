import { beforeEach, describe, expect, it } from 'vitest'
import { readAllActions } from '../../../db/actions.ts'
import { readDailyBars } from '../../../db/bars.ts'
import { findEvent } from '../../../db/events.ts'
import { contentHash } from '../../../db/file/content.ts'
import type { Db } from '../../../db/file/db.ts'
import { claimLease } from '../../../db/file/lease.ts'
import { openDb } from '../../../db/file/open.ts'
import { write } from '../../../db/file/transaction.ts'
import { listFindings } from '../../../db/findings.ts'
import { readRevisions } from '../../../db/revisions.ts'
import { dailyBarsOnFile } from '../../../db/storeBars.ts'
import { findTicker, listTickers } from '../../../db/tickers.ts'
import { measureImpacts } from '../../../server/impact/list.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { pricesOf } from '../../../server/prices/prices.ts'
import { Problem } from '../../../server/problem.ts'
import { deleteTicker } from '../../../server/tickers/delete.ts'
import { merge } from '../../../server/tickers/merge.ts'
import { rename } from '../../../server/tickers/rename.ts'
import { unsound } from '../../db/file.ts'
import { calm } from '../checks/calm.ts'

// The first question of a run loads the query builder.
const NOW = Date.UTC(2024, 0, 10) as Instant
const all = { from: null, to: null }
const FB = mustBeTicker('FB')
const META = mustBeTicker('META')

let db: Db
beforeEach(async () => {
  db = (await openDb(':memory:', NOW)).db
})

const take = async (name: string, lines: readonly string[], kind: 'prices' | 'events' | 'actions' = 'prices') => {
  const done = await ingest(db, { name, bytes: Buffer.from(lines.join('\n')) }, { now: NOW, kind })
  if (!done.stored) throw new Error(JSON.stringify(done.report))
  return done
}
/** Bars of the calm series by their places, as a file of a ticker. */
const prices = (symbol: string, from: number, to: number, factor = 1) =>
  take(`${symbol}.csv`, [
    'date,open,high,low,close,volume',
    ...calm()
      .slice(from, to)
      .map(({ date, open, high, low, close, volume }) =>
        [date, open * factor, high * factor, low * factor, close * factor, volume].join(','),
      ),
  ])
const events = (...rows: readonly string[]) =>
  take('events.csv', ['event_id,title,public_at,tickers', ...rows], 'events')
const tickersOf = async (id: string) => (await findEvent(db, id))?.tickers.map(({ symbol }) => symbol)
const barsOf = async (symbol: string) => {
  const row = await findTicker(db, mustBeTicker(symbol))
  return row === null ? [] : readDailyBars(db, row.id, all)
}
const problemOf = async (work: Promise<unknown>): Promise<Problem> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Problem)) throw new Error(`It was done, or failed otherwise: ${error}`)
  return error
}
const refused = async (work: Promise<unknown>) => {
  const before = await contentHash(db)
  const { status, code } = await problemOf(work)
  expect(await contentHash(db)).toBe(before)
  return [status, code]
}

describe('rename()', () => {
  beforeEach(async () => {
    await prices('FB', 0, 83)
    await take('actions.csv', ['ticker,date,type,value', 'FB,2023-11-20,dividend,0.5'], 'actions')
    await events('e1,Something,2023-11-15T10:00:00-05:00,FB', 'e2,Other,2023-11-16T10:00:00-05:00,MSFT|FB:partner')
  })

  it('keeps everything stored under the old name, and answers to both', async () => {
    const before = [await barsOf('FB'), await listFindings(db)]
    expect(await rename(db, 'FB', 'meta', NOW)).toEqual({ from: 'FB', to: 'META', events: 2 })
    expect([await barsOf('META'), (await listFindings(db)).map((one) => ({ ...one, ticker: 'FB' }))]).toEqual(before)
    expect(await barsOf('FB')).toEqual(before[0])
    expect((await listTickers(db)).map(({ symbol, formerNames }) => [symbol, formerNames])).toEqual([['META', ['FB']]])
    expect([await tickersOf('e1'), await tickersOf('e2')]).toEqual([['META'], ['MSFT', 'META']])
    const query = { ...all, interval: '1d', basis: 'total' } as const
    const answers = await Promise.all([FB, META].map((ticker) => pricesOf(db, { ticker, ...query })))
    expect(answers[0]).toEqual({ ...answers[1], asked_as: FB })
    expect(answers[0]).toMatchObject({ ticker: 'META', actions: [{ kind: 'dividend', amount: 0.5 }] })
    const asked = { benchmark: null, settings: { model: 'mean', estimation: [-40, -11] } } as const
    const impacts = await Promise.all([FB, META].map((symbol) => measureImpacts(db, symbol, all, asked)))
    expect(impacts[0]).toEqual({ ...impacts[1], asked_as: FB })
    expect(impacts[0]?.impacts.map(({ event_id }) => event_id)).toEqual(['e1', 'e2'])
    expect(await unsound(db)).toEqual([])
  })

  it('sends what comes under the old name to the new one, and says so', async () => {
    await rename(db, 'FB', 'META', NOW)
    expect((await prices('FB', 0, 83)).report.map(({ code }) => code)).toEqual(['W_FORMER_NAME'])
    expect((await events('e1,Something,2023-11-15T10:00:00-05:00,FB')).counts).toMatchObject({
      unchanged: 1,
      changed: 0,
    })
    await events('e3,New,2023-11-17,FB|META')
    expect(await tickersOf('e3')).toEqual(['META'])
    expect((await listTickers(db)).map(({ symbol }) => symbol)).toEqual(['META'])
    const both = ['ticker,date,close', 'FB,2023-11-20,100', 'META,2023-11-20,101']
    await expect(take('both.csv', both)).rejects.toThrow('FB is a former name of META')
  })

  it('goes back and forth, and on to a third name', async () => {
    await rename(db, 'FB', 'META', NOW)
    await rename(db, 'META', 'FB', NOW)
    expect((await findTicker(db, FB))?.formerNames).toEqual(['META'])
    await rename(db, 'META', 'MVRS', NOW)
    expect((await findTicker(db, FB))?.symbol).toBe('MVRS')
    expect((await findTicker(db, META))?.formerNames).toEqual(['FB', 'META'])
    expect(await tickersOf('e1')).toEqual(['MVRS'])
  })

  it('lets a new ticker have the old name once that is freed', async () => {
    await rename(db, 'FB', 'META', NOW)
    expect(await deleteTicker(db, 'FB', false, NOW)).toEqual({
      kind: 'former-name',
      ticker: 'FB',
      of: 'META',
      deleted: false,
    })
    await deleteTicker(db, 'FB', true, NOW)
    await prices('FB', 0, 10)
    expect([(await barsOf('FB')).length, (await barsOf('META')).length]).toEqual([10, 83])
    expect(await tickersOf('e1')).toEqual(['META'])
  })

  it.each([
    ['NONE', 'META', 404, 'unknown_ticker'],
    ['FB', 'FB', 422, 'same_ticker'],
    ['FB', 'no symbol', 400, 'bad_parameter'],
    ['FB', '', 400, 'bad_parameter'],
    ['FB', 'META.DE', 422, 'other_exchange'],
    ['FB', 'FB-USD', 422, 'other_exchange'],
    ['FB', 'MSFT', 409, 'ticker_exists'],
    ['FB', 'OLD', 409, 'ticker_exists'],
  ])('refuses to rename %s to "%s"', async (from, to, status, code) => {
    await prices('MSFT', 0, 5)
    await prices('OLD', 0, 5)
    await rename(db, 'OLD', 'NEW', NOW)
    expect(await refused(rename(db, from, to, NOW))).toEqual([status, code])
  })

  it('refuses while a backfill runs, and not when one has ended', async () => {
    await write(db, (tx) => claimLease(tx, 'backfill', NOW))
    expect(await refused(rename(db, 'FB', 'META', NOW))).toEqual([409, 'busy'])
    expect(await refused(deleteTicker(db, 'FB', true, NOW))).toEqual([409, 'busy'])
    await rename(db, 'FB', 'META', NOW + 60_000)
  })
})

describe('merge()', () => {
  const asked = { from: 'FB', into: 'META', prefer: null, dryRun: false }

  it('makes one series of two that meet and agree where they overlap', async () => {
    await prices('FB', 0, 50)
    await prices('META', 45, 83)
    await events('e1,Something,2023-11-15T10:00:00-05:00,FB', 'e2,Both,2023-11-16,META|FB')
    expect(await merge(db, asked, NOW)).toMatchObject({
      from: 'FB',
      into: 'META',
      stored: true,
      events: 2,
      bars: [{ interval: '1d', from: 50, into: 38, both: 5, differing: 0 }],
      differences: [],
    })
    expect((await barsOf('META')).map(({ date, close }) => [date, close])).toEqual(
      calm().map(({ date, close }) => [date, close]),
    )
    expect((await listTickers(db)).map(({ symbol, formerNames }) => [symbol, formerNames])).toEqual([['META', ['FB']]])
    expect([await tickersOf('e1'), await tickersOf('e2')]).toEqual([['META'], ['META']])
    expect(await unsound(db)).toEqual([])
    // The gap that each had to the other is one no more.
    expect((await listFindings(db)).filter(({ status }) => status === 'open')).toEqual([])
  })

  it('decides nothing by itself where values differ, and says which', async () => {
    await prices('FB', 0, 50)
    await prices('META', 45, 83, 1.01)
    const problem = await problemOf(merge(db, asked, NOW))
    expect(problem).toMatchObject({ status: 409, code: 'merge_differs', parameter: 'prefer' })
    expect(problem.message).toContain('5 of 5 1d bars')
    expect(problem.report).toHaveLength(5)
    expect(problem.report?.[0]).toEqual({
      what: '1d',
      date: calm()[45]?.date,
      which: null,
      from: calm()[45]?.close,
      into: (calm()[45]?.close ?? 0) * 1.01,
    })
    expect(await refused(merge(db, asked, NOW))).toEqual([409, 'merge_differs'])
    expect(await merge(db, { ...asked, dryRun: true }, NOW)).toMatchObject({
      stored: false,
      differences: problem.report,
    })
    expect((await listTickers(db)).map(({ symbol }) => symbol)).toEqual(['FB', 'META'])
  })

  it.each([
    ['META', 1.01, 1],
    ['FB', 1, 1.01],
  ])('keeps the values of %s when asked to, and the others as revisions', async (prefer, stays, goes) => {
    await prices('FB', 0, 50)
    await prices('META', 45, 83, 1.01)
    await merge(db, { ...asked, prefer }, NOW)
    const id = (await findTicker(db, META))?.id ?? 0
    const closes = (await dailyBarsOnFile(db, id)).map(({ close }) => close)
    expect(closes).toHaveLength(83)
    const at = (place: number, factor: number) => (calm()[place]?.close ?? 0) * factor
    expect(closes.slice(44, 52)).toEqual([
      at(44, 1),
      ...[45, 46, 47, 48, 49].map((n) => at(n, stays)),
      at(50, 1.01),
      at(51, 1.01),
    ])
    expect((await readRevisions(db, id, '1d')).map(({ close }) => close)).toEqual(
      [45, 46, 47, 48, 49].map((n) => at(n, goes)),
    )
    expect(await unsound(db)).toEqual([])
  })

  it('compares actions too, and takes those that only the one has', async () => {
    await prices('FB', 0, 50)
    await prices('META', 50, 83)
    const both = (FB: number, META: number) =>
      take(
        'a.csv',
        [
          'ticker,date,type,value',
          `FB,2023-10-20,dividend,${FB}`,
          'FB,2023-10-27,split,2',
          `META,2023-10-20,dividend,${META}`,
        ],
        'actions',
      )
    await both(0.5, 0.6)
    expect((await problemOf(merge(db, asked, NOW))).report).toEqual([
      { what: 'actions', date: '2023-10-20', which: 'dividend', from: 0.5, into: 0.6 },
    ])
    await both(0.6, 0.6)
    await merge(db, asked, NOW)
    const id = (await findTicker(db, META))?.id ?? 0
    expect(await readAllActions(db, id)).toMatchObject([
      { kind: 'dividend', amount: 0.6 },
      { kind: 'split', numerator: 2 },
    ])
  })

  it('looks at its findings anew', async () => {
    // One series a hundredth of the other: together they are a block in another unit.
    await prices('FB', 0, 50, 0.01)
    await prices('META', 50, 83)
    await merge(db, asked, NOW)
    const open = (await listFindings(db)).filter(({ status, severity }) => status === 'open' && severity === 'error')
    expect(open.map(({ check, ticker }) => [check, ticker])).toEqual([['UNIT_BLOCK', 'META']])
    expect((await barsOf('META')).filter(({ state }) => state === 'held').length).toBeGreaterThan(0)
  })

  it('refuses what is not one security, and what is one already', async () => {
    await prices('FB', 0, 5)
    await prices('META', 5, 9)
    await prices('BBCA.JK', 0, 5)
    expect(await refused(merge(db, { ...asked, into: 'BBCA.JK' }, NOW))).toEqual([422, 'two_securities'])
    expect(await refused(merge(db, { ...asked, into: 'FB' }, NOW))).toEqual([422, 'same_ticker'])
    expect(await refused(merge(db, { ...asked, into: 'NONE' }, NOW))).toEqual([404, 'unknown_ticker'])
    expect(await refused(merge(db, { ...asked, prefer: 'BBCA.JK' }, NOW))).toEqual([400, 'bad_parameter'])
  })
})

describe('deleteTicker()', () => {
  beforeEach(async () => {
    await prices('FB', 0, 40)
    await prices('META', 0, 40)
    await take('a.csv', ['ticker,date,type,value', 'FB,2023-10-20,dividend,0.5'], 'actions')
    await events('e1,Something,2023-10-10,FB', 'e2,Other,2023-10-11,META|FB', 'e3,Third,2023-10-12,META')
  })

  it('tells what would go and changes nothing until it is confirmed', async () => {
    const before = await contentHash(db)
    expect(await deleteTicker(db, 'fb', false, NOW)).toMatchObject({
      kind: 'ticker',
      ticker: 'FB',
      deleted: false,
      bars: [{ interval: '1d', count: 40 }],
      actions: 1,
      events: 2,
      events_without_ticker: 1,
    })
    expect(await contentHash(db)).toBe(before)
  })

  it('forgets the ticker and nothing of any other; events stay', async () => {
    const others = await barsOf('META')
    expect(await deleteTicker(db, 'FB', true, NOW)).toMatchObject({ deleted: true, events: 2 })
    expect((await listTickers(db)).map(({ symbol }) => symbol)).toEqual(['META'])
    expect(await barsOf('META')).toEqual(others)
    expect([await tickersOf('e1'), await tickersOf('e2'), await tickersOf('e3')]).toEqual([[], ['META'], ['META']])
    expect(await unsound(db)).toEqual([])
    // What is taken again is as it was: nothing of the old one stands in its way.
    expect((await prices('FB', 0, 40)).counts).toMatchObject({ new: 40, changed: 0 })
  })

  it('keeps what was stored of it from the ticker that comes next', async () => {
    await prices('META', 0, 40, 1.1)
    expect((await readRevisions(db, (await findTicker(db, META))?.id ?? 0, '1d')).length).toBe(40)
    await deleteTicker(db, 'META', true, NOW)
    await prices('NEXT', 0, 40)
    expect(await readRevisions(db, (await findTicker(db, mustBeTicker('NEXT')))?.id ?? 0, '1d')).toEqual([])
  })

  it('refuses a ticker that is not stored', async () =>
    expect(await refused(deleteTicker(db, 'NONE', true, NOW))).toEqual([404, 'unknown_ticker']))
})
