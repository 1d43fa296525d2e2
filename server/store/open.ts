import { countEvents } from '../../db/events.ts'
import type { Db } from '../../db/file/db.ts'
import { openDb } from '../../db/file/open.ts'
import { listHoldings } from '../../db/tickers.ts'

/**
 * Opens a store as every command does: made when the file does not exist, brought up to date, and filled with the
 * bundled data while it holds nothing.
 *
 * @param now UTC milliseconds
 * @param which `existing`: a file that is not there is not made
 * @param look as for `openDb`
 * @returns the store, whether it was filled just now, and whether it has to be looked over yet
 * @throws StoreError for a file that can not be used
 */
export async function openStore(
  file: string,
  now: number,
  which: 'existing' | 'any' = 'any',
  look: 'first' | 'later' = 'first',
): Promise<{ readonly db: Db; readonly created: boolean; readonly isLookDue: boolean }> {
  const { db, isLookDue } = await openDb(file, now, which, look)
  try {
    const isEmpty = (await listHoldings(db)).length === 0 && (await countEvents(db, {})) === 0
    // Whoever opens what is there already has no need of all that reads files.
    if (isEmpty) await (await import('./sample.ts')).loadSample(db, now)
    return { db, created: isEmpty, isLookDue }
  } catch (error) {
    db.close()
    throw error
  }
}
