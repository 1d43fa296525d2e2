import { readCalendars, type ToldCalendar } from '../../db/calendars.ts'
import type { Reader } from '../../db/file/db.ts'
import { keptBy } from '../../db/file/kept.ts'
import { listTickers, type TickerRow } from '../../db/tickers.ts'
import { type Calendar, type Hours, sessionAt } from '../market/calendar.ts'
import { type IsoDate, mustBeDate, weekday } from '../market/day.ts'
import { type Exchange, exchangeOfMic } from '../market/exchange/exchanges.ts'
import { symbolPlace } from '../market/exchange/symbolPlace.ts'
import { type TickerTold, tickerExchange } from '../market/exchange/tickerPlace.ts'
import { shippedCalendar } from './shipped.ts'
import { toldCalendar } from './toldCalendar.ts'

/** The calendars of a store's tickers, and of symbols that it does not know yet. */
export interface Calendars {
  /** Where nothing names an exchange that is known here, one that says of every day that it does not know. */
  readonly of: (ticker: TickerTold & { readonly zone: string }) => Calendar
  /** What is stored of a symbol decides, else its notation; null where neither names an exchange. */
  readonly ofSymbol: (symbol: string) => Calendar | null
  /** Of an event's first ticker: New York for the whole market `*`, and one that knows nothing where nothing is known. */
  readonly ofEvent: (symbol: string, zone: string | null) => Calendar
}

const kept = keptBy<Calendars>(1)

/** Of a store they are kept until its tickers or what files told of sessions are written to. */
export const calendarsOf = (reader: Reader): Promise<Calendars> =>
  'file' in reader
    ? kept(reader, '', async () => ({ value: await calendarsIn(reader), subjects: [['places']] }))
    : calendarsIn(reader)

/** The calendar of one ticker, for whoever has one alone: others are not read. */
export const calendarOf = async (reader: Reader, ticker: Parameters<Calendars['of']>[0]): Promise<Calendar> =>
  'file' in reader ? (await calendarsOf(reader)).of(ticker) : placesOf(await readCalendars(reader)).of(ticker)

/** What files told of sessions over what is shipped. */
function placesOf(told: ReadonlyMap<string, ToldCalendar>) {
  const made = new Map<string, Calendar>()
  const calendarAt = (exchange: Exchange): Calendar => {
    const calendar = made.get(exchange.mic) ?? calendarWith(exchange, told)
    made.set(exchange.mic, calendar)
    return calendar
  }
  const unknown = new Map<string, Calendar>()
  const unknownIn = (zone: string): Calendar => {
    const calendar = unknown.get(zone) ?? unknownCalendar('unknown', zone)
    unknown.set(zone, calendar)
    return calendar
  }
  const of: Calendars['of'] = (ticker) => {
    const exchange = tickerExchange(ticker)
    return exchange === null ? unknownIn(ticker.zone) : calendarAt(exchange)
  }
  return { of, calendarAt, unknownIn }
}

async function calendarsIn(reader: Reader): Promise<Calendars> {
  const { of, calendarAt, unknownIn } = placesOf(await readCalendars(reader))
  const rows = await listTickers(reader)
  // A former name means the ticker, unless another one has that name now.
  const stored = new Map<string, TickerRow>([
    ...rows.flatMap((row) => row.formerNames.map((name) => [name, row] as const)),
    ...rows.map((row) => [row.symbol, row] as const),
  ])
  const ofSymbol: Calendars['ofSymbol'] = (symbol) => {
    const row = stored.get(symbol)
    if (row !== undefined) return of(row)
    const place = symbolPlace(symbol)
    const exchange = place.kind === 'unknown' ? null : exchangeOfMic(place.mic)
    return exchange === null ? null : calendarAt(exchange)
  }
  const ofNewYork = () => ofSymbol('^GSPC') ?? shippedCalendar('XNYS')
  return {
    of,
    ofSymbol,
    ofEvent: (symbol, zone) => (symbol === '*' ? ofNewYork() : (ofSymbol(symbol) ?? unknownIn(zone ?? 'UTC'))),
  }
}

/** What is shipped of the exchange whose sessions it keeps, under what files told of that one and of itself. */
function calendarWith({ mic, sessions, zone }: Exchange, told: ReadonlyMap<string, ToldCalendar>): Calendar {
  const shipped = sessions === null ? unknownCalendar(mic, zone) : shippedCalendar(sessions)
  return [...new Set([sessions ?? mic, mic])].reduce((calendar, code) => {
    const own = told.get(code)
    return own === undefined ? calendar : toldCalendar(calendar, own)
  }, shipped)
}

const OFFICE_HOURS: Hours = { opens: 9 * 3600, closes: 17 * 3600, break: null, clock: null }
const NEVER = mustBeDate('1970-01-01')

/**
 * Exchanges whose sessions are not known, and that rest on Friday and Saturday until a date. Origin: EFG Hermes, market
 * information, for Cairo ("Sunday – Thursday"); Doha, Kuwait and Dubai, whose week is Monday to Friday since 2022, are
 * without a source so far. All are flagged as unknown.
 */
const fridaysOffUntil: Readonly<Record<string, string>> = {
  XCAI: '9999-12-31',
  XKUW: '9999-12-31',
  XQAT: '9999-12-31',
  XDFM: '2021-12-31',
}

/** The usual week, nine to five, and none of it known: every figure that rests on it carries the flag. */
function unknownCalendar(mic: string, zone: string): Calendar {
  const fridaysOff = fridaysOffUntil[mic] ?? ''
  const rests = (date: IsoDate) => (date <= fridaysOff ? weekday(date) > 4 : weekday(date) % 6 === 0)
  const session = (date: IsoDate) => (rests(date) ? null : sessionAt(date, OFFICE_HOURS, OFFICE_HOURS, zone))
  return { mic, zone, from: NEVER, to: NEVER, extended: null, session, certainty: () => 'unknown' }
}
