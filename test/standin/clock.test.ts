import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentHash } from '../../db/file/content.ts'
import { openDb } from '../../db/file/open.ts'
import type { BackfillReport } from '../../server/backfill/request.ts'
import { mustBeDate } from '../../server/market/day.ts'
import { folder } from '../db/file.ts'
import { columnOf } from '../db/tamper.ts'
import { onlyWhole } from '../spread.ts'
import { command } from './command.ts'
import { openStandin, type Standin } from './standin.ts'
import { walk } from './world.ts'

const preload = join(import.meta.dirname, 'clock.ts')
const DAY = 86_400_000
/** Fifteen days after New York's clocks went back, which they did at 06:00 UTC on 3 November 2024. */
const BASE = Date.parse('2024-11-18T05:59:58Z')
const at = (ms: number) => new Date(ms).toISOString()

let standin: Standin
beforeAll(async () => {
  standin = await openStandin([walk('AAA', 5, mustBeDate('2022-01-03'), mustBeDate('2024-10-18'))])
})
afterAll(() => standin.close())

/** The command with its wall clock set, and the fingerprint of what it leaves. */
async function backfillAt(db: string, start: number, env: Readonly<Record<string, string>> = {}) {
  const isNew = !existsSync(db)
  const window = ['--from', '2022-01-03', '--to', '2024-10-18', '--provider-url', standin.url.href]
  const { code, said } = await command('scripts/backfill.ts', ['AAA', ...window, '--db', db, '--json'], {
    before: ['--import', preload],
    env: { TZ: 'America/New_York', CLOCK_AT: at(start), ...env },
  })
  const [, last = ''] = /^(\{.*"exit_code".*\})$/m.exec(said) ?? []
  if (last === '') throw new Error(`No report in: ${said}`)
  const report = JSON.parse(last) as BackfillReport
  const opened = await openDb(db, BASE)
  const [began = 0, ended = 0] = ['started_at', 'ended_at'].map((column) =>
    Number(columnOf(opened.db, 'run', column).at(-1)),
  )
  const hash = await contentHash(opened.db)
  opened.db.close()
  return { code, report, hash, isNew, late: began - start, took: ended - began }
}

type Case = [string, number, Readonly<Record<string, string>>, number?]

describe('npm run backfill under another clock', { timeout: 120_000 }, () => {
  let right: string
  beforeAll(async () => {
    const { code, report, hash, late } = await backfillAt(join(folder(), 'a.db'), BASE)
    expect([code, report.outcome]).toEqual([0, 'complete'])
    // The clock is the one that was set, and it runs.
    expect(late).toBeGreaterThan(0)
    expect(late).toBeLessThan(DAY / 2)
    right = hash
  })

  /** How far the clock is set while it runs, in days. */
  it.each<Case>([
    ['set back fifteen days while it runs', BASE, { CLOCK_JUMP: String(-15 * DAY) }, -15],
    [
      'two seconds before the clocks go back, in a zone that is not meant',
      BASE - 15 * DAY,
      { TZ: 'Pacific/Kiritimati' },
    ],
    ...onlyWhole<Case>([
      ['set forward fifteen days while it runs', BASE, { CLOCK_JUMP: String(15 * DAY) }, 15],
      ['fifteen days ahead', BASE + 15 * DAY, {}],
      ['two seconds before the clocks go forward', Date.parse('2025-03-09T06:59:58Z'), {}],
    ]),
  ])('stores the same %s', async (_, start, env, days = 0) => {
    const { code, report, hash, took } = await backfillAt(join(folder(), 'a.db'), start, env)
    expect([code, report.outcome, hash]).toEqual([0, 'complete', right])
    expect(Math.round(took / DAY)).toBe(days)
  })

  it('writes nothing when it runs again with the clock set back by thirty days', async () => {
    const db = join(folder(), 'a.db')
    await backfillAt(db, BASE + 15 * DAY)
    const { code, report, hash, isNew } = await backfillAt(db, BASE - 15 * DAY)
    expect([code, isNew, hash]).toEqual([0, false, right])
    expect(report.rows).toMatchObject({ new: 0, changed: 0 })
  })
})
