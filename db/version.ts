import { createHash, type Hash, hash as hashOf } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { type Interval, minutesOf } from '../server/market/bar.ts'
import { dayOf, type IsoDate } from '../server/market/day.ts'
import type { MarketEvent } from '../server/market/event.ts'
import { type TickerTold, tickerExchange } from '../server/market/exchange/tickerPlace.ts'
import type { Ticker } from '../server/market/ticker.ts'
import { readCalendars } from './calendars.ts'
import { dailySeries } from './dailySeries.ts'
import type { EventFilter } from './eventFilter.ts'
import { readEventIds, readEventSymbols, readEvents } from './events.ts'
import { readFactors } from './factors.ts'
import { read } from './file/connection.ts'
import { type DailyRows, hashOfDays } from './file/dailyRows.ts'
import type { Db } from './file/db.ts'
import { keeper, keptBy, keptWhile } from './file/kept.ts'
import { hashOfIntraday, type Periods, readPeriods } from './file/seriesHash.ts'
import { statement } from './file/statement.ts'
import { sessionLevel } from './levels.ts'

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
  const key = JSON.stringify(used)
  // Nobody counts what is written to bars within the day.
  if (used.series?.some(({ interval }) => interval !== '1d') || used.listed !== undefined)
    return versions(db, key, () => versionOf(db, used))
  return versionsOfDays(db, key, async () => {
    const ids = new Set<number>()
    for (const { ticker } of used.series ?? []) {
      const id = await idOf(db, ticker)
      if (id !== null) ids.add(id)
    }
    const subjects = [...ids].map((id) => ['prices', id] as const)
    return { value: await versionOf(db, used), subjects: [...subjects, ['events'], ['places'], ['factors']] }
  })
}

const idsKnown = keptBy<number | null>(100)
const idOf = (db: Db, symbol: string): Promise<number | null> =>
  idsKnown(db, symbol, async () => ({
    value: await read(db, (connection) => factsOf(connection, symbol)?.id ?? null),
    subjects: [['places']],
  }))

const versions = keeper<string>(100)
const versionsOfDays = keptBy<string>(100)

async function versionOf(db: Db, { series = [], events = [], listed, factors = [], shown }: Used): Promise<string> {
  const parts = new Set<string>()
  const symbols = new Set<string>(series.map(({ ticker }) => ticker))
  for (const used of series) for (const part of await seriesParts(db, used)) parts.add(part)
  const listedIds = listed === undefined ? [] : await readEventIds(db, listed)
  const always = [...events.flatMap((wanted) => ('id' in wanted ? [wanted.id] : [])), ...listedIds]
  let others: readonly string[] = []
  for (const wanted of events) if (!('id' in wanted)) others = [...others, ...(await idsOf(db, wanted))]
  // What is stored of the tickers of listed events decides on which sessions they are placed.
  if (listedIds.length > 0) for (const symbol of await readEventSymbols(db, listedIds)) symbols.add(symbol)
  for (const part of await placeParts(db, symbols)) parts.add(part)
  for (const part of await factorParts(db, [...new Set(factors)].sort())) parts.add(part)
  if (shown !== undefined) parts.add(`shown ${JSON.stringify(shown)}`)
  const sorted = [...parts].sort()
  if (always.length + others.length === 0)
    return hashOf('sha256', sorted.map((part) => `${part}\n`).join('')).slice(0, DIGITS)
  const hash = createHash('sha256')
  for (const part of sorted) if (part < EVENT) hash.update(`${part}\n`)
  const lines = listed === undefined ? await linesOf(db, events, always, others) : null
  if (lines === null) await addEvents(db, hash, always, others)
  else hash.update(lines)
  for (const part of sorted) if (part > EVENT) hash.update(`${part}\n`)
  return hash.digest('hex').slice(0, DIGITS)
}

const idsRead = keptBy<readonly string[]>(16)
/** A former name of a ticker finds its events too. */
const idsOf = (db: Db, filter: EventFilter): Promise<readonly string[]> =>
  idsRead(db, JSON.stringify(filter), async () => {
    const value = await readEventIds(db, filter)
    return { value, subjects: value.length > EVENTS ? null : [['events'], ['places']] }
  })

const factorsRead = keptBy<readonly string[]>(10)

async function factorParts(db: Db, names: readonly string[]): Promise<readonly string[]> {
  if (names.length === 0) return []
  return factorsRead(db, JSON.stringify(names), async () => {
    const found = Object.entries(await readFactors(db, names))
    const digestOf = (values: unknown) => digest((hash) => hash.update(JSON.stringify(values)))
    return { value: found.map(([name, values]) => `factor ${name} ${digestOf([...values])}`), subjects: [['factors']] }
  })
}

/** The version of one event by itself, as answers about that event alone carry it. */
export const eventVersion = (event: MarketEvent): string =>
  digest((hash) => hash.update(`${EVENT}${JSON.stringify(event)}\n`)).slice(0, DIGITS)

/** Before which parts those of events stand, in the order of all parts. */
const EVENT = 'event '
/** Events at once: a list of tens of thousands must not be held as a whole. */
const EVENTS = 500

const linesRead = keptWhile<Buffer | null>(16)

/** What `addEvents` adds, of few events: prices change more often than they do. Null of many. */
const linesOf = (
  db: Db,
  filters: NonNullable<Used['events']>,
  always: readonly string[],
  others: readonly string[],
): Promise<Buffer | null> =>
  linesRead(db, JSON.stringify(filters), [['events'], ['places']], async () => {
    if (always.length + others.length > EVENTS) return null
    const lines: Buffer[] = []
    await addEvents(db, { update: (line) => lines.push(Buffer.from(line)) }, always, others)
    return Buffer.concat(lines)
  })

/** The parts of events in their order, which is that of their ids: what follows an id is below all that one may hold. */
async function addEvents(
  db: Db,
  hash: { readonly update: (line: string) => unknown },
  always: readonly string[],
  others: readonly string[],
) {
  const isSure = new Set(others.length === 0 ? [] : always)
  const sorted = [...always, ...others].sort()
  let last = ''
  for (let from = 0; from < sorted.length; from += EVENTS) {
    const events = await readEvents(db, sorted.slice(from, from + EVENTS))
    for (const event of events) {
      if (event.event_id === last) continue
      last = event.event_id
      if (others.length > 0 && event.status === 'rejected' && !isSure.has(last)) continue
      hash.update(`${EVENT}${JSON.stringify(event)}\n`)
    }
  }
}

function digest(fill: (hash: Hash) => void): string {
  const hash = createHash('sha256')
  fill(hash)
  return hash.digest('hex')
}

const seriesRead = keeper<readonly string[]>(200)
const daysRead = keptBy<DailySeries | null>(48)
const periodsRead = keeper<Periods>(20)

async function seriesParts(db: Db, used: UsedSeries): Promise<readonly string[]> {
  const { ticker, interval, from, to } = used
  if (interval === '1d') {
    const series = await daysRead(db, ticker, async () => {
      const facts = await read(db, (connection) => factsOf(connection, ticker))
      if (facts === null) return { value: null, subjects: [['places']] }
      const { rows } = await dailySeries(db, facts.id)
      const rest = await read(db, (connection) => restOf(connection, facts.id, used))
      return { value: { bars: rows, rest }, subjects: [['prices', facts.id], ['places']] }
    })
    if (series === null) return []
    const bars = hashOfDays(series.bars, daysOf(used))
    return bars === null ? series.rest : [`bars ${ticker} ${interval} ${bars}`, ...series.rest]
  }
  return seriesRead(db, JSON.stringify([ticker, interval, from ?? null, to ?? null]), async () => {
    const facts = await read(db, (connection) => factsOf(connection, ticker))
    const minutes = minutesOf(interval)
    if (facts === null || minutes === null) return []
    const sessions = await sessionLevel(db, facts.id, minutes)
    const periods = await periodsRead(db, `${facts.id} ${minutes}`, () =>
      read(db, (connection) => readPeriods(connection, facts.id, minutes, sessions)),
    )
    return read(db, (connection) => {
      const bars = hashOfIntraday(connection, facts.id, minutes, daysOf(used), periods)
      const rest = restOf(connection, facts.id, used)
      return bars === null ? rest : [`bars ${ticker} ${interval} ${bars}`, ...rest]
    })
  })
}

const daysOf = ({ from, to }: UsedSeries): [number, number] => [
  from == null ? -1e9 : dayOf(from),
  to == null ? 1e9 : dayOf(to),
]

/** Daily bars of a ticker as they are hashed, and its other parts. */
interface DailySeries {
  readonly bars: DailyRows
  readonly rest: readonly string[]
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

const placesRead = keptBy<readonly string[]>(100)
/** Parts of more symbols are not kept: an answer that speaks of so many is rare. */
const FEW = 10

/** What is stored of tickers, and what files told of the sessions of their exchanges. */
const placeParts = (db: Db, symbols: ReadonlySet<string>): Promise<readonly string[]> =>
  symbols.size > FEW
    ? placesOf(db, symbols)
    : placesRead(db, [...symbols].sort().join(' '), async () => ({
        value: await placesOf(db, symbols),
        subjects: [['places']],
      }))

async function placesOf(db: Db, symbols: ReadonlySet<string>): Promise<readonly string[]> {
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

/** Everything but the bars. */
function restOf(connection: Database, id: number, { ticker, interval }: UsedSeries): readonly string[] {
  const rows = (label: string, sql: string, ...keys: readonly (number | string)[]) =>
    statement(connection, sql)
      .raw()
      .all(...keys)
      .map((row) => `${label} ${ticker} ${JSON.stringify(row)}`)
  return [
    ...rows('action', actions, id),
    ...rows(`finding ${interval}`, findings, id, interval),
    ...rows(`correction ${interval}`, corrections, id, interval),
  ]
}

const actions = `select day, kind, amount, numerator, denominator, applied from corporate_action
  where ticker_id = ? and applied <> 0`
/** Those that figures and answers tell of: decided or not, they are looked at until they are resolved. */
const findings = `select check_name, severity, from_day, to_day, holds_from, holds_to, evidence, observed, expected, status from finding
  where ticker_id = ? and interval = ? and status <> 'resolved' and severity <> 'info'`
const corrections = `select at, check_name, price_factor, volume_factor from repair
  where ticker_id = ? and interval = ? and status = 'accepted'`
