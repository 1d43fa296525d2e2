import { type EventCursor, type EventFilter, readEventPage } from '../../db/events.ts'
import type { Db } from '../../db/open.ts'
import { csvText } from '../csv.ts'
import type { MarketEvent } from '../market/event.ts'
import { alignmentColumns, eventColumns, eventObject, usedColumns } from './eventColumns.ts'

const PAGE = 500

/** Every event of a filter, read page by page. */
async function* pagedEvents(db: Db, filter: EventFilter): AsyncGenerator<MarketEvent> {
  let after: EventCursor | null = null
  do {
    const page: Awaited<ReturnType<typeof readEventPage>> = await readEventPage(db, filter, after, PAGE)
    for (const { event } of page) yield event
    after = page.length < PAGE ? null : (page.at(-1)?.cursor ?? null)
  } while (after !== null)
}

/**
 * The canonical export: events by effective time and id, only columns that hold something, equal bytes for equal data.
 *
 * @param withAlignment adds the columns that a reader computes itself
 */
export async function* eventsCsv(db: Db, filter: EventFilter, withAlignment: boolean): AsyncGenerator<string> {
  const used = new Set<string>()
  for await (const event of pagedEvents(db, filter)) for (const name of usedColumns(event)) used.add(name)
  const columns = withAlignment ? [...eventColumns(used), ...alignmentColumns] : eventColumns(used)
  yield* csvText(columns, pagedEvents(db, filter))
}

/** The same events in the JSON of the format. */
export async function* eventsJson(db: Db, filter: EventFilter): AsyncGenerator<string> {
  yield '{ "format": "market-events", "version": 1, "events": ['
  let before = '\n'
  for await (const event of pagedEvents(db, filter)) {
    yield before + JSON.stringify(eventObject(event))
    before = ',\n'
  }
  yield '\n] }\n'
}
