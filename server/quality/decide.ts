import { beginChange } from '../../db/file/change.ts'
import type { Db } from '../../db/file/db.ts'
import { write } from '../../db/file/transaction.ts'
import { decideFinding, findFinding, type StoredFinding } from '../../db/findings.ts'
import { decideRepairs } from '../../db/repairs.ts'
import { lastFetchOf } from '../../db/runs.ts'
import { findTicker } from '../../db/tickers.ts'
import { checkStored } from './checkStored.ts'

/** What was done about a finding. */
export type Decision =
  | { readonly kind: 'done'; readonly finding: StoredFinding; readonly repaired: number }
  | { readonly kind: 'unknown-finding' }

/**
 * Accepts a finding: where a correction was proposed because of it, that is laid over the bars from now on;
 * where there is none, the bars are taken as right and released. What was delivered is never changed.
 */
export const acceptFinding = (db: Db, id: number, note: string | null, now: number): Promise<Decision> =>
  decide(db, id, 'accepted', note, now)

/** Takes an acceptance back: corrections are lifted, bars of an error finding are held again. */
export const undoFinding = (db: Db, id: number, note: string | null, now: number): Promise<Decision> =>
  decide(db, id, 'open', note, now)

async function decide(
  db: Db,
  id: number,
  status: 'accepted' | 'open',
  note: string | null,
  now: number,
): Promise<Decision> {
  return write(db, async (tx): Promise<Decision> => {
    const finding = await findFinding(tx, id)
    if (finding === null) return { kind: 'unknown-finding' }
    const ticker = finding.ticker === null ? null : await findTicker(tx, finding.ticker)
    await beginChange(tx, { at: now })
    await decideFinding(tx, id, status, note)
    let repaired = 0
    if (ticker !== null && finding.interval !== null) {
      repaired = await decideRepairs(tx, id, status === 'accepted' ? 'accepted' : 'undone', now)
      const lastFetch = await lastFetchOf(tx, ticker.id)
      await checkStored(tx, ticker.id, finding.interval, lastFetch?.id ?? null, now)
    }
    return { kind: 'done', finding: (await findFinding(tx, id)) ?? finding, repaired }
  })
}
