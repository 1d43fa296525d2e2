import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type CorporateAction,
  closesOf,
  onePerDay,
  rawFactors,
  totalReturnFactors,
} from '../../../server/market/action.ts'
import { dateOf, mustBeDate } from '../../../server/market/day.ts'

const rowsOf = (path: string) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))

describe('onePerDay()', () => {
  const on = mustBeDate('2024-01-04')
  const paid = (amount: number, kind: 'dividend' | 'capital_gain' = 'dividend', date = on): CorporateAction => ({
    kind,
    date,
    amount,
  })
  const split = (numerator: number): CorporateAction => ({ kind: 'split', date: on, numerator, denominator: 1 })

  it.each<readonly [string, readonly CorporateAction[], readonly CorporateAction[]]>([
    ['adds up the payments of a day', [paid(0.2), paid(0.1)], [paid(0.3)]],
    ['gives the same sum in any order', [paid(0.1), paid(0.2), paid(0.7)], [paid(1)]],
    ['takes an amount that is told twice once', [paid(0.5), paid(1), paid(0.5)], [paid(1.5)]],
    ['leaves kinds apart', [paid(0.5), paid(1, 'capital_gain')], [paid(1, 'capital_gain'), paid(0.5)]],
    ['takes the last of two splits', [split(2), split(4)], [split(4)]],
    [
      'leaves days apart, in order',
      [paid(0.5), paid(0.5, 'dividend', mustBeDate('2024-01-03'))],
      [paid(0.5, 'dividend', mustBeDate('2024-01-03')), paid(0.5)],
    ],
    ['leaves nothing as it is', [], []],
  ])('onePerDay() %s', (_, told, one) => expect(onePerDay(told)).toEqual(one))
})

describe('totalReturnFactors', () => {
  it('totalReturnFactors() multiplies earlier rows by 1 - D / close before the ex date', () => {
    const closes = [
      { date: mustBeDate('2024-01-02'), close: 100 },
      { date: mustBeDate('2024-01-03'), close: 80 },
      { date: mustBeDate('2024-01-04'), close: 79 },
    ]
    const actions: CorporateAction[] = [{ kind: 'dividend', date: mustBeDate('2024-01-04'), amount: 2 }]
    expect([...totalReturnFactors(closes, actions)]).toEqual([0.975, 0.975, 1])
  })

  it('totalReturnFactors() skips over a missing session to the last close before the ex date', () => {
    const closes = [
      { date: mustBeDate('2024-01-02'), close: 50 },
      { date: mustBeDate('2024-01-05'), close: 49 },
    ]
    expect([...totalReturnFactors(closes, [{ kind: 'dividend', date: mustBeDate('2024-01-04'), amount: 1 }])]).toEqual([
      0.98, 1,
    ])
  })

  it('totalReturnFactors() takes the last close before the ex date that is known, and that of a held bar not at all', () => {
    const bars = [
      { date: mustBeDate('2024-01-02'), close: 50, state: 'final' },
      { date: mustBeDate('2024-01-03'), close: 0.5, state: 'held' },
      { date: mustBeDate('2024-01-04'), close: 49, state: 'final' },
      { date: mustBeDate('2024-01-05'), close: 4900, state: 'held' },
    ] as const
    const paid = (date: string, amount: number): CorporateAction => ({
      kind: 'dividend',
      date: mustBeDate(date),
      amount,
    })
    // 1 - 1/50 by hand; what was paid after the newest known close has not happened for these prices.
    const factors = totalReturnFactors(closesOf(bars), [paid('2024-01-04', 1), paid('2024-01-05', 3)])
    expect([factors[0], factors[2], factors[3]]).toEqual([0.98, 1, 1])
  })

  it.each([
    ['adds several payments on one ex date', [2, 3], 1 - 5 / 80],
    ['leaves out a payment as large as the close before it', [80], 1],
    ['takes one a cent below it', [79.99], 1 - 79.99 / 80],
  ])('totalReturnFactors() %s', (_, amounts, first) => {
    const closes = [
      { date: mustBeDate('2024-01-03'), close: 80 },
      { date: mustBeDate('2024-01-04'), close: 79 },
    ]
    const actions = amounts.map(
      (amount, i): CorporateAction => ({
        kind: i === 0 ? 'dividend' : 'capital_gain',
        date: mustBeDate('2024-01-04'),
        amount,
      }),
    )
    const [before, after] = totalReturnFactors(closes, actions)
    expect(before).toBeCloseTo(first, 15)
    expect(after).toBe(1)
  })

  it('totalReturnFactors() multiplies the factors of payments that follow one another, and no split', () => {
    const closes = ['2024-01-02', '2024-01-03', '2024-01-04'].map((date, i) => ({
      date: mustBeDate(date),
      close: [100, 50, 40][i] ?? 0,
    }))
    const actions: CorporateAction[] = [
      { kind: 'dividend', date: mustBeDate('2024-01-04'), amount: 5 },
      { kind: 'dividend', date: mustBeDate('2024-01-03'), amount: 10 },
      { kind: 'split', date: mustBeDate('2024-01-03'), numerator: 2, denominator: 1 },
    ]
    // 1 - 5/50 = 0.9 before the later date, times 1 - 10/100 before the earlier one.
    expect([...totalReturnFactors(closes, actions)]).toEqual([0.9 * 0.9, 0.9, 1])
  })

  it('totalReturnFactors() ignores payments after the newest close and before the oldest', () => {
    const closes = [{ date: mustBeDate('2024-01-02'), close: 50 }]
    const actions: CorporateAction[] = [
      { kind: 'dividend', date: mustBeDate('2024-02-01'), amount: 1 },
      { kind: 'dividend', date: mustBeDate('2023-02-01'), amount: 1 },
    ]
    expect([...totalReturnFactors(closes, actions)]).toEqual([1])
  })

  it('totalReturnFactors() gives the adjusted closes of the MSFT file', () => {
    const rows = rowsOf('db/sample/prices/MSFT.csv')
    const actions = rowsOf('db/sample/actions/MSFT.csv')
      .filter(([, type]) => type === 'dividend')
      .map(
        ([date, , value]): CorporateAction => ({
          kind: 'dividend',
          date: mustBeDate(date ?? ''),
          amount: Number(value),
        }),
      )
    const factors = totalReturnFactors(
      rows.map(([date, , , , close]) => ({ date: mustBeDate(date ?? ''), close: Number(close) })),
      actions,
    )
    expect(actions.length).toBeGreaterThan(8)
    expect(rows).toHaveLength(606)
    rows.forEach(([, , , , close, adjusted], row) => {
      expect(Math.abs(Number(close) * (factors[row] ?? Number.NaN) - Number(adjusted))).toBeLessThan(1e-6)
    })
  })

  it('totalReturnFactors() never rise going back in time and end at 1', () =>
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 40 }),
        fc.array(fc.nat(60)),
        (closes, days) => {
          const rows = closes.map((close, day) => ({ date: dateOf(day), close }))
          const factors = totalReturnFactors(
            rows,
            days.map((day) => ({ kind: 'dividend', date: dateOf(day), amount: 0.5 })),
          )
          expect(factors.at(-1)).toBe(1)
          factors.forEach((factor, row) => {
            expect(factor).toBeLessThanOrEqual(factors[row + 1] ?? 1)
          })
        },
      ),
    ))
})

describe('rawFactors', () => {
  it('rawFactors() undo a split before its date only', () =>
    expect([
      ...rawFactors(
        [mustBeDate('2024-06-07'), mustBeDate('2024-06-10')],
        [{ kind: 'split', date: mustBeDate('2024-06-10'), numerator: 10, denominator: 1 }],
      ),
    ]).toEqual([10, 1]))

  it('rawFactors() multiply the splits after a date, reverse splits among them, and no dividend', () =>
    expect([
      ...rawFactors(['2020-08-28', '2020-08-31', '2022-06-03', '2022-06-06'].map(mustBeDate), [
        { kind: 'split', date: mustBeDate('2020-08-31'), numerator: 4, denominator: 1 },
        { kind: 'split', date: mustBeDate('2022-06-06'), numerator: 1, denominator: 20 },
        { kind: 'dividend', date: mustBeDate('2022-06-06'), amount: 1 },
      ]),
    ]).toEqual([4 / 20, 1 / 20, 1 / 20, 1]))
})
