import { type BarState, barStates, type DailyBar, type IntradayBar, phases } from '../server/market/bar.ts'
import { BAR_CELLS, type BarCells } from '../server/market/barCells.ts'
import { dayOf, type IsoDate } from '../server/market/day.ts'
import type { Instant } from '../server/market/instant.ts'
import {
  type DailyTuple,
  dailyBarOf,
  type IntradayTuple,
  intradayBarOf,
  type StoredDailyBar,
  type StoredIntradayBar,
} from './bars.ts'
import { connectionOf, read } from './file/connection.ts'
import type { Reader, Tx } from './file/db.ts'
import { intervalOf, refreshHashes } from './file/hashes.ts'
import { refreshLevels } from './file/levels.ts'
import { statement } from './file/statement.ts'
import { type Cell, type StoreCounts, upsert } from './file/upsert.ts'

/** A stored bar with the answer that delivered it; for the store's own writers. */
export type DailyBarOnFile = StoredDailyBar & { readonly fetchId: number }
export type IntradayBarOnFile = StoredIntradayBar & { readonly fetchId: number }

/** Every daily bar of a ticker as delivered. */
export async function dailyBarsOnFile(reader: Reader, tickerId: number): Promise<readonly DailyBarOnFile[]> {
  return read(reader, (connection) => {
    const rows = statement(
      connection,
      'select day, open, high, low, close, volume, adj_close, state, last_fetch_id from daily_bar where ticker_id = ? order by day',
    )
      .raw()
      .all(tickerId) as [...DailyTuple, number][]
    return rows.map(([day, open, high, low, close, volume, adjClose, state, fetchId]) => ({
      ...dailyBarOf([day, open, high, low, close, volume, adjClose, state]),
      fetchId,
    }))
  })
}

const FOREVER = 8.64e15 as Instant

/** Intraday bars of one length from a moment on, to another or to the last. */
export async function intradayBarsOnFile(
  reader: Reader,
  tickerId: number,
  minutes: number,
  from: Instant,
  to: Instant = FOREVER,
): Promise<readonly IntradayBarOnFile[]> {
  return read(reader, (connection) => {
    const rows = statement(
      connection,
      `select start, day, phase, open, high, low, close, volume, state, last_fetch_id from intraday_bar
       where ticker_id = ? and minutes = ? and start between ? and ? order by start`,
    )
      .raw()
      .all(tickerId, minutes, from / 1000, to / 1000) as [...IntradayTuple, number][]
    return rows.map(([start, day, phase, open, high, low, close, volume, state, fetchId]) => ({
      ...intradayBarOf([start, day, phase, open, high, low, close, volume, state]),
      fetchId,
    }))
  })
}

/** Sessions of bars of one length as rows of cells, ascending: whole ones, as many as have some bars together. */
export async function* barCellsOnFile(
  tx: Tx,
  tickerId: number,
  minutes: number,
  together: number,
): AsyncGenerator<BarCells> {
  const asked = statement(
    connectionOf(tx),
    `select start, day, phase, open, high, low, close, volume, state from intraday_bar
     where ticker_id = ? and minutes = ? and start > ? order by start limit ?`,
  ).raw()
  for (let after = -8.64e12; ; ) {
    const rows = asked.all(tickerId, minutes, after, together) as IntradayTuple[]
    const last = rows.at(-1)
    if (last === undefined) return
    const whole = rows.length < together ? rows : rows.filter(([, day]) => day !== last[1])
    // A session may have more bars than are read together.
    const read = whole.length === 0 ? rows : whole
    yield read.flat()
    after = read.at(-1)?.[0] ?? last[0]
  }
}

const daily = {
  table: 'daily_bar',
  shared: ['ticker_id', 'first_fetch_id', 'last_fetch_id'],
  own: ['day', 'open', 'high', 'low', 'close', 'volume', 'adj_close', 'state'],
  key: ['ticker_id', 'day'],
  values: ['open', 'high', 'low', 'close', 'volume', 'adj_close', 'state'],
  withChange: ['last_fetch_id'],
}

/** Stores daily bars under their natural key (ticker, session) and renews their fingerprints. Equal rows stay as they are. */
export async function storeDailyBars(
  tx: Tx,
  tickerId: number,
  bars: readonly (DailyBar & { readonly state: BarState })[],
  fetchId: number,
): Promise<StoreCounts> {
  const connection = connectionOf(tx)
  if (bars.length === 0) return { new: 0, changed: 0, unchanged: 0 }
  const cells: Cell[] = []
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { date, open, high, low, close, volume, adjClose, state } of bars) {
    const day = dayNumber(date)
    if (day < from) from = day
    if (day > to) to = day
    cells.push(day, open, high, low, close, volume, adjClose, barStates.indexOf(state))
  }
  const held = statement(
    connection,
    'select count(*) from daily_bar where ticker_id = ? and day between ? and ?',
  ).pluck()
  const shared = { ticker_id: tickerId, first_fetch_id: fetchId, last_fetch_id: fetchId }
  const counts = upsert(connection, daily, shared, cells, () => held.get(tickerId, from, to) as number)
  if (counts.new + counts.changed > 0) refreshHashes(connection, tickerId, '1d', null, { cells, width: 8, key: 0 })
  return counts
}

/** Days of dates, which the bars of many tickers share. */
const days = new Map<IsoDate, number>()
const MOST_DAYS = 50_000

function dayNumber(date: IsoDate): number {
  const known = days.get(date)
  if (known !== undefined) return known
  const day = dayOf(date)
  if (days.size < MOST_DAYS) days.set(date, day)
  return day
}

const intraday = {
  table: 'intraday_bar',
  shared: ['ticker_id', 'minutes', 'first_fetch_id', 'last_fetch_id'],
  own: ['start', 'day', 'phase', 'open', 'high', 'low', 'close', 'volume', 'state'],
  key: ['ticker_id', 'minutes', 'start'],
  values: ['day', 'phase', 'open', 'high', 'low', 'close', 'volume', 'state'],
  withChange: ['last_fetch_id'],
}

/** Stores intraday bars under their natural key (ticker, length, start) and renews their fingerprints and levels. */
export async function storeIntradayBars(
  tx: Tx,
  tickerId: number,
  minutes: number,
  bars: readonly (IntradayBar & { readonly state: BarState })[],
  fetchId: number,
): Promise<StoreCounts> {
  const cells: Cell[] = []
  for (const { start, date, phase, open, high, low, close, volume, state } of bars) {
    cells.push(start / 1000, dayOf(date), phases.indexOf(phase), open, high, low, close, volume)
    cells.push(barStates.indexOf(state))
  }
  return storeBarCells(tx, tickerId, minutes, cells, fetchId)
}

/** The same of bars as rows of cells, in any order. */
export async function storeBarCells(
  tx: Tx,
  tickerId: number,
  minutes: number,
  cells: BarCells,
  fetchId: number,
): Promise<StoreCounts> {
  const connection = connectionOf(tx)
  if (cells.length === 0) return { new: 0, changed: 0, unchanged: 0 }
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let at = 0; at < cells.length; at += BAR_CELLS) {
    const start = cells[at] as number
    if (start < from) from = start
    if (start > to) to = start
  }
  const held = statement(
    connection,
    'select count(*) from intraday_bar where ticker_id = ? and minutes = ? and start between ? and ?',
  ).pluck()
  const shared = { ticker_id: tickerId, minutes, first_fetch_id: fetchId, last_fetch_id: fetchId }
  const counts = upsert(connection, intraday, shared, cells, () => held.get(tickerId, minutes, from, to) as number)
  if (counts.new + counts.changed > 0) {
    const written = { cells, width: BAR_CELLS, key: 0 }
    refreshHashes(connection, tickerId, intervalOf(minutes), minutes, written)
    refreshLevels(connection, tickerId, minutes, written)
  }
  return counts
}
