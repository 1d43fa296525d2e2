import { createHash } from 'node:crypto'
import { read } from './connection.ts'
import type { Reader } from './db.ts'

/** What a store says, without when and by which answer it came to say it: tables in the order of their natural keys. */
const facts: readonly string[] = [
  'select symbol, name, exchange, kind, currency, zone, first_trade_day from ticker order by symbol',
  'select symbol, day, open, high, low, close, volume, adj_close, state from daily_bar join ticker on ticker.id = ticker_id order by symbol, day',
  'select symbol, minutes, start, day, phase, open, high, low, close, volume, state from intraday_bar join ticker on ticker.id = ticker_id order by symbol, minutes, start',
  'select symbol, day, a.kind, amount, numerator, denominator, a.currency, applied from corporate_action a join ticker on ticker.id = ticker_id order by symbol, day, a.kind',
  'select symbol, interval, from_day, to_day from coverage join ticker on ticker.id = ticker_id order by symbol, interval, from_day',
  'select symbol, interval, year, bars, hash from bar_hash join ticker on ticker.id = ticker_id order by symbol, interval, year',
  "select symbol, interval, check_name, from_day, to_day, severity, observed, status from finding left join ticker on ticker.id = ticker_id where status <> 'resolved' order by symbol, interval, check_name, from_day, to_day",
  'select symbol, interval, at, check_name, price_factor, volume_factor, status from repair join ticker on ticker.id = ticker_id order by symbol, interval, at',
  'select event_id, title, occurred_at, public_at, precision, type, status, tags, extra from event order by event_id',
  'select event_id, position, symbol, role from event_ticker join event on event.id = event order by event_id, position',
  'select name, factor, day, value from factor_value join factor_set on factor_set.id = set_id order by name, factor, day',
]

/** Of tables that came later: they count where they hold something, so that older stores keep their fingerprint. */
const laterFacts: readonly string[] = [
  'select symbol, benchmark from ticker where benchmark is not null order by symbol',
  'select a.symbol, t.symbol from ticker_alias a join ticker t on t.id = a.ticker_id order by a.symbol',
  'select mic, from_day, to_day from calendar_span order by mic, from_day',
  'select mic, day, opens, closes, break_from, break_to from calendar_session order by mic, day',
  'select one, other, decision from story_decision order by one, other',
  'select event_id, kind, at, place, note from event_witness order by event_id, kind, at, place',
  'select name, symbol, role, from_date, to_date, reason, source, removed from relation order by name, symbol, role, from_date',
]

/**
 * A fingerprint of everything stored. Two stores that were told the same have the same one, however often and in which
 * order they were told.
 */
export async function contentHash(reader: Reader): Promise<string> {
  return read(reader, (connection) => {
    const hash = createHash('sha256')
    for (const query of facts) {
      hash.update(query)
      for (const row of connection.prepare(query).raw().iterate()) hash.update(`${JSON.stringify(row)}\n`)
    }
    for (const query of laterFacts)
      for (const [index, row] of connection.prepare(query).raw().all().entries())
        hash.update(`${index === 0 ? query : ''}${JSON.stringify(row)}\n`)
    return hash.digest('hex')
  })
}

/** The same of the prices alone, without their states: what a fresh backfill of today's answers would store. */
export async function priceHash(reader: Reader): Promise<string> {
  return read(reader, (connection) => {
    const hash = createHash('sha256')
    const bars = connection
      .prepare(
        'select symbol, day, open, high, low, close, volume, adj_close from daily_bar join ticker on ticker.id = ticker_id order by symbol, day',
      )
      .raw()
    for (const row of bars.iterate()) hash.update(`${JSON.stringify(row)}\n`)
    return hash.digest('hex')
  })
}
