import { createHash } from 'node:crypto'
import { addDays, isoDate } from '../../../market/day.ts'
import { durationMs } from '../../../market/duration.ts'
import { instant, utcText } from '../../../market/instant.ts'
import { instantsOf } from '../../../market/zone.ts'
import { listText } from '../../../table/list.ts'
import { type ReportEntry, report } from '../../report.ts'
import type { RawRecord } from '../rawRecord.ts'
import { type Adapter, rawRecord } from './adapter.ts'
import { type Component, calendarParts, type Property, propertyIn, unescaped } from './calendarLines.ts'
import { type OwnZone, ownZone, wallClock, zonedTime } from './calendarZone.ts'
import { ownEvent } from './ownCalendar.ts'

/** Calendars (RFC 5545): the entries as they stand; repetitions are not unrolled. */
export const iCalendar: Adapter = {
  name: 'icalendar',
  read: ({ text, ticker }) => {
    if (!/^\s*BEGIN:VCALENDAR/i.test(text.slice(0, 1000))) return null
    const calendars = calendarParts(text).filter(({ name }) => name === 'VCALENDAR')
    const entries: ReportEntry[] = []
    const records: RawRecord[] = []
    for (const calendar of calendars) {
      const zones = new Map<string, OwnZone>()
      for (const part of calendar.parts) {
        const zone = part.name === 'VTIMEZONE' ? ownZone(part) : null
        if (zone !== null) zones.set(zone.name, zone)
      }
      const floating = propertyIn(calendar, 'X-WR-TIMEZONE')?.value.trim() || null
      for (const part of calendar.parts)
        if (part.name === 'VEVENT') {
          const read = recordOf(part, { zones, floating, ticker })
          entries.push(...read.report)
          if (read.record !== null) records.push(read.record)
        }
      entries.push(...otherParts(calendar))
    }
    return { records, report: entries, refused: false }
  },
}

/** Tasks and diary pages are no events; they are not left out unseen. */
function otherParts({ parts }: Component): readonly ReportEntry[] {
  const others = parts.filter(({ name }) => name === 'VTODO' || name === 'VJOURNAL')
  const [first] = others
  if (first === undefined) return []
  const message = `${others.length} entries that are no events (${first.name} first) were left out`
  return [report('W_ROWS_SKIPPED', message, { line: first.line })]
}

interface CalendarRules {
  readonly zones: ReadonlyMap<string, OwnZone>
  /** The zone of the calendar's clock times without one, by a word of Google's and Apple's calendars. */
  readonly floating: string | null
  readonly ticker: string | null
}

const plain = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : unescaped(text).trim()

/** Words of RFC 5545 for how sure an entry is. */
const statuses: ReadonlyMap<string, string> = new Map([
  ['TENTATIVE', 'proposed'],
  ['CONFIRMED', 'confirmed'],
  ['CANCELLED', 'rejected'],
])

function recordOf(
  part: Component,
  rules: CalendarRules,
): { readonly record: RawRecord | null; readonly report: readonly ReportEntry[] } {
  const textIn = (name: string) => propertyIn(part, name)?.value
  const uid = eventIdOf(part)
  const id = uid === '' ? undefined : idOf(uid)
  const entries: ReportEntry[] = []
  const say = (code: string, field: string, message: string, value: string) =>
    entries.push(report(code, message, { line: part.line, event_id: id ?? null, field }, value))
  const start = timeOf(propertyIn(part, 'DTSTART'), rules, say)
  const end = timeOf(propertyIn(part, 'DTEND'), rules, say)
  if (start === 'unknown' || end === 'unknown') return { record: null, report: entries }
  const until = end === null ? null : onClockOf(start, end)
  if (start !== null && until !== null && endsBefore(start, until))
    say('E_TIME_ORDER', 'occurred_until', 'Cannot end an entry before it begins', textIn('DTEND') ?? '')
  const title = plain(textIn('SUMMARY'))?.split('\n')[0]
  const status = textIn('STATUS')?.trim().toUpperCase() ?? ''
  if (entries.some(({ severity }) => severity === 'error')) return { record: null, report: entries }
  const repeats = propertyIn(part, 'RRULE') ?? propertyIn(part, 'RDATE')
  if (repeats !== null)
    say(
      'W_REPEATS',
      'public_at',
      'The entry repeats: only its first date was taken',
      `${repeats.name}:${repeats.value}`,
    )
  const cells = {
    event_id: id,
    title,
    public_at: start?.text ?? '',
    occurred_until: untilOf(start, until, textIn('DURATION')?.trim()),
    timezone: start?.zone,
    tickers: rules.ticker,
    summary: plain(textIn('DESCRIPTION')),
    tags: listText(
      part.properties
        .filter(({ name }) => name === 'CATEGORIES')
        .flatMap(({ value }) => value.match(/(?:\\.|[^,\\])+/g) ?? [])
        .map((one) => unescaped(one).trim())
        .filter((one) => one !== ''),
    ),
    status: statuses.get(status),
    source_type: 'calendar',
    source_id: uid === '' || id === uid ? undefined : uid,
    source_url: textIn('URL')?.trim(),
  }
  const own = textIn('X-AFTERSHOCK-EVENT')
  const given = own === undefined ? null : ownEvent(unescaped(own), cells, part.line)
  if (given === null) {
    if (status === 'CANCELLED') say('W_CANCELLED', 'status', 'The entry is cancelled: it was taken as rejected', status)
    return { record: rawRecord(part.line, cells), report: entries }
  }
  return { record: given.record, report: [...entries, ...given.report] }
}

/** One date of a series that was moved has the series' UID: it is an event of its own. */
function eventIdOf(part: Component): string {
  const uid = propertyIn(part, 'UID')?.value.trim() ?? ''
  const moved = propertyIn(part, 'RECURRENCE-ID')?.value.trim() ?? ''
  return moved === '' || uid === '' ? uid : `${uid}:${moved}`
}

interface CalendarTime {
  /** As the event format writes it: a date, a clock time of `zone`, or one with an offset. */
  readonly text: string
  readonly zone: string | undefined
}

type Say = (code: string, field: string, message: string, value: string) => void

/** A time with the zone that its file gives it. `unknown`: the zone is not one that can be read, and was reported by name. */
function timeOf(
  property: Property | null,
  { zones, floating }: CalendarRules,
  say: Say,
): CalendarTime | null | 'unknown' {
  if (property === null) return null
  const text = property.value.trim()
  const date = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (date !== null) return { text: `${date[1]}-${date[2]}-${date[3]}`, zone: undefined }
  const clock = wallClock(text)
  if (clock === null) return { text, zone: undefined }
  const name = property.parameters.get('TZID')?.trim() ?? ''
  const local = `${clock.date}T${new Date(clock.second * 1000).toISOString().slice(11, 19)}`
  if (text.endsWith('Z')) return { text: `${local}Z`, zone: undefined }
  const stated = name === '' ? floating : name
  // Without any zone the time is on the clock of whoever reads it: the ticker's exchange.
  if (stated === null) return { text: local, zone: undefined }
  const time = zonedTime(stated, clock, zones)
  switch (time.kind) {
    case 'unknown':
      say(
        'E_TIME_ZONE',
        'timezone',
        `Cannot read the time zone "${stated}" of ${property.name}: it is no IANA or Windows zone, and the file does not define it`,
        stated,
      )
      return 'unknown'
    case 'zone':
      return { text: local, zone: time.zone }
    case 'offset':
      if (time.differs)
        say(
          'W_TIME_ZONE',
          'timezone',
          `The file defines the zone ${stated} otherwise than its name: its own was taken`,
          stated,
        )
      return { text: `${local}${offsetText(time.seconds)}`, zone: undefined }
  }
}

function offsetText(seconds: number): string {
  const minutes = Math.round(Math.abs(seconds) / 60)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${seconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** An end on the clock of another zone than the start's, as a moment: the record has one zone. */
function onClockOf(start: CalendarTime | null, end: CalendarTime): CalendarTime {
  const clock = wallClock(end.text.replaceAll(/[-:]/g, ''))
  if (end.zone === undefined || end.zone === start?.zone || clock === null) return end
  const [at] = instantsOf(clock.date, clock.second, end.zone)
  return at === undefined ? end : { text: utcText(at), zone: undefined }
}

/** Two times of one form compare as text, moments by themselves; others are not compared. */
function endsBefore(start: CalendarTime, end: CalendarTime): boolean {
  const [from, to] = [instant(start.text), instant(end.text)]
  if (from !== null && to !== null) return to < from
  return from === null && to === null && start.text.length === end.text.length && end.text < start.text
}

/** The last day or moment. The end of whole days is the day after the last one, which is the first one itself for most. */
function untilOf(
  start: CalendarTime | null,
  end: CalendarTime | null,
  duration: string | undefined,
): string | undefined {
  if (start === null) return undefined
  const first = isoDate(start.text)
  if (end !== null) {
    const after = isoDate(end.text)
    if (first === null || after === null)
      return end.text === start.text || (first === null) !== (after === null) ? undefined : end.text
    const last = addDays(after, -1)
    return last > first ? last : undefined
  }
  const ms = duration === undefined ? null : durationMs(duration)
  if (ms === null || ms === 0) return undefined
  if (first !== null) return ms > 86_400_000 ? addDays(first, Math.round(ms / 86_400_000) - 1) : undefined
  return shifted(start.text, ms)
}

/** A time some milliseconds later, with the same offset or none. */
function shifted(text: string, ms: number): string {
  const [, local = '', rest = ''] = /^(.{19})(.*)$/.exec(text) ?? []
  const at = instant(`${local}Z`)
  return at === null ? text : `${new Date(at + ms).toISOString().slice(0, 19)}${rest}`
}

/** Ids of calendars often hold an @; those that our ids cannot hold are hashed. */
const idOf = (uid: string): string =>
  /^[A-Za-z0-9._:-]{1,64}$/.test(uid) ? uid : `ical-${createHash('sha256').update(uid).digest('hex').slice(0, 16)}`
