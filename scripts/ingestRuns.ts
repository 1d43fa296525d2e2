import { type ImportTold, importList } from '../server/ingest/imports.ts'
import { undoImport } from '../server/ingest/undo.ts'
import { inStore } from './store.ts'
import { give } from './terminal.ts'

interface AboutRuns {
  readonly undo: number | undefined
  readonly json: boolean
  readonly dryRun: boolean
}

/** Lists imports, or takes one back. */
export function aboutRuns(file: string, { undo, json, dryRun }: AboutRuns): Promise<number> {
  return inStore(file, 'read', async (db) => {
    if (undo === undefined) {
      const imports = await importList(db, 100)
      await give(json, { imports }, imports.map(importLine))
    } else {
      const done = await undoImport(db, undo, dryRun, Date.now())
      const rows = Object.entries(done.rows).map(([table, count]) => `${count} of ${table}`)
      const what = rows.length === 0 ? 'nothing had changed' : `as before: ${rows.join(', ')}`
      const end = dryRun ? '; nothing stored, as asked' : `; run ${done.by} did so`
      await give(json, done, [`import ${undo}: ${what}${end}`])
    }
    return 0
  })
}

/** An import as a line. One that runs, or was broken off, has come to nothing that could be told. */
export function importLine({ id, verb, name, kind, started_at, outcome, result }: ImportTold): string {
  const counts: Readonly<Record<string, unknown>> = { ...result }
  const sums =
    verb === 'undo'
      ? `took back import ${counts.run}`
      : result === null
        ? `${kind}`
        : `${kind}: ${counts.new} new, ${counts.changed} changed`
  return `${id} · ${started_at} · ${name} · ${sums}${outcome === 'complete' ? '' : ` · ${outcome}`}`
}
