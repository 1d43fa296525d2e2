import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type IsoDate, mustBeDate } from '../../server/market/day.ts'
import { type Instant, instant } from '../../server/market/instant.ts'

/** A day of prices as the stand-in tells it; null is a hole in a row that is there. */
export interface StandinDay {
  readonly date: IsoDate
  readonly open: number | null
  readonly high: number | null
  readonly low: number | null
  readonly close: number | null
  readonly volume: number | null
  readonly adjClose: number | null
}

export interface StandinHour {
  readonly start: Instant
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
}

export type StandinAction =
  | { readonly kind: 'dividend' | 'capital_gain'; readonly date: IsoDate; readonly amount: number }
  | { readonly kind: 'split'; readonly date: IsoDate; readonly numerator: number; readonly denominator: number }

/** Everything the stand-in knows of one symbol. */
export interface StandinSeries {
  readonly symbol: string
  readonly name: string
  readonly exchange: string
  readonly type: 'EQUITY' | 'INDEX' | 'ETF'
  readonly currency: string | null
  readonly days: readonly StandinDay[]
  readonly hours: readonly StandinHour[]
  readonly actions: readonly StandinAction[]
}

const rows = (file: string): readonly (readonly string[])[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','))

/** Daily rows of a file `date,open,high,low,close,adj_close,volume`. */
export const daysFrom = (file: string): readonly StandinDay[] =>
  rows(file).map(([date, open, high, low, close, adjClose, volume]) => ({
    date: mustBeDate(date ?? ''),
    open: Number(open),
    high: Number(high),
    low: Number(low),
    close: Number(close),
    adjClose: Number(adjClose),
    volume: Number(volume),
  }))

/** Hourly rows of a file `ts,session,open,high,low,close,volume`. */
export const hoursFrom = (file: string): readonly StandinHour[] =>
  rows(file).flatMap(([ts, , open, high, low, close, volume]) => {
    const start = instant(ts ?? '')
    if (start === null) return []
    return [
      { start, open: Number(open), high: Number(high), low: Number(low), close: Number(close), volume: Number(volume) },
    ]
  })

/** Actions of a file `date,type,value`; a split is written `4:1` or as the ratio. */
export const actionsFrom = (file: string): readonly StandinAction[] =>
  rows(file).map(([date, type, value]) => {
    const [numerator, denominator] = (value ?? '').split(':').map(Number)
    return type === 'split'
      ? { kind: 'split', date: mustBeDate(date ?? ''), numerator: numerator ?? 1, denominator: denominator ?? 1 }
      : { kind: 'dividend', date: mustBeDate(date ?? ''), amount: Number(value) }
  })

const sample = join(import.meta.dirname, '../../db/sample')

/** The real series that ship with the program. */
export const sampleSeries = (): readonly StandinSeries[] => [
  {
    symbol: 'MSFT',
    name: 'Microsoft Corporation',
    exchange: 'NasdaqGS',
    type: 'EQUITY',
    currency: 'USD',
    days: daysFrom(join(sample, 'prices/MSFT.csv')),
    hours: hoursFrom(join(sample, 'intraday/MSFT_1h_2023-11-15_2023-11-30.csv')),
    actions: actionsFrom(join(sample, 'actions/MSFT.csv')).filter(({ date }) => date >= '2022-01-03'),
  },
  {
    symbol: '^GSPC',
    name: 'S&P 500',
    exchange: 'SNP',
    type: 'INDEX',
    currency: 'USD',
    days: daysFrom(join(sample, 'prices/^GSPC.csv')),
    hours: [],
    actions: [],
  },
]
