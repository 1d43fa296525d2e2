import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Db } from '../../../db/file/db.ts'
import { claimLease, releaseLease } from '../../../db/file/lease.ts'
import { write } from '../../../db/file/transaction.ts'
import { beginRun, endRun, saveProgress } from '../../../db/runs.ts'
import { runDetail, runList } from '../../../server/backfill/runList.ts'
import { emptyWorld } from '../../filledStore.ts'

const NOW = 1_700_000_000_000
const request = {
  tickers: ['MSFT'],
  intervals: ['1d'],
  from: '2023-01-03',
  to: null,
  providerUrl: 'http://127.0.0.1:1/?key=secret',
}

let db: Db
beforeEach(async () => {
  db = await emptyWorld()
})
afterEach(() => db.close())

const outcomes = async (here: number | null) => (await runList(db, here, NOW)).runs.map(({ outcome }) => outcome)

describe('runList', () => {
  it('runList() calls a run that nobody works on interrupted, and one that somebody does running', async () => {
    await write(db, (tx) => beginRun(tx, 'backfill', request, NOW))
    const second = await write(db, (tx) => beginRun(tx, 'backfill', request, NOW))
    expect(await outcomes(null)).toEqual(['interrupted', 'interrupted'])
    expect(await outcomes(second)).toEqual(['running', 'interrupted'])
    const claim = await write(db, (tx) => claimLease(tx, 'backfill', NOW))
    expect(await outcomes(null)).toEqual(['running', 'interrupted'])
    if (claim.kind === 'mine') await write(db, (tx) => releaseLease(tx, claim.lease))
    expect(await outcomes(null)).toEqual(['interrupted', 'interrupted'])
  })
  it('runList() counts the outcomes of series and keeps the address that was asked to itself', async () => {
    const id = await write(db, (tx) => beginRun(tx, 'backfill', request, NOW))
    const series = [{ outcome: 'complete' }, { outcome: 'deferred' }, { outcome: 'complete' }]
    const result = {
      message: null,
      resume_at: '2023-11-14T23:00:00Z',
      requests: 4,
      rows: { new: 3, changed: 1, unchanged: 0 },
      series,
    }
    await write(db, (tx) => endRun(tx, id, 'deferred', result, NOW + 1500))
    const {
      runs: [run],
    } = await runList(db, null, NOW)
    expect(run).toEqual({
      id,
      tickers: ['MSFT'],
      intervals: ['1d'],
      from: '2023-01-03',
      to: null,
      outcome: 'deferred',
      message: null,
      resume_at: '2023-11-14T23:00:00Z',
      rows: { new: 3, changed: 1, unchanged: 0 },
      requests: 4,
      series: { complete: 2, deferred: 1 },
      progress: null,
      process: null,
      started_at: '2023-11-14T22:13:20Z',
      ended_at: '2023-11-14T22:13:21.500Z',
    })
    expect(JSON.stringify(await runDetail(db, id, null, NOW))).not.toContain('secret')
    expect((await runDetail(db, id, null, NOW))?.series).toEqual(series)
  })
  it('runList() tells how far a run of another process is, and how far an interrupted one came', async () => {
    const begun = { done: 0, windows: 4, ticker: 'MSFT', interval: '1d', rows: 0 } as const
    const id = await write(db, (tx) => beginRun(tx, 'backfill', request, NOW, begun))
    const claim = await write(db, (tx) => claimLease(tx, 'backfill', NOW))
    expect((await runList(db, null, NOW)).runs).toMatchObject([{ outcome: 'running', progress: begun }])
    await write(db, (tx) => saveProgress(tx, id, { ...begun, done: 1, rows: 1260 }))
    expect((await runList(db, null, NOW)).runs).toMatchObject([{ progress: { done: 1, windows: 4, rows: 1260 } }])
    if (claim.kind === 'mine') await write(db, (tx) => releaseLease(tx, claim.lease))
    expect((await runList(db, null, NOW)).runs).toMatchObject([{ outcome: 'interrupted', progress: { done: 1 } }])
    await write(db, (tx) => endRun(tx, id, 'complete', {}, NOW))
    expect((await runList(db, null, NOW)).runs).toMatchObject([{ outcome: 'complete', progress: null }])
  })
  it('runDetail() of an import is that of no backfill', async () => {
    const id = await write(db, (tx) => beginRun(tx, 'ingest', {}, NOW))
    expect(await runDetail(db, id, null, NOW)).toBeNull()
    expect(await runList(db, null, NOW)).toEqual({ total: 0, next: null, runs: [] })
  })
})
