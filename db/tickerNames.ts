import type { Ticker } from '../server/market/ticker.ts'
import { needChange } from './file/change.ts'
import { connectionOf, read } from './file/connection.ts'
import type { Reader, Tx } from './file/db.ts'
import { fingerprintEvents } from './file/eventHashes.ts'
import { statement } from './file/statement.ts'

/** Gives a ticker another symbol, which no other ticker may have. The old one becomes a former name of it. */
export async function renameTicker(tx: Tx, tickerId: number, from: Ticker, to: Ticker, now: number): Promise<void> {
  const connection = connectionOf(tx)
  statement(connection, 'delete from ticker_alias where symbol = ?').run(to)
  statement(connection, 'update ticker set symbol = ? where id = ?').run(to, tickerId)
  statement(connection, 'update ticker set benchmark = ? where benchmark = ?').run(to, from)
  await addFormerName(tx, tickerId, from, now)
  await moveEvents(tx, from, to)
}

export async function addFormerName(tx: Tx, tickerId: number, symbol: Ticker, now: number): Promise<void> {
  statement(
    connectionOf(tx),
    `insert into ticker_alias (symbol, ticker_id, since) values (?, ?, ?)
     on conflict (symbol) do update set ticker_id = excluded.ticker_id, since = excluded.since`,
  ).run(symbol, tickerId, now)
}

/** @returns whether there was such a former name */
export async function forgetFormerName(tx: Tx, symbol: Ticker, now: number): Promise<boolean> {
  await needChange(tx, now)
  return statement(connectionOf(tx), 'delete from ticker_alias where symbol = ?').run(symbol).changes > 0
}

/** Lets every event that names one symbol name another instead; one that names both keeps the first mention. */
export async function moveEvents(tx: Tx, from: Ticker, to: Ticker): Promise<void> {
  const connection = connectionOf(tx)
  const events = statement(connection, 'select distinct event from event_ticker where symbol = ?').pluck().all(from)
  statement(connection, 'update event_ticker set symbol = ? where symbol = ?').run(to, from)
  statement(
    connection,
    `delete from event_ticker where symbol = @to and exists (
       select 1 from event_ticker first where first.event = event_ticker.event and first.symbol = @to and first.position < event_ticker.position)`,
  ).run({ to })
  fingerprintEvents(connection, events as number[])
}

/** Lets every event that names a former name of a ticker name the ticker. */
export async function moveFormerNames(tx: Tx): Promise<void> {
  const named = statement(
    connectionOf(tx),
    `select a.symbol as "from", t.symbol as "to" from ticker_alias a join ticker t on t.id = a.ticker_id
     where exists (select 1 from event_ticker e where e.symbol = a.symbol)`,
  ).all() as { from: Ticker; to: Ticker }[]
  for (const { from, to } of named) await moveEvents(tx, from, to)
}

/** Events that name a symbol, and those of them that name no other. */
export async function eventsNaming(
  reader: Reader,
  symbol: Ticker,
): Promise<{ readonly events: number; readonly alone: number }> {
  return read(
    reader,
    (connection) =>
      statement(
        connection,
        `select count(*) as events, coalesce(sum(not exists (
           select 1 from event_ticker other where other.event = named.event and other.symbol <> @symbol)), 0) as alone
         from (select distinct event from event_ticker where symbol = @symbol) as named`,
      ).get({ symbol }) as { events: number; alone: number },
  )
}
