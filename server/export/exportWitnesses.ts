import { setImmediate as breathe } from 'node:timers/promises'
import { eventPages } from '../../db/events.ts'
import type { Db } from '../../db/file/db.ts'
import { dataVersion } from '../../db/version.ts'
import { type Calendars, calendarsOf } from '../calendars/calendars.ts'
import { type EventQuery, filterOf } from '../events/list.ts'
import { type WitnessTold, witnessesTold } from '../impact/passport.ts'
import type { MarketEvent } from '../market/event.ts'
import { type Column, column } from '../table/column.ts'
import { type Table, tableOf } from '../table/table.ts'

interface WitnessRow {
  readonly event: string
  readonly told: WitnessTold
}

export const witnessColumns: readonly Column<WitnessRow>[] = [
  column('event_id', 'text', 'whose time it is', ({ event }) => event),
  column('kind', 'word', 'who says so: docs/event-format.md', ({ told }) => told.kind),
  column('at', 'word', 'when the event was public by that, as it is stored', ({ told }) => told.at),
  column('local', 'moment', "the same on the exchange's clock", ({ told }) => told.local),
  column('place', 'text', 'where it says so', ({ told }) => told.place),
  column('note', 'text', 'what else there is to say', ({ told }) => told.note),
  column('told_at', 'moment', 'when it was told to us', ({ told }) => told.told_at),
  column('seconds', 'number', 'from the time that is used to this one', ({ told }) => told.seconds, 's'),
  column('agrees', 'boolean', 'both can be true', ({ told }) => told.agrees),
  column('session', 'date', 'the session it would put the event on', ({ told }) => told.session),
  column('used', 'boolean', 'whether it is the time that is used', ({ told }) => told.used),
]

/** Who says when events were public, one statement a line. */
export async function witnessesTable(db: Db, query: EventQuery): Promise<Table> {
  const filter = await filterOf(db, query)
  const version = await dataVersion(db, { listed: filter })
  const calendars = await calendarsOf(db)
  return tableOf('witnesses', version, witnessColumns, () => pagesOf(db, query, calendars))
}

/** Some milliseconds' worth at once: other requests get their turn. */
const AT_ONCE = 50

async function* pagesOf(db: Db, query: EventQuery, calendars: Calendars): AsyncGenerator<readonly WitnessRow[]> {
  const calendarOf = ({ tickers, timezone }: MarketEvent) =>
    calendars.ofEvent(query.ticker ?? tickers[0]?.symbol ?? '*', timezone)
  for await (const page of eventPages(db, await filterOf(db, query)))
    for (let from = 0; from < page.length; from += AT_ONCE) {
      const events = page.slice(from, from + AT_ONCE).map(({ event }) => event)
      const told = await witnessesTold(db, events, calendarOf)
      yield events.flatMap(({ event_id }, at) => (told[at] ?? []).map((one) => ({ event: event_id, told: one })))
      await breathe()
    }
}
