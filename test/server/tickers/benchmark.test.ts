import { beforeEach, describe, expect, it } from 'vitest'
import { contentHash } from '../../../db/file/content.ts'
import type { Db } from '../../../db/file/db.ts'
import { findTicker } from '../../../db/tickers.ts'
import { movesOf } from '../../../server/impact/moves.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { openStore } from '../../../server/store/open.ts'
import { setBenchmark } from '../../../server/tickers/benchmark.ts'
import { deleteTicker } from '../../../server/tickers/delete.ts'
import { merge } from '../../../server/tickers/merge.ts'
import { rename } from '../../../server/tickers/rename.ts'
import { calm } from '../checks/calm.ts'

const NOW = Date.UTC(2026, 0, 2) as Instant
let db: Db
beforeEach(async () => {
  db = (await openStore(':memory:', NOW)).db
  const rows = calm().map(({ date, open, high, low, close, volume }) =>
    [date, open, high, low, close, volume].join(','),
  )
  const bytes = Buffer.from(['date,open,high,low,close,volume', ...rows].join('\n'))
  for (const symbol of ['AAA', 'BBB']) {
    const { stored } = await ingest(db, { name: `${symbol}.csv`, bytes }, { now: NOW, kind: 'prices' })
    expect(stored).toBe(true)
  }
})

const own = async (symbol: string) => (await findTicker(db, mustBeTicker(symbol)))?.benchmark
const taken = async (symbol: string) => {
  const asked = { benchmark: null, from: null, to: null, fdr: 0.05 }
  const { comparison } = await movesOf(db, mustBeTicker(symbol), asked)
  return [comparison.benchmark, comparison.chosen]
}

describe('setBenchmark()', () => {
  it('is what a ticker is compared with, until that is taken back', async () => {
    expect(await taken('AAA')).toEqual(['^GSPC', 'default'])
    expect(await setBenchmark(db, 'aaa', 'msft', NOW)).toEqual({ ticker: 'AAA', benchmark: 'MSFT' })
    expect(await taken('AAA')).toEqual(['MSFT', 'ticker'])
    expect(await setBenchmark(db, 'AAA', 'default', NOW)).toEqual({ ticker: 'AAA', benchmark: null })
    expect(await taken('AAA')).toEqual(['^GSPC', 'default'])
  })

  it('none: models that need one are refused, though one that fits is stored', async () => {
    await setBenchmark(db, 'AAA', 'none', NOW)
    await expect(taken('AAA')).rejects.toThrow('none is stored as its own')
  })

  it('follows its ticker through a new name and a merger, and is no ticker itself', async () => {
    await setBenchmark(db, 'AAA', 'BBB', NOW)
    await rename(db, 'BBB', 'CCC', NOW)
    expect(await own('AAA')).toBe('CCC')
    await setBenchmark(db, 'MSFT', 'AAA', NOW)
    // Of two that are one now, the one was compared with the other.
    await merge(db, { from: 'CCC', into: 'AAA', prefer: null, dryRun: false }, NOW)
    expect([await own('AAA'), await own('MSFT')]).toEqual([null, 'AAA'])
  })

  it('says what to fetch when its ticker is deleted, and takes no other instead', async () => {
    await setBenchmark(db, 'AAA', 'BBB', NOW)
    await deleteTicker(db, 'BBB', true, NOW)
    await expect(taken('AAA')).rejects.toThrow('There are no prices of BBB')
  })

  it.each([
    ['AAA', 'AAA', 'own_benchmark'],
    ['AAA', 'NOPE', 'unknown_ticker'],
    ['NOPE', 'AAA', 'unknown_ticker'],
  ])('refuses %s beside %s', async (symbol, word, code) => {
    const before = await contentHash(db)
    await expect(setBenchmark(db, symbol, word, NOW)).rejects.toMatchObject({ code })
    expect(await contentHash(db)).toBe(before)
  })
})
