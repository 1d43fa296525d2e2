import type { Db } from '../../db/file/db.ts'
import { dataVersion } from '../../db/version.ts'
import type { ImpactQuery } from '../impact/answer.ts'
import { measureImpacts } from '../impact/list.ts'
import { measurePanel, measurePanelOf, type PanelEvent } from '../impact/panel.ts'
import { usedByEvent, usedByEvents, usedByFigures } from '../impact/used.ts'
import type { IsoDate } from '../market/day.ts'
import type { Ticker } from '../market/ticker.ts'
import { Problem } from '../problem.ts'
import { type Table, tableOf } from '../table/table.ts'
import { impactColumns } from './impactColumns.ts'
import { type PanelRow, panelColumns } from './panelColumns.ts'

export interface ImpactsExport extends Omit<ImpactQuery, 'ticker'> {
  readonly ticker: Ticker
  readonly from: IsoDate | null
  readonly to: IsoDate | null
}

/** What each event of a ticker did, one line an event. */
export async function impactsTable(db: Db, { ticker, from, to, ...query }: ImpactsExport): Promise<Table> {
  const { impacts, benchmark, settings } = await measureImpacts(db, ticker, { from, to }, query)
  const benchmarks = [benchmark, ...impacts.map((line) => line.benchmark)]
  const version = await dataVersion(db, usedByFigures({ ticker, settings, benchmarks, rates: query.convert }))
  return tableOf('impacts', version, impactColumns(settings.windows, impacts), () => [
    impacts.map((line) => ({ line, ticker, settings })),
  ])
}

/** Every session of the window of every event of a ticker; events that cannot be measured have none. */
export async function panelTable(db: Db, { ticker, from, to, ...query }: ImpactsExport): Promise<Table> {
  const { events, settings, benchmark, isKept } = await measurePanel(db, ticker, { from, to }, query)
  const used = await usedByEvents(db, { ticker, settings, rates: query.convert }, { asked: query.benchmark, benchmark })
  async function* pages(): AsyncGenerator<readonly PanelRow[]> {
    for await (const event of events()) yield rowsOf(event)
  }
  return tableOf('panel', await dataVersion(db, used), panelColumns, pages, isKept ? 'lasting' : undefined)
}

/**
 * The sessions of the window of one event.
 *
 * @throws Problem 409 with the reason, for an event that cannot be measured
 */
export async function impactTable(db: Db, eventId: string, query: ImpactQuery): Promise<Table> {
  const event = await measurePanelOf(db, eventId, query)
  if (event.kind === 'excluded')
    throw new Problem(409, 'not_measured', `The event ${eventId} cannot be measured (${event.reason}): ${event.detail}`)
  const version = await dataVersion(db, usedByEvent({ ...event, rates: query.convert }, eventId))
  return tableOf('panel', version, panelColumns, () => [rowsOf(event)])
}

const rowsKnown = new WeakMap<PanelEvent, readonly PanelRow[]>()

/** The same rows for as long as the event is kept, so that their text is known too. */
function rowsOf(event: PanelEvent): readonly PanelRow[] {
  const rows = rowsKnown.get(event) ?? event.days.map((day) => ({ event, day }))
  rowsKnown.set(event, rows)
  return rows
}
