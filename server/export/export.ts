import type { Db } from '../../db/file/db.ts'
import type { ImpactQuery } from '../impact/answer.ts'
import type { Table } from '../table/table.ts'
import { type EventsExport, eventsTable } from './exportEvents.ts'
import { type ImpactsExport, impactsTable, impactTable, panelTable } from './exportImpacts.ts'
import { type MovesExport, movesTable } from './exportMoves.ts'
import { type PricesExport, pricesTable } from './exportPrices.ts'

/** What may be taken away as a table. */
export const exportKinds = ['events', 'prices', 'impacts', 'panel', 'moves'] as const
export type ExportKind = (typeof exportKinds)[number]

export type ExportQuery =
  | ({ readonly kind: 'events' } & EventsExport)
  | ({ readonly kind: 'prices' } & PricesExport)
  /** One line an event. */
  | ({ readonly kind: 'impacts' } & ImpactsExport)
  /** One line a session of each event's window, for every event of a ticker. */
  | ({ readonly kind: 'panel' } & ImpactsExport)
  /** The same lines of a single event. */
  | ({ readonly kind: 'impact'; readonly eventId: string } & ImpactQuery)
  /** Sessions of a ticker that stand out. */
  | ({ readonly kind: 'moves' } & MovesExport)

/**
 * A table in pieces of text: the one door for the page's buttons, HTTP and the command line, so that the same question
 * gives the same bytes everywhere. Columns and units: docs/csv.md.
 *
 * @throws Problem before the first piece, for what is not stored or cannot be used
 */
export async function exportTable(db: Db, query: ExportQuery): Promise<Table> {
  switch (query.kind) {
    case 'events':
      return eventsTable(db, query)
    case 'prices':
      return pricesTable(db, query)
    case 'impacts':
      return impactsTable(db, query)
    case 'panel':
      return panelTable(db, query)
    case 'impact':
      return impactTable(db, query.eventId, query)
    case 'moves':
      return movesTable(db, query)
  }
}

/** A table as CSV; events in the form asked for. */
export const exportCsv = async (db: Db, query: ExportQuery): Promise<AsyncIterable<string>> =>
  (await exportTable(db, query)).csv()
