import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../../db/file/db.ts'
import { write } from '../../../db/file/transaction.ts'
import { beginRun, recordFetch } from '../../../db/runs.ts'
import { findTicker } from '../../../db/tickers.ts'
import { panelTable } from '../../../server/export/exportImpacts.ts'
import { abnormalOf } from '../../../server/impact/abnormal.ts'
import { measureImpact } from '../../../server/impact/impact.ts'
import { measureImpacts } from '../../../server/impact/list.ts'
import { measurePanel } from '../../../server/impact/panel.ts'
import { robustnessOfStored } from '../../../server/impact/robustness.ts'
import { modelsOfSession } from '../../../server/impact/sessionModels.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { openStore } from '../../../server/store/open.ts'
import { runStudy } from '../../../server/study/study.ts'
import { countReads, touchPrices } from '../../db/tamper.ts'

const ticker = mustBeTicker('MSFT')
const query = { benchmark: null, settings: {} }
const range = { from: null, to: null }
const one = 'openai-20231117-altman-ousted'

const session = mustBeDate('2023-11-20')

describe('what a question reads', { timeout: 60_000 }, () => {
  let db: Db
  let reads: () => number
  beforeAll(async () => {
    ;({ db } = await openStore(':memory:', Date.UTC(2026, 0, 2)))
    // A statement is kept from question to question, so it is counted from the first on.
    reads = countReads(db, 'daily_bar')
  })
  afterAll(() => db.close())
  it.each<[string, (db: Db) => Promise<unknown>]>([
    ['one impact', (db) => measureImpact(db, one, { ticker, ...query })],
    ['a list of impacts', (db) => measureImpacts(db, ticker, range, query)],
    ['a panel', async (db) => Array.fromAsync((await measurePanel(db, ticker, range, query)).events())],
    ['robustness with factor models', (db) => robustnessOfStored(db, one, { ticker, ...query })],
    ['a session by other models', (db) => modelsOfSession(db, ticker, session, query)],
    ['a study', (db) => runStudy('{"events":{},"robustness":true}', async () => db)],
  ])('%s reads the bars of the security and of its benchmark once each', async (_, ask) => {
    touchPrices(db)
    const before = reads()
    await ask(db)
    expect(reads() - before).toBe(2)
    // What nobody has written to is not read again.
    await ask(db)
    expect(reads() - before).toBe(2)
  })
  it('a session by other models has the figures that every session has by each of them', async () => {
    const { cells } = await modelsOfSession(db, ticker, session, query)
    expect(cells).toHaveLength(15)
    for (const { model, estimation, reason, ...figures } of cells) {
      const asked = { ...query, settings: { ...query.settings, model, estimation } }
      const [one] = (await abnormalOf(db, ticker, asked, { from: session, to: session })).sessions
      expect(one?.test).toMatchObject({ kind: 'tested', ...figures })
      expect([estimation[1], reason]).toEqual([-11, null])
    }
    await expect(modelsOfSession(db, ticker, mustBeDate('2023-11-19'), query)).rejects.toThrow('no session')
  })
  it('a panel is the same events, and the same lines of CSV, until prices, events or their last fetch change', async () => {
    const eventsOf = async () => Array.fromAsync((await measurePanel(db, ticker, range, query)).events())
    const first = await eventsOf()
    expect(first.length).toBeGreaterThan(40)
    expect((await eventsOf())[0]).toBe(first[0])
    const asked = () => panelTable(db, { ticker, ...range, ...query })
    const table = async () => Buffer.from((await (await asked()).bytes?.()) ?? []).toString()
    const text = await table()
    // Row by row, as a command writes it.
    expect((await Array.fromAsync((await asked()).csv())).join('')).toBe(text)
    expect(await table()).toBe(text)
    touchPrices(db)
    const second = await eventsOf()
    expect(second[0]).not.toBe(first[0])
    expect(second).toEqual(first)
    expect(await table()).toBe(text)
    const tickerId = (await findTicker(db, ticker))?.id ?? 0
    await write(db, async (tx) => {
      const runId = await beginRun(tx, 'test', {}, 0)
      const times = { fromMs: null, toMs: null, startedAt: 0, endedAt: Date.UTC(2031, 0, 1) }
      const answer = {
        source: 'later',
        interval: '1d' as const,
        status: null,
        contentHash: null,
        rows: 0,
        outcome: 'ok',
        message: null,
      }
      await recordFetch(tx, { runId, tickerId, ...answer, ...times })
    })
    expect((await eventsOf())[0]?.source).toBe('later')
    expect(await table()).toContain('2031-01-01T00:00:00Z')
  })
})
