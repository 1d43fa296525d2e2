import type { DateRange } from '../../db/bars.ts'
import type { Db } from '../../db/file/db.ts'
import { keptWhile } from '../../db/file/kept.ts'
import { readDailyRows, readIntradayRows, readLevel, readSessions } from '../../db/levels.ts'
import { type CorporateAction, rawFactors, totalReturnFactors } from '../market/action.ts'
import type { Basis } from '../market/bar.ts'
import {
  type BarRows,
  byMonths,
  byWeek,
  countBuckets,
  fineStep,
  firstAt,
  mergeRows,
  withinDay,
} from '../market/barRows.ts'
import { dateOf } from '../market/day.ts'

/** Bars of a range merged until few enough rows are left. */
export interface Merged {
  readonly rows: BarRows
  /** What a row spans at most: `15m`, `1h`, `1d` (a session), `1w`, `3mo`, `2y`. */
  readonly span: string
  /** Sessions with a bar, in order, and bars of each that are held. */
  readonly sessions: Pick<BarRows, 'day' | 'held'>
}

/** Spans within the day, in minutes. */
const WITHIN_DAY = [5, 10, 15, 30, 60]

/**
 * Bars merged into the finest rows of one span that are at most `max`; null where the bars themselves are no more. However
 * many bars there are, about as many rows are read as are told: levels of detail are kept in the store.
 *
 * @param minutes of a bar; null for daily ones
 */
export async function mergedRows(
  db: Db,
  { tickerId, minutes, basis, range }: { tickerId: number; minutes: number | null; basis: Basis; range: DateRange },
  actions: readonly CorporateAction[],
  max: number,
): Promise<Merged | null> {
  if (minutes === null) {
    const bars = await readDailyRows(db, tickerId, range)
    if (bars.start.length <= max) return null
    return bySpan(scaled(bars, await dailyFactors(db, tickerId, bars, basis, actions)), bars, max)
  }
  const sessions = await readSessions(db, tickerId, minutes, range)
  if (sum(sessions.bars) <= max) return null
  const factorsOf = (rows: BarRows) => (basis === 'raw' ? factorsBySession(rows, actions) : null)
  if (minutes < 60 && sum(sessions.hours) <= max) {
    const step = fineStep(minutes)
    const finer =
      step === null
        ? await readIntradayRows(db, tickerId, minutes, range)
        : await readLevel(db, { tickerId, minutes, step }, range)
    const spans = WITHIN_DAY.filter((span) => span > minutes && span % (step ?? minutes) === 0)
    for (const span of spans) {
      if (countBuckets(finer.start.length, withinDay(finer, span)) > max) continue
      const rows = mergeRows(finer, withinDay(finer, span))
      return { rows: scaled(rows, factorsOf(rows)), span: span === 60 ? '1h' : `${span}m`, sessions }
    }
  }
  return bySpan(scaled(sessions, factorsOf(sessions)), sessions, max)
}

const sum = (counts: Uint32Array): number => counts.reduce((total, count) => total + count, 0)

/** Rows of a session or more: as they are, by the week, and by one, three, six, twelve, twice as many months and so on. */
function bySpan(daily: BarRows, sessions: Merged['sessions'], max: number): Merged {
  if (daily.start.length <= max) return { rows: daily, span: '1d', sessions }
  const weeks = mergeRows(daily, byWeek(daily))
  if (weeks.start.length <= max) return { rows: weeks, span: '1w', sessions }
  for (let months = 1; ; months = months === 1 ? 3 : months * 2) {
    const rows = mergeRows(daily, byMonths(daily, months))
    const span = months < 12 ? `${months}mo` : `${months / 12}y`
    if (rows.start.length <= max) return { rows, span, sessions }
  }
}

const factorsBySession = ({ day }: BarRows, actions: readonly CorporateAction[]): Float64Array =>
  rawFactors(Array.from(day, dateOf), actions)

const whole = keptWhile<Float64Array>(8)

/** Factors that carry daily closes of a range to a basis; null where they stand on it. */
async function dailyFactors(
  db: Db,
  tickerId: number,
  bars: BarRows,
  basis: Basis,
  actions: readonly CorporateAction[],
) {
  if (basis === 'split') return null
  if (basis === 'raw') return factorsBySession(bars, actions)
  // A dividend after the range counts too, so factors are those of all sessions.
  const all = await readDailyRows(db, tickerId, { from: null, to: null })
  const factors = await whole(db, String(tickerId), [['prices', tickerId]], async () =>
    totalReturnFactors(
      Array.from(all.day, (day, row) => ({
        date: dateOf(day),
        close: all.held[row] ? null : (all.close[row] ?? null),
      })),
      actions,
    ),
  )
  const from = firstAt(all.day, bars.day[0] ?? 0)
  return factors.subarray(from, from + bars.day.length)
}

function scaled(rows: BarRows, factors: Float64Array | null): BarRows {
  if (factors === null) return rows
  const times = (prices: Float64Array) => prices.map((price, row) => price * (factors[row] ?? 1))
  return { ...rows, open: times(rows.open), high: times(rows.high), low: times(rows.low), close: times(rows.close) }
}
