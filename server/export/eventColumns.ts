import type { Calendars } from '../calendars/calendars.ts'
import { effectiveTime, type MarketEvent } from '../market/event.ts'
import { alignEvent } from '../market/eventAlign.ts'
import { moment } from '../market/moment.ts'
import { zonedText } from '../market/zone.ts'
import { type FieldKind, type FieldName, fields, isFreeText } from '../sources/eventFile/field.ts'
import { type Cell, type Column, type ColumnHead, type ColumnType, column } from '../table/column.ts'

/** Instants get the offset of the event's zone; dates and coarser times stay what they are. */
function timeText(text: string | null, timezone: string | null): string | null {
  const time = text === null ? null : moment(text)
  return time?.kind === 'instant' ? zonedText(time.at, timezone ?? 'UTC') : text
}

const tickersText = ({ tickers }: MarketEvent): string =>
  tickers.map(({ symbol, role }) => (role === 'subject' ? symbol : `${symbol}:${role}`)).join('|')

function fieldValue(name: FieldName, kind: FieldKind, event: MarketEvent): Cell {
  switch (name) {
    case 'tickers':
      return tickersText(event) || null
    case 'tags':
      return event.tags
    default: {
      const value = Object.hasOwn(event, name)
        ? event[name as Exclude<keyof MarketEvent, 'extra' | 'tickers' | 'tags'>]
        : extraOf(event, name)
      return typeof value === 'string' && (kind === 'time' || kind === 'instant')
        ? timeText(value, event.timezone)
        : value
    }
  }
}

const extraOf = ({ extra }: MarketEvent, name: string): string | null =>
  Object.hasOwn(extra, name) ? (extra[name] ?? null) : null

const known = new Set<string>(fields.map(([name]) => name))

/** What a field of the format is as a column; free text is guarded, by the rule that its reader takes off again. */
function columnType(name: FieldName, kind: FieldKind): ColumnType {
  if (isFreeText(name)) return name === 'tags' ? 'list' : 'text'
  if (kind === 'time' || kind === 'instant') return 'moment'
  return kind === 'integer' || kind === 'number' ? kind : 'word'
}

const fieldColumns: readonly Column<MarketEvent>[] = fields.map(([name, kind]) =>
  column(name, columnType(name, kind), 'as docs/event-format.md has it', (event) => fieldValue(name, kind, event)),
)

/** Every column that a list of events may have; those of users come besides. */
export const eventFieldColumns: readonly ColumnHead[] = fieldColumns

/** Names of the columns in which an event has a value. */
export const usedColumns = (event: MarketEvent): readonly string[] => [
  ...fields.map(([name]) => name).filter((name) => holds(event, name)),
  ...Object.keys(event.extra).filter((name) => !known.has(name)),
]

function holds(event: MarketEvent, name: FieldName): boolean {
  const value: unknown = Object.hasOwn(event, name) ? event[name as keyof MarketEvent] : extraOf(event, name)
  return Array.isArray(value) ? value.length > 0 : value !== null
}

/** Columns that hold something, in the order of the format, and after them columns of the users' own by name. */
export function eventColumns(used: ReadonlySet<string>): readonly Column<MarketEvent>[] {
  const time = used.has('public_at') || !used.has('occurred_at') ? 'public_at' : 'occurred_at'
  const always = new Set(['event_id', 'title', time])
  const own = [...used].filter((name) => !known.has(name)).sort()
  return [
    ...fieldColumns.filter(({ name }) => always.has(name) || used.has(name)),
    ...own.map((name) =>
      column(name, 'text', "a column of the user's own", (event: MarketEvent) => extraOf(event, name)),
    ),
  ]
}

/** Columns for people who read the file elsewhere: where each event stands on the calendar of its first ticker. */
export function alignmentColumns(calendars: Calendars): readonly Column<MarketEvent>[] {
  const calendarOf = ({ tickers: [first], timezone }: MarketEvent) =>
    first === undefined || first.symbol === '*' ? null : calendars.ofEvent(first.symbol, timezone)
  const alignedOf = (event: MarketEvent) => {
    const calendar = calendarOf(event)
    const alignment = calendar === null ? null : alignEvent(event, calendar)
    return alignment?.kind === 'aligned' ? alignment : null
  }
  return [
    column('aligned_on', 'word', 'which of the two times decides', ({ public_at }) =>
      public_at === null ? 'occurred_at' : 'public_at',
    ),
    column('effective_at', 'moment', 'when the market could first know', effectiveTime),
    column('event_day', 'date', 'day 0 on the calendar of the first ticker', (event) => alignedOf(event)?.day0 ?? null),
    column('event_session', 'word', 'where the moment lies', (event) => alignedOf(event)?.session ?? null),
    column('alignment_flags', 'list', 'how sure day 0 is', (event) => alignedOf(event)?.flags ?? null),
    column('calendar', 'word', 'exchange whose sessions count', (event) => calendarOf(event)?.mic ?? null),
  ]
}

const lists = new Set<string>(['sec_items'])
const numbers = new Set<string>(['importance', 'confidence'])

/** An event in the JSON of the format: the same names and values, lists as arrays, absent instead of null. */
export function eventObject(event: MarketEvent): Readonly<Record<string, unknown>> {
  const own = fields.flatMap(([name, kind]): (readonly [string, unknown])[] => {
    if (name === 'tickers') return event.tickers.length === 0 ? [] : [[name, event.tickers]]
    if (name === 'tags') return event.tags.length === 0 ? [] : [[name, event.tags]]
    const value = fieldValue(name, kind, event)
    if (value === null) return []
    if (lists.has(name)) return [[name, String(value).split('|')]]
    return [[name, numbers.has(name) ? Number(value) : value]]
  })
  const extra = Object.entries(event.extra).filter(([name]) => !known.has(name))
  return Object.fromEntries(extra.length === 0 ? own : [...own, ['extra', Object.fromEntries(extra)]])
}
