import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDays, mustBeDate } from '../../../../server/market/day.ts'
import { closesOf, daily, own } from './reading.ts'

/** One session of a made-up share: its own return, and what it paid and split. */
const session = fc.record({
  move: fc.double({ min: -0.04, max: 0.04, noNaN: true }),
  paid: fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, fc.double({ min: 0.001, max: 0.15, noNaN: true })),
  split: fc.oneof({ weight: 12, arbitrary: fc.constant(1) }, fc.constantFrom(2, 3, 1.5, 0.1, 1.1, 4)),
})

/** Closes and payments on split basis, and what vendors write of them, by the definitions of docs/price-files.md. */
function share(sessions: readonly { move: number; paid: number; split: number }[]) {
  const closes: number[] = [50]
  const payments: number[] = [0]
  for (const { move, paid } of sessions) {
    const before = closes.at(-1) ?? 50
    payments.push(before * paid)
    closes.push(before * (1 - paid) * (1 + move))
  }
  const splits = [1, ...sessions.map(({ split }) => split)]
  const scale = splits.map((_, at) => splits.slice(at + 1).reduce((product, ratio) => product * ratio, 1))
  const factors = closes.map((_, at) =>
    payments.slice(at + 1).reduce((factor, paid, next) => factor * (1 - paid / (closes[at + next] ?? 1)), 1),
  )
  const dates = closes.map((_, at) => addDays(mustBeDate('2020-01-01'), at))
  const rows = closes.map((close, at) => ({
    date: dates[at] ?? '',
    close,
    raw: close * (scale[at] ?? 1),
    adjusted: close * (factors[at] ?? 1),
    paid: payments[at] ?? 0,
    rawPaid: (payments[at] ?? 0) * (scale[at] ?? 1),
    split: splits[at] ?? 1,
  }))
  return { closes, rows }
}

const anyDay = { calendarOf: () => null }

it('readDaily() gives one series of a share, whichever of its vendors wrote it', () =>
  fc.assert(
    fc.property(fc.array(session, { minLength: 2, maxLength: 40 }), (sessions) => {
      const { closes, rows } = share(sessions)
      const files = {
        Tiingo: [
          'date,close,adjClose,divCash,splitFactor',
          ...rows.map(({ date, raw, adjusted, rawPaid, split }) => `${date},${raw},${adjusted},${rawPaid},${split}`),
        ],
        'yfinance, default': [
          'Date,Close,Dividends,Stock Splits',
          ...rows.map(({ date, adjusted, paid, split }) => `${date},${adjusted},${paid},${split === 1 ? 0 : split}`),
        ],
        'yfinance, not adjusted': [
          'Date,Close,Adj Close,Dividends,Stock Splits',
          ...rows.map(
            ({ date, close, adjusted, paid, split }) =>
              `${date},${close},${adjusted},${paid},${split === 1 ? 0 : split}`,
          ),
        ],
      }
      for (const [name, lines] of Object.entries(files)) {
        const file = daily(lines, anyDay)
        expect([name, file.report.filter(({ severity }) => severity === 'error')]).toEqual([name, []])
        closesOf(file).forEach((close, at) => {
          expect(close / (closes[at] ?? 0), `${name}, day ${at}`).toBeCloseTo(1, 8)
        })
        const paid = (file.actions.get(own) ?? []).flatMap((action) =>
          action.kind === 'dividend' ? [action.amount] : [],
        )
        const due = rows.flatMap((row) => (row.paid > 0 ? [row.paid] : []))
        expect(paid.length).toBe(due.length)
        paid.forEach((amount, at) => {
          expect(amount / (due[at] ?? 0)).toBeCloseTo(1, 8)
        })
      }
    }),
    { numRuns: 100 },
  ))
