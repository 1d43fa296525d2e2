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
  asked_as: null,
  name: null,
  interval: '1d',
  basis: 'split',
  currency: 'USD',
  zone: 'America/New_York',
  source: null,
  retrieved_at: null,
  calendar: { mic: 'XNYS', known_to: dateOf(20_000) },
  total: bars.length,
  next: null,
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
  volumeChecks: bars.map(({ held }) => (held ? ['UNIT_POINT'] : [])),
  heldBy: bars.map(({ held }) => (held ? ['UNIT_POINT'] : [])),
  correctedBy: bars.map(() => []),
  missing: [],
  early_close: [],
  breaks: [],
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
        expect(few.heldBy.map((names) => names.length > 0)).toEqual(few.state.map((state) => state === 'held'))
      }),
    ))
  it('coarserPrices() makes each row of equally many bars, the last of what is left', () => {
    const bars = [5, 9, 2, 7, 7].map((price, i) => ({ price, volume: i === 1 ? null : 10 * (i + 1), held: i === 3 }))
    const hours = bars.map((_, i) => `2023-11-17T1${i}:30:00-05:00`)
    const all: PriceColumns = {
      ...columns(bars),
      start: hours,
      phase: ['pre', 'regular', 'regular', 'regular', 'post'],
      state: ['final', 'provisional', 'final', 'held', 'final'],
      checks: [['A'], ['B', 'A'], [], ['C'], []],
      volumeChecks: [[], ['D'], ['D'], [], ['E']],
    }
    expect(coarserPrices(all, 2)).toEqual({
      ...all,
      total: 2,
      bars_per_row: 3,
      date: [dateOf(0), dateOf(3)],
      start: [hours[0], hours[3]],
      phase: ['pre', 'regular'],
      open: [5, 7],
      high: [11, 9],
      low: [1, 6],
      close: [3, 8],
      volume: [40, 90],
      state: ['provisional', 'held'],
      checks: [['A', 'B'], ['C']],
      volumeChecks: [['D'], ['E']],
      heldBy: [[], ['UNIT_POINT']],
      correctedBy: [[], []],
    })
  })
  it.each(['provisional', 'revised', 'repaired', 'held'] as const)(
    'coarserPrices() trusts a row with a %s bar no more than that bar',
    (state) => {
      const two = [5, 6].map((price) => ({ price, volume: 1, held: false }))
      expect(coarserPrices({ ...columns(two), state: ['final', state] }, 1).state).toEqual([state])
      expect(coarserPrices({ ...columns(two), state: [state, 'final'] }, 1).state).toEqual([state])
    },
  )
  it('coarserPrices() says of a provisional bar beside a repaired one what coverage says of their session', () => {
    const bars = columns([1, 2].map((price) => ({ price, volume: null, held: false })))
    expect(coarserPrices({ ...bars, state: ['provisional', 'repaired'] }, 1).state).toEqual(['provisional'])
    expect(coarserPrices({ ...bars, state: ['repaired', 'revised'] }, 1).state).toEqual(['repaired'])
  })
  it('coarserPrices() leaves prices alone that fit', () => {
    const all = columns([{ price: 5, volume: null, held: false }])
    expect(coarserPrices(all, 10)).toBe(all)
  })
  it('coarserPrices() adds no volume where no bar has one', () =>
    expect(
      coarserPrices(columns(Array.from({ length: 4 }, () => ({ price: 5, volume: null, held: false }))), 2).volume,
    ).toEqual([null, null]))
})
