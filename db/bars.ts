import { type BarState, barStates, corrected, type DailyBar, type IntradayBar, phases } from '../server/market/bar.ts'
import { dateOf, dayOf, type IsoDate } from '../server/market/day.ts'
import type { Instant } from '../server/market/instant.ts'
import { read } from './file/connection.ts'
import type { Reader } from './file/db.ts'
import { SESSION_APART } from './file/levels.ts'
import { statement } from './file/statement.ts'
import { acceptedFactors } from './repairs.ts'

export interface StoredDailyBar extends DailyBar {
  readonly state: BarState
}
export interface StoredIntradayBar extends IntradayBar {
  readonly state: BarState
}

/** First and last session wanted, both included; null for no bound. */
export interface DateRange {
  readonly from: IsoDate | null
  readonly to: IsoDate | null
}

/** A part of a range: at most so many bars, after one. */
export interface BarPage<After> {
  /** Null: from the first on. */
  readonly after: After | null
  readonly limit: number
}
const rowsOf = ({ limit }: BarPage<unknown>): number => (Number.isFinite(limit) ? limit : -1)
const every = { after: null, limit: Number.POSITIVE_INFINITY }

/** First and last day of a range. */
export const daysOf = ({ from, to }: DateRange): readonly [number, number] => [
  from === null ? -1e9 : dayOf(from),
  to === null ? 1e9 : dayOf(to),
]

/** Starts that bars of these sessions can have, in UTC seconds: the key of the table, so that nothing else is read. */
export const startsAround = (range: DateRange): readonly [number, number] => {
  const [from, to] = daysOf(range)
  return [(from - SESSION_APART) * 86_400, (to + SESSION_APART) * 86_400]
}

export type DailyTuple = [number, number, number, number, number, number | null, number | null, number]

export const dailyBarsAsked =
  'select day, open, high, low, close, volume, adj_close, state from daily_bar where ticker_id = ? and day between ? and ? order by day'
export const intradayBarsAsked = `select start, day, phase, open, high, low, close, volume, state from intraday_bar
  where ticker_id = ? and minutes = ? and start between ? and ? and day between ? and ? order by start`

/**
 * Daily bars of a ticker in ascending order on split basis, nothing filled in. Bars of state `held` are among them:
 * no statistic may use those. Accepted repairs are laid over the originals and marked `repaired`.
 *
 * @param originals true to read what was delivered, without repairs
 */
export async function readDailyBars(
  reader: Reader,
  tickerId: number,
  range: DateRange,
  originals = false,
  page: BarPage<IsoDate> = every,
): Promise<readonly StoredDailyBar[]> {
  return read(reader, (connection) => {
    const [from, to] = daysOf(range)
    const first = page.after === null ? from : Math.max(from, dayOf(page.after) + 1)
    const rows = statement(connection, `${dailyBarsAsked} limit ?`)
      .raw()
      .all(tickerId, first, to, rowsOf(page)) as DailyTuple[]
    const repairs = originals ? null : acceptedFactors(connection, tickerId)
    return rows.map((row) => dailyBarWith(row, repairs))
  })
}

/** A bar with what was accepted as its repair. */
export function dailyBarWith(row: DailyTuple, repairs: ReturnType<typeof acceptedFactors> | null): StoredDailyBar {
  const factors = repairs?.get(row[0])
  return factors === undefined ? dailyBarOf(row) : { ...corrected(dailyBarOf(row), factors), state: 'repaired' }
}

export const dailyBarOf = ([day, open, high, low, close, volume, adjClose, state]: DailyTuple): StoredDailyBar => ({
  date: dateOf(day),
  open,
  high,
  low,
  close,
  volume,
  adjClose,
  state: barStates[state] ?? 'provisional',
})

export type IntradayTuple = [number, number, number, number, number, number, number, number | null, number]

const intradayTuples = (
  reader: Reader,
  tickerId: number,
  minutes: number,
  range: DateRange,
  page: BarPage<Instant> = every,
) =>
  read(reader, (connection) => {
    const [earliest, latest] = startsAround(range)
    const first = page.after === null ? earliest : Math.max(earliest, page.after / 1000 + 1)
    return statement(connection, `${intradayBarsAsked} limit ?`)
      .raw()
      .all(tickerId, minutes, first, latest, ...daysOf(range), rowsOf(page)) as IntradayTuple[]
  })

/** Intraday bars of one length in ascending order, before and after the regular session included. */
export const readIntradayBars = async (
  reader: Reader,
  tickerId: number,
  minutes: number,
  range: DateRange,
): Promise<readonly StoredIntradayBar[]> => (await intradayTuples(reader, tickerId, minutes, range)).map(intradayBarOf)

/** What bars hold, field by field in columns of equal length. */
type Columns<Bar> = { readonly [Field in keyof Bar]: readonly Bar[Field][] }

/** The same in columns: a series of minutes has too many bars to make an object of each. */
export async function readIntradayColumns(
  reader: Reader,
  tickerId: number,
  minutes: number,
  range: DateRange,
  page: BarPage<Instant> = every,
): Promise<Columns<StoredIntradayBar>> {
  const rows = await intradayTuples(reader, tickerId, minutes, range, page)
  const price = (at: 3 | 4 | 5 | 6) => rows.map((row) => row[at])
  return {
    start: rows.map(([start]) => (start * 1000) as Instant),
    date: rows.map((row) => dateOf(row[1])),
    phase: rows.map((row) => phases[row[2]] ?? 'regular'),
    open: price(3),
    high: price(4),
    low: price(5),
    close: price(6),
    volume: rows.map((row) => row[7]),
    state: rows.map((row) => barStates[row[8]] ?? 'provisional'),
  }
}

export const intradayBarOf = ([
  start,
  day,
  phase,
  open,
  high,
  low,
  close,
  volume,
  state,
]: IntradayTuple): StoredIntradayBar => ({
  start: (start * 1000) as Instant,
  date: dateOf(day),
  phase: phases[phase] ?? 'regular',
  open,
  high,
  low,
  close,
  volume,
  state: barStates[state] ?? 'provisional',
})

/** Closes of a ticker that are in use, by session, as delivered. */
export async function readCloses(reader: Reader, tickerId: number): Promise<ReadonlyMap<IsoDate, number>> {
  return read(reader, (connection) => {
    const rows = statement(
      connection,
      `select day, close from daily_bar where ticker_id = ? and state <> ${barStates.indexOf('held')} order by day`,
    )
      .raw()
      .all(tickerId) as [number, number][]
    return new Map(rows.map(([day, close]) => [dateOf(day), close]))
  })
}
