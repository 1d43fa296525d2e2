import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ingest } from '../server/ingest/ingest.ts'
import type { Ingested, IngestInput, IngestOptions } from '../server/ingest/ingested.ts'
import { mostBytes } from '../server/ingest/mostBytes.ts'
import type { IngestKind } from '../server/ingest/names.ts'
import type { Instant } from '../server/market/instant.ts'
import { Problem } from '../server/problem.ts'
import { fetchFile, isAddress, toldAddress, whyNotFetch } from '../server/sources/fileFetch.ts'
import { reportLog } from '../server/sources/reportLog.ts'
import { progressLine } from './bar.ts'
import { inputBytes } from './inputFile.ts'
import { type LocalStream, localStream } from './localStream.ts'
import { stopSignal } from './stop.ts'
import { inStore } from './store.ts'
import { print, tell } from './terminal.ts'

/** Takes a file, or what stands at an address, into the store. @returns the exit code */
export async function ingestFile(
  store: string,
  file: string,
  options: Omit<IngestOptions, 'now'>,
  json: boolean,
): Promise<number> {
  const line = progressLine()
  const far = isAddress(file) ? await fetched(file) : null
  const near = far === null ? localStream(file, line) : null
  const now = Date.now() as Instant
  try {
    return await inStore(store, 'make', async (db) => {
      const done = await ingest(db, far ?? (near as LocalStream), { ...options, now })
      line.clear()
      await (json ? print([`${JSON.stringify(done)}\n`]) : tell(spoken(done)))
      return done.accepted ? 0 : 1
    })
  } finally {
    near?.close()
  }
}

/** A failed fetch is an error, not an empty file: nothing is opened or written then. */
async function fetched(address: string): Promise<IngestInput> {
  const why = whyNotFetch(address)
  if (why !== null) throw new Problem(400, 'bad_parameter', why)
  // What asks the network is loaded where something is asked for.
  const { pinnedFetch } = await import('../server/sources/pinnedFetch.ts')
  const line = progressLine()
  const signal = stopSignal(() => line.note('Stopping'))
  const file = await fetchFile(new URL(address), {
    fetch: pinnedFetch(new URL(address).hostname),
    sleep: async (ms, until) => void (await sleep(ms, undefined, { signal: until })),
    now: Date.now,
    random: Math.random,
    signal,
    progress: (received, total) => line.draw(received, total ?? received, 'bytes fetched'),
  })
  line.clear()
  if (file.kind === 'file') return file
  throw new Problem(503, 'fetch_failed', `Cannot fetch ${toldAddress(address)}: ${file.outcome}, ${file.message}`)
}

/** A file that is taken whole, as an article is. */
export const localFile = (file: string, kind: IngestKind | null): IngestInput => ({
  name: file === '-' ? 'standard input' : basename(file),
  bytes: inputBytes(file, mostBytes(kind)),
})

/** An import in words, a line each. */
export function* spoken({
  kind,
  run,
  reader,
  dry_run,
  accepted,
  skippable,
  counts,
  report,
}: Ingested): Generator<string> {
  const log = reportLog()
  log.add(...report)
  for (const { line, event_id, field, code, severity, message, value } of log.entries()) {
    const place = [line === null ? null : `line ${line}`, event_id, field].filter((part) => part !== null).join(', ')
    yield `${severity} ${code}${place === '' ? '' : ` (${place})`}: ${message}${value === null || message.includes(value) ? '' : ` ${JSON.stringify(value)}`}\n`
  }
  const what = `${kind ?? 'file'}${reader === null || reader === 'csv' ? '' : ` (${reader})`}`
  const sums = `${counts.new} new, ${counts.changed} changed, ${counts.unchanged} unchanged, ${counts.rejected} rejected`
  if (accepted) yield `${what}: ${sums}${dry_run ? '; nothing stored, as asked' : run === null ? '' : `; run ${run}`}\n`
  else {
    const records = counts.rejected === 0 ? '' : `: none of its ${counts.rejected} records was stored`
    const way = skippable ? '; --mode skip leaves out what is wrong and stores the others' : ''
    yield `${what} refused for what is said above${records}${way}\n`
  }
}
