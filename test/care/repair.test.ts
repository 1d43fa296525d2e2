import { beforeEach, describe, expect, it, vi } from 'vitest'
import { readDailyBars, storeDailyBarsNow } from '../../db/bars.ts'
import { type FindingFilter, listFindings } from '../../db/findings.ts'
import { type Db, openDb } from '../../db/open.ts'
import { listRepairs } from '../../db/repairs.ts'
import { checkStoredNow } from '../../server/quality.ts'
import { acceptFinding, undoFinding } from '../../server/repair.ts'
import { fill, NOW } from '../db/file.ts'
import { calm, dates, times } from '../quality/calm.ts'

vi.setConfig({ testTimeout: 30_000 })

let db: Db
let id: number
const all = { from: null, to: null }
beforeEach(async () => {
  db = (await openDb(':memory:', NOW)).db
  id = fill(db)
})
const stored = async (at: number) => (await readDailyBars(db, id, all))[at]
const finding = async (filter: FindingFilter = {}) => (await listFindings(db, filter))[0]?.id ?? 0
const put = (change: Parameters<typeof calm>[0]) => {
  storeDailyBarsNow(
    db,
    id,
    calm(change).map((bar) => ({ ...bar, state: 'final' as const })),
    1,
  )
  checkStoredNow(db, id, '1d', 1, NOW)
}

describe('a price in hundredths', () => {
  beforeEach(() => put((bar, n) => (n === 20 ? times(bar, 100) : bar)))
  it('checkStoredNow() holds it and proposes a factor, and changes nothing', async () => {
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
    checkStoredNow(db, id, '1d', 1, NOW)
    expect(await stored(20)).toMatchObject({ close: 100, state: 'repaired' })
    expect((await listFindings(db))[0]?.status).toBe('accepted')
  })
  it('is released when its source delivers it right', async () => {
    put((bar) => bar)
    expect(await stored(20)).toMatchObject({ close: 100, state: 'final' })
    expect((await listFindings(db, { status: 'open' })).length).toBe(0)
  })
})

it('acceptFinding() releases bars that have no proposal', async () => {
  put((bar, n) => (n >= 40 ? { ...times(bar, 1 / 3), volume: 3_000_000 } : bar))
  expect(await stored(10)).toMatchObject({ state: 'held' })
  expect(await acceptFinding(db, await finding({ severity: 'error' }), 'a true crash', NOW)).toMatchObject({
    kind: 'done',
    repaired: 0,
  })
  expect(await stored(10)).toMatchObject({ close: 100, state: 'final' })
})

it('acceptFinding() knows when there is no such finding', async () =>
  expect(await acceptFinding(db, 99, null, NOW)).toEqual({ kind: 'unknown-finding' }))
