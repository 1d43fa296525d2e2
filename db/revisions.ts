import type { Database } from 'better-sqlite3'
import { barStates, type Interval, minutesOf, type Prices } from '../server/market/bar.ts'
import { read } from './file/connection.ts'
import type { Reader } from './file/db.ts'

/** A value as it was before a source replaced it. */
export interface OldBar extends Prices {
  /** Day of a daily bar, start second of another. */
  readonly at: number
  readonly adjClose: number | null
  /** The answer that had delivered it, and the one that replaced it; null where none did. */
  readonly fetchId: number
  readonly replacedBy: number | null
}

const PROVISIONAL = barStates.indexOf('provisional')

/** A ticker, and those that were merged into it: their earlier values are its own. */
const family = `(select @tickerId union select h.id from ticker_history h join fetch f
  on f.ticker_id = @tickerId and f.source = 'merge:' || h.symbol where h.existed = 1)`

/**
 * Earlier prices of a ticker's bars, oldest change first. A provisional value that became final is none, nor is one of
 * which only the state or the source's adjustment moved.
 */
export async function readRevisions(reader: Reader, tickerId: number, interval: Interval): Promise<readonly OldBar[]> {
  return read(reader, (connection) => revisionsOf(connection, tickerId, minutesOf(interval)))
}

interface Kept extends Omit<OldBar, 'replacedBy'> {
  readonly owner: number
  readonly change: number
  readonly state: number
}

function revisionsOf(connection: Database, tickerId: number, minutes: number | null): readonly OldBar[] {
  const [table, at, adjusted, length] =
    minutes === null
      ? ['daily_bar', 'day', 'adj_close', '']
      : ['intraday_bar', 'start', 'null', 'and minutes = @minutes']
  const columns = `ticker_id as owner, ${at} as at, state, last_fetch_id as fetchId, open, high, low, close, volume, ${adjusted} as adjClose`
  const kept = connection
    .prepare(
      `select change_id as change, ${columns} from ${table}_history
       where existed = 1 and ticker_id in ${family} ${length} order by at, change`,
    )
    .all({ tickerId, minutes }) as Kept[]
  if (kept.length === 0) return []
  const now = connection
    .prepare(
      `select 9e15 as change, ${columns} from ${table} where ticker_id = @tickerId ${length}
         and ${at} in (select ${at} from ${table}_history where ticker_id in ${family} ${length})`,
    )
    .all({ tickerId, minutes }) as Kept[]
  const answer = connection.prepare('select fetch_id from change where id = ?').pluck()
  const chains = Map.groupBy([...kept, ...now], (bar) => bar.at)
  return kept.flatMap(({ owner, change, state, ...bar }) => {
    const later = (chains.get(bar.at) ?? []).filter((other) => other.change > change)
    // What followed is the next value under its own name; what was merged went on under the other one.
    const next = later.find((other) => other.owner === owner) ?? later.find((other) => other.owner === tickerId)
    if (state === PROVISIONAL || (next !== undefined && prices.every((field) => next[field] === bar[field]))) return []
    return [{ ...bar, replacedBy: answer.get(change) as number | null }]
  })
}

const prices = ['open', 'high', 'low', 'close', 'volume'] as const

/** How many earlier prices of a ticker's bars are kept. */
export function countRevisions(connection: Database, tickerId: number): number {
  const lengths = connection
    .prepare('select distinct minutes from intraday_bar_history where ticker_id = ?')
    .pluck()
    .all(tickerId) as number[]
  return [null, ...lengths].reduce<number>((sum, minutes) => sum + revisionsOf(connection, tickerId, minutes).length, 0)
}
