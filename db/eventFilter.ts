import type { Database } from 'better-sqlite3'
import type { EventSpan, MarketEvent } from '../server/market/event.ts'
import { instant } from '../server/market/instant.ts'
import { findsWords, searchWords } from '../server/market/searchWords.ts'
import { dateAt } from '../server/market/zone.ts'

/** Which events are wanted; what is left out or null admits all. */
export interface EventFilter {
  /** Events that name this symbol or the whole market (`*`). */
  readonly ticker?: string | null | undefined
  /** By effective time; see `eventSpan`. */
  readonly span?: EventSpan | null | undefined
  /** Type codes; each stands for itself and for everything below it: `deal` for `deal.rumour` too. */
  readonly types?: readonly string[] | null | undefined
  readonly statuses?: readonly MarketEvent['status'][] | null | undefined
  /** Name of the source as it is stored; empty text for events without one. */
  readonly source?: string | null | undefined
  /** Year of the effective time on the event's own clock, as it is shown: `2023`. */
  readonly year?: string | null | undefined
  /** Words, each of which begins a word of title, summary, tags, notes, source, type or tickers; accents and case do not count. */
  readonly q?: string | null | undefined
}

const tagWords = (tags: unknown): string => (JSON.parse(String(tags)) as readonly string[]).join('\n')

const taught = new WeakSet<Database>()

/** Teaches a connection the search for words and the year of a moment on a clock. */
export function learnSearch(connection: Database): void {
  if (taught.has(connection)) return
  taught.add(connection)
  connection.function(
    'event_mentions',
    { deterministic: true, varargs: true },
    (...[words, tags, ...texts]: unknown[]) =>
      findsWords(String(words).split(' '), [tagWords(tags), ...texts.map((text) => text ?? '')].join('\n')) ? 1 : 0,
  )
  connection.function('year_on', { deterministic: true }, (text: unknown, zone: unknown) =>
    dateAt(String(zone), instant(String(text)) ?? 0).slice(0, 4),
  )
}

/** The year of an event: moments are stored in UTC, and only around New Year another clock may show another one. News of the whole market has New York's. */
export const YEAR = `case when length(coalesce(public_at, occurred_at)) > 10
    and substr(coalesce(public_at, occurred_at), 6, 5) in ('12-31', '01-01')
  then year_on(coalesce(public_at, occurred_at), coalesce(timezone, 'America/New_York')) else substr(coalesce(public_at, occurred_at), 1, 4) end`

/** What a symbol is called now, where it is a former name of a ticker. */
export const CURRENT = `coalesce((select ticker.symbol from ticker_alias join ticker on ticker.id = ticker_id where ticker_alias.symbol = @ticker), @ticker)`

/** The conditions of a filter; every value is bound, none becomes SQL. */
export function conditions(filter: EventFilter): { readonly where: string; readonly values: Record<string, unknown> } {
  const { ticker = null, span = null, types = null, statuses = null, source = null, year = null, q = null } = filter
  if (q?.includes('\0')) throw new RangeError('Cannot search events for text with a NUL in it')
  const parts = ['1']
  if (ticker !== null)
    parts.push(`exists (select 1 from event_ticker where event = event.id and symbol in (${CURRENT}, '*'))`)
  if (statuses !== null) parts.push('status in (select value from json_each(@statuses))')
  if (source !== null) parts.push("coalesce(source_name, '') = @source")
  if (year !== null) parts.push(`${YEAR} = @year`)
  if (types !== null)
    parts.push(
      "exists (select 1 from json_each(@types) as wanted where event.type = wanted.value or substr(event.type, 1, length(wanted.value) + 1) = wanted.value || '.')",
    )
  const words = q === null ? [] : searchWords(q)
  if (q !== null && q !== '')
    parts.push(
      words.length === 0
        ? '0'
        : `event_mentions(@words, tags, title, summary, notes, source_name, type,
             (select group_concat(symbol, char(10)) from event_ticker where event = event.id))`,
    )
  // A date counts from 00:00Z in `effective_ms`, so dates are compared as dates and moments as moments.
  const isMoment = 'length(coalesce(public_at, occurred_at)) > 10'
  if (span !== null && span.fromMs !== null)
    parts.push(
      `case when ${isMoment} then effective_ms >= @fromMs else effective_ms >= unixepoch(@fromDate) * 1000 end`,
    )
  if (span !== null && span.beforeMs !== null)
    parts.push(`case when ${isMoment} then effective_ms < @beforeMs else effective_ms <= unixepoch(@toDate) * 1000 end`)
  const values = {
    ticker,
    statuses: statuses === null ? null : JSON.stringify(statuses),
    source,
    year,
    types: types === null ? null : JSON.stringify(types),
    words: words.join(' '),
    fromMs: span?.fromMs ?? null,
    beforeMs: span?.beforeMs ?? null,
    fromDate: span?.fromDate ?? null,
    toDate: span?.toDate ?? null,
  }
  return { where: parts.join(' and '), values }
}
