import type { Interval } from '../server/market/bar.ts'
import { dateOf, dayOf, type IsoDate } from '../server/market/day.ts'
import type { Ticker } from '../server/market/ticker.ts'
import { needChange } from './file/change.ts'
import { connectionOf, read } from './file/connection.ts'
import type { Reader, Tx } from './file/db.ts'
import { keptBy } from './file/kept.ts'
import { nextNumber } from './file/nextNumber.ts'
import { statement } from './file/statement.ts'

/** What a source says of a ticker; null where it says nothing. */
export interface TickerFacts {
  readonly symbol: Ticker
  readonly name: string | null
  readonly exchange: string | null
  readonly kind: string
  readonly currency: string | null
  readonly zone: string
  readonly firstTradeDate: IsoDate | null
}

export interface TickerRow extends TickerFacts {
  readonly id: number
  readonly addedAt: number
  /** Names it had before it was renamed or merged: whoever asks for one is answered with the ticker. */
  readonly formerNames: readonly Ticker[]
  /** What it is compared with where nobody says otherwise: a symbol, or `none`; null for what fits its market. */
  readonly benchmark: Ticker | 'none' | null
}

interface Stored {
  id: number
  symbol: Ticker
  name: string | null
  exchange: string | null
  kind: string
  currency: string | null
  zone: string
  first_trade_day: number | null
  added_at: number
  former: string | null
  benchmark: Ticker | 'none' | null
}

const former =
  "(select group_concat(symbol, ' ' order by symbol) from ticker_alias where ticker_id = ticker.id) as former"

const rowOf = (stored: Stored): TickerRow => ({
  id: stored.id,
  symbol: stored.symbol,
  name: stored.name,
  exchange: stored.exchange,
  kind: stored.kind,
  currency: stored.currency,
  zone: stored.zone,
  firstTradeDate: stored.first_trade_day === null ? null : dateOf(stored.first_trade_day),
  addedAt: stored.added_at,
  benchmark: stored.benchmark,
  formerNames: stored.former === null ? [] : (stored.former.split(' ') as Ticker[]),
})

/** The ticker of a symbol, or the one that had it as a former name; null when there is neither. */
export const findTicker = (reader: Reader, symbol: Ticker): Promise<TickerRow | null> =>
  'file' in reader
    ? known(reader, symbol, async () => ({ value: await tickerIn(reader, symbol), subjects: [['places']] }))
    : tickerIn(reader, symbol)

const known = keptBy<TickerRow | null>(500)

const tickerIn = (reader: Reader, symbol: Ticker): Promise<TickerRow | null> =>
  read(reader, (connection) => {
    const stored = statement(
      connection,
      `select ticker.*, ${former} from ticker
       where symbol = @symbol or id = (select ticker_id from ticker_alias where symbol = @symbol)
       order by symbol = @symbol desc limit 1`,
    ).get({ symbol }) as Stored | undefined
    return stored === undefined ? null : rowOf(stored)
  })

/** Is this what a ticker is called, or was before? */
export const isNamed = ({ symbol, formerNames }: Pick<TickerRow, 'symbol' | 'formerNames'>, name: string): boolean =>
  symbol === name || formerNames.some((known) => known === name)

/** What the checks of a ticker's prices need to know of it. */
export const readInstrument = (
  reader: Reader,
  tickerId: number,
): Promise<Pick<TickerFacts, 'symbol' | 'exchange' | 'kind' | 'currency' | 'zone'>> =>
  read(
    reader,
    (connection) =>
      statement(connection, 'select symbol, exchange, kind, currency, zone from ticker where id = ?').get(
        tickerId,
      ) as Pick<TickerFacts, 'symbol' | 'exchange' | 'kind' | 'currency' | 'zone'>,
  )

export async function listTickers(reader: Reader): Promise<readonly TickerRow[]> {
  return read(reader, (connection) => {
    return (statement(connection, `select *, ${former} from ticker order by symbol`).all() as Stored[]).map(rowOf)
  })
}

/** Tickers of one zone that are of a kind or have one of some symbols, by symbol. */
export const tickersWithin = (
  reader: Reader,
  zone: string,
  kind: string,
  symbols: readonly string[],
): Promise<readonly TickerRow[]> =>
  read(reader, (connection) =>
    (
      statement(
        connection,
        `select *, ${former} from ticker
         where zone = ? and (kind = ? or symbol in (select value from json_each(?))) order by symbol`,
      ).all(zone, kind, JSON.stringify(symbols)) as Stored[]
    ).map(rowOf),
  )

/**
 * The id of a ticker, which is added when it is new. Facts that are given replace stored ones; null leaves them. A former
 * name means the ticker that had it.
 */
export async function saveTicker(tx: Tx, facts: TickerFacts, now: number): Promise<number> {
  await needChange(tx, now)
  const connection = connectionOf(tx)
  const symbol = (await findTicker(tx, facts.symbol))?.symbol ?? facts.symbol
  const firstTradeDay = facts.firstTradeDate === null ? null : dayOf(facts.firstTradeDate)
  const { id } = statement(
    connection,
    `insert into ticker (id, symbol, name, exchange, kind, currency, zone, first_trade_day, added_at)
         values (${nextNumber('ticker')}, @symbol, @name, @exchange, @kind, @currency, @zone, @firstTradeDay, @now)
         on conflict (symbol) do update set
           name = coalesce(excluded.name, name), exchange = coalesce(excluded.exchange, exchange), kind = excluded.kind,
           currency = coalesce(excluded.currency, currency), zone = excluded.zone,
           first_trade_day = coalesce(excluded.first_trade_day, first_trade_day)
         returning id`,
  ).get({ ...facts, symbol, firstTradeDay, now }) as { id: number }
  return id
}

/** Says what a ticker is compared with where nobody says otherwise; null for what fits its market. */
export async function saveOwnBenchmark(tx: Tx, tickerId: number, benchmark: TickerRow['benchmark']): Promise<void> {
  statement(connectionOf(tx), 'update ticker set benchmark = ? where id = ?').run(benchmark, tickerId)
}

/** What is stored of one ticker at one interval. */
export interface Holding {
  readonly symbol: Ticker
  readonly interval: Interval
  readonly bars: number
  readonly from: IsoDate
  readonly to: IsoDate
}

/** Bars held by ticker and interval. Counted from the fingerprints: the bars themselves may be millions. */
export async function listHoldings(reader: Reader): Promise<readonly Holding[]> {
  return read(reader, (connection) => {
    const rows = statement(
      connection,
      `with held as (select ticker_id, interval, sum(bars) as bars, ${minutesOfInterval} as minutes from bar_hash group by ticker_id, interval)
       select symbol, interval, bars, ${endOf('min')} as first, ${endOf('max')} as last
         from held join ticker on ticker.id = ticker_id where bars > 0 order by symbol, interval`,
    ).all() as { symbol: Ticker; interval: Interval; bars: number; first: number; last: number }[]
    return rows.map(({ symbol, interval, bars, first, last }) => ({
      symbol,
      interval,
      bars,
      from: dateOf(first),
      to: dateOf(last),
    }))
  })
}

const minutesOfInterval =
  "case interval when '1d' then null when '1h' then 60 else cast(rtrim(interval, 'm') as integer) end"

/** The first or last session of a series, found by its key. */
const endOf = (end: 'min' | 'max'): string => `case when minutes is null
  then (select ${end}(day) from daily_bar where daily_bar.ticker_id = held.ticker_id)
  else (select day from intraday_bar where intraday_bar.ticker_id = held.ticker_id and intraday_bar.minutes = held.minutes
        order by start ${end === 'min' ? 'asc' : 'desc'} limit 1) end`
