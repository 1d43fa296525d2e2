import type { Db } from '../../db/file/db.ts'
import { NoText } from '../sources/fileStream.ts'
import { type Ingested, type IngestInput, type IngestOptions, type IngestStream, rejected } from './ingested.ts'
import { kindOf } from './kind.ts'
import type { IngestKind } from './names.ts'
import type { Prepared } from './prepared.ts'
import { prepareIntraday } from './prepareIntraday.ts'
import { prepareDaily } from './preparePrices.ts'
import { priceOptions, pricesAround } from './priceOptions.ts'
import { idleOption, type Ready, readyOr } from './ready.ts'
import { store, storeParts } from './storeImport.ts'

/**
 * Takes a file into the store: all of it or nothing in strict mode, in one transaction. The same file a second time changes
 * nothing. In skip mode a file that comes as a stream is stored in transactions of bounded size: one that was broken off
 * leaves what is stored by then, whole and checked session by session, and the same file goes on from there.
 *
 * @param progress hears which step begins
 */
export async function ingest(
  db: Db,
  input: IngestInput | IngestStream,
  options: IngestOptions,
  progress: (step: 'reading' | 'storing') => void = () => {},
): Promise<Ingested> {
  progress('reading')
  if ('stream' in input) {
    const ready = await prepareStream(db, input, options)
    if ('counts' in ready) return ready
    progress('storing')
    const { parts } = ready.prepared
    return parts !== undefined && options.mode === 'skip' && options.dryRun !== true
      ? storeParts(db, ready, parts, options)
      : store(db, ready, options)
  }
  const { aroundOf, opened, prepare } = await import('./prepareWhole.ts')
  const around = await aroundOf(db)
  const file = await opened(input, options)
  if (file.kind === 'refused') return rejected(options.kind ?? null, null, options, 0, [file.entry])
  const ready = prepare(file, options, around)
  if ('counts' in ready) return ready
  progress('storing')
  return store(db, ready, options)
}

/** Reads a file of any size: prices and events piece by piece, everything else as a whole. */
async function prepareStream(db: Db, input: IngestStream, options: IngestOptions): Promise<Ready | Ingested> {
  const { name, stream } = input
  try {
    const [head = ''] = options.kind === 'factors' ? [] : stream.pieces()
    const kind = options.kind ?? kindOf(head)
    const prepared =
      kind === null || idleOption(kind, options) !== null ? null : await piecewise(db, input, kind, options)
    if (prepared === null) {
      // What reads the other kinds is loaded where one of them is read.
      const { aroundOf, opened, prepare } = await import('./prepareWhole.ts')
      const file = await opened({ name, bytes: input.bytes() }, { ...options, kind })
      if (file.kind === 'refused') return rejected(kind, null, options, 0, [file.entry])
      return prepare(file, { ...options, isOfAnySize: true }, await aroundOf(db))
    }
    return readyOr(prepared, options, () => ({ name, contentHash: stream.contentHash(), prepared }))
  } catch (error) {
    if (error instanceof NoText) return rejected(options.kind ?? null, null, options, 0, [error.entry])
    throw error
  }
}

/** A file of a kind and form that is read piece by piece; null for others. */
async function piecewise(
  db: Db,
  input: IngestStream,
  kind: IngestKind,
  options: IngestOptions,
): Promise<Prepared | null> {
  switch (kind) {
    case 'prices':
    case 'intraday': {
      const { name, stream, spill, atOnce, stored } = input
      const around = await pricesAround(db)
      const prices = { ...priceOptions(name, options, around), spill, atOnce }
      const progress = (bars: number, of: number) => stored(bars, of, 'bars')
      return kind === 'prices'
        ? prepareDaily(stream, prices, around.known, progress)
        : prepareIntraday(stream, prices, around.known, options.interval ?? null, progress)
    }
    case 'events':
      return (await import('./prepareEventStream.ts')).prepareEventStream(db, input, options)
    default:
      return null
  }
}
