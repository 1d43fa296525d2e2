import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { measureIntraday } from '../../../server/impact/intraday.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { emptyWorld } from '../../filledStore.ts'

const NOW = Date.UTC(2026, 0, 2) as Instant
const oracleFile = '../shared/reference/oracle/intraday-hourly.json'
interface Oracle {
  cases: {
    at: string
    settings: { estimation: [number, number]; event: [number, number]; windows: [number, number][] }
    expected: {
      bar0: string
      model: Record<string, number>
      bars: { rel: number; ar: number; t: number; zSlot: number }[]
    }
  }[]
}

describe.skipIf(!existsSync(oracleFile))('measureIntraday', () => {
  const world = async (...files: readonly string[]) => {
    const db = await emptyWorld()
    for (const file of files) {
      const bytes = readFileSync(`../shared/data/intraday/${file}_1h.csv`)
      const { report } = await ingest(
        db,
        { name: `${file}_1h.csv`, bytes },
        { now: NOW, kind: 'intraday', mode: 'skip' },
      )
      expect(report.filter(({ severity }) => severity === 'error')).toEqual([])
    }
    return db
  }
  const qqq = mustBeTicker('QQQ')

  it('measureIntraday() gives the figures of two other programs, from imported bars to the answer', async () => {
    const oracle = JSON.parse(readFileSync(oracleFile, 'utf8')) as Oracle
    const db = await world('MSFT', 'QQQ')
    for (const { at, settings, expected } of oracle.cases) {
      const events = `event_id,title,public_at,tickers\nnews,News,${at},MSFT\n`
      await ingest(db, { name: 'events.csv', bytes: Buffer.from(events) }, { now: NOW })
      const asked = { estimation: settings.estimation, event: settings.event, windows: settings.windows }
      const { bar0, study } = await measureIntraday(db, 'news', {
        ticker: null,
        benchmark: qqq,
        settings: asked,
        interval: '1h',
      })
      if (study.kind === 'excluded') throw new Error(study.detail)
      expect(bar0).toBe(expected.bar0)
      for (const name of ['alpha', 'beta', 'sigma', 'M', 'df'] as const)
        expect(Math.abs(study.model[name] / (expected.model[name] ?? 1) - 1)).toBeLessThan(1e-9)
      for (const { rel, ar, t, zSlot } of expected.bars) {
        const bar = study.bars.find((candidate) => candidate.rel === rel)
        for (const [ours, theirs] of [
          [bar?.ar, ar],
          [bar?.t, t],
          [bar?.zSlot, zSlot],
        ])
          expect(Math.abs((ours ?? 0) / (theirs ?? 1) - 1)).toBeLessThan(1e-9)
      }
    }
    db.close()
  })
  it('measureIntraday() says which bars are missing and which hour is not known', async () => {
    const db = await world('MSFT')
    const events = 'event_id,title,public_at,tickers\na,A,2023-11-17T15:28:00-05:00,MSFT\nb,B,2023-11-17,MSFT\n'
    await ingest(db, { name: 'events.csv', bytes: Buffer.from(events) }, { now: NOW })
    const asked = { ticker: null, settings: {}, interval: '1h' } as const
    await expect(measureIntraday(db, 'a', { ...asked, benchmark: qqq })).rejects.toMatchObject({ status: 404 })
    const more = await world('MSFT', 'QQQ')
    await ingest(more, { name: 'events.csv', bytes: Buffer.from(events) }, { now: NOW })
    await expect(measureIntraday(more, 'b', { ...asked, benchmark: qqq })).rejects.toMatchObject({
      status: 422,
      code: 'time_unknown',
    })
    await expect(measureIntraday(more, 'a', { ...asked, benchmark: qqq, interval: '5m' })).rejects.toMatchObject({
      status: 409,
      code: 'no_intraday_bars',
    })
    db.close()
    more.close()
  })
})
