import { barStates, type Interval } from '../server/market/bar.ts'
import { dateOf, dayOf, type IsoDate } from '../server/market/day.ts'
import { read } from './file/connection.ts'
import type { Reader } from './file/db.ts'
import { statement } from './file/statement.ts'

const PROVISIONAL = barStates.indexOf('provisional')
const HELD = barStates.indexOf('held')

interface Range {
  readonly from: IsoDate
  readonly to: IsoDate
}

/** What is stored of a range, session by session. */
export interface SessionsStored {
  /** Sessions with a bar: in regular hours where bars are finer than a day. */
  readonly dates: ReadonlySet<IsoDate>
  /** Those of them with a bar that an open finding keeps out of figures, ascending. */
  readonly held: readonly IsoDate[]
  /** Those of them with a bar that may still change, ascending. */
  readonly provisional: readonly IsoDate[]
}

export async function sessionsStored(
  reader: Reader,
  tickerId: number,
  minutes: number | null,
  { from, to }: Range,
): Promise<SessionsStored> {
  return read(reader, (connection) => {
    const days = [dayOf(from), dayOf(to)]
    const rows = (
      minutes === null
        ? connection
            .prepare(
              `select day, state = ${PROVISIONAL}, state = ${HELD} from daily_bar where ticker_id = ? and day between ? and ? order by day`,
            )
            .raw()
            .all(tickerId, ...days)
        : connection
            .prepare(
              `select day, max(state = ${PROVISIONAL}), max(state = ${HELD}) from intraday_bar
             where ticker_id = ? and minutes = ? and day between ? and ? and phase = 1 group by day order by day`,
            )
            .raw()
            .all(tickerId, minutes, ...days)
    ) as [number, 0 | 1, 0 | 1][]
    return {
      dates: new Set(rows.map(([day]) => dateOf(day))),
      provisional: rows.filter(([, provisional]) => provisional === 1).map(([day]) => dateOf(day)),
      held: rows.filter(([, , held]) => held === 1).map(([day]) => dateOf(day)),
    }
  })
}

/** What is stored of a series, for planning. */
export interface StoredSpan extends Range {
  /** First session of the last ten. */
  readonly overlapFrom: IsoDate
}

/** First and last session stored, and where the last ten begin; null when nothing is. */
export async function storedSpan(reader: Reader, tickerId: number, minutes: number | null): Promise<StoredSpan | null> {
  return read(reader, (connection) => {
    const [table, where, keys] =
      minutes === null
        ? (['daily_bar', 'ticker_id = ?', [tickerId]] as const)
        : (['intraday_bar', 'ticker_id = ? and minutes = ?', [tickerId, minutes]] as const)
    const span = connection
      .prepare(`select min(day) as first, max(day) as last from ${table} where ${where}`)
      .get(...keys) as { first: number | null; last: number | null }
    if (span.first === null || span.last === null) return null
    const overlap = connection
      .prepare(`select min(day) from (select distinct day from ${table} where ${where} order by day desc limit 10)`)
      .pluck()
      .get(...keys) as number
    return { from: dateOf(span.first), to: dateOf(span.last), overlapFrom: dateOf(overlap) }
  })
}

/** Unresolved findings of a series by severity. */
export async function findingCounts(
  reader: Reader,
  tickerId: number,
  interval: Interval,
): Promise<{ readonly error: number; readonly warn: number; readonly info: number }> {
  return read(reader, (connection) => {
    const rows = statement(
      connection,
      "select severity, count(*) from finding where ticker_id = ? and interval = ? and status = 'open' group by severity",
    )
      .raw()
      .all(tickerId, interval) as ['error' | 'warn' | 'info', number][]
    return { error: 0, warn: 0, info: 0, ...Object.fromEntries(rows) }
  })
}
