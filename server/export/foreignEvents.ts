import type { Calendars } from '../calendars/calendars.ts'
import { addDays } from '../market/day.ts'
import { effectiveTime, type MarketEvent } from '../market/event.ts'
import { alignEvent } from '../market/eventAlign.ts'
import { exchangeZone } from '../market/exchangeZone.ts'
import type { Instant } from '../market/instant.ts'
import { type Moment, mustBeMoment } from '../market/moment.ts'
import { instantsOf } from '../market/zone.ts'
import { calendarSpan } from '../sources/eventFile/adapters/ownCalendar.ts'
import { eventObject } from './eventColumns.ts'

/** Letters of plain ASCII: the tool takes no UTF-8, and a semicolon would begin a field. */
const ascii = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^ -~]/g, '?')
    .replaceAll(';', ',')

/** A request file of EventStudyTools: a line for each event and ticker, with the event day as date. */
export async function* eventStudyToolsText(
  events: AsyncIterable<MarketEvent>,
  calendars: Calendars,
): AsyncGenerator<string> {
  for await (const event of events)
    for (const { symbol } of event.tickers) {
      const calendar = calendars.ofSymbol(symbol)
      const aligned = calendar === null ? null : alignEvent(event, calendar)
      if (aligned?.kind !== 'aligned') continue
      const [year, month, day] = aligned.day0.split('-')
      const { event_id, extra, group, window_start, window_end, estimation_end, estimation_length } = event
      const fields = [event_id, symbol, extra.benchmark ?? '', `${day}.${month}.${year}`, group ?? '']
      const windows = [window_start, window_end, estimation_end, estimation_length].map((one) => String(one ?? ''))
      yield `${[...fields, ...windows].map(ascii).join(';')}\r\n`
    }
}

/** First and last moment that a time covers, on the clock of its zone. */
function spanOf(time: Moment, zone: string): readonly [from: number, to: number] {
  if (time.kind === 'instant') return [time.at, time.at]
  const [from, to] = time.kind === 'date' ? [time.date, time.date] : [time.from, time.to]
  const startOf = (date: typeof from): Instant =>
    (instantsOf(date, 0, zone)[0] ?? instantsOf(date, 3600, zone)[0] ?? 0) as Instant
  return [startOf(from), startOf(addDays(to, 1)) - 1]
}

/** Annotations of Grafana: a point for a moment, a region for a day and for what lasts. */
export async function* grafanaText(events: AsyncIterable<MarketEvent>): AsyncGenerator<string> {
  yield '['
  let before = '\n'
  for await (const event of events) {
    const zone = event.timezone ?? exchangeZone(event.tickers[0]?.symbol ?? '*') ?? 'UTC'
    const [time, own] = spanOf(mustBeMoment(effectiveTime(event)), zone)
    const until = event.occurred_until === null ? own : spanOf(mustBeMoment(event.occurred_until), zone)[1]
    const text = event.summary === null ? event.title : `${event.title}\n${event.summary}`
    const end = until > time ? { timeEnd: until } : {}
    // Grafana looks past the id; read again it says which stored event this is.
    yield before + JSON.stringify({ event_id: event.event_id, time, ...end, text, tags: event.tags })
    before = ',\n'
  }
  yield '\n]\n'
}

const escaped = (text: string): string =>
  text.replaceAll(/[\\,;]/g, (one) => `\\${one}`).replaceAll(/\r\n|\r|\n/g, '\\n')

/** A line is folded before 75 octets; a character is never cut. */
function folded(line: string): string {
  const lines: string[] = []
  let [part, octets] = ['', 0]
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > 74) {
      lines.push(part)
      ;[part, octets] = [' ', 1]
    }
    part += character
    octets += size
  }
  return [...lines, part].map((one) => `${one}\r\n`).join('')
}

/**
 * A calendar (RFC 5545): one entry an event; coarse times are entries of several days. Beside what every calendar shows, an
 * entry carries the event whole, so that the file read again gives back what left.
 */
export async function* iCalendarText(events: AsyncIterable<MarketEvent>): AsyncGenerator<string> {
  yield 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Aftershock//Events//EN\r\n'
  for await (const event of events) {
    const time = mustBeMoment(effectiveTime(event))
    const until = event.occurred_until === null ? null : mustBeMoment(event.occurred_until)
    const { start, end } = calendarSpan(time, until)
    const form = time.kind === 'instant' ? '' : ';VALUE=DATE'
    const lines = [
      'BEGIN:VEVENT',
      `UID:${event.event_id}`,
      // Not the moment of writing: equal stores write equal files.
      `DTSTAMP:${time.kind === 'instant' ? start : `${start}T000000Z`}`,
      `DTSTART${form}:${start}`,
      ...(end === null ? [] : [`DTEND${form}:${end}`]),
      `SUMMARY:${escaped(event.title)}`,
      ...(event.summary === null ? [] : [`DESCRIPTION:${escaped(event.summary)}`]),
      ...(event.tags.length === 0 ? [] : [`CATEGORIES:${event.tags.map(escaped).join(',')}`]),
      ...(event.status === 'rejected' ? ['STATUS:CANCELLED'] : []),
      ...(event.status === 'proposed' ? ['STATUS:TENTATIVE'] : []),
      ...(event.source_url === null ? [] : [`URL:${event.source_url}`]),
      `X-AFTERSHOCK-EVENT:${escaped(JSON.stringify(eventObject(event)))}`,
      'END:VEVENT',
    ]
    yield lines.map(folded).join('')
  }
  yield 'END:VCALENDAR\r\n'
}
