import type { IsoDate } from '../../market/day.ts'
import type { Found } from '../check.ts'
import { logReturns, type Series } from '../dailySeries.ts'
import type { SeriesCheck } from '../seriesCheck.ts'

/** Sessions by which the series is late (1) or early (-1), and correlations with the market of the same and of that session. */
type Evidence = {
  readonly kind: 'shift'
  readonly values: { readonly sessions: number; readonly same: number; readonly shifted: number }
}

/** Sessions of one look, and the step to the next. */
const SESSIONS = 60
const STEP = 10
/** Correlation that the other session must have, and by how much it must exceed that of the same one. */
const LEAST = 0.4
const MORE = 0.3

type Pair = readonly [own: number, market: number]

/** Of two lists, the largest days of each cut at three mean sizes, since one crash alone would make any correlation. */
function correlation(pairs: readonly Pair[]): number {
  let [own, market] = [0, 0]
  for (const pair of pairs) {
    own += Math.abs(pair[0])
    market += Math.abs(pair[1])
  }
  const n = pairs.length
  const limits = [(3 * own) / n, (3 * market) / n] as const
  let [x, y, xx, yy, xy] = [0, 0, 0, 0, 0]
  for (const pair of pairs) {
    const a = Math.max(-limits[0], Math.min(limits[0], pair[0]))
    const b = Math.max(-limits[1], Math.min(limits[1], pair[1]))
    x += a
    y += b
    xx += a * a
    yy += b * b
    xy += a * b
  }
  return (n * xy - x * y) / Math.sqrt((n * xx - x * x) * (n * yy - y * y))
}

interface Row {
  readonly date: IsoDate
  readonly own: number | null
  /** Return of the market on the same session, on the one before and on the one after. */
  readonly same: number | null
  readonly late: number | null
  readonly early: number | null
}

function besideMarket({ bars, market }: Series): readonly Row[] {
  const returns = logReturns(bars)
  const closes = bars.map(({ date }) => market?.get(date) ?? null)
  const markets = closes.map((close, at) => {
    const before = closes[at - 1] ?? null
    return close === null || before === null ? null : Math.log(close / before)
  })
  return bars.map(({ date }, at) => ({
    date,
    own: returns[at] ?? null,
    same: markets[at] ?? null,
    late: markets[at - 1] ?? null,
    early: markets[at + 1] ?? null,
  }))
}

/** Prices that move with the market of another session than the one they are dated to. */
export const dateShift: SeriesCheck<'DATE_SHIFT', Evidence> = {
  name: 'DATE_SHIFT',
  scope: 'series',
  severity: 'warn',
  holds: 'nothing',
  about: ['prices', 'range', 'volume'],
  sees: 'sound',
  run: (series) => {
    if (series.market === null) return []
    return stretchesOf(besideMarket(series))
  },
}

/** Stretches in which the market of another session explains more than that of the same one, by looks that overlap. */
function stretchesOf(rows: readonly Row[]): readonly Found<Evidence>[] {
  const found: Found<Evidence>[] = []
  for (let at = 0; at + SESSIONS <= rows.length; at += STEP) {
    const some = rows.slice(at, at + SESSIONS)
    const [first, last] = [some[0], some.at(-1)]
    const pairs = pairsOf(some, 'same')
    if (pairs.length < SESSIONS / 2 || first === undefined || last === undefined) continue
    const same = correlation(pairs)
    // Nothing can exceed this by so much.
    if (same > 1 - MORE) continue
    for (const [which, sessions] of [
      ['late', 1],
      ['early', -1],
    ] as const) {
      const shifted = correlation(pairsOf(some, which))
      if (!(shifted > LEAST && shifted > same + MORE)) continue
      const open = found.findLast(({ evidence }) => evidence.values.sessions === sessions)
      const goesOn = open !== undefined && open.to >= first.date
      if (goesOn) found.splice(found.indexOf(open), 1)
      const values = goesOn ? open.evidence.values : { sessions, same, shifted }
      found.push({ from: goesOn ? open.from : first.date, to: last.date, evidence: { kind: 'shift', values } })
    }
  }
  return found
}

const pairsOf = (rows: readonly Row[], which: 'same' | 'late' | 'early'): readonly Pair[] =>
  rows.flatMap((row): readonly Pair[] => {
    const market = row[which]
    return row.own === null || market === null ? [] : [[row.own, market]]
  })
