import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Db } from '../../../db/file/db.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { firstCommon, lastCommon, relativeStrength, sinceBase } from '../../../server/market/rebased.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { comparePrices } from '../../../server/prices/compare.ts'
import { emptyWorld } from '../../filledStore.ts'

const line = (date: string, close: number) => `${date},${close},${close},${close},${close},100`
const file = (...lines: readonly string[]) => Buffer.from(['date,open,high,low,close,volume', ...lines].join('\n'))
// Thanksgiving of 2023 was the 23rd; ELSE has no bar on the 21st and one that ONE has not.
const one = [
  ['2023-11-20', 100],
  ['2023-11-21', 110],
  ['2023-11-22', 99],
  ['2023-11-24', 120],
] as const
const other = [
  ['2023-11-17', 45],
  ['2023-11-20', 50],
  ['2023-11-22', 45],
  ['2023-11-24', 75],
  ['2023-11-27', 80],
] as const

let db: Db
beforeAll(async () => {
  db = await emptyWorld()
  for (const [name, rows] of [
    ['ONE', one],
    ['ELSE', other],
  ] as const) {
    const bytes = file(...rows.map(([date, close]) => line(date, close)))
    const { report } = await ingest(db, { name: `${name}.csv`, bytes }, { now: Date.UTC(2026, 0, 2) as Instant })
    expect(report.filter(({ severity }) => severity === 'error')).toEqual([])
  }
})
afterAll(() => db.close())

const tickers = ['ONE', 'ELSE'].map(mustBeTicker)
const rounded = (values: readonly (number | null)[] | undefined) =>
  values?.map((value) => (value === null ? null : Number(value.toFixed(10))))

it('comparePrices() lays tickers out on the sessions of the first, rebased to the first that all share', async () => {
  const { base, date, series } = await comparePrices(db, { tickers, from: null, to: null, base: null })
  expect(base).toBe('2023-11-20')
  expect(date).toEqual(one.map(([day]) => day))
  expect(series.map(({ close }) => close)).toEqual([
    [100, 110, 99, 120],
    [50, null, 45, 75],
  ])
  expect(rounded(series[0]?.since)).toEqual([0, 0.1, -0.01, 0.2])
  expect(rounded(series[1]?.since)).toEqual([0, null, -0.1, 0.5])
  // 0.99 over 0.90, and 1.2 over 1.5.
  expect(rounded(series[1]?.strength)).toEqual([100, null, 110, 80])
  expect(series.map(({ without, besides }) => [without, besides])).toEqual([
    [0, 0],
    [1, 1],
  ])
})

it('comparePrices() takes the last common session up to a base, which may lie before the range', async () => {
  const asked = { tickers, from: mustBeDate('2023-11-22'), to: null }
  const on = async (day: string | null) => comparePrices(db, { ...asked, base: day === null ? null : mustBeDate(day) })
  expect((await on(null)).base).toBe('2023-11-22')
  const before = await on('2023-11-21')
  expect(before.base).toBe('2023-11-20')
  expect(rounded(before.series[0]?.since)).toEqual([-0.01, 0.2])
  const none = await on('2023-11-18')
  expect([none.base, none.series[1]?.since]).toEqual([null, [null, null]])
})

it('firstCommon() and lastCommon() pass over what is missing, and go one way only', () => {
  const all = [
    [1, Number.NaN, 3, 4],
    [1, 2, null, 4],
  ]
  expect(firstCommon(all, 1, 3)).toBe(3)
  expect(firstCommon(all, 1, 2)).toBeNull()
  expect(lastCommon(all, 2)).toBe(0)
  expect(lastCommon(all, -1)).toBeNull()
  expect(sinceBase([2, Number.POSITIVE_INFINITY], 0, 1)).toBeNull()
  expect(relativeStrength([1, 3], [2, 3], 0, 1)).toBe(200)
})
