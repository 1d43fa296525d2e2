import { z } from 'zod'
import { witnessKinds } from '../market/witness.ts'
import { count, date, doc, figure, flag, fraction, list, maybe, moment, number, symbol, text } from './shape.ts'
import { settings } from './statistics.ts'

const kind = z.enum(witnessKinds)

export const passport = z.object({
  event_id: text,
  effective: doc(text, 'the time that is used, as it is stored'),
  ticker: doc(maybe(symbol), 'on which ticker the sessions are measured; null where none has prices'),
  benchmark: maybe(text),
  settings: maybe(settings),
  zone: doc(text, "of the exchange's clock"),
  witnesses: doc(
    list(
      z.object({
        kind: doc(kind, 'who says so, the surest kinds first in the documents'),
        at: doc(text, 'when the event was public by that: a moment, a date, a week, month, quarter or year'),
        place: doc(text, 'where it says so; empty where nobody knows'),
        note: maybe(text),
        told_at: moment,
        local: doc(maybe(moment), "on the exchange's clock"),
        seconds: doc(maybe(number), 'from the time that is used to this one'),
        agrees: doc(
          flag,
          'both can be true: moments within a minute, a date or span that holds the other, or `seen` after the event',
        ),
        session: doc(
          maybe(date),
          'the session it would put the event on; null where it names none or is an upper bound that holds',
        ),
        used: flag,
      }),
    ),
    'in the order in which they were told',
  ),
  spread_seconds: doc(maybe(number), 'between the earliest and the latest moment; null for fewer than two'),
  sessions: list(
    z.object({
      session: date,
      used: doc(flag, 'the session that the figures of the event are of'),
      witnesses: list(kind),
      r: fraction('return of the session'),
      ar: fraction('abnormal return'),
      t: figure('Student t of the abnormal return'),
      p: figure('two-sided p'),
      finding: maybe(z.object({ en: text, id: text })),
      reason: doc(maybe(text), 'why there are no figures'),
    }),
  ),
  same_conclusion: doc(
    maybe(flag),
    'sign and significance are the same on all sessions; null where one has no figures',
  ),
})

export const witnessAdded = z.object({ added: doc(count, '0 for what was told before') })
