import { nyse } from '../../server/calendars/nyse.ts'
import { sessionsBetween } from '../../server/market/calendar.ts'
import { addDays, type IsoDate } from '../../server/market/day.ts'
import type { StandinAction, StandinDay, StandinSeries } from './series.ts'

/** Uniform numbers in 0 … 1 from a seed (mulberry32), so that a failing run can be repeated. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const cents = (value: number): number => Math.round(value * 100) / 100

/** A made-up stock that walks at random, for tests only: 1.2 % a day, prices of two decimals, real sessions. */
export function walk(symbol: string, seed: number, from: IsoDate, to: IsoDate, start = 100): StandinSeries {
  const next = seeded(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  let close = start
  const days = sessionsBetween(nyse, from, to).map(({ date }): StandinDay => {
    const open = cents(close * (1 + 0.003 * normal()))
    close = Math.max(1, cents(close * Math.exp(0.012 * normal())))
    const high = cents(Math.max(open, close) * (1 + 0.004 * next()))
    const low = cents(Math.min(open, close) * (1 - 0.004 * next()))
    return { date, open, high, low, close, adjClose: close, volume: 1_000_000 + Math.floor(next() * 4_000_000) }
  })
  return {
    symbol,
    name: `Walk ${symbol}`,
    exchange: 'NYSE',
    type: 'EQUITY',
    currency: 'USD',
    days,
    hours: [],
    actions: [],
  }
}

const scaled = (value: number | null, factor: number): number | null => (value === null ? null : value * factor)

/** The series after a split: every day before it rescaled, the split among its actions. */
export function afterSplit(series: StandinSeries, date: IsoDate, numerator: number, denominator = 1): StandinSeries {
  const factor = denominator / numerator
  const days = series.days.map((day) =>
    day.date >= date
      ? day
      : {
          ...day,
          open: scaled(day.open, factor),
          high: scaled(day.high, factor),
          low: scaled(day.low, factor),
          close: scaled(day.close, factor),
          adjClose: scaled(day.adjClose, factor),
          volume: day.volume === null ? null : Math.round(day.volume / factor),
        },
  )
  return { ...series, days, actions: [...series.actions, { kind: 'split', date, numerator, denominator }] }
}

/** The series after a dividend: adjusted closes before the ex date lowered, the dividend among its actions. */
export function afterDividend(series: StandinSeries, date: IsoDate, amount: number): StandinSeries {
  const before = series.days.filter((day) => day.date < date).at(-1)?.close ?? null
  if (before === null) return series
  const factor = 1 - amount / before
  const days = series.days.map((day) => (day.date >= date ? day : { ...day, adjClose: scaled(day.adjClose, factor) }))
  const paid: StandinAction = { kind: 'dividend', date, amount }
  return { ...series, days, actions: [...series.actions, paid] }
}

/** The series with other values on one day. */
export const withDay = (series: StandinSeries, date: IsoDate, change: Partial<StandinDay>): StandinSeries => ({
  ...series,
  days: series.days.map((day) => (day.date === date ? { ...day, ...change } : day)),
})

export const withoutDay = (series: StandinSeries, date: IsoDate): StandinSeries => ({
  ...series,
  days: series.days.filter((day) => day.date !== date),
})

/** The series as it was known at the end of a day. */
export const until = (series: StandinSeries, date: IsoDate): StandinSeries => ({
  ...series,
  days: series.days.filter((day) => day.date <= date),
  hours: series.hours.filter(({ start }) => start < Date.parse(`${addDays(date, 1)}T05:00:00Z`)),
})
