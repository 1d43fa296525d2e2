import type { Db, Tx } from '../../db/file/db.ts'
import { write } from '../../db/file/transaction.ts'
import { findImport, type Import } from '../../db/importList.ts'
import { beginRun, endRun, recordFetch } from '../../db/runs.ts'
import { countBars } from '../../db/tickerContents.ts'
import { applyUndo, isInHistory, type LaterChange, planUndo } from '../../db/undo.ts'
import { type Instant, utcText } from '../market/instant.ts'
import { Problem } from '../problem.ts'
import { checkStored } from '../quality/checkStored.ts'
import { lookAtAll } from '../quality/lookWithin.ts'

export interface Undone {
  /** The run that was taken back, and the one that did so: it can be taken back in turn. */
  readonly run: number
  readonly by: number
  readonly dry_run: boolean
  /** Rows that are again as they were before, by table. */
  readonly rows: Readonly<Record<string, number>>
  /** Findings, corrections and names that changed since and stayed. */
  readonly left: number
}

class OnlyALook extends Error {
  readonly found: Undone
  constructor(found: Undone) {
    super('only a look')
    this.found = found
  }
}

/**
 * Takes an import back: every row that it added or changed is again as it was before, in one transaction, and what is left
 * is checked as after an import. What was imported stays in the history.
 *
 * @throws Problem 404 for a run that is no import, 409 for one that is undone already, is older than the history, or whose
 *   rows were changed since
 */
export async function undoImport(db: Db, run: number, dryRun: boolean, now: number): Promise<Undone> {
  try {
    return await write(db, async (tx) => {
      const done = await undo(tx, await meant(tx, run), now, dryRun)
      if (dryRun) throw new OnlyALook(done)
      return done
    })
  } catch (error) {
    if (error instanceof OnlyALook) return error.found
    throw error
  }
}

async function meant(tx: Tx, run: number): Promise<Import> {
  const found = await findImport(tx, run)
  if (found === null)
    throw new Problem(404, 'unknown_import', `There is no import ${run}: "npm run ingest -- --runs" lists them`, 'run')
  if (found.outcome === 'undone') throw new Problem(409, 'undone', `Import ${run} was undone already`, 'run')
  if (!(await isInHistory(tx, run)))
    throw new Problem(409, 'no_history', `Cannot undo import ${run} as no history was kept yet when it was made`, 'run')
  return found
}

async function undo(tx: Tx, { id: run, name }: Import, now: number, dryRun: boolean): Promise<Undone> {
  const plan = await planUndo(tx, run)
  if (plan.inTheWay.length > 0) throw inTheWay(run, plan.inTheWay)
  const by = await beginRun(tx, 'undo', { run, name }, now)
  const tickers = await applyUndo(tx, run, plan)
  for (const tickerId of tickers) {
    for (const { interval } of await countBars(tx, tickerId)) {
      const fetchId = await recordFetch(tx, {
        ...record,
        runId: by,
        tickerId,
        source: `undo:${run}`,
        interval,
        startedAt: now,
        endedAt: now,
      })
      if (interval === '1d') await checkStored(tx, tickerId, interval, fetchId, now)
      else await lookAtAll(tx, { tickerId, interval, fetchId, now })
    }
  }
  const done: Undone = { run, by, dry_run: dryRun, rows: plan.rows, left: plan.left }
  await endRun(tx, by, 'complete', done, now)
  return done
}

const record = { fromMs: null, toMs: null, status: null, contentHash: null, rows: 0, outcome: 'undone', message: null }

/** Later runs first have to be undone, the latest one first. */
function inTheWay(run: number, changes: readonly LaterChange[]): Problem {
  const named = [...new Map(changes.map((change) => [change.runId ?? -change.at, change])).values()]
  const texts = named
    .toSorted((a, b) => a.at - b.at)
    .map(
      ({ runId, verb, at }) => `${runId === null ? 'a change' : `run ${runId} (${verb})`} of ${utcText(at as Instant)}`,
    )
  const tables = [...new Set(changes.map(({ table }) => table))].join(', ')
  return new Problem(
    409,
    'changed_since',
    `Cannot undo import ${run} as rows of it (${tables}) were changed since by ${texts.slice(0, 10).join(', ')}${texts.length > 10 ? ` and ${texts.length - 10} more` : ''}: undo those first`,
    'run',
  )
}
