import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateOf } from '../../../server/market/day.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { coarserPrices } from '../../../server/prices/coarserPrices.ts'
import type { PriceColumns } from '../../../server/prices/prices.ts'

const bar = fc.record({
  price: fc.integer({ min: 1, max: 1000 }),
  volume: fc.option(fc.nat(1000), { nil: null }),
  held: fc.boolean(),
})
const columns = (bars: readonly { price: number; volume: number | null; held: boolean }[]): PriceColumns => ({
  ticker: mustBeTicker('MSFT'),
  name: null,
  interval: '1d',
  basis: 'split',
  currency: 'USD',
  zone: 'America/New_York',
  source: null,
  retrieved_at: null,
  calendar: { mic: 'XNYS', known_to: dateOf(20_000) },
  bars_per_row: 1,
  date: bars.map((_, day) => dateOf(day)),
  start: null,
  phase: null,
  open: bars.map(({ price }) => price),
  high: bars.map(({ price }) => price + 2),
  low: bars.map(({ price }) => price - 1),
  close: bars.map(({ price }) => price + 1),
  volume: bars.map(({ volume }) => volume),
  state: bars.map(({ held }) => (held ? 'held' : 'final')),
  checks: bars.map(({ held }) => (held ? ['UNIT_POINT'] : [])),
  missing: [],
  early_close: [],
  actions: [],
})

describe('coarserPrices', () => {
  it('coarserPrices() keeps extremes, volume, the first open, the last close and the least trusted state', () =>
    fc.assert(
      fc.property(fc.array(bar, { minLength: 1, maxLength: 120 }), fc.integer({ min: 1, max: 60 }), (bars, max) => {
        const all = columns(bars)
        const few = coarserPrices(all, max)
        expect(few.date.length).toBeLessThanOrEqual(max)
        expect(Math.max(...few.high)).toBe(Math.max(...all.high))
        expect(Math.min(...few.low)).toBe(Math.min(...all.low))
        expect(few.open[0]).toBe(all.open[0])
        expect(few.close.at(-1)).toBe(all.close.at(-1))
        const sum = (volumes: readonly (number | null)[]) =>
          volumes.reduce<number>((total, volume) => total + (volume ?? 0), 0)
        expect(sum(few.volume)).toBe(sum(all.volume))
        expect(few.state.includes('held')).toBe(all.state.includes('held'))
        expect(few.checks.flat().includes('UNIT_POINT')).toBe(all.state.includes('held'))
      }),
    ))
  it('coarserPrices() leaves prices alone that fit', () => {
    const all = columns([{ price: 5, volume: null, held: false }])
    expect(coarserPrices(all, 10)).toBe(all)
  })
  it('coarserPrices() adds no volume where no bar has one', () =>
    expect(
      coarserPrices(columns(Array.from({ length: 4 }, () => ({ price: 5, volume: null, held: false }))), 2).volume,
    ).toEqual([null, null]))
})
