import { readDailyBars } from '../../db/bars.ts'
import type { Db } from '../../db/file/db.ts'
import { checksOn } from '../../db/findings.ts'
import type { Impact, ImpactQuery } from '../impact/answer.ts'
import { measureImpact } from '../impact/impact.ts'
import { measureImpacts } from '../impact/list.ts'
import type { IsoDate } from '../market/day.ts'
import type { Ticker } from '../market/ticker.ts'
import { tickerOrRefuse } from '../prices/prices.ts'
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
  return tableOf('impacts', impactColumns(settings.windows), () =>
    impacts.map((line) => ({ line, ticker, benchmark, settings })),
  )
}

/** Every session of the window of every event of a ticker; events that cannot be measured have none. */
export async function panelTable(db: Db, { ticker, from, to, ...query }: ImpactsExport): Promise<Table> {
  const { impacts } = await measureImpacts(db, ticker, { from, to }, query)
  async function* rows(): AsyncGenerator<PanelRow> {
    for (const { kind, event_id } of impacts) {
      if (kind === 'excluded') continue
      const impact = await measureImpact(db, event_id, { ticker, ...query })
      if (impact.kind === 'measured') yield* rowsOf(db, impact)
    }
  }
  return tableOf('panel', panelColumns, rows)
}

/**
 * The sessions of the window of one event.
 *
 * @throws Problem 409 with the reason, for an event that cannot be measured
 */
export async function impactTable(db: Db, eventId: string, query: ImpactQuery): Promise<Table> {
  const impact = await measureImpact(db, eventId, query)
  if (impact.kind === 'excluded')
    throw new Problem(
      409,
      'not_measured',
      `The event ${eventId} cannot be measured (${impact.reason}): ${impact.detail}`,
    )
  return tableOf('panel', panelColumns, () => rowsOf(db, impact))
}

async function* rowsOf(db: Db, impact: Extract<Impact, { kind: 'measured' }>): AsyncGenerator<PanelRow> {
  const dates = impact.days.flatMap(({ date }) => (date === null ? [] : [date as IsoDate]))
  const range = { from: dates[0] ?? null, to: dates.at(-1) ?? null }
  const { id } = await tickerOrRefuse(db, impact.ticker)
  const bars = new Map<string, PanelRow['bar']>((await readDailyBars(db, id, range)).map((bar) => [bar.date, bar]))
  const checks = await checksOn(db, id, '1d', range)
  const misses = impact.checks.some(({ check }) => check === 'BENCH_ALIGN')
  for (const day of impact.days) {
    const date = (day.date ?? '') as IsoDate
    const bar = bars.get(date) ?? null
    // Lines are sessions of the benchmark: one without a bar of the ticker takes part in nothing.
    const lost = misses && bar === null && day.date !== null ? ['BENCH_ALIGN'] : []
    yield { impact, day, bar, checks: [...lost, ...(checks.get(date)?.checks ?? [])] }
  }
}
