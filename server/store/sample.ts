import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Db } from '../../db/file/db.ts'
import { write } from '../../db/file/transaction.ts'
import { ingest } from '../ingest/ingest.ts'
import type { IngestOptions } from '../ingest/ingested.ts'
import type { IngestKind } from '../ingest/names.ts'
import { aroundOf, prepare } from '../ingest/prepareWhole.ts'
import { storeIn } from '../ingest/storeImport.ts'
import type { Instant } from '../market/instant.ts'

const folder = join(import.meta.dirname, '../../db/sample')

/** The bundled files in the order in which they are taken, and what they hold. */
function sampleFiles(): readonly (readonly [string, IngestKind])[] {
  const inside = (room: string, kind: IngestKind) =>
    readdirSync(join(folder, room))
      .filter((file) => file.endsWith('.csv'))
      .sort()
      .map((file) => [`${room}/${file}`, kind] as const)
  return [
    ['tickers.csv', 'tickers'],
    ...inside('prices', 'prices'),
    ...inside('actions', 'actions'),
    ...inside('intraday', 'intraday'),
    ...inside('factors', 'factors'),
    ['events.csv', 'events'],
  ]
}

/**
 * Fills an empty store with the bundled data, through the readers and checks that every file goes through.
 *
 * @throws Error naming the file and the first thing wrong with it; all but the names of the tickers is rolled back
 */
export async function loadSample(db: Db, now: number): Promise<void> {
  const [names, ...others] = sampleFiles().map(([path, kind]) => ({
    path,
    kind,
    bytes: readFileSync(join(folder, path)),
  }))
  if (names !== undefined)
    await ingest(db, { name: `sample/${names.path}`, bytes: names.bytes }, { now: now as Instant, kind: names.kind })
  const around = await aroundOf(db)
  await write(db, async (tx) => {
    for (const { path, kind, bytes } of others) {
      const options: IngestOptions = { now: now as Instant, kind }
      const ready = prepare({ name: `sample/${path}`, bytes }, options, around)
      const done = 'counts' in ready ? ready : await storeIn(tx, ready, options)
      if (done.stored) continue
      const [first] = done.report.filter(({ severity }) => severity === 'error')
      throw new Error(`Cannot load the sample file ${path}: line ${first?.line}: ${first?.message}`)
    }
  })
}
