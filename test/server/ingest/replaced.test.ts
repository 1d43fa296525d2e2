import { beforeEach, describe, expect, it } from 'vitest'
import { readDailyBars, readIntradayBars } from '../../../db/bars.ts'
import type { Db } from '../../../db/file/db.ts'
import { listFindings } from '../../../db/findings.ts'
import { readRevisions } from '../../../db/revisions.ts'
import { findTicker } from '../../../db/tickers.ts'
import { nyse } from '../../../server/calendars/nyse.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import { addDays, type IsoDate, mustBeDate } from '../../../server/market/day.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { emptyWorld } from '../../filledStore.ts'

// Every test has a store of its own, which takes its time on a busy machine.
const NOW = Date.UTC(2024, 0, 2) as Instant
const all = { from: null, to: null }
let db: Db
beforeEach(async () => {
  db = await emptyWorld()
})

const sessions: IsoDate[] = []
for (let day = mustBeDate('2023-10-02'); sessions.length < 40; day = addDays(day, 1))
  if (nyse.session(day) !== null) sessions.push(day)
const closeOf = (n: number): number => 100 + ((n * 7) % 11) / 10

/** A file of forty sessions; `change` gives the fields of a line. */
const file = (change: (cells: (string | number)[], n: number) => (string | number)[] = (cells) => cells): string =>
  `date,open,high,low,close,volume\n${sessions
    .map((date, n) => {
      const close = closeOf(n)
      return change([date, close - 0.2, close + 0.5, close - 0.6, close, 1000 + n], n).join(',')
    })
    .join('\n')}\n`
const take = async (text: string, as: 'prices' | 'intraday' = 'prices') =>
  (
    await ingest(
      db,
      { name: 'QQX.csv', bytes: Buffer.from(text) },
      { now: NOW, kind: as, ticker: mustBeTicker('QQX'), interval: as === 'prices' ? null : '1h' },
    )
  ).counts
const id = async (): Promise<number> => (await findTicker(db, mustBeTicker('QQX')))?.id ?? 0
const bars = async () => readDailyBars(db, await id(), all)

describe('a price file over stored prices', () => {
  it('ingest() keeps what a file replaces, marks the bar revised, and tells of it', async () => {
    await take(file())
    expect(
      await take(file((cells, n) => (n === 20 ? [...cells.slice(0, 4), closeOf(n) + 0.3, cells[5] ?? 0] : cells))),
    ).toEqual({ new: 0, changed: 1, unchanged: 39, rejected: 0 })
    expect((await bars())[20]).toMatchObject({ close: closeOf(20) + 0.3, state: 'revised' })
    expect(await readRevisions(db, await id(), '1d')).toMatchObject([{ close: closeOf(20), volume: 1020 }])
    expect((await listFindings(db)).map(({ check, from }) => [check, from])).toContainEqual(['REVISED', sessions[20]])
  })
  it('ingest() keeps a volume that changed a little too, though nothing is to be said of it', async () => {
    await take(file())
    expect(await take(file((cells, n) => (n === 3 ? [...cells.slice(0, 5), 1004] : cells)))).toMatchObject({
      changed: 1,
    })
    expect((await bars())[3]).toMatchObject({ volume: 1004, state: 'final' })
    expect(await readRevisions(db, await id(), '1d')).toMatchObject([{ volume: 1003 }])
  })
  it('ingest() takes some sessions of a file that are all higher by a hundredth for corrections, not for a split', async () => {
    await take(file())
    const part = file((cells) => cells.map((cell, at) => (at > 0 && at < 5 ? Number(cell) * 1.01 : cell)))
    const lines = part.split('\n')
    expect(await take(`${[lines[0], ...lines.slice(11, 14)].join('\n')}\n`)).toMatchObject({ changed: 3 })
    expect((await bars()).flatMap(({ state }, n) => (state === 'revised' ? [n] : []))).toEqual([10, 11, 12])
    const found = (await listFindings(db)).map(({ check, severity, from }) => [check, severity, from])
    expect(found).toEqual(expect.arrayContaining([10, 11, 12].map((n) => ['REVISED', 'warn', sessions[n]])))
    expect(found.filter(([check]) => check === 'RESTATE_SPLIT')).toEqual([])
  })
  it('ingest() takes a correction of a single close for news, however few digits it has', async () => {
    const closes = sessions.map((date, n) => `${date},${(10 + n / 100).toFixed(2)}`)
    await take(`date,close\n${closes.join('\n')}\n`)
    expect(await take(`date,close\n${sessions[32]},10.3\n`)).toMatchObject({ changed: 1, unchanged: 0 })
    expect((await bars())[32]).toMatchObject({ close: 10.3, state: 'revised' })
    expect(await readRevisions(db, await id(), '1d')).toMatchObject([{ close: 10.32 }])
    expect(await take(`date,close\n${sessions[32]},10.3\n`)).toMatchObject({ changed: 0, unchanged: 1 })
  })
  it.each([
    ['a relative millionth', (value: number) => value * (1 + 9e-7)],
    ['a part of the last digit that the file writes', (value: number) => Number(value.toFixed(2))],
  ])('ingest() takes %s for rounding, not for news', async (_, round) => {
    const fine = (cells: (string | number)[]) =>
      cells.map((cell, at) => (at > 0 && at < 5 ? Number(cell) + 0.0004 : cell))
    await take(file(fine))
    const again = (cells: (string | number)[]) =>
      fine(cells).map((cell, at) => (at > 0 && at < 5 ? round(Number(cell)) : cell))
    expect(await take(file(again))).toMatchObject({ new: 0, changed: 0, unchanged: 40 })
    expect((await bars())[5]?.close).toBe(closeOf(5) + 0.0004)
    expect(await readRevisions(db, await id(), '1d')).toEqual([])
  })
  it.each([
    ['two millionths, where the file writes them', (value: number) => value * (1 + 2.1e-6)],
    ['a whole last digit', (value: number) => Number((value + 0.01).toFixed(2))],
  ])('ingest() takes %s for news', async (_, change) => {
    await take(file())
    const told = (cells: (string | number)[], n: number) =>
      n === 7 ? cells.map((cell, at) => (at > 0 && at < 5 ? change(Number(cell)) : cell)) : cells
    expect(await take(file(told))).toMatchObject({ changed: 1, unchanged: 39 })
  })
  it('ingest() leaves held bars as they are when the file is loaded again', async () => {
    const inCents = (cells: (string | number)[], n: number) =>
      n === 20 ? cells.map((cell, at) => (at > 0 && at < 5 ? Number(cell) * 100 : cell)) : cells
    await take(file(inCents))
    expect((await bars())[20]?.state).toBe('held')
    expect(await take(file(inCents))).toEqual({ new: 0, changed: 0, unchanged: 40, rejected: 0 })
    expect((await bars())[20]?.state).toBe('held')
  })
  it('ingest() tells a rescaled history as a split, and revises no bar for it', async () => {
    await take(file())
    const halved = (cells: (string | number)[]) =>
      cells.map((cell, at) => (at === 0 ? cell : at === 5 ? Number(cell) * 2 : Number((Number(cell) / 2).toFixed(3))))
    expect(await take(file(halved))).toMatchObject({ changed: 40 })
    expect((await listFindings(db)).map(({ check }) => check)).toContain('RESTATE_SPLIT')
    expect(new Set((await bars()).map(({ state }) => state))).not.toContain('revised')
    expect(await readRevisions(db, await id(), '1d')).toHaveLength(40)
  })
  it('ingest() keeps what it replaces within the day', async () => {
    const hours = (close: number) =>
      `ts,open,high,low,close,volume\n2023-11-15T10:00:00-05:00,100,101,99,${close},50\n2023-11-15T11:00:00-05:00,100,101,99,100.5,60\n`
    await take(hours(100.25), 'intraday')
    expect(await take(hours(100.25), 'intraday')).toMatchObject({ changed: 0, unchanged: 2 })
    expect(await take(hours(100.75), 'intraday')).toMatchObject({ new: 0, changed: 1, unchanged: 1 })
    const stored = await readIntradayBars(db, await id(), 60, all)
    expect(stored.map(({ close, state }) => [close, state])).toEqual([
      [100.75, 'revised'],
      [100.5, 'final'],
    ])
    expect(await readRevisions(db, await id(), '1h')).toMatchObject([{ close: 100.25 }])
  })
  // A number below a millionth is written with an exponent: 5e-7 has seven decimals, and 5.1e-7 is another price.
  it.each([
    ['1d', 'prices', ['2023-11-14', '2023-11-15']],
    ['1h', 'intraday', ['2023-11-15T10:00:00-05:00', '2023-11-15T11:00:00-05:00']],
  ] as const)(
    'ingest() takes no other price of a coin below a millionth for rounding: %s',
    async (interval, as, [first, second]) => {
      const small = (close: string) =>
        `${as === 'prices' ? 'date' : 'ts'},open,high,low,close,volume\n${first},5e-7,6e-7,4e-7,${close},50\n${second},5e-7,7e-7,4e-7,5e-7,60\n`
      await take(small('0.0000005'), as)
      expect(await take(small('0.00000051'), as)).toMatchObject({ new: 0, changed: 1, unchanged: 1 })
      expect(await readRevisions(db, await id(), interval)).toMatchObject([{ close: 5e-7 }])
    },
  )
})
