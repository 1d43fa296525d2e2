import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readActions } from '../../../db/actions.ts'
import { readDailyBars, readIntradayBars } from '../../../db/bars.ts'
import { contentHash, priceHash } from '../../../db/file/content.ts'
import type { Db } from '../../../db/file/db.ts'
import { claimLease, renewLease } from '../../../db/file/lease.ts'
import { write } from '../../../db/file/transaction.ts'
import { checksOn, listFindings } from '../../../db/findings.ts'
import { readRevisions } from '../../../db/revisions.ts'
import { listRuns } from '../../../db/runList.ts'
import { findTicker } from '../../../db/tickers.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { columnOf, deleteLeases, hashesOf, orphanLeases, setLeases } from '../../db/tamper.ts'
import { type StandinSeries, sampleSeries } from '../../standin/series.ts'
import { afterDividend, afterSplit, until, walk, withDay, withoutDay } from '../../standin/world.ts'
import { memory, NOW, openWorld, type World } from './world.ts'

const day = mustBeDate
const all = { from: null, to: null }
const window = { from: '2022-01-03', to: '2024-05-31' }
const [msft, gspc] = sampleSeries() as [StandinSeries, StandinSeries]
const abc = walk('ABC', 7, day('2015-01-02'), day('2024-06-13'))

let world: World
let db: Db
beforeEach(async () => {
  world = await openWorld([msft, gspc, abc])
  db = await memory()
})
afterEach(async () => {
  db.close()
  await world.close()
})

const idOf = async (symbol: string): Promise<number> => {
  const ticker = await findTicker(db, mustBeTicker(symbol))
  if (ticker === null) throw new Error(`${symbol} is not stored`)
  return ticker.id
}
const names = async () => (await listFindings(db, { status: 'open' })).map(({ check, from }) => `${check} ${from}`)

describe('backfill() of a well-behaved source', () => {
  it('stores what the source has, as its decimals were before 32-bit floats', async () => {
    const report = await world.run(db, { tickers: ['MSFT', '^GSPC'], ...window })
    expect(report).toMatchObject({ outcome: 'complete', exit_code: 0, rows: { new: 1212, changed: 0 }, requests: 2 })
    const bars = await readDailyBars(db, await idOf('MSFT'), { from: day('2023-11-17'), to: day('2023-11-17') })
    expect(bars).toMatchObject([{ date: '2023-11-17', open: 373.61, close: 369.85, state: 'final' }])
    const told = msft.days.map(({ open, high, low, close, volume }) => [open, high, low, close, volume])
    const stored = (await readDailyBars(db, await idOf('MSFT'), all)).map(({ open, high, low, close, volume }) => [
      open,
      high,
      low,
      close,
      volume,
    ])
    expect(stored).toEqual(told)
    expect(await readActions(db, await idOf('MSFT'))).toHaveLength(10)
    expect(await names()).toEqual(['VOL_ZERO_MOVE 2023-05-24'])
  })

  it('changes nothing the second time, with one request a series', async () => {
    await world.run(db, { tickers: ['MSFT', '^GSPC'], ...window })
    const before = await contentHash(db)
    const again = await world.run(db, { tickers: ['MSFT', '^GSPC'], ...window })
    expect(again).toMatchObject({ outcome: 'complete', requests: 2, rows: { new: 0, changed: 0, unchanged: 1212 } })
    expect(await contentHash(db)).toBe(before)
  })

  it('comes to the same in one go and year by year', async () => {
    await world.run(db, { tickers: ['ABC'], from: '2015-01-02', to: '2024-06-03' })
    const whole = await priceHash(db)
    const other = await memory()
    for (const to of ['2016-12-30', '2019-12-31', '2020-03-31', '2024-06-03'])
      await world.run(other, { tickers: ['ABC'], from: '2015-01-02', to })
    expect(await priceHash(other)).toBe(whole)
    const backwards = await memory()
    for (const from of ['2023-01-03', '2018-01-02', '2015-01-02'])
      await world.run(backwards, { tickers: ['ABC'], from, to: '2024-06-03' })
    expect(await priceHash(backwards)).toBe(whole)
  })

  it('goes on after the last stored session, looking at the stored ones again', async () => {
    world.standin.serve(until(abc, day('2024-05-31')))
    await world.run(db, { tickers: ['ABC'], from: '2024-01-02' })
    world.standin.serve(abc)
    const { length } = world.standin.requests
    const report = await world.run(db, { tickers: ['ABC'] })
    expect(report).toMatchObject({ outcome: 'complete', rows: { new: 9, changed: 0, unchanged: 105 } })
    expect(world.standin.requests.slice(length)).toHaveLength(1)
  })

  it.each([
    [undefined, []],
    // The second of two requests waits for the least time and, with chance at one half, a quarter more.
    [400, [500]],
  ])('leaves %s ms between requests', async (spacing, waits) => {
    world.standin.serve(abc)
    await world.run(db, { tickers: ['ABC', 'MSFT'], from: '2024-01-02', to: '2024-05-31', spacing })
    expect(world.slept).toEqual(waits)
  })

  it('brings everything stored up to date when no ticker is named', async () => {
    world.standin.serve(until(abc, day('2024-05-31')))
    await world.run(db, { tickers: ['ABC', 'MSFT'], from: '2024-01-02', to: '2024-05-31' })
    world.standin.serve(abc)
    const report = await world.run(db, { tickers: [] })
    expect(report.series.map(({ ticker, outcome }) => `${ticker} ${outcome}`)).toEqual(['ABC complete', 'MSFT partial'])
  })
  it('brings up to date only what is stored at the intervals named', async () => {
    await world.run(db, { tickers: ['ABC'], from: '2024-05-01', to: '2024-05-31' })
    expect((await world.run(db, { tickers: [], intervals: ['1h'] })).series).toEqual([])
    expect((await world.run(db, { tickers: [], intervals: [] })).series.map(({ interval }) => interval)).toEqual(['1d'])
  })

  it('keeps hourly bars apart by phase and reads half days right', async () => {
    world.now = Date.parse('2024-06-14T12:00:00Z')
    const report = await world.run(db, { intervals: ['1h'], from: '2023-11-15', to: '2023-11-30' })
    expect(report).toMatchObject({ outcome: 'complete', rows: { new: 173 } })
    expect(await hashesOf(db)).toEqual({ checked: 1, mismatches: [] })
    const half = await readIntradayBars(db, await idOf('MSFT'), 60, { from: day('2023-11-24'), to: day('2023-11-24') })
    expect(half.filter(({ phase }) => phase === 'regular')).toHaveLength(3)
    expect(half.find(({ start }) => start === Date.parse('2023-11-24T18:00:00Z'))?.phase).toBe('post')
  })

  it('says so when a window lies further back than the source goes', async () => {
    const report = await world.run(db, { intervals: ['1h'], from: '2020-01-02', to: '2023-11-30' })
    expect(report.series[0]).toMatchObject({ from: '2022-06-17', outcome: 'partial' })
    expect(report.series[0]?.message).toMatch(/^INTRADAY_LIMIT/)
    expect(await names()).toContain('INTRADAY_LIMIT 2022-06-17')
  })
})

describe('backfill() and the newest session', () => {
  const evening = (text: string) => {
    world.now = Date.parse(text)
  }
  it('keeps a bar provisional until it was seen again twelve hours after the close', async () => {
    const states = async () =>
      (await readDailyBars(db, await idOf('ABC'), { from: day('2024-06-13'), to: null })).map(({ state }) => state)
    evening('2024-06-13T18:00:00Z')
    await world.run(db, { tickers: ['ABC'], from: '2024-06-03' })
    expect(await states()).toEqual(['provisional'])
    expect(await names()).toContain('BAR_LIVE 2024-06-13')
    evening('2024-06-13T22:00:00Z')
    await world.run(db, { tickers: ['ABC'] })
    expect(await states()).toEqual(['provisional'])
    evening('2024-06-14T08:30:00Z')
    const report = await world.run(db, { tickers: ['ABC'] })
    expect(await states()).toEqual(['final'])
    expect(report.outcome).toBe('complete')
    expect(await names()).not.toContain('BAR_LIVE 2024-06-13')
  })

  it('takes the later of two bars of one session and does not trust it yet', async () => {
    world.standin.script(() => 'duplicate-row')
    await world.run(db, { tickers: ['ABC'], from: '2024-05-01', to: '2024-05-31' })
    const [last] = await readDailyBars(db, await idOf('ABC'), { from: day('2024-05-31'), to: null })
    expect(last).toMatchObject({
      state: 'provisional',
      volume: (abc.days.find(({ date }) => date === '2024-05-31')?.volume ?? 0) + 13_779,
    })
    expect(await names()).toContain('BAR_DUP 2024-05-31')
  })

  it('does not mind a clock that is fifteen days off', async () => {
    await world.run(db, { tickers: ['ABC'], from: '2024-01-02', to: '2024-06-03' })
    const before = await priceHash(db)
    for (const off of [-15, 15]) {
      world.now = NOW + off * 86_400_000
      await world.run(db, { tickers: ['ABC'], from: '2024-01-02', to: '2024-06-03' })
      expect(await priceHash(db)).toBe(before)
    }
  })
})

describe('backfill() of a source that changes its mind', () => {
  const start = () => world.run(db, { tickers: ['ABC'], from: '2015-01-02', to: '2024-06-03' })
  const fresh = async (): Promise<string> => {
    const other = await memory()
    await world.run(other, { tickers: ['ABC'], from: '2015-01-02', to: '2024-06-03' })
    return priceHash(other)
  }
  it.each([
    ['a split after the last stored session', afterSplit(abc, day('2024-06-04'), 4), 'RESTATE_SPLIT 2015-01-02'],
    ['a reverse split', afterSplit(abc, day('2024-06-04'), 1, 10), 'RESTATE_SPLIT 2015-01-02'],
    ['a split inside what is stored', afterSplit(abc, day('2024-05-20'), 3, 2), 'RESTATE_MIXED 2015-01-02'],
    ['a dividend', afterDividend(abc, day('2024-06-04'), 0.5), 'RESTATE_DIV 2015-01-02'],
    [
      'a close of long ago',
      withDay(abc, day('2017-03-01'), { close: 99.01, high: 130, low: 50 }),
      'REVISED 2017-03-01',
    ],
    ['a volume', withDay(abc, day('2023-03-01'), { volume: 5 }), 'REVISED 2023-03-01'],
  ])('finds %s on the next run and ends as a fresh backfill would', async (_, restated, finding) => {
    await start()
    world.standin.serve(restated)
    const report = await start()
    // Rescaled history of a price that never fell has a step: SPLIT_STEP holds it until the source puts it right.
    const held = finding.startsWith('RESTATE_MIXED')
    expect(report.outcome).toBe(held ? 'partial' : 'complete')
    expect(report.series[0]?.held_count).toBe(held ? 2360 : 0)
    expect(await names()).toContain(finding)
    expect(await priceHash(db)).toBe(await fresh())
    const again = await start()
    expect(again.rows).toMatchObject({ new: 0, changed: 0, unchanged: 2370 })
  })

  it('keeps the old value of a revised bar with both answers', async () => {
    await start()
    world.standin.serve(withDay(abc, day('2017-03-01'), { volume: 5 }))
    await start()
    const id = await idOf('ABC')
    const [bar] = await readDailyBars(db, id, { from: day('2017-03-01'), to: day('2017-03-01') })
    expect(bar).toMatchObject({ volume: 5, state: 'revised' })
    const [old] = await readRevisions(db, id, '1d')
    expect(old?.volume).toBe(abc.days.find(({ date }) => date === '2017-03-01')?.volume)
    expect(old?.replacedBy).not.toBe(old?.fetchId)
    expect((await checksOn(db, id, '1d', all)).size).toBe(0)
  })

  it('never deletes what an answer lacks, and calls a missing session partial until it comes', async () => {
    world.standin.serve(withoutDay(abc, day('2024-05-15')))
    const first = await start()
    expect(first).toMatchObject({ outcome: 'partial', exit_code: 3 })
    expect(first.series[0]).toMatchObject({ missing: ['2024-05-15'], missing_count: 1 })
    expect(await names()).toEqual(expect.arrayContaining(['GAP 2024-05-15', 'GAP_RETURN 2024-05-16']))
    world.standin.serve(abc)
    expect((await start()).outcome).toBe('complete')
    expect((await listFindings(db, { status: 'open' })).map(({ check }) => check)).toEqual([])
    world.standin.serve(withoutDay(abc, day('2024-05-15')))
    expect(await start()).toMatchObject({ outcome: 'complete', rows: { new: 0, changed: 0 } })
  })

  it('marks an action that answers lack any more, and keeps it', async () => {
    const paid = afterDividend(abc, day('2024-03-01'), 0.5)
    world.standin.serve(paid)
    await start()
    world.standin.serve({ ...paid, actions: [] })
    await start()
    expect(await readActions(db, await idOf('ABC'))).toHaveLength(1)
    expect(columnOf(db, 'corporate_action', 'unconfirmed_since')).toEqual([NOW])
  })

  it('adds up the dividends of a day, and takes one that is told twice once', async () => {
    const on = day('2024-03-01')
    const before = abc.days.filter(({ date }) => date < on).at(-1)?.close ?? 0
    const [regular, special] = [0.5, Math.round(before * 1.98) / 100]
    const paid = (...amounts: readonly number[]) => ({
      ...afterDividend(
        abc,
        on,
        amounts.reduce((sum, amount) => sum + amount, 0),
      ),
      actions: amounts.map((amount) => ({ kind: 'dividend' as const, date: on, amount })),
    })
    world.standin.serve(paid(regular, special))
    await start()
    const sum = [{ kind: 'dividend', date: on, amount: Number((regular + special).toPrecision(12)) }]
    expect(await readActions(db, await idOf('ABC'))).toEqual(sum)
    expect(await names()).toEqual([])
    expect((await start()).rows).toMatchObject({ new: 0, changed: 0 })
    world.standin.serve({ ...paid(regular), actions: [...paid(regular).actions, ...paid(regular).actions] })
    await start()
    expect(await readActions(db, await idOf('ABC'))).toEqual([{ kind: 'dividend', date: on, amount: regular }])
  })

  it('asks for capital gains, and applies a dividend less the gain that it contains', async () => {
    const at = abc.days.findLastIndex(({ close }, i) => (abc.days[i - 1]?.close ?? 0) > (close ?? 0) * 1.02)
    const [eve, ex] = [abc.days[at - 1], abc.days[at]]
    if (eve === undefined || ex === undefined) throw new Error('ABC never falls by 2 %')
    const drop = (eve.close ?? 0) - (ex.close ?? 0)
    const paid = afterDividend(abc, ex.date, drop)
    world.standin.serve({
      ...paid,
      actions: [
        { kind: 'dividend', date: ex.date, amount: drop + 4 },
        { kind: 'capital_gain', date: ex.date, amount: 4 },
      ],
    })
    await start()
    expect(await names()).toEqual([`CG_DOUBLE ${ex.date}`])
    const [applied, ...others] = await readActions(db, await idOf('ABC'))
    expect(others).toEqual([])
    expect(applied).toMatchObject({ kind: 'dividend', date: ex.date, amount: expect.closeTo(drop, 6) })
  })

  it('holds an answer in another currency back', async () => {
    await start()
    const before = await priceHash(db)
    world.standin.script(() => 'other-currency')
    expect(await start()).toMatchObject({ outcome: 'failed', exit_code: 1, series: [{ reason: 'mismatch' }] })
    expect(await priceHash(db)).toBe(before)
    expect(await names()).toContain('RESP_CURRENCY 2015-01-02')
  })

  it('asks for no symbol whose ending no exchange has, unless something says where it trades', async () => {
    await expect(world.run(db, { tickers: ['ABC', 'ABC.QQ'], ...window })).rejects.toThrow(
      'Cannot fetch ABC.QQ as no exchange that is known has the ending .QQ',
    )
    expect(await listRuns(db, 'backfill', 1)).toEqual([])
    await ingest(db, { name: 't.csv', bytes: Buffer.from('symbol,exchange\nABC.QQ,NYSE\n') }, { now: NOW as Instant })
    expect(await world.run(db, { tickers: ['ABC.QQ'], ...window })).toMatchObject({ series: [{ reason: 'not_found' }] })
  })

  it('keeps the bars of a symbol that its source does not know any more', async () => {
    await start()
    world.standin.script(() => '404')
    expect(await start()).toMatchObject({ outcome: 'failed', series: [{ reason: 'not_found' }] })
    expect(await readDailyBars(db, await idOf('ABC'), all)).toHaveLength(2370)
    expect((await listFindings(db)).map(({ check }) => check)).toContain('SYMBOL_CHANGED')
    for (const day of [1, 2, 3]) {
      world.now = NOW + day * 86_400_000
      await start()
    }
    expect((await listFindings(db)).map(({ observed }) => observed)).toContain(
      'not found at its source on 3 days: delisted',
    )
  })

  it('says when a symbol gets another name', async () => {
    await start()
    world.standin.serve({ ...abc, name: 'Something Else, Inc.' })
    await start()
    expect((await listFindings(db)).map(({ check, observed }) => `${check}: ${observed}`)).toEqual([
      'SYMBOL_CHANGED: name Something Else, Inc.',
    ])
  })
})

describe('backfill() and its owner', () => {
  it('gives way to a living owner and says who it is', async () => {
    const claim = await write(db, (tx) => claimLease(tx, 'backfill', NOW))
    expect(claim.kind).toBe('mine')
    const report = await world.runOrLease(db, window)
    expect(report).toMatchObject({ outcome: 'leased', exit_code: 5 })
    expect(report.message).toContain(`process ${process.pid}`)
    expect(world.standin.requests).toHaveLength(0)
  })
  it.each([
    ['has not renewed for thirty seconds', NOW - 30_001],
    ['lies in the future after a clock was set back by a day', NOW + 86_400_000],
  ])('takes over a claim that %s', async (_, renewed) => {
    await write(db, (tx) => claimLease(tx, 'backfill', renewed))
    expect((await world.run(db, window)).outcome).toBe('complete')
  })
  it('takes over a claim of a process that is gone', async () => {
    await write(db, (tx) => claimLease(tx, 'backfill', NOW))
    orphanLeases(db)
    expect((await world.run(db, window)).outcome).toBe('complete')
  })
  it('waits when asked to', async () => {
    await write(db, (tx) => claimLease(tx, 'backfill', NOW))
    let waits = 0
    const report = await world.run(
      db,
      { ...window, wait: true },
      {
        progress: ({ kind }) => {
          if (kind === 'waiting' && ++waits === 3) deleteLeases(db)
        },
      },
    )
    expect([report.outcome, waits]).toEqual(['complete', 3])
  })
  it('writes nothing more once another owner took over', async () => {
    let taken = false
    const report = await world.run(
      db,
      { tickers: ['ABC'], from: '2015-01-02', to: '2024-06-03' },
      {
        progress: ({ kind }) => {
          if (kind === 'window' && !taken) {
            taken = true
            setLeases(db, 'another')
          }
        },
      },
    )
    expect(report).toMatchObject({ outcome: 'partial', stopped: true })
    expect(await readDailyBars(db, await idOf('ABC'), { from: day('2020-01-02'), to: null })).toHaveLength(0)
    expect(await write(db, (tx) => renewLease(tx, { job: 'backfill', owner: 'another' }, NOW))).toBe(true)
  })
  it('stops between windows and goes on where it was', async () => {
    const stop = new AbortController()
    const first = await world.run(
      db,
      { tickers: ['ABC'], from: '2015-01-02', to: '2024-06-03' },
      {
        signal: stop.signal,
        progress: ({ kind }) => (kind === 'window' ? stop.abort(new Error('Stopped')) : undefined),
      },
    )
    expect(first).toMatchObject({ outcome: 'partial', stopped: true, exit_code: 3, series: [{ reason: 'stopped' }] })
    const second = await world.run(db, { tickers: ['ABC'], from: '2015-01-02', to: '2024-06-03' })
    expect(second).toMatchObject({ outcome: 'complete', stopped: false })
    expect(first.rows.new + second.rows.new).toBe(2370)
  })
})
