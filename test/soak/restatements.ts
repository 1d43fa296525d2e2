import { priceHash } from '../../db/file/content.ts'
import { listFindings } from '../../db/findings.ts'
import { mustBeDate } from '../../server/market/day.ts'
import { memory, openWorld } from '../server/backfill/world.ts'
import type { StandinSeries } from '../standin/series.ts'
import { afterDividend, afterSplit, seeded, walk, withDay } from '../standin/world.ts'

const window = { from: '2015-01-02', to: '2024-06-03' }

/** `restatements [N] [SEED]`: N injected restatements (30), each to be found on the next run. */
export async function soak([count = '30', seed = '1']: readonly string[]): Promise<boolean> {
  const next = seeded(Number(seed))
  let [found, equal] = [0, 0]
  for (let at = 0; at < Number(count); at++) {
    const series = walk('ABC', at + 1, mustBeDate('2015-01-02'), mustBeDate('2024-06-13'))
    const { restated, check } = restatement(series, at, next)
    const world = await openWorld([series])
    const db = await memory()
    await world.run(db, { tickers: ['ABC'], ...window })
    world.standin.serve(restated)
    await world.run(db, { tickers: ['ABC'], ...window })
    const checks = (await listFindings(db)).map((finding) => finding.check as string)
    if (checks.includes(check)) found++
    else console.log(`not found: ${at} ${check}, but ${checks.join(' ')}`)
    const fresh = await memory()
    await world.run(fresh, { tickers: ['ABC'], ...window })
    if ((await priceHash(db)) === (await priceHash(fresh))) equal++
    await world.close()
  }
  console.log(JSON.stringify({ injected: Number(count), found, equal_to_fresh: equal }))
  return found === Number(count) && equal === found
}

function restatement(
  series: StandinSeries,
  at: number,
  next: () => number,
): { restated: StandinSeries; check: string } {
  const days = series.days.filter(({ date }) => date >= '2015-02-02' && date <= '2024-06-03')
  const day = days[Math.floor(next() * days.length)] ?? days[0]
  if (day === undefined) throw new Error('The walk has no days')
  const ratio = [2, 3, 4, 10, 1 / 5][at % 5] ?? 2
  const [numerator, denominator] = ratio < 1 ? [1, Math.round(1 / ratio)] : [ratio, 1]
  switch (at % 4) {
    case 0:
      return { restated: afterSplit(series, mustBeDate('2024-06-04'), numerator, denominator), check: 'RESTATE_SPLIT' }
    case 1:
      return { restated: afterSplit(series, day.date, numerator, denominator), check: 'RESTATE_MIXED' }
    case 2:
      return { restated: afterDividend(series, mustBeDate('2024-06-04'), 0.2 + next()), check: 'RESTATE_DIV' }
    default: {
      const close = Math.round((day.close ?? 1) * 1.02 * 100) / 100
      return { restated: withDay(series, day.date, { close, high: Math.max(close, day.high ?? 0) }), check: 'REVISED' }
    }
  }
}
