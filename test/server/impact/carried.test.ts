import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../../db/file/db.ts'
import { panelTable } from '../../../server/export/exportImpacts.ts'
import { measureImpacts } from '../../../server/impact/list.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { openStore } from '../../../server/store/open.ts'
import { asOpenedAnew, changeRows, changesOfRows } from '../../db/tamper.ts'

const ticker = mustBeTicker('MSFT')
const range = { from: null, to: null }
const query = { benchmark: null, settings: {} }
const masked = { benchmark: null, settings: { estimationMask: 'confounders' } } as const

const answers = async (db: Db) => ({
  impacts: await measureImpacts(db, ticker, range, query),
  masked: await measureImpacts(db, ticker, range, masked),
  panel: Buffer.from((await (await panelTable(db, { ticker, ...range, ...query })).bytes?.()) ?? []).toString(),
})

describe('figures that are carried over a change', { timeout: 60_000 }, () => {
  let db: Db
  beforeAll(async () => {
    ;({ db } = await openStore(':memory:', Date.UTC(2026, 0, 2)))
    await answers(db)
  })
  afterAll(() => db.close())

  it('are computed anew only for events whose windows hold what has changed', async () => {
    const before = (await measureImpacts(db, ticker, range, query)).impacts
    changeRows(db, 'a close of the security')
    const after = (await measureImpacts(db, ticker, range, query)).impacts
    const windowsOf = (line: (typeof after)[number] | undefined) => (line?.kind === 'measured' ? line.windows : null)
    const isKept = after.map((line, at) => line.kind === 'measured' && windowsOf(line) === windowsOf(before[at]))
    const measured = after.filter(({ kind }) => kind === 'measured').length
    // 20 November 2023 lies in the estimation or event window of some, and of some it does not.
    expect(isKept.filter(Boolean).length).toBeGreaterThan(0)
    expect(isKept.filter(Boolean).length).toBeLessThan(measured)
    for (const [at, line] of after.entries())
      if (isKept[at]) expect(line.session !== null && line.session < '2023-11-20').toBe(true)
  })
  it.each(changesOfRows)('are what a store just opened says after %s', async (what) => {
    const before = JSON.stringify(await answers(db))
    changeRows(db, what)
    const now = await answers(db)
    expect(now).toEqual(await answers(asOpenedAnew(db)))
    if (what !== 'findings that are open') expect(JSON.stringify(now)).not.toBe(before)
  })
})
