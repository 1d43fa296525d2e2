import { hash } from 'node:crypto'
import type { Calendar } from '../../market/calendar.ts'
import type { IsoDate } from '../../market/day.ts'
import type { EventTicker, MarketEvent } from '../../market/event.ts'
import { effectiveTime } from '../../market/event.ts'
import type { Instant } from '../../market/instant.ts'
import type { Statement } from '../../market/witness.ts'
import type { NamedTicker } from '../article/names.ts'
import type { DateOrder } from './time.ts'

/** An event of a file, and what the file said of it. */
export interface ParsedEvent {
  readonly line: number | null
  /** Fields and unknown columns that were given, empty ones included: only these change a stored event. */
  readonly given: ReadonlySet<string>
  /** The id was made here, as the file gave none. */
  readonly idMade: boolean
  /** The zone of its first ticker's exchange, where a clock time that names none was read by it. */
  readonly exchangeClock: string | null
  /** The event as it is when nothing is stored of it. */
  readonly event: MarketEvent
  /** What else the file says of when it was public. */
  readonly witnesses: readonly Statement[]
}

export interface EventReadOptions {
  readonly now: Instant
  readonly dateOrder: DateOrder | null
  /** For clock times of events whose ticker tells no zone. */
  readonly defaultTimezone: string | null
  /** The calendar a symbol trades on, to check a stated session against a clock time; null when it is not known. */
  readonly calendarOf: (symbol: string) => Calendar | null
  /** Do the store or the notation of a symbol tell where it trades? */
  readonly isPlaced: (symbol: string) => boolean
  /** Symbol of events whose file names none; null to leave them without. */
  readonly ticker: string | null
  /** Tickers that a title names on a day, for entries of feeds, which have none of their own; left out: none are looked for. */
  readonly named?: ((title: string, on: IsoDate | null) => readonly NamedTicker[]) | undefined
  /** Which reader must take the file; null to tell by its shape. */
  readonly reader: string | null
  /** Most records of a file; `MOST_EVENTS` when left out. */
  readonly mostRecords?: number | undefined
}

/** The key of an event without one: the same title, time and tickers always give the same. */
export function madeId(title: string, time: string, tickers: readonly EventTicker[]): string {
  const name = title.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase()
  const symbols = tickers.map(({ symbol }) => symbol).sort()
  return `ev_${hash('sha256', `${name}\n${time}\n${symbols.join(',')}`).slice(0, 16)}`
}

const extraNames = ({ extra }: MarketEvent) => Object.keys(extra)

/**
 * What a stored event becomes when a file gives it again: given fields replace, an empty one clears, what is not a
 * column stays. A tag that only stands for the file's category joins the stored ones.
 */
export function mergeEvent(stored: MarketEvent, { event, given }: ParsedEvent): MarketEvent {
  const keep = <Name extends keyof MarketEvent>(name: Name): MarketEvent[Name] =>
    given.has(name) ? event[name] : stored[name]
  const moved = effectiveTime({ ...stored, public_at: keep('public_at'), occurred_at: keep('occurred_at') })
  const isSameTime = moved === effectiveTime(stored)
  const extra = new Map(extraNames(stored).map((name) => [name, stored.extra[name] ?? '']))
  for (const name of given) extra.delete(name)
  for (const name of extraNames(event)) extra.set(name, event.extra[name] ?? '')
  return {
    event_id: stored.event_id,
    title: keep('title'),
    occurred_at: keep('occurred_at'),
    occurred_until: keep('occurred_until'),
    public_at: keep('public_at'),
    timezone: given.has('timezone') ? event.timezone : (stored.timezone ?? event.timezone),
    precision: given.has('precision') || !isSameTime ? event.precision : stored.precision,
    uncertainty: keep('uncertainty'),
    // A session that the file states belongs to the file's own time, which a stored public time may outrank.
    session: moved === effectiveTime(event) ? keep('session') : stored.session,
    tickers: keep('tickers'),
    relation_note: keep('relation_note'),
    type: given.has('type') || given.has('sec_items') ? event.type : stored.type,
    expected_direction: keep('expected_direction'),
    group: keep('group'),
    tags: given.has('tags') ? event.tags : [...new Set([...stored.tags, ...event.tags])],
    summary: keep('summary'),
    language: keep('language'),
    status: keep('status'),
    source_type: keep('source_type'),
    source_name: keep('source_name'),
    source_url: keep('source_url'),
    source_id: keep('source_id'),
    time_source: keep('time_source'),
    time_note: keep('time_note'),
    notes: keep('notes'),
    window_start: keep('window_start'),
    window_end: keep('window_end'),
    estimation_end: keep('estimation_end'),
    estimation_length: keep('estimation_length'),
    extra: Object.fromEntries([...extra].sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}
