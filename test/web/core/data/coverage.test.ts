import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nyse } from '../../../../server/calendars/nyse.ts'
import { mustBeDate } from '../../../../server/market/day.ts'
import { runsOf } from '../../../../server/quality/view.ts'
import { firstView, formatAddress, parseAddress } from '../../../../web/core/address.ts'
import { dataSeverities, dataStatuses } from '../../../../web/core/data/address.ts'
import { type BackfillForm, commandOf, tickersIn } from '../../../../web/core/data/command.ts'
import { type Months, monthsTogether, stripOf, yearMarks, yearsOf } from '../../../../web/core/data/coverage.ts'
import { ribbonOf } from '../../../../web/core/data/ribbon.ts'

const months = (first: string, sessions: number[], stored: number[], change: Partial<Months> = {}): Months => {
  const none = sessions.map(() => 0)
  return { first, sessions, stored, provisional: none, revised: none, repaired: none, held: none, ...change }
}

describe('yearsOf', () => {
  it('yearsOf() puts months under their year, newest first, and leaves out what was not asked for', () => {
    const rows = yearsOf(months('2022-11', [21, 21, 20], [21, 20, 20]))
    expect(rows.map(({ year }) => year)).toEqual([2023, 2022])
    expect(rows[0]?.cells.map((cell) => cell?.month ?? null)).toEqual(['2023-01', ...Array(11).fill(null)])
    expect(rows[1]?.cells.slice(9)).toMatchObject([
      null,
      { month: '2022-11', level: 'full', missing: 0 },
      { month: '2022-12', level: 'part', missing: 1 },
    ])
  })
  it.each([
    [0, 0, {}, 'closed'],
    [20, 0, {}, 'none'],
    [20, 19, { held: [1] }, 'part'],
    [20, 20, { held: [1], provisional: [1] }, 'held'],
    [20, 20, { provisional: [1] }, 'provisional'],
    [20, 20, { revised: [1], repaired: [1] }, 'full'],
  ] as const)('yearsOf() calls a month of %i sessions with %i stored and %j %s', (sessions, stored, change, level) =>
    expect(yearsOf(months('2023-06', [sessions], [stored], change))[0]?.cells[5]?.level).toBe(level),
  )
})

describe('stripOf', () => {
  it('stripOf() joins neighbours that look the same and keeps every month', () => {
    const together = monthsTogether([
      months('2022-01', [20], [20]),
      months('2023-01', [20, 19, 23, 19], [20, 19, 0, 19]),
    ])
    expect(together).toEqual({ first: 2022 * 12, length: 16 })
    expect(stripOf(months('2023-01', [20, 19, 23, 19], [20, 19, 0, 19]), together.first)).toEqual([
      { from: 12, length: 2, level: 'full', share: 1 },
      { from: 14, length: 1, level: 'none', share: 0 },
      { from: 15, length: 1, level: 'full', share: 1 },
    ])
  })
  it('stripOf() covers each month once', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(23), fc.nat(23)), { minLength: 1, maxLength: 40 }), (given) => {
        const sessions = given.map(([a, b]) => Math.max(a, b))
        const stored = given.map(([a, b]) => Math.min(a, b))
        const parts = stripOf(months('2020-05', sessions, stored), 2020 * 12 + 4)
        expect(parts.flatMap(({ from, length }) => Array.from({ length }, (_, at) => from + at))).toEqual(
          given.map((_, at) => at),
        )
      }),
    ))
  it('yearMarks() gives Januaries, and of many years only as many as fit', () => {
    expect(yearMarks(2022 * 12 + 10, 16, 8)).toEqual([
      { at: 2, year: 2023 },
      { at: 14, year: 2024 },
    ])
    expect(yearMarks(1988 * 12 + 6, 38 * 12, 6).map(({ year }) => year)).toEqual([1990, 2000, 2010, 2020])
    expect(yearMarks(2014 * 12, 12 * 12, 6).map(({ year }) => year)).toEqual([2014, 2016, 2018, 2020, 2022, 2024])
  })
})

describe('runsOf', () => {
  it('runsOf() joins sessions across a weekend and a holiday, and not across a session that is there', () => {
    // Thanksgiving 2023 was Thursday 23 November; the 24th was a half day.
    const dates = ['2023-11-21', '2023-11-22', '2023-11-24', '2023-11-27', '2023-11-29'].map(mustBeDate)
    expect(runsOf(dates, nyse)).toEqual([
      { from: '2023-11-29', to: '2023-11-29', sessions: 1 },
      { from: '2023-11-21', to: '2023-11-27', sessions: 4 },
    ])
  })
})

describe('commandOf', () => {
  it.each<[BackfillForm, string]>([
    [{ tickers: [], from: null, to: null, interval: '1d' }, 'npm run backfill'],
    [{ tickers: [], from: null, to: null, interval: '1h' }, 'npm run backfill'],
    [
      { tickers: ['MSFT', '^GSPC'], from: '2015-01-01', to: '2019-12-31', interval: '1d' },
      'npm run backfill -- MSFT ^GSPC --from 2015-01-01 --to 2019-12-31',
    ],
    [{ tickers: ['M&M.NS'], from: null, to: null, interval: '1h' }, "npm run backfill -- 'M&M.NS' --interval 1h"],
  ])('commandOf() writes %j as %s', (form, command) => expect(commandOf(form)).toBe(command))
  it('tickersIn() takes spaces and commas, upper-cases, drops repeats and names what is none', () =>
    expect(tickersIn(' msft, ^gspc MSFT;brk-b ../x $ ')).toEqual({
      tickers: ['MSFT', '^GSPC', 'BRK-B'],
      wrong: ['../x', '$'],
    }))
})

describe('ribbonOf', () => {
  const breaks: ReadonlySet<number> = new Set()
  const columns = {
    state: ['final', 'held', 'provisional', 'revised', 'repaired', 'final'] as const,
    checks: [[], ['UNIT_POINT'], [], [], ['UNIT_POINT'], ['GAP_RETURN']],
    volumeChecks: [[], ['UNIT_POINT'], [], [], [], []],
    heldBy: [[], ['UNIT_POINT'], [], [], [], []],
    correctedBy: [[], [], [], [], ['UNIT_POINT'], []],
  }
  it('ribbonOf() marks what is missing, held, unsure or changed, and joins neighbours', () => {
    const row = Int32Array.of(0, -1, -1, 1, 2, 3, 4, 5)
    const dates = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    expect(ribbonOf({ row, dates, breaks }, columns, 0, 7)).toEqual({
      sessions: 8,
      counts: { missing: 2, held: 1, checked: 1, provisional: 1, repaired: 1, revised: 1 },
      stretches: [
        { from: 1, to: 2, mark: 'missing' },
        { from: 3, to: 3, mark: 'held' },
        { from: 4, to: 4, mark: 'provisional' },
        { from: 5, to: 5, mark: 'revised' },
        { from: 6, to: 6, mark: 'repaired' },
        { from: 7, to: 7, mark: 'checked' },
      ],
    })
    expect(ribbonOf({ row, dates, breaks }, columns, 0, 0)).toMatchObject({ sessions: 1, stretches: [] })
  })
  it('ribbonOf() marks a session whose volume alone is doubted', () =>
    expect(
      ribbonOf(
        { row: Int32Array.of(0), dates: ['a'], breaks },
        { state: ['final'], checks: [[]], volumeChecks: [['VOL_LARGE']], heldBy: [[]], correctedBy: [[]] },
        0,
        0,
      ),
    ).toMatchObject({ counts: { checked: 1 } }))
  it('ribbonOf() takes no lunch break for a missing bar, and joins nothing over it', () => {
    // Jakarta by the hour: 11:00 held, the break, 13:30 held; the next date lost a bar beside its break.
    const row = Int32Array.of(1, -1, 1, -1, -1)
    const dates = ['a', 'a', 'a', 'b', 'b']
    expect(ribbonOf({ row, dates, breaks: new Set([1, 3]) }, columns, 0, 4)).toEqual({
      sessions: 2,
      counts: { missing: 1, held: 1, checked: 0, provisional: 0, repaired: 0, revised: 0 },
      stretches: [
        { from: 0, to: 0, mark: 'held' },
        { from: 2, to: 2, mark: 'held' },
        { from: 4, to: 4, mark: 'missing' },
      ],
    })
  })
  it('ribbonOf() counts the session of many hours once', () =>
    expect(ribbonOf({ row: Int32Array.of(0, 1, 2), dates: ['a', 'a', 'a'], breaks }, columns, 0, 2)).toMatchObject({
      sessions: 1,
      counts: { held: 1, provisional: 0 },
    }))
})

describe('address of the data page', () => {
  it('parseAddress() undoes formatAddress() for every filter', () =>
    fc.assert(
      fc.property(
        fc.record({
          kind: fc.constant('data' as const),
          ticker: fc.option(fc.constantFrom('MSFT', '^GSPC', 'M&M.NS')),
          severity: fc.constantFrom(...dataSeverities),
          status: fc.constantFrom(...dataStatuses),
          series: fc.option(fc.constantFrom('MSFT 1d', '^GSPC 1h')),
        }),
        (screen) => {
          const { pathname, search } = new URL(formatAddress({ ...firstView, screen }), 'http://page.test')
          expect(parseAddress(pathname, search).screen).toEqual(screen)
        },
      ),
    ))
  it('formatAddress() of the data page as it begins is /data', () =>
    expect(
      formatAddress({
        ...firstView,
        screen: { kind: 'data', ticker: null, severity: 'serious', status: 'open', series: null },
      }),
    ).toBe('/data'))
})
