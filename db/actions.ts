import type { CorporateAction } from '../server/market/action.ts'
import { dateOf, dayOf } from '../server/market/day.ts'
import type { Db } from './open.ts'
import { inTransaction } from './transaction.ts'
import type { StoreCounts } from './upsert.ts'

interface Stored {
  day: number
  kind: 'dividend' | 'capital_gain' | 'split'
  amount: number | null
  numerator: number | null
  denominator: number | null
}

const actionOf = ({ day, kind, amount, numerator, denominator }: Stored): CorporateAction =>
  kind === 'split'
    ? { kind, date: dateOf(day), numerator: numerator ?? 1, denominator: denominator ?? 1 }
    : { kind, date: dateOf(day), amount: amount ?? 0 }

/** Dividends, capital gains and splits of a ticker that figures use, by date. */
export async function readActions(db: Db, tickerId: number): Promise<readonly CorporateAction[]> {
  const rows = db.read
    .prepare(
      'select day, kind, amount, numerator, denominator from corporate_action where ticker_id = ? and applied = 1 order by day, kind',
    )
    .all(tickerId) as Stored[]
  return rows.map(actionOf)
}

/** Stores actions under their natural key (ticker, date, kind). An answer that lacks one never deletes it. */
export function storeActionsNow(
  db: Db,
  tickerId: number,
  actions: readonly CorporateAction[],
  currency: string | null,
  fetchId: number,
): StoreCounts {
  const known = db.write.prepare('select 1 from corporate_action where ticker_id = ? and day = ? and kind = ?')
  const save = db.write.prepare(
    `insert into corporate_action (ticker_id, day, kind, amount, numerator, denominator, currency, first_fetch_id, last_fetch_id)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (ticker_id, day, kind) do update set amount = excluded.amount, numerator = excluded.numerator,
       denominator = excluded.denominator, currency = excluded.currency, last_fetch_id = excluded.last_fetch_id
     where (amount, numerator, denominator, currency)
       is not (excluded.amount, excluded.numerator, excluded.denominator, excluded.currency)`,
  )
  return inTransaction(db, () => {
    const counts = { new: 0, changed: 0, unchanged: 0 }
    for (const action of actions) {
      const day = dayOf(action.date)
      const before = known.get(tickerId, day, action.kind) !== undefined
      const [amount, numerator, denominator] =
        action.kind === 'split' ? [null, action.numerator, action.denominator] : [action.amount, null, null]
      const { changes } = save.run(
        tickerId,
        day,
        action.kind,
        amount,
        numerator,
        denominator,
        currency,
        fetchId,
        fetchId,
      )
      counts[before ? (changes > 0 ? 'changed' : 'unchanged') : 'new']++
    }
    return counts
  })
}
