import type { Interval, Prices } from '../server/market/bar.ts'
import { dateOf, type IsoDate } from '../server/market/day.ts'
import type { Ticker } from '../server/market/ticker.ts'
import { builderOn } from './builder.ts'
import type { Db } from './open.ts'
import { statement } from './statement.ts'
import { inTransaction } from './transaction.ts'

export type RepairStatus = 'proposed' | 'accepted' | 'undone'

/** A correction that can be laid over one bar: prices and volume times a factor, with the evidence for it. */
export interface Repair {
  readonly ticker: Ticker
  readonly interval: Interval
  readonly date: IsoDate
  readonly check: string
  readonly priceFactor: number
  readonly volumeFactor: number
  readonly evidence: string
  readonly status: RepairStatus
}

export interface Factors {
  readonly price: number
  readonly volume: number
}

/** Accepted corrections of daily bars by day; empty for nearly every ticker. */
export function acceptedFactors(db: Db, tickerId: number): ReadonlyMap<number, Factors> {
  const rows = statement(
    db.read,
    "select at, price_factor, volume_factor from repair where ticker_id = ? and interval = '1d' and status = 'accepted'",
  )
    .raw()
    .all(tickerId) as [number, number, number][]
  return new Map(rows.map(([at, price, volume]) => [at, { price, volume }]))
}

/** Twelve digits: a factor of 0.01 must not turn 4875 into 48.750000000000004. */
const scaled = (value: number, factor: number): number => Number((value * factor).toPrecision(12))

export const corrected = <T extends Prices & { readonly adjClose: number | null }>(
  bar: T,
  { price, volume }: Factors,
): T => ({
  ...bar,
  open: scaled(bar.open, price),
  high: scaled(bar.high, price),
  low: scaled(bar.low, price),
  close: scaled(bar.close, price),
  volume: bar.volume === null ? null : Math.round(bar.volume * volume),
  adjClose: bar.adjClose === null ? null : scaled(bar.adjClose, price),
})

export async function listRepairs(db: Db, tickerId: number | null): Promise<readonly Repair[]> {
  const { orm, tables, eq } = await builderOn(db)
  const { repair, ticker } = tables
  const rows = orm
    .select({
      ticker: ticker.symbol,
      interval: repair.interval,
      at: repair.at,
      check: repair.checkName,
      priceFactor: repair.priceFactor,
      volumeFactor: repair.volumeFactor,
      evidence: repair.evidence,
      status: repair.status,
    })
    .from(repair)
    .innerJoin(ticker, eq(ticker.id, repair.tickerId))
    .where(tickerId === null ? undefined : eq(repair.tickerId, tickerId))
    .orderBy(ticker.symbol, repair.interval, repair.at)
    .all()
  return rows.map(({ at, ...row }) => ({
    ...row,
    ticker: row.ticker as Ticker,
    interval: row.interval as Interval,
    status: row.status as RepairStatus,
    date: dateOf(at),
  }))
}

/** Writes down corrections that could be made. One that was accepted or undone before keeps that decision. */
export function proposeRepairsNow(
  db: Db,
  tickerId: number,
  interval: Interval,
  repairs: readonly {
    readonly day: number
    readonly check: string
    readonly factors: Factors
    readonly evidence: string
  }[],
  now: number,
): void {
  const save = db.write.prepare(
    `insert into repair (ticker_id, interval, at, check_name, price_factor, volume_factor, evidence, proposed_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (ticker_id, interval, at) do update set check_name = excluded.check_name,
       price_factor = excluded.price_factor, volume_factor = excluded.volume_factor, evidence = excluded.evidence
     where status = 'proposed'`,
  )
  inTransaction(db, () => {
    for (const { day, check, factors, evidence } of repairs)
      save.run(tickerId, interval, day, check, factors.price, factors.volume, evidence, now)
  })
}

/** @returns how many corrections changed their status */
export function decideRepairsNow(
  db: Db,
  tickerId: number,
  days: { readonly from: number; readonly to: number },
  status: 'accepted' | 'undone',
  now: number,
): number {
  return inTransaction(
    db,
    () =>
      db.write
        .prepare(
          'update repair set status = ?, decided_at = ? where ticker_id = ? and at between ? and ? and status <> ?',
        )
        .run(status, now, tickerId, days.from, days.to, status).changes,
  )
}
