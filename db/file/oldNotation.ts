import type { Database } from 'better-sqlite3'
import { ticker } from '../../server/market/ticker.ts'

/**
 * Symbols that release 0.1.0 took as they were written come into the one notation: `BRK.B` becomes `BRK-B`, as a ticker
 * and where events name it. Where both are stored the one in the other notation stays, to be merged by somebody.
 */
export function readOldNotation(db: Database): void {
  const written = (column: string, table: string) =>
    db.prepare(`select distinct ${column} from ${table} where ${column} like '%._'`).pluck().all() as string[]
  const isTaken = db.prepare('select 1 from ticker where symbol = ?')
  const rename = db.prepare('update ticker set symbol = ? where symbol = ?')
  for (const [symbol, own] of otherwise(written('symbol', 'ticker')))
    if (isTaken.get(own) === undefined) rename.run(own, symbol)
  const link = db.prepare('update event_ticker set symbol = ? where symbol = ?')
  const drop = db.prepare(
    `delete from event_ticker where symbol = ?
       and exists (select 1 from event_ticker other where other.event = event_ticker.event and other.symbol = ?)`,
  )
  for (const [symbol, own] of otherwise(written('symbol', 'event_ticker'))) {
    drop.run(symbol, own)
    link.run(own, symbol)
  }
}

/** Symbols that are written otherwise in the one notation, with how. */
const otherwise = (symbols: readonly string[]): readonly (readonly [string, string])[] =>
  symbols.flatMap((symbol) => {
    const own = ticker(symbol)
    return own === null || own === symbol ? [] : [[symbol, own] as const]
  })
