import type { Db } from '../db/open.ts'
import { type EventQuery, filterOf } from './eventList.ts'
import { eventsCsv, eventsJson } from './export/exportEvents.ts'
import { type ImpactsExport, impactCsv, impactsCsv, panelCsv } from './export/exportImpacts.ts'
import { type PricesExport, pricesCsv } from './export/exportPrices.ts'
import type { ImpactQuery } from './impact.ts'

/** What may be taken away as a table. */
export const exportKinds = ['events', 'prices', 'impacts', 'panel'] as const
export type ExportKind = (typeof exportKinds)[number]

export type ExportQuery =
  | ({ readonly kind: 'events'; readonly format?: 'csv' | 'json'; readonly withAlignment?: boolean } & EventQuery)
  | ({ readonly kind: 'prices' } & PricesExport)
  /** One line an event. */
  | ({ readonly kind: 'impacts' } & ImpactsExport)
  /** One line a session of each event's window: of every event of a ticker, or of a single one. */
  | ({ readonly kind: 'panel' } & ImpactsExport)
  | ({ readonly kind: 'impact'; readonly eventId: string } & ImpactQuery)

/**
 * A table as CSV text in pieces: the one door for the page's buttons, HTTP and the command line, so that the same
 * question gives the same bytes everywhere. Columns and units: docs/csv.md.
 *
 * @throws Problem before the first piece, for what is not stored or cannot be used
 */
export async function exportCsv(db: Db, query: ExportQuery): Promise<AsyncIterable<string>> {
  switch (query.kind) {
    case 'events':
      return query.format === 'json'
        ? eventsJson(db, filterOf(query))
        : eventsCsv(db, filterOf(query), query.withAlignment ?? false)
    case 'prices':
      return pricesCsv(db, query)
    case 'impacts':
      return impactsCsv(db, query)
    case 'panel':
      return panelCsv(db, query)
    case 'impact':
      return impactCsv(db, query.eventId, query)
  }
}
