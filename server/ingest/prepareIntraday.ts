import { beginChange } from '../../db/file/change.ts'
import type { Tx } from '../../db/file/db.ts'
import { endFetch, recordFetch } from '../../db/runs.ts'
import { findTicker } from '../../db/tickers.ts'
import type { Interval } from '../market/bar.ts'
import { BAR_CELLS } from '../market/barCells.ts'
import type { Ticker } from '../market/ticker.ts'
import { Problem } from '../problem.ts'
import { saveFileRemarks } from '../quality/fileRemarks.ts'
import { type LookWithin, lookWithin } from '../quality/lookWithin.ts'
import { storeIntradayFile } from '../quality/storeFileBars.ts'
import type { PriceReadOptions } from '../sources/priceFile/priceFile.ts'
import { type BarBatch, type FileTicker, type IntradayFile, readIntraday } from '../sources/priceFile/readIntraday.ts'
import type { TextSource } from '../sources/textSource.ts'
import type { KnownTickers } from './knownTickers.ts'
import { type ImportContext, type Part, type Prepared, type Stored, sumOf } from './prepared.ts'
import { headingOf, tickerFor } from './preparePrices.ts'

/** Bars within the day: read once, whatever their number, and stored some at a time. */
export function prepareIntraday(
  source: TextSource,
  options: PriceReadOptions,
  known: KnownTickers,
  interval: Interval | null,
  progress: (bars: number, of: number) => void = () => {},
): Prepared {
  const file = readIntraday(source, options, interval)
  const parts = (visit: ImportContext) => partsOf(file, visit, progress)
  return {
    kind: 'intraday',
    ...headingOf(file, [...file.tickers.keys()], known, options),
    parts,
    store: async (tx, visit) => {
      const stored: Stored[] = []
      for (const part of parts(visit)) stored.push(await part(tx, true))
      return sumOf(stored)
    },
  }
}

/** A ticker of the file while its bars are stored. */
interface Open {
  readonly id: number
  readonly fetchId: number
  readonly look: LookWithin
}

function* partsOf(
  file: IntradayFile,
  visit: ImportContext,
  progress: (bars: number, of: number) => void,
): Generator<Part> {
  const all = [...file.tickers.values()].reduce((sum, { bars }) => sum + bars, 0)
  let stored = 0
  let open: { readonly symbol: Ticker; readonly one: Promise<Open> } | null = null
  const of = (tx: Tx, symbol: Ticker): Promise<Open> => {
    if (open?.symbol !== symbol) open = { symbol, one: begin(tx, file, symbol, visit) }
    return open.one
  }
  const going = async (tx: Tx, symbol: Ticker, begun: boolean): Promise<Open> => {
    const isNew = open?.symbol !== symbol
    const one = await of(tx, symbol)
    if (!isNew && !begun && (await findTicker(tx, symbol))?.id !== one.id) throw gone(symbol)
    if (!isNew && !begun) await beginChange(tx, { at: visit.now, runId: visit.runId, fetchId: one.fetchId })
    return one
  }
  let before: Ticker | null = null
  for (const batch of file.batches()) {
    if (before !== null && before !== batch.symbol) yield endOf(before)
    before = batch.symbol
    yield (tx, begun) => storeBatch(tx, batch, begun)
  }
  if (before !== null) yield endOf(before)

  async function storeBatch(tx: Tx, { symbol, cells }: BarBatch, begun: boolean): Promise<Stored> {
    const { id, fetchId, look } = await going(tx, symbol, begun)
    const about = { tickerId: id, interval: file.interval, fetchId, now: visit.now }
    const decimals = file.tickers.get(symbol)?.decimals ?? 0
    const counts = await storeIntradayFile(tx, about, file.interval, cells, decimals)
    if (counts.new + counts.changed > 0) await look.at(tx, cells)
    stored += cells.length / BAR_CELLS
    progress(stored, all)
    return counts
  }

  function endOf(symbol: Ticker): Part {
    return async (tx, begun) => {
      const { id, fetchId, look } = await going(tx, symbol, begun)
      const own = file.tickers.get(symbol)
      const window = own === undefined ? null : { from: own.from, to: own.to }
      const about = { tickerId: id, interval: file.interval, fetchId, now: visit.now }
      await saveFileRemarks(tx, about, window, file.remarks.get(symbol) ?? [])
      await look.end(tx)
      await endFetch(tx, fetchId, own?.bars ?? 0)
      return { new: 0, changed: 0, unchanged: 0 }
    }
  }
}

/** Somebody has deleted a ticker, or merged it into another, between two transactions of an import. */
const gone = (symbol: Ticker): Problem =>
  new Problem(
    409,
    'changed_since',
    `The import ended before all bars of ${symbol} were stored as that was deleted or merged meanwhile: take the file again`,
  )

async function begin(
  tx: Tx,
  file: IntradayFile,
  symbol: Ticker,
  { runId, source, contentHash, now }: ImportContext,
): Promise<Open> {
  const { id } = await tickerFor(tx, symbol, file.currencies, now)
  const own: FileTicker | undefined = file.tickers.get(symbol)
  const { interval } = file
  const fetchId = await recordFetch(tx, {
    runId,
    tickerId: id,
    source,
    interval,
    fromMs: own?.first ?? null,
    toMs: own?.last ?? null,
    status: null,
    contentHash,
    rows: 0,
    startedAt: now,
    endedAt: now,
    outcome: 'partial',
    message: null,
  })
  return { id, fetchId, look: lookWithin({ tickerId: id, interval, fetchId, now }) }
}
