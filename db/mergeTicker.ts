import type { Database } from 'better-sqlite3'
import type { Interval } from '../server/market/bar.ts'
import { dateOf, type IsoDate } from '../server/market/day.ts'
import { addCoverage } from './coverage.ts'
import { connectionOf, read } from './file/connection.ts'
import type { Reader, Tx } from './file/db.ts'
import { fingerprintTicker } from './file/hashes.ts'
import { rebuildLevels } from './file/levels.ts'

/** A bar or an action that two series of one security both have, with other values. */
export interface Difference {
  /** `1d`, `1h` …, or `actions`. */
  readonly what: Interval | 'actions'
  readonly date: IsoDate
  /** Start of a bar within the session, UTC; the kind of an action; null for a daily bar. */
  readonly which: string | null
  /** The close, the amount, or the new shares for an old one. */
  readonly from: number
  readonly into: number
}

/** How two series of one security lie to one another. */
export interface Overlap {
  readonly bars: readonly {
    readonly interval: Interval
    readonly from: number
    readonly into: number
    /** Bars that both have, and those of them with other values. */
    readonly both: number
    readonly differing: number
  }[]
  /** Actions that only the one gives, and those that both give with other values. */
  readonly actions: { readonly added: number; readonly differing: number }
  /** The first of all differences, by date. */
  readonly differences: readonly Difference[]
}

const SHOWN = 20

interface Table {
  readonly name: 'daily_bar' | 'intraday_bar'
  /** Key of a bar beside its ticker. */
  readonly key: readonly string[]
  readonly values: readonly string[]
  /** Interval of a bar `b`. */
  readonly interval: string
}

const prices = ['open', 'high', 'low', 'close', 'volume'] as const
const tables: readonly Table[] = [
  { name: 'daily_bar', key: ['day'], values: [...prices, 'adj_close'], interval: "'1d'" },
  {
    name: 'intraday_bar',
    key: ['minutes', 'start'],
    values: prices,
    interval: "case b.minutes when 60 then '1h' else b.minutes || 'm' end",
  },
]

const columns = (alias: string, names: readonly string[]): string => names.map((name) => `${alias}.${name}`).join(', ')

/** Bars of `@from` as `a` beside those of `@into` as `b`. */
const joined = ({ name, key }: Table): string =>
  `${name} a join ${name} b on b.ticker_id = @into and ${key.map((part) => `b.${part} = a.${part}`).join(' and ')} where a.ticker_id = @from`

const differs = ({ values }: Table): string => `(${columns('a', values)}) is not (${columns('b', values)})`

const amount = (alias: string) => `coalesce(${alias}.amount, ${alias}.numerator / ${alias}.denominator)`
const actionsJoined = `corporate_action a join corporate_action b on b.ticker_id = @into and b.day = a.day and b.kind = a.kind where a.ticker_id = @from`
const actionsDiffer = `(a.amount, a.numerator, a.denominator, a.currency) is not (b.amount, b.numerator, b.denominator, b.currency)`

/** Compares what is stored under two tickers, value by value. */
export async function compareTickers(reader: Reader, from: number, into: number): Promise<Overlap> {
  return read(reader, (connection) => {
    const given = { from, into }
    const bars = tables.flatMap((table) => {
      const counts = connection
        .prepare(
          `with own as (select ${table.interval} as interval, sum(b.ticker_id = @from) as "from", sum(b.ticker_id = @into) as "into"
             from ${table.name} b where b.ticker_id in (@from, @into) group by 1),
           shared as (select ${table.interval} as interval, count(*) as both, sum(${differs(table)}) as differing from ${joined(table)} group by 1)
           select own.*, coalesce(both, 0) as both, coalesce(differing, 0) as differing from own left join shared using (interval)`,
        )
        .all(given) as Overlap['bars'][number][]
      return counts.filter((row) => row.from > 0)
    })
    const actions = connection
      .prepare(
        `select (select count(*) from corporate_action a where a.ticker_id = @from and not exists (
           select 1 from corporate_action b where b.ticker_id = @into and b.day = a.day and b.kind = a.kind)) as added,
         (select count(*) from ${actionsJoined} and ${actionsDiffer}) as differing`,
      )
      .get(given) as Overlap['actions']
    const differences = [
      ...tables.flatMap((table) => {
        const which = table.name === 'daily_bar' ? 'null' : "strftime('%Y-%m-%dT%H:%M:%SZ', b.start, 'unixepoch')"
        return connection
          .prepare(
            `select ${table.interval} as what, b.day as day, ${which} as which, a.close as "from", b.close as "into"
             from ${joined(table)} and ${differs(table)} order by ${columns('b', table.key)} limit ${SHOWN}`,
          )
          .all(given)
      }),
      ...connection
        .prepare(
          `select 'actions' as what, b.day as day, b.kind as which, ${amount('a')} as "from", ${amount('b')} as "into"
           from ${actionsJoined} and ${actionsDiffer} order by b.day, b.kind limit ${SHOWN}`,
        )
        .all(given),
    ] as (Omit<Difference, 'date'> & { day: number })[]
    return {
      bars,
      actions,
      differences: differences
        .sort((a, b) => a.day - b.day)
        .slice(0, SHOWN)
        .map(({ what, day, which, from: own, into: other }) => ({
          what,
          date: dateOf(day),
          which,
          from: own,
          into: other,
        })),
    }
  })
}

/**
 * Puts everything stored under one ticker under another, and forgets the first. Of bars that both have with other values
 * those of the preferred one stay; the others are in the history, under the change at hand.
 */
export async function mergeTicker(
  tx: Tx,
  { from, into, prefer }: { readonly from: number; readonly into: number; readonly prefer: 'from' | 'into' },
): Promise<void> {
  const connection = connectionOf(tx)
  const given = { from, into, loser: prefer === 'from' ? into : from }
  for (const table of tables) moveBars(connection, table, given)
  const run = (sql: string) => connection.prepare(sql).run(given)
  run(
    `delete from corporate_action where ticker_id = @loser and (day, kind) in (select a.day, a.kind from ${actionsJoined})`,
  )
  for (const table of ['corporate_action', 'fetch'])
    run(`update ${table} set ticker_id = @into where ticker_id = @from`)
  await moveCoverage(tx, from, into)
  moveFindings(connection, given)
  run('update ticker_alias set ticker_id = @into where ticker_id = @from')
  run(
    `update ticker set name = coalesce(ticker.name, o.name), exchange = coalesce(ticker.exchange, o.exchange),
       currency = coalesce(ticker.currency, o.currency), benchmark = coalesce(ticker.benchmark, o.benchmark),
       first_trade_day = min(coalesce(ticker.first_trade_day, o.first_trade_day), coalesce(o.first_trade_day, ticker.first_trade_day))
     from (select * from ticker where id = @from) as o where ticker.id = @into`,
  )
  // What was compared with the one is compared with the other, and neither with itself.
  run(
    `update ticker set benchmark = i.symbol from (select symbol from ticker where id = @into) as i
     where benchmark = (select symbol from ticker where id = @from)`,
  )
  run('update ticker set benchmark = null where id = @into and benchmark = symbol')
  run('delete from bar_hash where ticker_id = @from')
  fingerprintTicker(connection, into)
  run('delete from bar_level where ticker_id = @from')
  rebuildLevels(connection, into)
  run('delete from ticker where id = @from')
}

interface Merge {
  readonly from: number
  readonly into: number
  readonly loser: number
}

function moveBars(connection: Database, { name, key }: Table, given: Merge): void {
  const winner = `select 1 from ${name} a where a.ticker_id in (@from, @into) and a.ticker_id <> @loser and ${key.map((part) => `a.${part} = b.${part}`).join(' and ')}`
  connection.prepare(`delete from ${name} as b where b.ticker_id = @loser and exists (${winner})`).run(given)
  connection.prepare(`update ${name} set ticker_id = @into where ticker_id = @from`).run(given)
}

async function moveCoverage(tx: Tx, from: number, into: number): Promise<void> {
  const connection = connectionOf(tx)
  const windows = connection
    .prepare('select interval, from_day, to_day from coverage where ticker_id = ?')
    .all(from) as {
    interval: Interval
    from_day: number
    to_day: number
  }[]
  for (const { interval, from_day, to_day } of windows)
    await addCoverage(tx, into, interval, { from: dateOf(from_day), to: dateOf(to_day) })
  connection.prepare('delete from coverage where ticker_id = ?').run(from)
}

/** One finding that both have is the other's, and somebody's decision on either stays. */
function moveFindings(connection: Database, given: Merge): void {
  const run = (sql: string) => connection.prepare(sql).run(given)
  const same = `b.ticker_id = @into and b.interval is a.interval and b.check_name = a.check_name and b.from_day is a.from_day and b.to_day is a.to_day`
  run(
    `update finding as b set status = a.status, note = a.note from finding a
     where a.ticker_id = @from and ${same} and a.status = 'accepted'`,
  )
  run(
    `update or ignore repair_finding set finding_id = (
       select b.id from finding a join finding b on ${same} where a.id = repair_finding.finding_id)
     where ticker_id = @from and exists (select 1 from finding a join finding b on ${same} where a.id = repair_finding.finding_id)`,
  )
  // A correction of a bar that was not the one to stay rests on findings that may be gone: it stays with its own bar only.
  run(
    `delete from repair_finding where ticker_id = @loser and (interval, at) in (
       select a.interval, a.at from repair a join repair b on b.interval = a.interval and b.at = a.at
       where a.ticker_id = @from and b.ticker_id = @into)`,
  )
  run(
    `delete from repair where ticker_id = @loser and (interval, at) in (
       select a.interval, a.at from repair a join repair b on b.interval = a.interval and b.at = a.at
       where a.ticker_id = @from and b.ticker_id = @into)`,
  )
  for (const table of ['repair', 'repair_finding']) run(`update ${table} set ticker_id = @into where ticker_id = @from`)
  run(`update or ignore finding set ticker_id = @into where ticker_id = @from`)
  run(`delete from repair_finding where finding_id in (select id from finding where ticker_id = @from)`)
  run(`delete from finding where ticker_id = @from`)
}
