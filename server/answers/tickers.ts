import { z } from 'zod'
import { intervals } from '../market/bar.ts'
import { count, date, doc, flag, list, maybe, number, symbol, text } from './shape.ts'

export const renamed = z.object({ from: symbol, to: symbol, events: doc(count, 'events that named it') })

export const ownBenchmark = z.object({
  ticker: symbol,
  benchmark: doc(maybe(text), 'a symbol, or none; null for what fits its market'),
})

export const merged = z.object({
  from: symbol,
  into: symbol,
  prefer: doc(maybe(symbol), 'whose values stay where both have one and they differ'),
  events: doc(count, 'events that named the first'),
  stored: doc(flag, 'false for a look at what would happen'),
  bars: list(
    z.object({
      interval: z.enum(intervals),
      from: count,
      into: count,
      both: doc(count, 'bars that both have'),
      differing: doc(count, 'of those the ones with other values'),
    }),
  ),
  actions: z.object({ added: count, differing: count }),
  differences: doc(
    list(z.object({ what: text, date, which: maybe(text), from: number, into: number })),
    'the first of all, by date',
  ),
})

export const deleted = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ticker'),
    ticker: symbol,
    deleted: doc(flag, 'false where nobody confirmed: this is what would go'),
    events: doc(count, 'events that name it and stay'),
    events_without_ticker: doc(count, 'of those the ones that name no ticker then'),
    former_names: list(symbol),
    bars: list(z.object({ interval: z.enum(intervals), count })),
    actions: count,
    findings: count,
    repairs: count,
    revisions: count,
  }),
  z.object({ kind: z.literal('former-name'), ticker: symbol, deleted: flag, of: doc(symbol, 'whose name it was') }),
])
