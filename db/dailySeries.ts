import type { CorporateAction } from '../server/market/action.ts'
import type { IsoDate } from '../server/market/day.ts'
import { actionsIn } from './actions.ts'
import { type DailyTuple, dailyBarsAsked, dailyBarWith, type StoredDailyBar } from './bars.ts'
import { read } from './file/connection.ts'
import { type DailyRows, packedDays, rowsBefore } from './file/dailyRows.ts'
import type { Db } from './file/db.ts'
import { keptWhile } from './file/kept.ts'
import { statement } from './file/statement.ts'
import { acceptedFactors } from './repairs.ts'

/** Every daily bar of a ticker, in order, and its actions: read once for all that is made of them. */
export interface DailySeries {
  /** As they are stored, for data versions. */
  readonly rows: DailyRows
  /** On split basis, accepted repairs laid over them, held ones among them. One that has not changed is the object that it was. */
  readonly bars: readonly StoredDailyBar[]
  /** Their dates; the list that it was where they are the same. */
  readonly dates: readonly IsoDate[]
  /** Dividends, capital gains and splits that figures use, by date; the list that it was where they are the same. */
  readonly actions: readonly CorporateAction[]
  /** What was laid over the bars, as a text. */
  readonly repairs: string
}

const kept = keptWhile<DailySeries>(48)

/** They are kept until prices, findings or corrections of the ticker are written to. */
export const dailySeries = (db: Db, tickerId: number): Promise<DailySeries> =>
  kept(db, `${tickerId}`, [['prices', tickerId]], (before) =>
    read(db, (connection) => {
      const tuples = statement(connection, dailyBarsAsked).raw().all(tickerId, -1e9, 1e9) as DailyTuple[]
      const factors = acceptedFactors(connection, tickerId)
      const rows = packedDays(tuples)
      const actions = actionsIn(connection, tickerId)
      const repairs = JSON.stringify([...factors])
      const known = before === null || before.repairs !== repairs ? null : rowsBefore(rows, before.rows)
      const bars = tuples.map((tuple, row) => before?.bars[known?.[row] ?? -1] ?? dailyBarWith(tuple, factors))
      const isSame = before?.dates.length === bars.length && bars.every(({ date }, row) => date === before.dates[row])
      const isActedAs = before !== null && JSON.stringify(actions) === JSON.stringify(before.actions)
      return {
        rows,
        bars,
        dates: isSame ? before.dates : bars.map(({ date }) => date),
        actions: isActedAs ? before.actions : actions,
        repairs,
      }
    }),
  )
