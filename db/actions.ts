import type { Database } from 'better-sqlite3'
import { type CorporateAction, onePerDay } from '../server/market/action.ts'
import { dateOf, dayOf, type IsoDate } from '../server/market/day.ts'
import { connectionOf, read } from './file/connection.ts'
import type { Reader, Tx } from './file/db.ts'
import { statement } from './file/statement.ts'
import type { StoreCounts } from './file/upsert.ts'

export interface ActionRow {
  day: number
  kind: 'dividend' | 'capital_gain' | 'split'
  amount: number | null
  numerator: number | null
  denominator: number | null
}

/** `applied`: a dividend that already contains the capital gain of the day counts less that gain. */
const UNUSED = 0
const IN_FULL = 1
const LESS_GAIN = 2

const actionOf = ({ day, kind, amount, numerator, denominator }: ActionRow): CorporateAction =>
  kind === 'split'
    ? { kind, date: dateOf(day), numerator: numerator ?? 1, denominator: denominator ?? 1 }
    : { kind, date: dateOf(day), amount: amount ?? 0 }

/** Dividends, capital gains and splits of a ticker that figures use, by date. */
export const readActions = (reader: Reader, tickerId: number): Promise<readonly CorporateAction[]> =>
  read(reader, (connection) => actionsIn(connection, tickerId))

export const actionsIn = (connection: Database, tickerId: number): readonly CorporateAction[] =>
  inUse(statement(connection, actionsAsked).all(tickerId) as ActionRow[])

/** Actions of the ticker `?` that figures use. */
export const actionsAsked = `select a.day, a.kind, a.numerator, a.denominator,
    case a.applied when ${LESS_GAIN} then a.amount - coalesce(
      (select g.amount from corporate_action g where g.ticker_id = a.ticker_id and g.day = a.day and g.kind = 'capital_gain'), 0)
    else a.amount end as amount
  from corporate_action a where a.ticker_id = ? and a.applied <> ${UNUSED} order by a.day, a.kind`

export const inUse = (rows: readonly ActionRow[]): readonly CorporateAction[] =>
  rows.map(actionOf).filter((action) => action.kind === 'split' || action.amount > 0)

/** Every stored action, those that must not be applied included. */
export async function readAllActions(reader: Reader, tickerId: number): Promise<readonly CorporateAction[]> {
  return read(reader, (connection) => {
    return (
      statement(
        connection,
        'select day, kind, amount, numerator, denominator from corporate_action where ticker_id = ? order by day, kind',
      ).all(tickerId) as ActionRow[]
    ).map(actionOf)
  })
}

/** Writes down which actions figures must leave out, and which dividends count less the day's capital gain. */
export async function applyActions(
  tx: Tx,
  tickerId: number,
  unused: readonly Pick<CorporateAction, 'date' | 'kind'>[],
  lessGain: readonly IsoDate[],
): Promise<void> {
  const connection = connectionOf(tx)
  const wanted = new Map<string, number>()
  for (const { date, kind } of unused) wanted.set(`${dayOf(date)} ${kind}`, UNUSED)
  for (const date of lessGain) wanted.set(`${dayOf(date)} dividend`, LESS_GAIN)
  const rows = statement(connection, 'select day, kind, applied from corporate_action where ticker_id = ?').all(
    tickerId,
  ) as { day: number; kind: string; applied: number }[]
  if (rows.length === 0) return
  const set = statement(
    connection,
    'update corporate_action set applied = ? where ticker_id = ? and day = ? and kind = ?',
  )
  for (const { day, kind, applied } of rows) {
    const now = wanted.get(`${day} ${kind}`) ?? IN_FULL
    if (now !== applied) set.run(now, tickerId, day, kind)
  }
}

/** Marks stored actions of a window that an answer for it lacked, and clears the mark of those it had. Deletes nothing. */
export async function confirmActions(
  tx: Tx,
  tickerId: number,
  window: { readonly from: IsoDate; readonly to: IsoDate },
  seen: readonly CorporateAction[],
  now: number,
): Promise<void> {
  const connection = connectionOf(tx)
  const present = new Set(seen.map(({ date, kind }) => `${dayOf(date)} ${kind}`))
  const rows = connection
    .prepare(
      'select day, kind, unconfirmed_since as since from corporate_action where ticker_id = ? and day between ? and ?',
    )
    .all(tickerId, dayOf(window.from), dayOf(window.to)) as { day: number; kind: string; since: number | null }[]
  const mark = connection.prepare(
    'update corporate_action set unconfirmed_since = ? where ticker_id = ? and day = ? and kind = ?',
  )
  for (const { day, kind, since } of rows) {
    const isSeen = present.has(`${day} ${kind}`)
    if (isSeen && since !== null) mark.run(null, tickerId, day, kind)
    if (!isSeen && since === null) mark.run(now, tickerId, day, kind)
  }
}

/** Stores actions under their natural key (ticker, date, kind), several payments of a day as one. An answer that lacks one never deletes it. */
export async function storeActions(
  tx: Tx,
  tickerId: number,
  actions: readonly CorporateAction[],
  currency: string | null,
  fetchId: number,
): Promise<StoreCounts> {
  const counts = { new: 0, changed: 0, unchanged: 0 }
  if (actions.length === 0) return counts
  const connection = connectionOf(tx)
  const known = statement(connection, 'select 1 from corporate_action where ticker_id = ? and day = ? and kind = ?')
  const save = statement(
    connection,
    `insert into corporate_action (ticker_id, day, kind, amount, numerator, denominator, currency, first_fetch_id, last_fetch_id)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (ticker_id, day, kind) do update set amount = excluded.amount, numerator = excluded.numerator,
       denominator = excluded.denominator, currency = excluded.currency, last_fetch_id = excluded.last_fetch_id
     where (amount, numerator, denominator, currency)
       is not (excluded.amount, excluded.numerator, excluded.denominator, excluded.currency)`,
  )
  for (const action of onePerDay(actions)) {
    const day = dayOf(action.date)
    const before = known.get(tickerId, day, action.kind) !== undefined
    const [amount, numerator, denominator] =
      action.kind === 'split' ? [null, action.numerator, action.denominator] : [action.amount, null, null]
    const { changes } = save.run(tickerId, day, action.kind, amount, numerator, denominator, currency, fetchId, fetchId)
    counts[before ? (changes > 0 ? 'changed' : 'unchanged') : 'new']++
  }
  return counts
}
