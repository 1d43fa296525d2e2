import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { intervals } from '../../../server/market/bar.ts'
import { dateOf } from '../../../server/market/day.ts'
import { statuses } from '../../../server/market/eventStatus.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { modelNames } from '../../../server/stats/models.ts'
import {
  firstView,
  formatAddress,
  levels,
  overKeys,
  panes,
  parseAddress,
  type View,
  zones,
} from '../../../web/core/address.ts'
import { firstEvents } from '../../../web/core/events/address.ts'
import { languages } from '../../../web/core/languages.ts'
import { presets } from '../../../web/core/ticker/presets.ts'
import { rails } from '../../../web/core/ticker/rails.ts'

const read = (address: string): View => {
  const { pathname, search } = new URL(address, 'http://page.test')
  return parseAddress(pathname, search)
}

const date = fc.integer({ min: 0, max: 40_000 }).map(dateOf)
const span = fc.option(fc.tuple(date, date).map((days) => [...days].sort()))
const view: fc.Arbitrary<View> = fc.record({
  screen: fc.oneof(
    fc.constant({ kind: 'board' as const }),
    fc.stringMatching(/^[A-Z^][A-Z0-9.=-]{0,11}$/).map((ticker) => ({ kind: 'ticker' as const, ticker })),
    fc
      .record({
        ticker: fc.option(fc.constantFrom(mustBeTicker('MSFT'), mustBeTicker('^GSPC'))),
        types: fc.subarray(['governance', 'deals', 'x.milestone', 'earnings.results']),
        statuses: fc.subarray([...statuses]),
        source: fc.option(fc.string({ unit: 'binary' })),
        year: fc.option(fc.constantFrom('1999', '2023')),
        span,
      })
      .map(({ span, ...shown }) => ({
        kind: 'events' as const,
        ...shown,
        from: span?.[0] ?? null,
        to: span?.[1] ?? null,
      })),
  ),
  range: fc.oneof(
    fc.constantFrom(...presets).map((preset) => ({ kind: 'preset' as const, preset })),
    fc
      .tuple(date, date)
      .map(([a, b]) => ({ kind: 'dates' as const, from: [a, b].sort()[0] ?? a, to: [a, b].sort()[1] ?? b })),
  ),
  interval: fc.constantFrom(...intervals),
  style: fc.constantFrom('candle' as const, 'line' as const),
  event: fc.option(fc.string({ minLength: 1, unit: 'binary' })),
  window: fc.tuple(
    fc.integer({ min: 0, max: 250 }).map((n) => 0 - n || 0),
    fc.integer({ min: 0, max: 250 }),
  ),
  estimation: fc.tuple(fc.integer({ min: 30, max: 2000 }), fc.integer({ min: 1, max: 999 })),
  model: fc.constantFrom(...modelNames),
  rails: fc.subarray([...rails]),
  level: fc.constantFrom(...levels),
  zone: fc.constantFrom(...zones),
  language: fc.option(fc.constantFrom(...languages)),
  panes: fc.subarray([...panes]),
  onlySignificant: fc.boolean(),
  table: fc.boolean(),
  over: fc.record(Object.fromEntries(overKeys.map((key) => [key, fc.string({ minLength: 1, unit: 'binary' })])), {
    requiredKeys: [],
  }),
  query: fc.string({ unit: 'binary' }),
  data: fc.option(fc.stringMatching(/^[0-9a-f]{12}$/)),
})

describe('address', () => {
  it('parseAddress() undoes formatAddress() for every view', () =>
    fc.assert(
      fc.property(view, (given) => {
        expect(read(formatAddress(given))).toEqual(given)
      }),
    ))
  it('formatAddress() leaves out what is as it begins', () =>
    expect(formatAddress({ ...firstView, screen: { kind: 'ticker', ticker: 'MSFT' } })).toBe('/t/MSFT'))
  it('formatAddress() stays readable by people', () =>
    expect(
      formatAddress({
        ...firstView,
        screen: { kind: 'ticker', ticker: 'MSFT' },
        range: { kind: 'dates', from: '2023-11-01', to: '2023-12-15' },
        event: 'openai-20231117-altman-ousted',
        rails: ['governance', 'deals'],
        window: [0, 5],
        estimation: [120, 10],
        language: 'id',
      }),
    ).toBe('/t/MSFT?r=2023-11-01..2023-12-15&ev=openai-20231117-altman-ousted&w=0..5&est=120.10&c=gov,deal&l=id'))
  it.each([
    '/t/MSFT?r=2023-11-31..2023-12-01',
    '/t/MSFT?r=2023-12-02..2023-12-01',
    '/t/MSFT?r=2023-12-02',
    '/t/MSFT?w=5..1&est=9.9&m=zz&p=99&tz=mars&l=xx&c=zz&i=7m&x=pie&unknown=1',
    '/t/MSFT?w=-999..1&est=..&r=..&ev=',
  ])('parseAddress() reads %s as the first view', (address) =>
    expect(read(address)).toEqual({ ...firstView, screen: { kind: 'ticker', ticker: 'MSFT' } }),
  )
  it.each([
    // Thirty days before and after 4 January 2023.
    ['/t/MSFT?se=2023-01-04', { kind: 'dates', from: '2022-12-05', to: '2023-02-03' }],
    ['/t/MSFT?se=2023-01-04&r=2023-02-30..', { kind: 'dates', from: '2022-12-05', to: '2023-02-03' }],
    // Whoever names a range gets it, the newest year too.
    ['/t/MSFT?se=2023-01-04&r=1y', { kind: 'preset', preset: '1y' }],
    ['/t/MSFT?se=2023-01-04&r=2021-01-04..2021-02-01', { kind: 'dates', from: '2021-01-04', to: '2021-02-01' }],
    ['/t/MSFT?se=2023-02-30', { kind: 'preset', preset: '1y' }],
  ])('parseAddress() shows %s around its session where no range is told', (address, range) =>
    expect(read(address).range).toEqual(range),
  )
  it('formatAddress() tells the range beside a session, which would be another without', () =>
    expect(
      formatAddress({ ...firstView, screen: { kind: 'ticker', ticker: 'MSFT' }, over: { se: '2024-03-01' } }),
    ).toBe('/t/MSFT?r=1y&se=2024-03-01'))
  it.each(['/events?t=%20&ty=Nothing&st=sure&y=23&d=2023-12-02..2023-12-01', '/events?d=..', '/events?d=2023-02-30..'])(
    'parseAddress() reads %s as all events',
    (address) => expect(read(address)).toEqual({ ...firstView, screen: { kind: 'events', ...firstEvents } }),
  )
  it.each(['/nowhere', '/t/', '/t/a/b', '/t/%E0%A4%A'])('parseAddress() knows no screen at %s', (path) =>
    expect(parseAddress(path, '').screen).toEqual({ kind: 'unknown', path }),
  )
})
