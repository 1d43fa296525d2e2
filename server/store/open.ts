import { countEvents } from '../../db/events.ts'
import type { Db } from '../../db/file/db.ts'
import { openDb } from '../../db/file/open.ts'
import { listHoldings } from '../../db/tickers.ts'
import { loadSample } from './sample.ts'

/**
 * Opens a store as every command does: made when the file does not exist, brought up to date, and filled with the
 * bundled data while it holds nothing.
 *
 * @param now UTC milliseconds
 * @param which `existing`: a file that is not there is not made
 * @returns the store, and whether it was filled just now
 * @throws StoreError for a file that can not be used
 */
export async function openStore(
  file: string,
  now: number,
  which: 'existing' | 'any' = 'any',
): Promise<{ readonly db: Db; readonly created: boolean }> {
  const { db } = await openDb(file, now, which)
  try {
    const isEmpty = (await listHoldings(db)).length === 0 && (await countEvents(db, {})) === 0
    if (isEmpty) await loadSample(db, now)
    return { db, created: isEmpty }
  } catch (error) {
    db.close()
    throw error
  }
}
