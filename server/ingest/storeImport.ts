import { beginChange } from '../../db/file/change.ts'
import type { Db, Tx } from '../../db/file/db.ts'
import { write } from '../../db/file/transaction.ts'
import type { StoreCounts } from '../../db/file/upsert.ts'
import { findImport } from '../../db/importList.ts'
import { beginRun, endRun } from '../../db/runs.ts'
import { Problem } from '../problem.ts'
import { isAddress } from '../sources/fileFetch.ts'
import type { ReportEntry } from '../sources/report.ts'
import { type Ingested, type IngestOptions, rejected } from './ingested.ts'
import { Conflict, type ImportContext, type Prepared, sumOf } from './prepared.ts'
import type { Ready } from './ready.ts'

/** Tickers of a file of prices that are told by name. */
const TICKERS_TOLD = 50

class DryRun extends Error {
  readonly done: Ingested
  constructor(done: Ingested) {
    super('dry run')
    this.done = done
  }
}

/** Stores a file that was read, in one transaction, which a dry run takes back. */
export async function store(db: Db, ready: Ready, options: IngestOptions): Promise<Ingested> {
  const { now, dryRun = false } = options
  try {
    return await write(
      db,
      async (tx) => {
        const done = await storeIn(tx, ready, options)
        if (dryRun) throw new DryRun(done)
        return done
      },
      'many',
    )
  } catch (error) {
    if (error instanceof DryRun) return error.done
    const { kind, reader, records, report: entries } = ready.prepared
    if (error instanceof Conflict)
      return rejected(kind, reader, { now, dryRun }, records, [...entries, ...error.report])
    throw error
  }
}

/** Stores a file that was read, with others in the caller's transaction. @throws Conflict when stored records forbid it */
export async function storeIn(tx: Tx, ready: Ready, options: IngestOptions): Promise<Ingested> {
  const { prepared } = ready
  const visit = await beginImport(tx, ready, options)
  const { report: said = [], ...stored } = await prepared.store(tx, visit)
  return endImport(tx, visit, prepared, stored, said, options)
}

/** The same in transactions of bounded size. */
export async function storeParts(
  db: Db,
  ready: Ready,
  parts: NonNullable<Prepared['parts']>,
  options: IngestOptions,
): Promise<Ingested> {
  const visit = await write(db, (tx) => beginImport(tx, ready, options))
  let stored: StoreCounts = { new: 0, changed: 0, unchanged: 0 }
  const said: ReportEntry[] = []
  for (const part of parts(visit)) {
    const { report = [], ...counts } = await write(
      db,
      async (tx) => {
        await mustGoOn(tx, visit.runId)
        // Each transaction is a change of this import, or a ticker that it adds would be nobody's, and stay when it is undone.
        await beginChange(tx, { at: visit.now, runId: visit.runId })
        return part(tx, false)
      },
      'many',
    )
    stored = sumOf([stored, counts])
    said.push(...report)
  }
  return write(db, async (tx) => {
    await mustGoOn(tx, visit.runId)
    return endImport(tx, visit, ready.prepared, stored, said, options)
  })
}

/** @throws Problem 409 where an import was taken back between two of its transactions: what follows would be half of it */
async function mustGoOn(tx: Tx, runId: number): Promise<void> {
  if ((await findImport(tx, runId))?.outcome !== 'undone') return
  throw new Problem(409, 'undone', `The import ended before all of it was stored as run ${runId} was undone meanwhile`)
}

async function beginImport(
  tx: Tx,
  { name, contentHash, prepared: { kind } }: Ready,
  { now, mode = 'strict' }: IngestOptions,
): Promise<ImportContext> {
  const source = isAddress(name) ? name : `file:${name}`
  const runId = await beginRun(tx, 'ingest', { name, kind, mode, contentHash }, now)
  return { runId, source, contentHash, now }
}

async function endImport(
  tx: Tx,
  { runId, now }: ImportContext,
  { kind, reader, tickers = [], rejected, report: entries }: Prepared,
  stored: StoreCounts,
  said: readonly ReportEntry[],
  { dryRun = false }: IngestOptions,
): Promise<Ingested> {
  const counts = { ...stored, rejected }
  await endRun(tx, runId, 'complete', counts, now)
  const all = [...entries, ...said]
  return {
    kind,
    run: dryRun ? null : runId,
    reader,
    tickers: tickers.slice(0, TICKERS_TOLD),
    dry_run: dryRun,
    accepted: true,
    skippable: false,
    stored: !dryRun,
    counts,
    report: all,
  }
}
