import { describe, expect, it } from 'vitest'
import { nyse } from '../../../server/calendars/nyse.ts'
import { judge } from '../../../server/checks/judge.ts'
import type { CorporateAction } from '../../../server/market/action.ts'
import type { DailyBar } from '../../../server/market/bar.ts'
import { sessionsBetween } from '../../../server/market/calendar.ts'
import type { IsoDate } from '../../../server/market/day.ts'
import { times } from '../checks/calm.ts'
import { actionsOf, hasShared, histories, history, priced, prices } from './histories.ts'
import { chance, withUntoldSplit } from './simulate.ts'
import { errorsIn, rates } from './splitOrCrash.ts'

const findingsOf = (
  bars: readonly DailyBar[],
  actions: readonly CorporateAction[] = [],
  market: ReadonlyMap<IsoDate, number> | null = null,
) => {
  const [first, last] = [bars[0], bars.at(-1)]
  if (first === undefined || last === undefined) throw new Error('The file is empty')
  const expected = sessionsBetween(nyse, first.date, last.date).map(({ date }) => date)
  return judge({ bars, actions, currency: 'USD', expected, market }).findings
}

/** Payments that the files' adjusted closes know: none of them comes with its actions. */
const dividends: Readonly<Record<string, readonly string[]>> = {
  BAC: ['DIV_UNTOLD 2018-03-01..2024-12-06'],
  CSCO: ['DIV_UNTOLD 2018-01-04..2024-10-02'],
  GOOGL: ['DIV_UNTOLD 2024-06-10..2024-12-09'],
  GS: ['DIV_UNTOLD 2018-02-28..2024-12-02'],
  JPM: ['DIV_UNTOLD 2018-01-04..2024-10-04'],
  KO: ['DIV_UNTOLD 2018-03-14..2024-11-29'],
  META: ['DIV_UNTOLD 2024-02-21..2024-02-21'],
  NVDA: ['DIV_UNTOLD 2019-02-28..2019-08-28'],
}
/** Results that were worse than a quarter in logarithms: true moves, which are kept. */
const moves: Readonly<Record<string, readonly string[]>> = {
  META: ['MOVE_LARGE 2022-02-03..2022-02-03', 'MOVE_LARGE 2022-10-27..2022-10-27'],
}

describe.skipIf(!hasShared)('true histories', () => {
  it.each(histories)('judge() holds nothing of %s, 2018 to 2024, and warns of what is there alone', (symbol) => {
    const found = findingsOf(history(symbol))
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(found.map(({ check, from, to }) => `${check} ${from}..${to}`)).toEqual([
      ...(dividends[symbol] ?? []),
      ...(moves[symbol] ?? []),
    ])
  })
  it.each([
    ['META', '2018-07-26'],
    ['AMD', '2018-10-25'],
    ['NVDA', '2018-11-16'],
    ['BAC', '2020-03-16'],
    ['JPM', '2020-03-16'],
  ])('judge() takes the fall of %s on %s for none of the steps that look like it', (symbol, date) =>
    expect(findingsOf(history(symbol)).filter(({ from }) => from === date)).toEqual([]),
  )
  it.each(priced)('judge() finds nothing in %s of 2021 to 2024 beside its market but what is true', (symbol) => {
    const market = new Map(prices('^GSPC').map(({ date, close }) => [date, close]))
    const found = findingsOf(prices(symbol), actionsOf(symbol), symbol === '^GSPC' ? null : market)
    expect(found.map(({ check, from }) => `${check} ${from}`)).toEqual(
      symbol === '^GSPC' ? ['VOL_ZERO_MOVE 2023-05-24'] : [],
    )
  })

  it('judge() finds 98 of 100 splits that true histories were not rescaled for', () => {
    const next = chance(20)
    const missed: string[] = []
    let count = 0
    for (const symbol of histories) {
      const bars = history(symbol)
      for (let n = 0; n < 15; n++) {
        const at = 30 + Math.floor(next() * (bars.length - 60))
        const ratio = [2, 3, 4, 5, 6, 7, 8, 10, 20, 1 / 2, 1 / 5, 1 / 10][Math.floor(next() * 12)] ?? 2
        count++
        const date = bars[at]?.date
        if (!errorsIn(withUntoldSplit(bars, at, ratio)).some((error) => error.endsWith(` ${date}`)))
          missed.push(`${symbol} ${date} ${ratio}`)
      }
    }
    expect(missed.length, missed.join()).toBeLessThanOrEqual(0.02 * count)
  })

  it.each([0.67, 0.64, 0.49, 0.33])(
    'judge() holds nothing for a crash to %f of the price that is traded as one',
    (left) => {
      const next = chance(5)
      for (const symbol of histories) {
        const bars = history(symbol)
        const day = 60 + Math.floor(next() * (bars.length - 120))
        // Fifteen times the volume, which fades to twice the usual within two weeks.
        const volume = (t: number) => (t < day ? 1 : Math.max(2, 15 * 0.8 ** (t - day)))
        const crash = bars.map((bar, t) => ({
          ...(t < day ? bar : times(bar, left)),
          volume: bar.volume === null ? null : Math.round(bar.volume * volume(t)),
        }))
        expect(errorsIn(crash), `${symbol} ${bars[day]?.date}`).toEqual([])
      }
    },
    60_000,
  )
})

it('judge() tells untold splits from crashes in simulated histories', () => {
  // The long form is `npm run soak -- splitOrCrash 1000`: one in a hundred may be wrong, two in a hundred missed.
  const { wrong, misses } = rates(25, 3)
  expect([wrong, misses]).toEqual([[], []])
})
