import { type BarState, barStates, type DailyBar, type IntradayBar, phases } from '../server/market/bar.ts'
import { dateOf, dayOf, type IsoDate } from '../server/market/day.ts'
import type { Instant } from '../server/market/instant.ts'
import type { Db } from './open.ts'
import { inTransaction } from './transaction.ts'

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

const bounds = ({ from, to }: DateRange): readonly [number, number] => [
  from === null ? -1e9 : dayOf(from),
  to === null ? 1e9 : dayOf(to),
]

/** What a storing changed: `unchanged` rows were there with equal values and were left untouched. */
export interface StoreCounts {
  readonly new: number
  readonly changed: number
  readonly unchanged: number
}

type DailyTuple = [number, number, number, number, number, number | null, number | null, number]

/** Daily bars of a ticker in ascending order, as delivered: split basis, nothing filled in. */
export async function readDailyBars(db: Db, tickerId: number, range: DateRange): Promise<readonly StoredDailyBar[]> {
  const rows = db.read
    .prepare(
      'select day, open, high, low, close, volume, adj_close, state from daily_bar where ticker_id = ? and day between ? and ? order by day',
    )
    .raw()
    .all(tickerId, ...bounds(range)) as DailyTuple[]
  return rows.map(([day, open, high, low, close, volume, adjClose, state]) => ({
    date: dateOf(day),
    open,
    high,
    low,
    close,
    volume,
    adjClose,
    state: barStates[state] ?? 'provisional',
  }))
}

type IntradayTuple = [number, number, number, number, number, number, number, number | null, number]

/** Intraday bars of one length in ascending order, before and after the regular session included. */
export async function readIntradayBars(
  db: Db,
  tickerId: number,
  minutes: number,
  range: DateRange,
): Promise<readonly StoredIntradayBar[]> {
  const rows = db.read
    .prepare(
      `select start, day, phase, open, high, low, close, volume, state from intraday_bar
       where ticker_id = ? and minutes = ? and day between ? and ? order by start`,
    )
    .raw()
    .all(tickerId, minutes, ...bounds(range)) as IntradayTuple[]
  return rows.map(([start, day, phase, open, high, low, close, volume, state]) => ({
    start: (start * 1000) as Instant,
    date: dateOf(day),
    phase: phases[phase] ?? 'regular',
    open,
    high,
    low,
    close,
    volume,
    state: barStates[state] ?? 'provisional',
  }))
}

/** Stores daily bars under their natural key (ticker, session). Equal rows are left as they are. */
export function storeDailyBarsNow(
  db: Db,
  tickerId: number,
  bars: readonly (DailyBar & { readonly state: BarState })[],
  fetchId: number,
): StoreCounts {
  const known = db.write.prepare('select 1 from daily_bar where ticker_id = ? and day = ?')
  const save = db.write.prepare(
    `insert into daily_bar (ticker_id, day, open, high, low, close, volume, adj_close, state, first_fetch_id, last_fetch_id)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (ticker_id, day) do update set open = excluded.open, high = excluded.high, low = excluded.low,
       close = excluded.close, volume = excluded.volume, adj_close = excluded.adj_close, state = excluded.state,
       last_fetch_id = excluded.last_fetch_id
     where (open, high, low, close, volume, adj_close, state)
       is not (excluded.open, excluded.high, excluded.low, excluded.close, excluded.volume, excluded.adj_close, excluded.state)`,
  )
  return inTransaction(db, () => {
    const counts = { new: 0, changed: 0, unchanged: 0 }
    for (const { date, open, high, low, close, volume, adjClose, state } of bars) {
      const day = dayOf(date)
      const before = known.get(tickerId, day) !== undefined
      const { changes } = save.run(
        tickerId,
        day,
        open,
        high,
        low,
        close,
        volume,
        adjClose,
        barStates.indexOf(state),
        fetchId,
        fetchId,
      )
      counts[before ? (changes > 0 ? 'changed' : 'unchanged') : 'new']++
    }
    return counts
  })
}

/** Stores intraday bars under their natural key (ticker, length, start). */
export function storeIntradayBarsNow(
  db: Db,
  tickerId: number,
  minutes: number,
  bars: readonly (IntradayBar & { readonly state: BarState })[],
  fetchId: number,
): StoreCounts {
  const known = db.write.prepare('select 1 from intraday_bar where ticker_id = ? and minutes = ? and start = ?')
  const save = db.write.prepare(
    `insert into intraday_bar (ticker_id, minutes, start, day, phase, open, high, low, close, volume, state, first_fetch_id, last_fetch_id)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (ticker_id, minutes, start) do update set open = excluded.open, high = excluded.high, low = excluded.low,
       close = excluded.close, volume = excluded.volume, state = excluded.state, last_fetch_id = excluded.last_fetch_id
     where (open, high, low, close, volume, state)
       is not (excluded.open, excluded.high, excluded.low, excluded.close, excluded.volume, excluded.state)`,
  )
  return inTransaction(db, () => {
    const counts = { new: 0, changed: 0, unchanged: 0 }
    for (const bar of bars) {
      const start = bar.start / 1000
      const before = known.get(tickerId, minutes, start) !== undefined
      const { changes } = save.run(
        tickerId,
        minutes,
        start,
        dayOf(bar.date),
        phases.indexOf(bar.phase),
        bar.open,
        bar.high,
        bar.low,
        bar.close,
        bar.volume,
        barStates.indexOf(bar.state),
        fetchId,
        fetchId,
      )
      counts[before ? (changes > 0 ? 'changed' : 'unchanged') : 'new']++
    }
    return counts
  })
}
