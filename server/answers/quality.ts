import { z } from 'zod'
import { intervals } from '../market/bar.ts'
import { evidence, foundShape } from './event.ts'
import { count, date, doc, flag, list, maybe, moment, named, number, paged, symbol, text } from './shape.ts'

const finding = named(
  'Finding',
  z.object({
    id: count,
    ticker: maybe(symbol),
    interval: maybe(z.enum(intervals)),
    ...foundShape,
    found_at: moment,
    note: maybe(text),
  }),
)

const bar = z.object({ open: number, high: number, low: number, close: number, volume: maybe(number) })
const column = list(count)
const bySeverity = { error: count, warn: count, info: count }

export const quality = z.object({
  ...paged,
  findings: doc(list(finding), 'errors first'),
  counts: z.object({ ...bySeverity, accepted: count, resolved: count }),
  repairs_total: doc(maybe(count), 'null where none are asked for'),
  repairs: list(
    z.object({
      ticker: symbol,
      interval: z.enum(intervals),
      check: text,
      from: date,
      to: date,
      bars: count,
      price_factor: number,
      volume_factor: number,
      evidence: text,
      status: z.enum(['proposed', 'accepted', 'undone']),
      finding: doc(maybe(count), 'the finding whose acceptance lays it over the bars'),
      because: doc(
        list(z.object({ id: count, check: text, evidence: maybe(evidence), observed: text, expected: maybe(text) })),
        'every finding that it rests on',
      ),
      examples: list(z.object({ date, before: bar, after: bar })),
    }),
  ),
  coverage_total: doc(maybe(count), 'series; null where none are asked for'),
  coverage: list(
    z.object({
      ticker: symbol,
      name: maybe(text),
      interval: z.enum(intervals),
      from: date,
      to: date,
      sessions: count,
      stored: count,
      missing_count: count,
      missing: doc(list(z.object({ from: date, to: date, sessions: count })), 'stretches, newest first'),
      states: z.object({ provisional: count, final: count, revised: count, repaired: count, held: count }),
      findings: z.object(bySeverity),
      months: doc(
        z.object({
          first: text,
          sessions: column,
          stored: column,
          provisional: column,
          revised: column,
          repaired: column,
          held: column,
        }),
        'one value a month from the first on',
      ),
    }),
  ),
  provider: maybe(
    z.object({ name: text, outcome: text, message: maybe(text), resume_at: maybe(moment), updated_at: maybe(moment) }),
  ),
  care: z.object({ looked_at: maybe(moment), verified_at: maybe(moment), backup_at: maybe(moment) }),
  calendar: z.object({ mic: text, known_to: date }),
  zone_data: doc(
    z.object({ version: maybe(text), tested: text, is_older: flag }),
    'time-zone data that the program runs with, and those it was tested with',
  ),
})

export const decision = z.object({ finding, repaired: doc(count, 'bars under a correction now') })
export const signedIn = z.object({ signed_in: flag })
