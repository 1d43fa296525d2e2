import { type EventCursor, type EventFilter, readEventPage } from '../../db/events.ts'
import type { Db } from '../../db/file/db.ts'
import type { MarketEvent } from '../market/event.ts'
import { csvText } from './csv.ts'
import { alignmentColumns, eventColumns, eventObject, usedColumns } from './eventColumns.ts'
import { eventStudyToolsText, grafanaText, iCalendarText } from './foreignEvents.ts'

const PAGE = 500

/** Forms of other programs that events can be written in. */
const foreign = { eventstudytools: eventStudyToolsText, grafana: grafanaText, icalendar: iCalendarText } as const
export const eventFormats = ['csv', 'json', 'eventstudytools', 'grafana', 'icalendar'] as const
export type EventFormat = (typeof eventFormats)[number]

/** The events of a filter in a form. @param withAlignment CSV only: adds the columns that a reader computes itself */
export function eventsText(
  db: Db,
  filter: EventFilter,
  format: EventFormat,
  withAlignment: boolean,
): AsyncIterable<string> {
  if (format === 'csv') return eventsCsv(db, filter, withAlignment)
  return format === 'json' ? eventsJson(db, filter) : foreign[format](pagedEvents(db, filter))
}

/** Every event of a filter, read page by page. */
async function* pagedEvents(db: Db, filter: EventFilter): AsyncGenerator<MarketEvent> {
  let after: EventCursor | null = null
  do {
    const page: Awaited<ReturnType<typeof readEventPage>> = await readEventPage(db, filter, after, PAGE)
    for (const { event } of page) yield event
    after = page.length < PAGE ? null : (page.at(-1)?.cursor ?? null)
  } while (after !== null)
}

/** The canonical export: events by effective time and id, only columns that hold something, equal bytes for equal data. */
async function* eventsCsv(db: Db, filter: EventFilter, withAlignment: boolean): AsyncGenerator<string> {
  const used = new Set<string>()
  for await (const event of pagedEvents(db, filter)) for (const name of usedColumns(event)) used.add(name)
  const columns = withAlignment ? [...eventColumns(used), ...alignmentColumns] : eventColumns(used)
  yield* csvText(columns, pagedEvents(db, filter))
}

/** The same events in the JSON of the format. */
async function* eventsJson(db: Db, filter: EventFilter): AsyncGenerator<string> {
  yield '{ "format": "market-events", "version": 1, "events": ['
  let before = '\n'
  for await (const event of pagedEvents(db, filter)) {
    yield before + JSON.stringify(eventObject(event))
    before = ',\n'
  }
  yield '\n] }\n'
}
