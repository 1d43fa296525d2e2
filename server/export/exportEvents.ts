import type { EventFilter } from '../../db/eventFilter.ts'
import { eventPages } from '../../db/events.ts'
import type { Db } from '../../db/file/db.ts'
import { listTickers } from '../../db/tickers.ts'
import { dataVersion } from '../../db/version.ts'
import { calendarsOf } from '../calendars/calendars.ts'
import { type EventQuery, filterOf } from '../events/list.ts'
import type { MarketEvent } from '../market/event.ts'
import type { EventFormat } from '../market/eventFormats.ts'
import { whyUnplaced } from '../market/exchange/unplaced.ts'
import { type Table, tableOf } from '../table/table.ts'
import { alignmentColumns, eventColumns, eventObject, usedColumns } from './eventColumns.ts'
import { eventStudyToolsText, grafanaText, iCalendarText } from './foreignEvents.ts'

/** Forms of other programs that events can be written in. */
const foreign = { eventstudytools: eventStudyToolsText, grafana: grafanaText, icalendar: iCalendarText } as const

export interface EventsExport extends EventQuery {
  /** `csv` when left out. */
  readonly format?: EventFormat | undefined
  /** CSV only: adds the event day, session and flags of each event for readers who cannot compute them. */
  readonly withAlignment?: boolean | undefined
}

/**
 * The canonical export: events by effective time and id, only columns that hold something, equal bytes for equal data.
 * As JSON it is the JSON of the format.
 */
export async function eventsTable(db: Db, query: EventsExport): Promise<Table> {
  const filter = await filterOf(db, query)
  const { format = 'csv', withAlignment = false } = query
  const calendars = await calendarsOf(db)
  const held = new Set<string>()
  for await (const event of eventsOf(db, filter)) for (const name of usedColumns(event)) held.add(name)
  const columns = withAlignment ? [...eventColumns(held), ...alignmentColumns(calendars)] : eventColumns(held)
  const version = await dataVersion(db, { listed: filter })
  const table = tableOf('events', version, columns, () => pagesOfEvents(db, filter))
  const json = () => eventsJson(version, eventsOf(db, filter))
  switch (format) {
    case 'csv':
      return { ...table, json }
    case 'json':
      return { ...table, csv: json, json }
    default:
      return { ...table, csv: () => foreign[format](eventsOf(db, filter), calendars), json }
  }
}

/**
 * Sentences about events whose first ticker no exchange is known of: their event day is that of Monday to Friday, nine
 * to five. Files with such symbols are refused now; a store may have taken them before.
 */
export async function unplacedEvents(db: Db, query: EventQuery): Promise<readonly string[]> {
  const known = new Set<string>((await listTickers(db)).flatMap(({ symbol, formerNames }) => [symbol, ...formerNames]))
  const found = new Map<string, string[]>()
  for await (const { event_id, tickers } of eventsOf(db, await filterOf(db, query))) {
    const symbol = tickers[0]?.symbol ?? '*'
    if (whyUnplaced(symbol) === null || known.has(symbol)) continue
    found.set(symbol, [...(found.get(symbol) ?? []), event_id])
  }
  return [...found].map(
    ([symbol, [first = '', ...more]]) =>
      `Cannot tell on which exchange ${symbol} trades (tickers of ${first}${more.length === 0 ? '' : ` and ${more.length} more`}), so event_day is that of Monday to Friday from 9:00 to 17:00, flagged calendar_unknown: ${whyUnplaced(symbol)}`,
  )
}

async function* pagesOfEvents(db: Db, filter: EventFilter): AsyncGenerator<readonly MarketEvent[]> {
  for await (const page of eventPages(db, filter)) yield page.map(({ event }) => event)
}

async function* eventsOf(db: Db, filter: EventFilter): AsyncGenerator<MarketEvent> {
  for await (const page of pagesOfEvents(db, filter)) yield* page
}

/** Events in the JSON of the format. */
async function* eventsJson(version: string, events: AsyncIterable<MarketEvent>): AsyncGenerator<string> {
  yield `{ "format": "market-events", "version": 1, "data_version": ${JSON.stringify(version)}, "events": [`
  let before = '\n'
  for await (const event of events) {
    yield before + JSON.stringify(eventObject(event))
    before = ',\n'
  }
  yield '\n] }\n'
}
