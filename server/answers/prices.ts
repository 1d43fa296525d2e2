import { z } from 'zod'
import { barStates, bases, intervals, phases } from '../market/bar.ts'
import { askedAs, count, date, doc, list, maybe, moment, number, paged, symbol, text } from './shape.ts'

export const action = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['dividend', 'capital_gain']), date, amount: doc(number, 'a share, on split basis') }),
  z.object({ kind: z.literal('split'), date, numerator: number, denominator: number }),
])

const price = doc(list(number), 'in the currency a share, points for an index')

export const prices = z.object({
  ticker: symbol,
  asked_as: askedAs,
  name: maybe(text),
  interval: z.enum(intervals),
  basis: z.enum(bases),
  currency: doc(maybe(text), 'as the source writes it, case kept'),
  zone: text,
  source: maybe(text),
  retrieved_at: maybe(moment),
  calendar: z.object({ mic: text, known_to: date }),
  ...paged,
  merged: doc(
    maybe(
      z.object({
        span: doc(text, 'of a row at most: 15m, 1h, 1d (a session), 1w, 3mo, 2y'),
        bars: doc(list(count), 'bars of each row'),
        held: doc(list(count), 'of these the ones that are held: a row is made of the others, where there are any'),
      }),
    ),
    'in an answer that was asked to be coarser; null where each row is a bar',
  ),
  date: doc(list(date), "the sessions' dates at the exchange; every column is as long"),
  start: doc(maybe(list(moment)), 'of intraday bars; null for daily ones'),
  phase: maybe(list(z.enum(phases))),
  open: price,
  high: price,
  low: price,
  close: price,
  volume: doc(list(maybe(number)), 'shares, null where the source gave none'),
  state: list(z.enum(barStates)),
  checks: doc(list(list(text)), "names of the checks that found something in the bar's prices or payments"),
  volumeChecks: doc(list(list(text)), 'the same of its volume'),
  heldBy: doc(list(list(text)), 'of these the ones that hold the bar: no figure uses it'),
  correctedBy: doc(list(list(text)), 'of these the ones whose correction is laid over the bar'),
  missing: doc(list(date), 'sessions of the exchange between the first and last bar that have none'),
  early_close: list(date),
  breaks: doc(list(z.tuple([moment, moment]).readonly()), 'lunch breaks of the sessions, of bars within the day'),
  actions: list(action),
})

const digits = doc(list(text), 'whole numbers in base 90, a text for each place: docs/api.md, packed bars')
const told = doc(list(z.tuple([count, list(text)]).readonly()), 'rows with some, and their names')

export const packedPrices = prices
  .omit({ total: true, next: true, date: true, start: true, phase: true, volume: true, state: true })
  .omit({ open: true, high: true, low: true, close: true })
  .extend({
    rows: doc(count, 'length of every column'),
    merged: doc(
      maybe(z.object({ span: text, bars: digits, held: digits })),
      'as in the answer that is not packed; null where each row is a bar',
    ),
    days: doc(digits, "steps of the sessions' dates, in days since 1970-01-01"),
    starts: doc(
      maybe(
        z.object({
          seconds: doc(digits, 'steps of the starts, in seconds since 1970 in UTC'),
          east: doc(digits, "steps of the exchange's minutes east of UTC"),
        }),
      ),
      'of intraday bars; null for daily ones',
    ),
    phases: maybe(doc(digits, `0 ${phases[0]}, 1 ${phases[1]}, 2 ${phases[2]}`)),
    prices: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('ticks'),
        decimals: doc(count, 'a price is a whole number divided by ten to the power of this'),
        open: doc(digits, 'from the close before'),
        high: doc(digits, 'above the higher one of open and close'),
        low: doc(digits, 'below the lower one of them'),
        close: doc(digits, 'from the open'),
      }),
      z.object({ kind: z.literal('numbers'), open: price, high: price, low: price, close: price }),
    ]),
    volumes: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('whole'), digits: doc(digits, 'one more than the volume; 0: none') }),
      z.object({ kind: z.literal('numbers'), values: list(maybe(number)) }),
    ]),
    states: doc(digits, barStates.map((state, at) => `${at} ${state}`).join(', ')),
    checks: told,
    volumeChecks: told,
    heldBy: told,
    correctedBy: told,
  })

/** What is stored of one length of bars. */
export const holding = z.object({
  interval: z.enum(intervals),
  from: date,
  to: date,
  count,
  source: doc(maybe(text), 'where bars of this length last came from'),
  retrieved_at: maybe(moment),
})

export const tickers = z.object({
  ...paged,
  tickers: list(
    z.object({
      ticker: symbol,
      name: maybe(text),
      former_names: doc(list(symbol), 'names it had before: whoever asks for one is answered with the ticker'),
      exchange: maybe(text),
      kind: text,
      currency: maybe(text),
      zone: text,
      bars: list(holding),
      benchmark: doc(maybe(text), 'its own, a symbol or none; null for the first stored one of those that fit'),
      benchmarks: doc(list(text), 'what fits its market, the best one first; the first stored one is taken'),
      next_close: doc(
        maybe(moment),
        'when the first session after its newest daily bar closes, by the calendar of its exchange; null: none, or not known',
      ),
      source: doc(maybe(text), 'where its prices last came from, of any length'),
      retrieved_at: maybe(moment),
    }),
  ),
})

const closes = doc(list(maybe(number)), 'in its own currency, split basis; null where it has none on that session')

export const compared = z.object({
  base: doc(maybe(date), 'the session whose closes are 0 %; null where none has a close of all'),
  date: doc(list(date), 'sessions of the first ticker; every column is as long'),
  series: list(
    z.object({
      ticker: symbol,
      currency: doc(maybe(text), 'as the source writes it: nothing is converted'),
      calendar: doc(text, 'whose sessions it has'),
      without: doc(count, 'sessions of the first ticker on which it has no close'),
      besides: doc(count, 'sessions of its own that are none of those'),
      close: closes,
      since: doc(list(maybe(number)), 'change since the base; a fraction'),
      strength: doc(list(maybe(number)), 'growth of the first ticker over that of this one since the base, times 100'),
    }),
  ),
})
