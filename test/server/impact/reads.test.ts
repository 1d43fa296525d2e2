import { describe, expect, it } from 'vitest'
import { measureImpact } from '../../../server/impact/impact.ts'
import { measureImpacts } from '../../../server/impact/list.ts'
import { measurePanel } from '../../../server/impact/panel.ts'
import { robustnessOfStored } from '../../../server/impact/robustness.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { openStore } from '../../../server/store/open.ts'
import { runStudy } from '../../../server/study/study.ts'
import { countReads } from '../../db/tamper.ts'

const ticker = mustBeTicker('MSFT')
const query = { benchmark: null, settings: {} }
const range = { from: null, to: null }
const one = 'openai-20231117-altman-ousted'

describe('what a question reads', { timeout: 60_000 }, () => {
  it.each<[string, (db: Awaited<ReturnType<typeof openStore>>['db']) => Promise<unknown>]>([
    ['one impact', (db) => measureImpact(db, one, { ticker, ...query })],
    ['a list of impacts', (db) => measureImpacts(db, ticker, range, query)],
    ['a panel', async (db) => Array.fromAsync((await measurePanel(db, ticker, range, query)).events())],
    ['robustness with factor models', (db) => robustnessOfStored(db, one, { ticker, ...query })],
    ['a study', (db) => runStudy('{"events":{},"robustness":true}', async () => db)],
  ])('%s reads the bars of the security and of its benchmark once each', async (_, ask) => {
    const { db } = await openStore(':memory:', Date.UTC(2026, 0, 2))
    const reads = countReads(db, 'daily_bar')
    await ask(db)
    expect(reads()).toBe(2)
    db.close()
  })
})
