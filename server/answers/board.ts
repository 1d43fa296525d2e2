import { z } from 'zod'
import { barStates } from '../market/bar.ts'
import { families } from '../market/eventType.ts'
import { holding } from './prices.ts'
import { count, date, doc, figure, flag, fraction, list, maybe, moment, number, paged, symbol, text } from './shape.ts'

const event = z.object({
  event_id: text,
  title: text,
  type: text,
  family: z.enum(families),
  public_at: maybe(text),
  session: doc(maybe(date), 'day 0; null when none is known'),
  cluster_size: doc(count, 'items that hit the same session, this one among them'),
  kind: z.enum(['measured', 'excluded']),
  reason: doc(maybe(text), 'why there are no figures'),
  r: fraction('return of day 0'),
  ar: fraction('abnormal return'),
  t: figure('Student t'),
  p: figure('two-sided p'),
  significant: doc(flag, 'distinguishable from a normal day at 5 %'),
})

const move = z.object({
  date: text,
  r: number,
  ar: number,
  t: number,
  p: number,
  pAdjusted: doc(number, 'after Benjamini and Hochberg over the tested sessions'),
  events: doc(
    list(z.object({ event_id: text, title: text })),
    'confirmed events that may have hit the session, three at most',
  ),
  events_size: doc(count, 'how many they are'),
  candidate: doc(maybe(text), 'an event that waits for confirmation'),
})

const line = z.object({
  ticker: symbol,
  name: maybe(text),
  exchange: maybe(text),
  kind: text,
  currency: doc(maybe(text), 'of its prices; of an index they are points'),
  basis: z.literal('split'),
  bars: list(holding),
  next_close: doc(maybe(moment), 'when the first session after its newest daily bar closes; null: none, or not known'),
  source: maybe(text),
  retrieved_at: maybe(moment),
  last: doc(
    maybe(
      z.object({
        date,
        close: doc(number, 'split basis'),
        state: z.enum(barStates),
        previous: doc(maybe(date), 'the session of the close before'),
        change: figure('from the close before'),
        r: fraction('the same as a return, without dividends'),
      }),
    ),
    'the newest close of the range that is not held',
  ),
  spark: z.object({
    dates: doc(list(date), 'a hundred at most: of neighbouring sessions the last close stands'),
    closes: doc(list(maybe(number)), 'split basis; null where there is none, or where it is held'),
  }),
  sessions: doc(count, 'from the first to the last bar of the range'),
  missing: doc(count, 'of these the ones without a bar'),
  benchmark: doc(maybe(symbol), 'of events that name none of their own'),
  refused: doc(maybe(z.object({ code: text, detail: text })), 'why nothing of it is measured'),
  events: z.object({
    total: doc(count, 'events whose session lies in the range, without records that the price itself set'),
    measured: count,
    significant: count,
    latest: doc(list(event), 'the six newest'),
    standing: doc(list(event), 'the three newest that are distinguishable'),
  }),
  moves: z.object({
    tested: doc(count, 'sessions'),
    total: doc(count, 'of these the ones that stand out, with a twentieth of false findings accepted'),
    most: doc(list(move), 'the six of them with the largest |t|'),
  }),
})

export const board = z.object({
  from: maybe(date),
  to: maybe(date),
  ...paged,
  finding: doc(
    maybe(
      z.object({
        event_id: text,
        ticker: text,
        title: text,
        session: text,
        sentence: z.object({ en: text, id: text }),
      }),
    ),
    "a finished finding: that of the bundled story where it is stored, else of the page's newest measured event",
  ),
  tickers: list(line),
})
