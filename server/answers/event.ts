import { z } from 'zod'
import { fields } from '../checks/check.ts'
import { checkNames } from '../checks/checks.ts'
import { ingestKinds } from '../ingest/names.ts'
import { directions, roles, sessionLabels, sourceTypes, timeSources } from '../market/event.ts'
import { statuses } from '../market/eventStatus.ts'
import { families } from '../market/eventType.ts'
import { precisions } from '../market/moment.ts'
import { count, date, doc, flag, list, maybe, moment, named, number, paged, symbol, text } from './shape.ts'

/** Within the day there is also the break of exchanges that have one. */
export const clockLabels = [...sessionLabels, 'break'] as const

const published = {
  published_utc: doc(maybe(moment), 'the effective time; null when only a date or less is known'),
  published_local: doc(maybe(moment), "the same on the exchange's clock"),
  session_opens: doc(maybe(moment), "of the event day's session, UTC"),
  session_closes: maybe(moment),
  previous_closes: doc(maybe(moment), 'of the session before'),
  zone: doc(text, "of the exchange's clock"),
}

export const alignment = named(
  'Alignment',
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('aligned'),
      day0: doc(date, 'the first session whose close lies strictly after the moment the market could know'),
      session: doc(maybe(z.enum(clockLabels)), 'where the moment lies; null when only a date is known'),
      flags: list(
        z.enum(['overnight', 'time_unknown', 'day_ambiguous', 'calendar_unknown', 'hours_unknown', 'upper_bound']),
      ),
      candidates: doc(list(date), 'every admissible day 0'),
      ...published,
    }),
    z.object({ kind: z.enum(['too-coarse', 'beyond-calendar']), from: date, to: date, ...published }),
    z.object({ kind: z.literal('skipped'), date, ...published }),
  ]),
)

const eventShape = {
  event_id: text,
  title: text,
  occurred_at: maybe(text),
  occurred_until: maybe(text),
  public_at: doc(maybe(text), 'when the market could first know'),
  timezone: maybe(text),
  precision: z.enum(precisions),
  uncertainty: doc(maybe(text), 'half-width around the effective time, ISO 8601 duration'),
  session: maybe(z.enum(sessionLabels)),
  tickers: list(z.object({ symbol: text, role: z.enum(roles) })),
  relation_note: maybe(text),
  type: text,
  expected_direction: maybe(z.enum(directions)),
  group: maybe(text),
  tags: list(text),
  summary: maybe(text),
  language: maybe(text),
  status: z.enum(statuses),
  source_type: maybe(z.enum(sourceTypes)),
  source_name: maybe(text),
  source_url: maybe(text),
  source_id: maybe(text),
  time_source: maybe(z.enum(timeSources)),
  time_note: maybe(text),
  notes: maybe(text),
  window_start: maybe(count),
  window_end: maybe(count),
  estimation_end: maybe(count),
  estimation_length: maybe(count),
  extra: doc(z.record(z.string(), text), 'every other column of the file it came from'),
}

/** An event as it is stored: its times in UTC where they are moments. */
const plainEvent = named('StoredEvent', z.object(eventShape))

export const placedEvent = named(
  'PlacedEvent',
  z.object({
    ...eventShape,
    family: doc(z.enum(families), 'the rail it is drawn on'),
    is_outcome: doc(flag, 'a record set by the price: never a cause'),
    alignment,
  }),
)

/** One event; beside its fields stands the data version. */
export const oneEvent = z.object(placedEvent.shape)

export const eventList = z.object({ ...paged, events: list(placedEvent) })

export const worldList = z.object({ events: list(placedEvent) })

export const evidence = z.object({
  kind: text,
  values: z.record(z.string(), z.union([number, text, z.null()])),
})

/** What a check found, as data and in English. */
export const foundShape = {
  check: z.enum(checkNames),
  about: doc(list(z.enum(fields)), 'what of a bar it is about: only figures made of that carry its sign'),
  severity: z.enum(['info', 'warn', 'error']),
  status: z.enum(['open', 'accepted', 'resolved']),
  from: maybe(date),
  to: maybe(date),
  holds: doc(maybe(z.object({ from: date, to: date })), 'bars that no figure uses while it is open'),
  evidence: doc(maybe(evidence), 'what was seen, as data: docs/data-quality.md'),
  observed: text,
  expected: maybe(text),
}

/** What checks say of the bars behind figures. */
export const checkedBars = named(
  'CheckedBars',
  z.object({
    ticker: symbol,
    ...foundShape,
  }),
)

export const ingested = z.object({
  run: doc(maybe(count), 'the number that takes it back (DELETE /api/imports/:run); null when nothing was stored'),
  kind: doc(maybe(z.enum(ingestKinds)), 'what the file holds'),
  reader: doc(maybe(text), 'which reader took it'),
  tickers: doc(list(symbol), 'whose prices or payments it holds, fifty at most; empty where it was rejected'),
  dry_run: flag,
  accepted: doc(flag, 'false when the file was rejected'),
  skippable: doc(flag, 'of a file that was rejected: mode=skip would store some of it'),
  stored: doc(flag, 'false when nothing was written'),
  counts: z.object({ new: count, changed: count, unchanged: count, rejected: count }),
  report: list(
    z.object({
      line: doc(maybe(count), 'physical line, the header is 1'),
      event_id: maybe(text),
      field: maybe(text),
      code: text,
      severity: z.enum(['error', 'warning']),
      message: text,
      value: maybe(text),
    }),
  ),
  report_left_out: doc(
    z.object({ errors: count, warnings: count }),
    'how many more there are beyond the first thousand',
  ),
})

export const edited = z.object({
  run: doc(count, 'the number that takes it back: DELETE /api/imports/:run'),
  changed: count,
  unchanged: count,
})

const facet = z.object({
  values: doc(
    list(z.object({ value: doc(text, 'empty for events without one'), count })),
    'the most frequent first; counted without its own part of the question',
  ),
  more: doc(count, 'values beyond the 200 that are told'),
})
export const facets = z.object({
  total: doc(count, 'events that the whole question admits'),
  facets: z.object({ type: facet, status: facet, ticker: facet, source: facet, year: facet }),
})

export const history = z.object({
  event_id: text,
  versions: list(
    z.object({
      change: doc(count, 'its number: POST /api/events/:event/restore makes the event what it was before it'),
      at: moment,
      run: maybe(count),
      verb: doc(
        maybe(text),
        'what changed it: `ingest`, `edit`, `undo`; null for another program or a deletion of old',
      ),
      before: doc(maybe(plainEvent), 'null where there was no event before'),
      changed: doc(list(text), 'fields that the change altered'),
    }),
  ),
})

export const changes = z.object({
  change: doc(count, 'number of the last change of the store: ask with it next time'),
  events: doc(maybe(list(text)), 'events that came, changed or went since; null for more than 200'),
  prices: doc(maybe(list(text)), 'tickers of which prices came since; null likewise'),
})
