import { nyse } from '../../../../server/calendars/nyse.ts'
import { exchangeZone } from '../../../../server/market/exchangeZone.ts'
import type { Instant } from '../../../../server/market/instant.ts'
import type { EventReadOptions } from '../../../../server/sources/eventFile/parsedEvent.ts'
import { readEvents } from '../../../../server/sources/eventFile/readEvents.ts'

export const rules: EventReadOptions = {
  now: Date.UTC(2026, 0, 2) as Instant,
  dateOrder: null,
  defaultTimezone: null,
  ticker: null,
  reader: null,
  isPlaced: (symbol) => exchangeZone(symbol) !== null,
  calendarOf: (symbol) => (/^[A-Z^-]+$/.test(symbol) ? nyse : null),
}

/** Reads event text as an import on 2 January 2026 would. */
export function reading(text: string, more: Partial<EventReadOptions> = {}) {
  const { events, ...file } = readEvents(text, { ...rules, ...more })
  return { ...file, events: [...events()] }
}

/** Reads one event from cells, and what was said of it. */
export function readingOne(cells: Readonly<Record<string, string>>, more: Partial<EventReadOptions> = {}) {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const given = { title: 'A title', public_at: '2023-11-17T15:28:00-05:00', ...cells }
  const text = `${Object.keys(given).map(quoted).join(',')}\r\n${Object.values(given).map(quoted).join(',')}\r\n`
  const file = reading(text, more)
  return { event: file.events[0]?.event ?? null, codes: file.report.map(({ code }) => code), report: file.report }
}
