import { beforeEach, describe, expect, it } from 'vitest'
import { readActions, storeActions } from '../../../db/actions.ts'
import { readDailyBars } from '../../../db/bars.ts'
import { beginChange } from '../../../db/file/change.ts'
import type { Db } from '../../../db/file/db.ts'
import { openDb } from '../../../db/file/open.ts'
import { write } from '../../../db/file/transaction.ts'
import { checksOn, type FindingFilter, listFindings } from '../../../db/findings.ts'
import { listRepairs } from '../../../db/repairs.ts'
import { storeDailyBars } from '../../../db/storeBars.ts'
import { judge } from '../../../server/checks/judge.ts'
import type { CorporateAction } from '../../../server/market/action.ts'
import type { DailyBar } from '../../../server/market/bar.ts'
import { checkStored } from '../../../server/quality/checkStored.ts'
import { acceptFinding, undoFinding } from '../../../server/quality/decide.ts'
import { fill, NOW } from '../../db/file.ts'
import { breakOffAnswers, deleteBars } from '../../db/tamper.ts'
import { calm, dates, day, named, seriesOf, times } from '../checks/calm.ts'

let db: Db
let id: number
const all = { from: null, to: null }
beforeEach(async () => {
  db = (await openDb(':memory:', NOW)).db
  id = await fill(db)
})
const stored = async (at: number) => (await readDailyBars(db, id, all))[at]
const finding = async (filter: FindingFilter = {}) => (await listFindings(db, filter))[0]?.id ?? 0
const put = (change: Parameters<typeof calm>[0]) =>
  write(db, async (tx) => {
    const bars = calm(change).map((bar) => ({ ...bar, state: 'final' as const }))
    await beginChange(tx, { at: NOW })
    await storeDailyBars(tx, id, bars, 1)
    await checkStored(tx, id, '1d', 1, NOW)
  })
const act = (...actions: readonly CorporateAction[]) =>
  write(db, async (tx) => {
    await beginChange(tx, { at: NOW })
    return storeActions(tx, id, actions, 'USD', 1)
  })

describe('a price in hundredths', () => {
  beforeEach(() => put((bar, n) => (n === 20 ? times(bar, 100) : bar)))
  it('checkStored() holds it and proposes a factor, and changes nothing', async () => {
    expect(await stored(20)).toMatchObject({ close: 10_000, state: 'held' })
    expect(await listRepairs(db, id)).toMatchObject([
      { date: dates[20], check: 'UNIT_POINT', priceFactor: 0.01, status: 'proposed' },
    ])
  })
  it('acceptFinding() lays the factor over the bar, and undoFinding() takes it away', async () => {
    const decision = await acceptFinding(db, await finding(), 'in cents', NOW)
    expect(decision).toMatchObject({ kind: 'done', repaired: 1, finding: { status: 'accepted', note: 'in cents' } })
    expect(await stored(20)).toMatchObject({ close: 100, open: 100.3, state: 'repaired' })
    expect((await readDailyBars(db, id, all, true))[20]).toMatchObject({ close: 10_000, state: 'final' })
    await undoFinding(db, await finding(), null, NOW)
    expect(await stored(20)).toMatchObject({ close: 10_000, state: 'held' })
  })
  it('keeps a decision when the checks run again', async () => {
    await acceptFinding(db, await finding(), null, NOW)
    await write(db, (tx) => checkStored(tx, id, '1d', 1, NOW))
    expect(await stored(20)).toMatchObject({ close: 100, state: 'repaired' })
    expect((await listFindings(db))[0]?.status).toBe('accepted')
  })
  it('is released when its source delivers it right', async () => {
    await put((bar) => bar)
    expect(await stored(20)).toMatchObject({ close: 100, state: 'final' })
    expect((await listFindings(db, { status: 'open' })).length).toBe(0)
    expect(await listRepairs(db, id)).toEqual([])
  })
})

it('acceptFinding() puts a block right from its first session on, and undoFinding() takes that back', async () => {
  await put((bar, n) => (n >= 40 ? times(bar, 0.01) : bar))
  expect([(await stored(39))?.state, (await stored(40))?.state, (await stored(82))?.state]).toEqual([
    'final',
    'held',
    'held',
  ])
  const block = async () => (await listFindings(db)).find(({ check }) => check === 'UNIT_BLOCK')?.id ?? 0
  expect(await acceptFinding(db, await block(), 'in dollars', NOW)).toMatchObject({ kind: 'done', repaired: 43 })
  expect(await stored(40)).toMatchObject({ close: 100, state: 'repaired' })
  expect(await stored(82)).toMatchObject({ close: 100, state: 'repaired' })
  expect((await checksOn(db, id, '1d', all)).get(dates[82] ?? day('2023-12-29'))?.checks).toEqual(['UNIT_BLOCK'])
  await undoFinding(db, await block(), null, NOW)
  expect(await stored(82)).toMatchObject({ close: 1, state: 'held' })
})

it('acceptFinding() releases bars that have no proposal', async () => {
  await put((bar, n) => (n >= 40 ? { ...times(bar, 1 / 3), volume: 3_000_000 } : bar))
  expect(await stored(10)).toMatchObject({ state: 'held' })
  expect(await acceptFinding(db, await finding({ severity: 'error' }), 'a true crash', NOW)).toMatchObject({
    kind: 'done',
    repaired: 0,
  })
  expect(await stored(10)).toMatchObject({ close: 100, state: 'final' })
})

it('acceptFinding() releases bars also where no answer for them was ever whole', async () => {
  await put((bar, n) => (n >= 40 ? { ...times(bar, 1 / 3), volume: 3_000_000 } : bar))
  breakOffAnswers(db)
  await acceptFinding(db, await finding({ severity: 'error' }), 'a true crash', NOW)
  expect(await stored(10)).toMatchObject({ close: 100, state: 'final' })
})

describe('a low in hundredths', () => {
  beforeEach(() => put((bar, n) => (n === 20 ? { ...bar, low: bar.low / 100 } : bar)))
  it('acceptFinding() puts the low right and leaves the other prices, and undoFinding() takes it back', async () => {
    await acceptFinding(db, await finding(), null, NOW)
    expect(await stored(20)).toMatchObject({ ...calm()[20], low: 99.9, state: 'repaired' })
    expect((await checksOn(db, id, '1d', all)).get(day('2023-10-02'))?.checks).toEqual(['UNIT_POINT'])
    await undoFinding(db, await finding(), null, NOW)
    expect(await stored(20)).toMatchObject({ low: expect.closeTo(0.999, 9), state: 'held' })
  })
})

describe('a history that was not rescaled for a split', () => {
  const split = (on: number, ratio: number): CorporateAction => ({
    kind: 'split',
    date: dates[on] ?? day('2023-09-01'),
    numerator: ratio,
    denominator: 1,
  })
  /** Prices that fall to a fourth at session 40 and to a third of that at session 60, as they were traded. */
  const traded = (bar: DailyBar, n: number): DailyBar => ({
    ...times(bar, n < 40 ? 12 : n < 60 ? 3 : 1),
    volume: n < 40 ? 100_000 : n < 60 ? 400_000 : 1_200_000,
  })
  const steps = async () => (await listFindings(db)).filter(({ check }) => check === 'SPLIT_STEP')
  const state = async (at: number) => (await stored(at))?.state

  it('acceptFinding() divides it by the ratio, and undoFinding() takes that back', async () => {
    await act(split(40, 4))
    await put((bar, n) => (n < 40 ? { ...times(bar, 4), volume: 250_000 } : bar))
    expect(await stored(10)).toMatchObject({ close: 400, state: 'held' })
    expect((await checksOn(db, id, '1d', all)).get(dates[10] ?? day('2023-09-01'))?.checks).toEqual(['SPLIT_STEP'])
    const [step] = await steps()
    expect(await acceptFinding(db, step?.id ?? 0, null, NOW)).toMatchObject({ kind: 'done', repaired: 40 })
    expect(await stored(10)).toMatchObject({ close: 100, open: 100.3, volume: 1_000_000, state: 'repaired' })
    expect(await stored(40)).toMatchObject({ close: 100, state: 'final' })
    const right = await readDailyBars(db, id, all)
    expect(named(judge(seriesOf(right, [split(40, 4)])).findings)).toEqual([])
    expect((await readDailyBars(db, id, all, true))[10]).toMatchObject({ close: 400, volume: 250_000 })
    await undoFinding(db, step?.id ?? 0, null, NOW)
    expect(await stored(10)).toMatchObject({ close: 400, volume: 250_000, state: 'held' })
    expect((await listRepairs(db, id)).every(({ status }) => status === 'undone')).toBe(true)
  })

  it('two splits are laid over each other before the earlier one', async () => {
    await act(split(40, 4), split(60, 3))
    await put(traded)
    const factors = (await listRepairs(db, id)).map(({ date, priceFactor }) => [date, (1 / priceFactor).toFixed(9)])
    expect(factors).toEqual(dates.slice(0, 60).map((date, n) => [date, n < 40 ? '12.000000000' : '3.000000000']))
    const [later, earlier] = await steps()
    await acceptFinding(db, later?.id ?? 0, null, NOW)
    expect([(await stored(10))?.close, (await stored(50))?.close]).toEqual([100, 100])
    await undoFinding(db, later?.id ?? 0, null, NOW)
    await acceptFinding(db, earlier?.id ?? 0, null, NOW)
    expect([(await stored(10))?.close, await state(50), await state(10)]).toEqual([100, 'held', 'repaired'])
  })

  it('acceptFinding() of a step without a proposal leaves that of another step alone', async () => {
    const dividend: CorporateAction = { kind: 'dividend', date: dates[50] ?? day('2023-09-01'), amount: 3 }
    await act(split(40, 4), dividend, split(60, 3))
    // The source adjusted for 3 of 300.9. With a third of the price the dividend would be three times too much.
    await put((bar, n) => {
      const row = traded(bar, n)
      return n < 50 ? { ...row, adjClose: (row.adjClose ?? 0) * (1 - 3 / 300.9) } : row
    })
    expect((await listRepairs(db, id)).map(({ date }) => date)).toEqual(dates.slice(0, 40))
    const [later] = await steps()
    expect(later?.from).toBe(dates[60])
    expect(await acceptFinding(db, later?.id ?? 0, 'right as it is', NOW)).toMatchObject({ repaired: 0 })
    expect([await state(10), await state(50)]).toEqual(['held', 'final'])
  })

  it('a correction in use goes when its source rescales the history itself', async () => {
    await act(split(40, 4))
    await put((bar, n) => (n < 40 ? { ...times(bar, 4), volume: 250_000 } : bar))
    await acceptFinding(db, (await steps())[0]?.id ?? 0, null, NOW)
    await put((bar) => bar)
    expect(await stored(10)).toMatchObject({ close: 100, state: 'final' })
    expect(await listRepairs(db, id)).toEqual([])
    expect((await steps()).map(({ status }) => status)).toEqual(['resolved'])
  })

  it('bars that join a history in use are put right with it', async () => {
    await act(split(40, 4))
    const late = (bar: DailyBar, n: number) => (n < 40 ? { ...times(bar, 4), volume: 250_000 } : bar)
    deleteBars(db)
    await put((bar, n) => (n < 5 ? null : late(bar, n)))
    await acceptFinding(db, (await steps())[0]?.id ?? 0, null, NOW)
    await put(late)
    expect(await stored(0)).toMatchObject({ close: 100, state: 'repaired' })
  })

  it('nothing is proposed where another finding would remain', async () => {
    await act(split(40, 4), { kind: 'dividend', date: dates[20] ?? day('2023-09-01'), amount: 4 })
    // The source adjusted for a dividend of 1 of 100; told it is 4, on 400. Rescaled, the dividend is four times too much.
    await put((bar, n) => {
      const whole = n < 40 ? { ...times(bar, 4), volume: 250_000 } : bar
      return n < 20 ? { ...whole, adjClose: (whole.adjClose ?? 0) * (1 - 4 / 401.2) } : whole
    })
    expect(await steps()).toHaveLength(1)
    expect(await listRepairs(db, id)).toEqual([])
  })
})

describe('an action that an error finding leaves out', () => {
  const tooMuch: CorporateAction = { kind: 'dividend', date: dates[40] ?? day('2023-09-01'), amount: 22 }
  it('acceptFinding() takes it as right, and undoFinding() leaves it out again', async () => {
    await act(tooMuch)
    await put((bar) => ({ ...bar, adjClose: null }))
    expect(await readActions(db, id)).toEqual([])
    await acceptFinding(db, await finding(), 'a true one', NOW)
    expect(await readActions(db, id)).toEqual([tooMuch])
    await undoFinding(db, await finding(), null, NOW)
    expect(await readActions(db, id)).toEqual([])
  })
})

it('acceptFinding() knows when there is no such finding', async () =>
  expect(await acceptFinding(db, 99, null, NOW)).toEqual({ kind: 'unknown-finding' }))
