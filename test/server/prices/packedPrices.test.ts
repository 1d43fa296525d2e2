import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { barStates, phases } from '../../../server/market/bar.ts'
import { dateOf, mustBeDate } from '../../../server/market/day.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { zonedText } from '../../../server/market/zone.ts'
import { packedPrices } from '../../../server/prices/packedPrices.ts'
import type { PriceColumns } from '../../../server/prices/priceColumns.ts'
import { unpacked } from '../../../web/state/ticker/unpacked.ts'

const head = {
  ticker: mustBeTicker('BIG'),
  asked_as: null,
  name: 'Große Gesellschaft',
  basis: 'split',
  currency: 'GBp',
  source: 'file',
  retrieved_at: '2024-06-01T00:00:00Z',
  calendar: { mic: 'XNYS', known_to: mustBeDate('2027-12-31') },
  missing: [mustBeDate('2023-12-14')],
  early_close: [mustBeDate('2023-11-24')],
  breaks: [],
  actions: [{ kind: 'dividend', date: mustBeDate('2023-11-15'), amount: 0.75 }],
} as const satisfies Partial<PriceColumns>

const names = fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, fc.array(fc.constantFrom('GAP', 'UNIT_POINT')))
const price = fc.oneof(
  fc.integer({ min: 1, max: 1e7 }).map((ticks) => ticks / 100),
  fc.constantFrom(1 / 3, 1e14),
)
const row = fc.record({
  step: fc.nat(400_000),
  phase: fc.constantFrom(...phases),
  state: fc.constantFrom(...barStates),
  open: price,
  high: price,
  low: price,
  close: price,
  volume: fc.oneof(fc.maxSafeInteger(), fc.nat(9_000_000), fc.constantFrom(null, 0, 12.5)),
  bars: fc.nat(400),
  held: fc.nat(3),
  checks: names,
  volumeChecks: names,
  heldBy: names,
  correctedBy: names,
})

const columns = fc
  .record({
    rows: fc.array(row, { maxLength: 30 }),
    // East, west, and by half an hour; with and without another time in summer.
    zone: fc.constantFrom('America/New_York', 'Asia/Jakarta', 'Asia/Kolkata', 'America/St_Johns', 'UTC'),
    isDaily: fc.boolean(),
    isMerged: fc.boolean(),
  })
  .map(({ rows, zone, isDaily, isMerged }): PriceColumns => {
    let minute = 26_000_000
    const starts = rows.map(({ step }) => {
      minute += step
      return (minute * 60_000) as Instant
    })
    const column = <Name extends keyof (typeof rows)[number]>(name: Name) => rows.map((each) => each[name])
    return {
      ...head,
      zone,
      interval: isDaily ? '1d' : '1m',
      total: rows.length,
      next: null,
      merged: isMerged ? { span: '1w', bars: column('bars'), held: column('held') } : null,
      date: starts.map((at) => dateOf(Math.floor(at / 86_400_000))),
      start: isDaily ? null : starts.map((at) => zonedText(at, zone)),
      phase: isDaily ? null : column('phase'),
      open: column('open'),
      high: column('high'),
      low: column('low'),
      close: column('close'),
      volume: column('volume'),
      state: column('state'),
      checks: column('checks'),
      volumeChecks: column('volumeChecks'),
      heldBy: column('heldBy'),
      correctedBy: column('correctedBy'),
    }
  })

const sent = <T>(answer: T): T => JSON.parse(JSON.stringify(answer))

describe('packedPrices()', () => {
  it('is undone by unpacked(), to the last bit', () =>
    fc.assert(
      fc.property(columns, (prices) => {
        const { total: _, next: __, ...told } = prices
        const packed = { ...sent(packedPrices(prices)), data_version: '0123456789ab' }
        expect(unpacked(packed as Parameters<typeof unpacked>[0])).toEqual({
          ...sent(told),
          data_version: '0123456789ab',
        })
      }),
    ))

  it('says nothing of rows that nothing is said of', () => {
    const [prices] = fc.sample(columns, 1)
    const quiet = { ...(prices as PriceColumns), checks: [[], ['GAP'], []] }
    expect(packedPrices(quiet).checks).toEqual([[1, ['GAP']]])
  })
})
