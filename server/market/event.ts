import type { SessionLabel } from './align.ts'
import { addDays, type IsoDate } from './day.ts'
import type { statuses } from './eventStatus.ts'
import type { Instant } from './instant.ts'
import type { Precision } from './moment.ts'
import { instantsOf } from './zone.ts'

/** What a ticker is to the event's actor: the backer of a private firm is its `investor`. */
export const roles = [
  'subject',
  'parent',
  'subsidiary',
  'investor',
  'investee',
  'partner',
  'customer',
  'supplier',
  'competitor',
  'peer',
  'sector',
  'market',
] as const
export type Role = (typeof roles)[number]

export interface EventTicker {
  /** In the price source's notation; `*` for the whole market. */
  readonly symbol: string
  readonly role: Role
}

export const sessionLabels = ['pre', 'regular', 'post', 'closed'] as const satisfies readonly SessionLabel[]
export const directions = ['up', 'down', 'none'] as const
export const sourceTypes = [
  'filing',
  'press_release',
  'news',
  'social',
  'calendar',
  'dataset',
  'user',
  'model',
] as const
export const timeSources = [
  'sgml_header',
  'edgar_json',
  'feed',
  'json_ld',
  'meta',
  'time_element',
  'url',
  'text',
  'seen',
  'calendar',
  'user',
  'dataset',
] as const

/**
 * A dated event, under the field names of docs/event-format.md. Times are canonical text (see `Moment`); `timezone` is
 * the zone they are shown in.
 */
export interface MarketEvent {
  readonly event_id: string
  readonly title: string
  /** When the thing itself happened. */
  readonly occurred_at: string | null
  readonly occurred_until: string | null
  /** When the market could first know: the time that is aligned. */
  readonly public_at: string | null
  readonly timezone: string | null
  readonly precision: Precision
  /** Half-width around the effective time, an ISO 8601 duration. */
  readonly uncertainty: string | null
  readonly session: SessionLabel | null
  /** The first is the primary one. */
  readonly tickers: readonly EventTicker[]
  readonly relation_note: string | null
  readonly type: string
  readonly expected_direction: (typeof directions)[number] | null
  readonly group: string | null
  readonly tags: readonly string[]
  readonly summary: string | null
  readonly language: string | null
  readonly status: (typeof statuses)[number]
  readonly source_type: (typeof sourceTypes)[number] | null
  readonly source_name: string | null
  readonly source_url: string | null
  readonly source_id: string | null
  readonly time_source: (typeof timeSources)[number] | null
  readonly time_note: string | null
  readonly notes: string | null
  readonly window_start: number | null
  readonly window_end: number | null
  readonly estimation_end: number | null
  readonly estimation_length: number | null
  /** Every other column of the file it came from, as text. */
  readonly extra: Readonly<Record<string, string>>
}

/** An event without a value in any field, in the order in which they are written. */
export const blankEvent: MarketEvent = {
  event_id: '',
  title: '',
  occurred_at: null,
  occurred_until: null,
  public_at: null,
  timezone: null,
  precision: 'second',
  uncertainty: null,
  session: null,
  tickers: [],
  relation_note: null,
  type: '',
  expected_direction: null,
  group: null,
  tags: [],
  summary: null,
  language: null,
  status: 'confirmed',
  source_type: null,
  source_name: null,
  source_url: null,
  source_id: null,
  time_source: null,
  time_note: null,
  notes: null,
  window_start: null,
  window_end: null,
  estimation_end: null,
  estimation_length: null,
  extra: {},
}

/** The time that counts: when the market could first know, else when it happened. */
export function effectiveTime({ event_id, public_at, occurred_at }: MarketEvent): string {
  const time = public_at ?? occurred_at
  if (time === null) throw new RangeError(`Cannot order event ${event_id} as it has neither public_at nor occurred_at`)
  return time
}

/** Which effective times a filter admits, both ends included: dates by date, moments by the wall clock of a zone. */
export interface EventSpan {
  readonly fromDate: IsoDate | null
  readonly toDate: IsoDate | null
  readonly fromMs: number | null
  /** Exclusive. */
  readonly beforeMs: number | null
}

/** The span from the first moment of `from` to the last of `to` on the clocks of `zone`. */
export function eventSpan(from: IsoDate | null, to: IsoDate | null, zone: string): EventSpan {
  return {
    fromDate: from,
    toDate: to,
    fromMs: from === null ? null : startOfDay(from, zone),
    beforeMs: to === null ? null : startOfDay(addDays(to, 1), zone),
  }
}

/** Where a clock change skips midnight the day begins when the clock goes on. */
function startOfDay(date: IsoDate, zone: string): Instant {
  const start = instantsOf(date, 0, zone)[0] ?? instantsOf(date, 3600, zone)[0]
  if (start === undefined) throw new RangeError(`Cannot find the first moment of ${date} in ${zone}`)
  return start
}
