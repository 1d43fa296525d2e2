import { nyse } from '../../../server/calendars/nyse.ts'
import { judge } from '../../../server/checks/judge.ts'
import type { DailyBar } from '../../../server/market/bar.ts'
import { sessionsBetween } from '../../../server/market/calendar.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import { simulate } from './simulate.ts'

/** Errors found in a series that comes without actions and without a market. */
export function errorsIn(bars: readonly DailyBar[]): readonly string[] {
  const [first, last] = [bars[0]?.date ?? mustBeDate('2018-01-02'), bars.at(-1)?.date ?? mustBeDate('2018-01-02')]
  const expected = sessionsBetween(nyse, first, last).map(({ date }) => date)
  return judge({ bars, actions: [], currency: 'USD', expected, market: null })
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ check, from }) => `${check} ${from}`)
}

/** How often an error is found where none is, and an untold split is not, among simulated histories of each kind. */
export function rates(count: number, seed = 1) {
  const wrong: string[] = []
  const missed: string[] = []
  let [ordinary, crashes] = [0, 0]
  for (let n = 0; n < count; n++) {
    for (const what of ['ordinary', 'crash'] as const) {
      const { bars, truth } = simulate(seed * 1_000_003 + n, what)
      const errors = errorsIn(bars)
      if (errors.length === 0) continue
      if (what === 'ordinary') ordinary++
      else crashes++
      wrong.push(`${what} ${seed * 1_000_003 + n}: ${errors.join()} ${JSON.stringify(truth)}`)
    }
    const { bars, truth } = simulate(seed * 1_000_003 + n, 'split')
    const at = typeof truth === 'object' && 'split' in truth ? truth.split : -1
    if (!errorsIn(bars).some((error) => error.endsWith(bars[at]?.date ?? '?')))
      missed.push(`${seed * 1_000_003 + n}: ${JSON.stringify(truth)} ${bars[at]?.date}`)
  }
  return { count, ordinary, crashes, missed: missed.length, wrong, misses: missed }
}
