import { createHash, type Hash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { type Interval, minutesOf } from '../server/market/bar.ts'
import { dayOf, type IsoDate } from '../server/market/day.ts'
import type { MarketEvent } from '../server/market/event.ts'
import { type TickerTold, tickerExchange } from '../server/market/exchange/tickerPlace.ts'
import type { Ticker } from '../server/market/ticker.ts'
import { readCalendars } from './calendars.ts'
import { type EventFilter, readEventIds, readEventSymbols, readEvents } from './events.ts'
import { readFactors } from './factors.ts'
import { read } from './file/connection.ts'
import type { Db } from './file/db.ts'
import { hashOfIntraday } from './file/hashes.ts'
import { keeper } from './file/kept.ts'
import { statement } from './file/statement.ts'

/** The bars of a ticker within a range, and whatever decides what figures take of them. */
export interface UsedSeries {
  readonly ticker: Ticker
  readonly interval: Interval
  /** Null or left out for no bound. */
  readonly from?: IsoDate | null | undefined
  readonly to?: IsoDate | null | undefined
}

/** What of the store an answer was computed from. */
export interface Used {
  readonly series?: readonly UsedSeries[]
  /** Events by filter, rejected ones left out, or by id. */
  readonly events?: readonly (EventFilter | { readonly id: string })[]
  /** Events as they are listed, rejected ones too. */
  readonly listed?: EventFilter | undefined
  /** Names of factor series; those that are not stored were not used. */
  readonly factors?: readonly string[]
  /** What the answer shows as it is stored, in a form that holds no id and no moment of ours. */
  readonly shown?: unknown
}

/** Hexadecimal digits of a data version. */
const DIGITS = 12

/**
 * The data version of an answer: the first 12 hexadecimal digits of the SHA-256 of what it was computed from. Equal data
 * have equal versions on every machine, whenever and in whichever order they came; when they came, and from where, does
 * not count. Defined for readers in docs/api.md.
 */
export async function dataVersion(db: Db, used: Used): Promise<string> {
  // What is shown may be long, and is not read anew; all else is as long as nothing is written.
  if (used.shown !== undefined) return versionOf(db, used)
  return versions(db, JSON.stringify(used), () => versionOf(db, used))
}

const versions = keeper<string>(100)

async function versionOf(db: Db, { series = [], events = [], listed, factors = [], shown }: Used): Promise<string> {
  const parts = new Set<string>()
  const symbols = new Set<string>(series.map(({ ticker }) => ticker))
  for (const used of series) for (const part of await seriesParts(db, used)) parts.add(part)
  const always = new Set(events.flatMap((wanted) => ('id' in wanted ? [wanted.id] : [])))
  const listedIds = listed === undefined ? [] : await readEventIds(db, listed)
  for (const id of listedIds) always.add(id)
  const ids = new Set(always)
  for (const wanted of events) if (!('id' in wanted)) for (const id of await readEventIds(db, wanted)) ids.add(id)
  // What is stored of the tickers of listed events decides on which sessions they are placed.
  for (const symbol of await readEventSymbols(db, listedIds)) symbols.add(symbol)
  for (const part of await placeParts(db, symbols)) parts.add(part)
  for (const [name, values] of Object.entries(await readFactors(db, [...new Set(factors)])))
    parts.add(`factor ${name} ${digest((hash) => hash.update(JSON.stringify([...values])))}`)
  if (shown !== undefined) parts.add(`shown ${JSON.stringify(shown)}`)
  const hash = createHash('sha256')
  const sorted = [...parts].sort()
  for (const part of sorted) if (part < EVENT) hash.update(`${part}\n`)
  await addEvents(db, hash, ids, (event) => always.has(event.event_id) || event.status !== 'rejected')
  for (const part of sorted) if (part > EVENT) hash.update(`${part}\n`)
  return hash.digest('hex').slice(0, DIGITS)
}

/** Before which parts those of events stand, in the order of all parts. */
const EVENT = 'event '
/** Events at once: a list of tens of thousands must not be held as a whole. */
const EVENTS = 500

/** The parts of events in their order, which is that of their ids: an id ends with a character below all that it may hold. */
async function addEvents(db: Db, hash: Hash, ids: ReadonlySet<string>, counts: (event: MarketEvent) => boolean) {
  const sorted = [...ids].sort((a, b) => (`${a}"` < `${b}"` ? -1 : 1))
  for (let from = 0; from < sorted.length; from += EVENTS)
    for (const event of await readEvents(db, sorted.slice(from, from + EVENTS)))
      if (counts(event)) hash.update(`${EVENT}${JSON.stringify(event)}\n`)
}

function digest(fill: (hash: Hash) => void): string {
  const hash = createHash('sha256')
  fill(hash)
  return hash.digest('hex')
}

const seriesRead = keeper<readonly string[]>(200)

function seriesParts(db: Db, used: UsedSeries): Promise<readonly string[]> {
  const key = JSON.stringify([used.ticker, used.interval, used.from ?? null, used.to ?? null])
  return seriesRead(db, key, () => read(db, (connection) => partsOf(connection, used)))
}

/** What is stored of a ticker besides its prices; nothing where it is not stored. */
function factsOf(connection: Database, symbol: string): Facts | null {
  const sql = 'select id, exchange, kind, currency, zone, benchmark from ticker where symbol = ?'
  type Row = Facts['told'] & { id: number; benchmark: string | null }
  const facts = statement(connection, sql).get(symbol) as Row | undefined
  if (facts === undefined) return null
  const { id, benchmark, ...told } = facts
  // Said only where there is one: figures of a ticker without keep the version they had before there could be one.
  const own = benchmark === null ? {} : { benchmark }
  return { id, told, part: `ticker ${symbol} ${JSON.stringify({ ...told, ...own })}` }
}

interface Facts {
  readonly id: number
  readonly told: Omit<TickerTold, 'symbol'> & { readonly currency: string | null }
  readonly part: string
}

/** What is stored of tickers, and what files told of the sessions of their exchanges. */
async function placeParts(db: Db, symbols: ReadonlySet<string>): Promise<readonly string[]> {
  const told = await readCalendars(db)
  return read(db, (connection) =>
    [...symbols].flatMap((symbol) => {
      const facts = factsOf(connection, symbol)
      const place = symbol === '*' ? nowhere('^GSPC') : { ...nowhere(symbol), ...facts?.told }
      const exchange = told.size === 0 ? null : tickerExchange(place)
      const codes = exchange === null ? [] : [exchange.mic, exchange.sessions ?? exchange.mic]
      const calendars = [...new Set(codes)].flatMap((code) => {
        const calendar = told.get(code)
        return calendar === undefined
          ? []
          : [`calendar ${code} ${digest((hash) => hash.update(JSON.stringify(calendar)))}`]
      })
      return [...(facts === null ? [] : [facts.part]), ...calendars]
    }),
  )
}

const nowhere = (symbol: string): TickerTold => ({ symbol, exchange: null, kind: null, zone: null })

function partsOf(connection: Database, { ticker, interval, from, to }: UsedSeries): readonly string[] {
  const facts = factsOf(connection, ticker)
  if (facts === null) return []
  const { id } = facts
  const minutes = minutesOf(interval)
  const days: [number, number] = [from == null ? -1e9 : dayOf(from), to == null ? 1e9 : dayOf(to)]
  const bars =
    minutes === null ? hashOfRows(connection, dailyBars, [id, ...days]) : hashOfIntraday(connection, id, minutes, days)
  const rows = (label: string, sql: string, ...keys: readonly (number | string)[]) =>
    statement(connection, sql)
      .raw()
      .all(...keys)
      .map((row) => `${label} ${ticker} ${JSON.stringify(row)}`)
  return [
    ...(bars === null ? [] : [`bars ${ticker} ${interval} ${bars}`]),
    ...rows('action', actions, id),
    ...rows(`finding ${interval}`, findings, id, interval),
    ...rows(`correction ${interval}`, corrections, id, interval),
  ]
}

const dailyBars = `select day, open, high, low, close, volume, adj_close, state from daily_bar
  where ticker_id = ? and day between ? and ? order by day`
const actions = `select day, kind, amount, numerator, denominator, applied from corporate_action
  where ticker_id = ? and applied <> 0`
/** Those that figures and answers tell of: decided or not, they are looked at until they are resolved. */
const findings = `select check_name, severity, from_day, to_day, holds_from, holds_to, evidence, observed, expected, status from finding
  where ticker_id = ? and interval = ? and status <> 'resolved' and severity <> 'info'`
const corrections = `select at, check_name, price_factor, volume_factor from repair
  where ticker_id = ? and interval = ? and status = 'accepted'`

/** Rows at once: a series of minutes must not be held as a whole. */
const ROWS = 4096

/** SHA-256 of rows of numbers, little-endian doubles with NaN for null, in their order; null where there is none. */
function hashOfRows(connection: Database, sql: string, keys: readonly number[]): string | null {
  const hash = createHash('sha256')
  let [cells, at, any] = [new DataView(new ArrayBuffer(0)), 0, false]
  for (const row of statement(connection, sql)
    .raw()
    .iterate(...keys) as Iterable<readonly (number | null)[]>) {
    if (!any) cells = new DataView(new ArrayBuffer(ROWS * row.length * 8))
    any = true
    for (const value of row) {
      cells.setFloat64(at, value ?? Number.NaN, true)
      at += 8
    }
    if (at === cells.byteLength) {
      hash.update(cells)
      at = 0
    }
  }
  if (!any) return null
  return hash.update(new Uint8Array(cells.buffer, 0, at)).digest('hex')
}
