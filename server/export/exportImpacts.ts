import type { Db } from '../../db/file/db.ts'
import { dataVersion } from '../../db/version.ts'
import type { ImpactQuery } from '../impact/answer.ts'
import { impactLines } from '../impact/list.ts'
import { measurePanel, measurePanelOf, type PanelDay, type PanelEvent } from '../impact/panel.ts'
import { usedByEvent, usedByEvents, usedByFigures } from '../impact/used.ts'
import type { IsoDate } from '../market/day.ts'
import type { Ticker } from '../market/ticker.ts'
import { Problem } from '../problem.ts'
import { type FramedPage, framedCsv } from '../table/framed.ts'
import { type Table, tableOf } from '../table/table.ts'
import { type ImpactRow, impactColumns } from './impactColumns.ts'
import { looseColumn, type PanelRow, panelColumns } from './panelColumns.ts'

export interface ImpactsExport extends Omit<ImpactQuery, 'ticker'> {
  readonly ticker: Ticker
  readonly from: IsoDate | null
  readonly to: IsoDate | null
}

/** What each event of a ticker did, one line an event. */
export async function impactsTable(db: Db, { ticker, from, to, ...query }: ImpactsExport): Promise<Table> {
  const { lines, benchmark, settings } = await impactLines(db, ticker, { from, to }, query)
  const benchmarks = new Set<string | null>([benchmark])
  const windows = new Map(settings.windows.map((window) => [`${window}`, window]))
  // Columns and version come before the first line and are of all of them: a long list is gone through twice and never held.
  for await (const line of lines()) {
    benchmarks.add(line.benchmark)
    for (const { from, to } of line.kind === 'measured' ? line.windows : [])
      windows.getOrInsert(`${[from, to]}`, [from, to])
  }
  const version = await dataVersion(
    db,
    usedByFigures({ ticker, settings, benchmarks: [...benchmarks], rates: query.convert }),
  )
  async function* pages(): AsyncGenerator<readonly ImpactRow[]> {
    for await (const line of lines()) yield [{ line, ticker, settings }]
  }
  return tableOf('impacts', version, impactColumns([...windows.values()]), pages)
}

/** Every session of the window of every event of a ticker; events that cannot be measured have none. */
export async function panelTable(db: Db, { ticker, from, to, ...query }: ImpactsExport): Promise<Table> {
  const { events, settings, benchmark, kept } = await measurePanel(db, ticker, { from, to }, query)
  const used = await usedByEvents(db, { ticker, settings, rates: query.convert }, { asked: query.benchmark, benchmark })
  async function* pages(): AsyncGenerator<readonly PanelRow[]> {
    for await (const event of events()) yield rowsOf(event)
  }
  const table = tableOf('panel', await dataVersion(db, used), panelColumns, pages)
  if (kept === null) return table
  return {
    ...table,
    bytes: async () => (kept.told ??= await framedCsv(panelColumns, looseColumn, kept.events, pageOf)),
  }
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

const rowsOf = (event: PanelEvent): readonly PanelRow[] => event.days.map((_, at) => rowOf(event, at))

const rowOf = (event: PanelEvent, at: number): PanelRow => ({
  event,
  day: event.days[at] as PanelDay,
  volumeRatio: event.volumeRatios[at] ?? null,
})

const pageOf = (event: PanelEvent): FramedPage<PanelRow> => ({
  head: event.head,
  parts: event.days,
  loose: event.volumeRatios,
  row: (at) => rowOf(event, at),
})
