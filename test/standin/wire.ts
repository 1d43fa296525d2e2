import { nyse } from '../../server/calendars/nyse.ts'
import { sessionFromOn } from '../../server/market/calendar.ts'
import type { Instant } from '../../server/market/instant.ts'
import { localTime } from '../../server/market/zone.ts'
import type { StandinSeries } from './series.ts'

/** What a request for a chart asks: epoch seconds. */
export interface ChartQuery {
  readonly symbol: string
  readonly interval: string
  readonly period1: number
  readonly period2: number
  readonly includePrePost: boolean
  /** Kinds of actions that are wanted, such as `div|split`. */
  readonly events: string
}

type Column = (number | null)[]

/** The part of the v8 answer that tests take apart; the rest is passed through. */
export interface WireResult {
  meta: Record<string, unknown> & { symbol: string; regularMarketTime: number }
  timestamp?: number[]
  events?: Record<string, Record<string, Record<string, unknown>>>
  indicators: {
    quote: [Partial<Record<'open' | 'high' | 'low' | 'close' | 'volume', Column>>]
    adjclose?: [{ adjclose: Column }]
  }
}
export interface WireAnswer {
  chart: { result: WireResult[] | null; error: { code: string; description: string } | null }
}

/** Yahoo keeps prices as 32-bit floats. */
const noisy = (value: number | null): number | null => (value === null ? null : Math.fround(value))

const opensAt = (date: Parameters<typeof nyse.session>[0]): number =>
  (nyse.session(date)?.opens ?? Date.parse(`${date}T14:30:00Z`)) / 1000

/** The answer of Yahoo's chart service to a query, from a series. */
export function chartAnswer(series: StandinSeries, query: ChartQuery): WireAnswer {
  const rows = query.interval === '1d' ? dailyRows(series) : hourlyRows(series, query.includePrePost)
  const inside = rows.filter(({ stamp }) => stamp >= query.period1 && stamp < query.period2)
  const column = (field: 'open' | 'high' | 'low' | 'close'): Column => inside.map((row) => noisy(row[field]))
  const result: WireResult = {
    meta: metaOf(series, query),
    ...(inside.length === 0 ? {} : { timestamp: inside.map(({ stamp }) => stamp) }),
    ...eventsOf(series, query),
    indicators: {
      quote: [
        inside.length === 0
          ? {}
          : {
              open: column('open'),
              high: column('high'),
              low: column('low'),
              close: column('close'),
              volume: inside.map(({ volume }) => volume),
            },
      ],
      ...(query.interval === '1d' ? { adjclose: [{ adjclose: inside.map(({ adjClose }) => noisy(adjClose)) }] } : {}),
    },
  }
  return { chart: { result: [result], error: null } }
}

const dailyRows = ({ days }: StandinSeries) => days.map((day) => ({ ...day, stamp: opensAt(day.date) }))

const hourlyRows = ({ hours }: StandinSeries, includePrePost: boolean) =>
  hours
    .map((hour) => ({ ...hour, adjClose: null, stamp: hour.start / 1000 }))
    .filter(({ start }) => {
      const session = nyse.session(localTime(start, nyse.zone).date)
      return includePrePost || (session !== null && start >= session.opens && start < session.closes)
    })

function metaOf(series: StandinSeries, query: ChartQuery): WireResult['meta'] {
  const [first] = series.days
  const last = series.days.at(-1)
  const session = last === undefined ? null : sessionFromOn(nyse, last.date)
  const closes = (session?.closes ?? 0) / 1000
  const gmtoffset = localTime((closes * 1000) as Instant, nyse.zone).offset * 60
  const period = (start: number, end: number) => ({
    timezone: gmtoffset === -14400 ? 'EDT' : 'EST',
    start,
    end,
    gmtoffset,
  })
  const opens = (session?.opens ?? 0) / 1000
  return {
    currency: series.currency,
    symbol: series.symbol,
    exchangeName: series.exchange === 'NasdaqGS' ? 'NMS' : series.exchange,
    fullExchangeName: series.exchange,
    instrumentType: series.type,
    firstTradeDate: first === undefined ? null : opensAt(first.date),
    regularMarketTime: closes,
    hasPrePostMarketData: series.type !== 'INDEX',
    gmtoffset,
    timezone: gmtoffset === -14400 ? 'EDT' : 'EST',
    exchangeTimezoneName: nyse.zone,
    regularMarketPrice: last?.close ?? null,
    regularMarketVolume: last?.volume ?? null,
    regularMarketDayHigh: last?.high ?? null,
    regularMarketDayLow: last?.low ?? null,
    longName: series.name,
    shortName: series.name,
    chartPreviousClose:
      series.days.filter(({ date }) => opensAt(date) < query.period1).at(-1)?.close ?? first?.open ?? null,
    priceHint: 2,
    currentTradingPeriod: {
      pre: period(opens - 19_800, opens),
      regular: period(opens, closes),
      post: period(closes, closes + 14_400),
    },
    dataGranularity: query.interval === '60m' ? '1h' : query.interval,
    range: '',
    validRanges: ['1d', '5d', '1mo', '3mo', '6mo', '1y', '2y', '5y', '10y', 'ytd', 'max'],
  }
}

const eventWords = { dividend: 'div', capital_gain: 'capitalGain', split: 'split' } as const
const eventLists = { dividend: 'dividends', capital_gain: 'capitalGains', split: 'splits' } as const

/** Actions of the window, of the kinds that are asked for; of two of a kind on one date the second has a stamp of its own. */
function eventsOf(series: StandinSeries, { period1, period2, events }: ChartQuery): Pick<WireResult, 'events'> {
  const wanted = events.split('|')
  const told: NonNullable<WireResult['events']> = {}
  for (const action of series.actions) {
    const opens = opensAt(action.date)
    if (opens < period1 || opens >= period2 || !wanted.includes(eventWords[action.kind])) continue
    const list = told[eventLists[action.kind]] ?? {}
    told[eventLists[action.kind]] = list
    let stamp = opens
    while (stamp in list) stamp++
    if (action.kind === 'split') {
      const { numerator, denominator } = action
      list[stamp] = { date: stamp, numerator, denominator, splitRatio: `${numerator}:${denominator}` }
    } else list[stamp] = { amount: action.amount, date: stamp }
  }
  return Object.keys(told).length === 0 ? {} : { events: told }
}
