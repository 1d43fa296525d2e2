import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { storeActions } from '../../../db/actions.ts'
import { beginChange } from '../../../db/file/change.ts'
import { write } from '../../../db/file/transaction.ts'
import { saveFindings } from '../../../db/findings.ts'
import { proposeRepairs } from '../../../db/repairs.ts'
import { type BarState, type Basis, barStates, type Interval, leastTrusted } from '../../../server/market/bar.ts'
import { dateOf, mustBeDate, weekday } from '../../../server/market/day.ts'
import { type Instant, instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { mergedPrices } from '../../../server/prices/mergedPrices.ts'
import type { PriceColumns } from '../../../server/prices/priceColumns.ts'
import { pricesOf } from '../../../server/prices/prices.ts'
import { mulberry32 } from '../../../server/stats/resampling.ts'
import { type SeriesStore, seriesStore } from '../../seriesStore.ts'

const ticker = mustBeTicker('BIG')
const next = mulberry32(15)
const FIRST = Date.UTC(2022, 10, 1) / 86_400_000
const days = Array.from({ length: 420 }, (_, at) => FIRST + at).filter((day) => weekday(dateOf(day)) % 6 !== 0)
const stateOf = (): BarState => barStates[Math.floor(next() * next() * 5)] ?? 'final'
const prices = () => {
  const open = 50 + Math.floor(next() * 50)
  const volume = next() < 0.2 ? null : Math.floor(next() * 1e6)
  return {
    open,
    high: open + 1 + Math.floor(next() * 9),
    low: open - 1 - Math.floor(next() * 9),
    close: open + 1,
    volume,
  }
}

let store: SeriesStore
beforeAll(async () => {
  store = await seriesStore(':memory:')
  const { db, tickerId, fetchId, storeDaily, storeIntraday } = store
  await storeDaily(days.map((day) => ({ date: dateOf(day), ...prices(), adjClose: null, state: stateOf() })))
  for (const minutes of [1, 2, 5, 15, 30, 60]) {
    // The last 25 sessions, with holes of any length: 08:00 to 23:00 in New York, so that UTC's midnight lies within.
    const bars = days.slice(-25).flatMap((day) =>
      Array.from({ length: 15 * (60 / minutes) }, (_, at) => at * minutes)
        .filter(() => next() < Math.min(0.9, minutes / 20 + 0.02))
        .map((at) => ({
          start: ((day * 1440 + 13 * 60 + at) * 60_000) as Instant,
          date: dateOf(day),
          phase: at < 90 ? ('pre' as const) : at < 480 ? ('regular' as const) : ('post' as const),
          ...prices(),
          state: stateOf(),
        })),
    )
    await storeIntraday(minutes, bars)
  }
  const ago = (count: number) => dateOf(days.at(-count) ?? 0)
  await write(db, async (tx) => {
    await beginChange(tx, { at: 0 })
    const payment = { kind: 'dividend' as const, date: ago(90), amount: 0.8 }
    const split = { kind: 'split' as const, date: ago(31), numerator: 3, denominator: 2 }
    await storeActions(tx, tickerId, [payment, { ...payment, date: ago(12) }, split], 'USD', fetchId)
    for (const interval of ['1d', '1m', '2m', '15m'] as const) {
      const evidence = { kind: 'gap', values: {} } as never
      const found = (check: string, from: number, to: number, holds: boolean) =>
        ({
          check,
          severity: 'warn',
          from: ago(from),
          to: ago(to),
          holds: holds ? { from: ago(from), to: ago(to) } : null,
          evidence,
        }) as never
      const about = { tickerId, interval, fetchId, now: 0 }
      await saveFindings(tx, about, [
        found('GAP', 80, 75, false),
        found('MOVE_LARGE', 20, 20, false),
        found('VOL_LARGE', 41, 8, true),
      ])
    }
    const repair = {
      check: 'UNIT_POINT',
      price: 0.01,
      volume: 1,
      evidence: '',
      status: 'accepted' as const,
      findings: [],
    }
    await proposeRepairs(
      tx,
      tickerId,
      '1d',
      [70, 69, 33].map((at) => ({ ...repair, day: days.at(-at) ?? 0 })),
      0,
    )
  })
})
afterAll(() => store.db.close())

/** Every span there is, finest first, as what tells its rows apart: told of a bar by its date and the clock of UTC. */
function spansOf(interval: Interval): readonly (readonly [span: string, keyOf: (bar: Bar) => string])[] {
  const finest = { '1m': [5, 10, 15, 30], '2m': [10, 30], '5m': [15, 30], '15m': [30], '30m': [] }[interval as '1m']
  const clock = (minutes: number) => (bar: Bar) =>
    `${bar.date} ${bar.phase} ${Math.floor((instant(bar.start ?? '') ?? 0) / 60_000 / minutes)}`
  const monday = ({ date }: Bar) => {
    const at = new Date(`${date}T00:00:00Z`)
    at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7))
    return at.toISOString().slice(0, 10)
  }
  const months =
    (many: number) =>
    ({ date }: Bar) =>
      String(Math.floor((Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1) / many))
  return [
    ...(finest ?? []).map((minutes) => [`${minutes}m`, clock(minutes)] as const),
    ...(finest === undefined ? [] : [['1h', clock(60)] as const]),
    ['1d', ({ date }) => date],
    ['1w', monday],
    ['1mo', months(1)],
    ['3mo', months(3)],
    ['6mo', months(6)],
    ['1y', months(12)],
    ['2y', months(24)],
  ]
}

type Bar = ReturnType<typeof barsOf>[number]
const barsOf = (all: PriceColumns) =>
  all.date.map((date, at) => ({
    date,
    start: all.start?.[at] ?? null,
    phase: all.phase?.[at] ?? null,
    open: all.open[at] ?? 0,
    high: all.high[at] ?? 0,
    low: all.low[at] ?? 0,
    close: all.close[at] ?? 0,
    volume: all.volume[at] ?? null,
    state: all.state[at] ?? 'held',
    checks: all.checks[at] ?? [],
    volumeChecks: all.volumeChecks[at] ?? [],
    heldBy: all.heldBy[at] ?? [],
    correctedBy: all.correctedBy[at] ?? [],
  }))

/** One row by brute force. */
function rowOf(bars: readonly Bar[]) {
  const inUse = bars.filter(({ state }) => state !== 'held')
  const used = inUse.length === 0 ? bars : inUse
  const volumes = used.flatMap(({ volume }) => volume ?? [])
  const names = (field: 'checks' | 'volumeChecks' | 'heldBy' | 'correctedBy') =>
    [...new Set(bars.flatMap((bar) => bar[field]))].sort()
  return {
    ...bars[0],
    open: used[0]?.open,
    high: Math.max(...used.map(({ high }) => high)),
    low: Math.min(...used.map(({ low }) => low)),
    close: used.at(-1)?.close,
    volume: volumes.length === 0 ? null : volumes.reduce((sum, volume) => sum + volume, 0),
    state: leastTrusted(bars.map(({ state }) => state)),
    checks: names('checks'),
    volumeChecks: names('volumeChecks'),
    heldBy: names('heldBy'),
    correctedBy: names('correctedBy'),
  }
}

describe('mergedPrices()', () => {
  const cases = (['1m', '2m', '5m', '15m', '30m', '1h', '1d'] as const).flatMap((interval) =>
    (interval === '1d' ? (['split', 'raw', 'total'] as const) : (['split', 'raw'] as const)).map(
      (basis) => [interval, basis] as const,
    ),
  )
  it.each(cases)('gives of %s bars on %s basis what brute force gives, in any window', (interval, basis: Basis) =>
    fc.assert(
      fc.asyncProperty(
        fc.nat(days.length - 1),
        fc.nat(days.length - 1),
        fc.integer({ min: 10, max: 900 }),
        async (a, b, max) => {
          const [one, other] = interval === '1d' ? [a, b] : [days.length - 1 - (a % 30), days.length - 1 - (b % 30)]
          const [from, to] = [days[Math.min(one, other)], days[Math.max(one, other)]].map((day) => dateOf(day ?? 0))
          if (from === undefined || to === undefined) return
          const query = { ticker, interval, basis, from, to }
          const all = await pricesOf(store.db, query)
          const few = await mergedPrices(store.db, query, max)
          if (all.date.length <= max) {
            expect(few).toEqual(all)
            return
          }
          const bars = barsOf(all)
          const grouped = spansOf(interval).map(
            ([span, keyOf]) => [span, [...Map.groupBy(bars, keyOf).values()]] as const,
          )
          const [span, groups] = grouped.find(([, rows]) => rows.length <= max) ?? ['', []]
          expect(few.merged).toEqual({
            span,
            bars: groups.map((group) => group.length),
            held: groups.map((group) => group.filter(({ state }) => state === 'held').length),
          })
          expect(barsOf(few)).toEqual(groups.map(rowOf))
          expect(few.total).toBe(groups.length)
          const { merged: _, total: __, breaks: ___, ...told } = few
          for (const name of ['missing', 'early_close', 'actions', 'currency', 'source', 'calendar'] as const)
            expect(told[name]).toEqual(all[name])
        },
      ),
      { numRuns: 10 },
    ),
  )

  it('does not let a held bar decide what a row shows, unless there is no other', async () => {
    const own = await seriesStore(':memory:')
    const bar = (day: string, price: number, state: BarState) => ({
      date: mustBeDate(day),
      open: price,
      high: price,
      low: price,
      close: price,
      volume: price,
      adjClose: null,
      state,
    })
    // Eleven weeks of one bar, and two in the first and in the last.
    const weeks = Array.from({ length: 9 }, (_, week) => bar(dateOf(19_366 + 7 * week), 10, 'final'))
    await own.storeDaily([
      bar('2023-01-02', 7, 'final'),
      bar('2023-01-03', 700, 'held'),
      ...weeks,
      bar('2023-04-03', 900, 'held'),
    ])
    const all = { ticker, interval: '1d', basis: 'split', from: null, to: null } as const
    const { high, volume, state, merged } = await mergedPrices(own.db, all, 11)
    expect([high[0], volume[0], state[0], merged?.held[0], merged?.bars[0]]).toEqual([7, 7, 'held', 1, 2])
    expect([high.at(-1), state.at(-1), merged?.held.at(-1), merged?.bars.at(-1)]).toEqual([900, 'held', 1, 1])
    own.db.close()
  })
})
