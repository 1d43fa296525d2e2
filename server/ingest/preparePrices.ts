import { storeActions } from '../../db/actions.ts'
import { storeDailyBars, storeIntradayBars } from '../../db/bars.ts'
import type { Tx } from '../../db/file/db.ts'
import type { StoreCounts } from '../../db/file/upsert.ts'
import { recordFetch } from '../../db/runs.ts'
import { saveTicker, type TickerRow } from '../../db/tickers.ts'
import { type Interval, minutesOf } from '../market/bar.ts'
import { dayOf } from '../market/day.ts'
import { exchangeZone } from '../market/exchangeZone.ts'
import type { Ticker } from '../market/ticker.ts'
import { checkStored } from '../quality/checkStored.ts'
import { readActionFile } from '../sources/priceFile/readActions.ts'
import { type PriceFile, type PriceReadOptions, readDaily } from '../sources/priceFile/readDaily.ts'
import { readIntraday } from '../sources/priceFile/readIntraday.ts'
import { type ImportContext, type Prepared, sumOf } from './prepared.ts'

/** Tickers that are stored already, with what is known of them. */
export type KnownTickers = ReadonlyMap<Ticker, TickerRow>

export function prepareDaily(text: string, options: PriceReadOptions, known: KnownTickers): Prepared {
  const file = readDaily(text, options)
  return prepared('prices', file, known, async (tx, { id, bars, visit }) => {
    const days = bars.map(({ date }) => dayOf(date) * 86_400_000)
    const fetchId = await recordFile(tx, visit, id, '1d', days)
    const counts = await storeDailyBars(tx, id, bars, fetchId)
    await checkStored(tx, id, '1d', fetchId, visit.now)
    return counts
  })
}

export function prepareIntraday(
  text: string,
  options: PriceReadOptions,
  known: KnownTickers,
  interval: Interval | null,
): Prepared {
  const file = readIntraday(text, options, interval)
  return prepared('intraday', file, known, async (tx, { id, bars, visit }) => {
    const starts = bars.map(({ start }) => start)
    const fetchId = await recordFile(tx, visit, id, file.interval, starts)
    const counts = await storeIntradayBars(tx, id, minutesOf(file.interval) ?? 60, bars, fetchId)
    await checkStored(tx, id, file.interval, fetchId, visit.now)
    return counts
  })
}

export function prepareActions(text: string, options: PriceReadOptions, known: KnownTickers): Prepared {
  const file = readActionFile(text, options)
  return prepared('actions', file, known, async (tx, { id, symbol, bars, visit }) => {
    const days = bars.map(({ date }) => dayOf(date) * 86_400_000)
    const fetchId = await recordFile(tx, visit, id, null, days)
    const counts = await storeActions(tx, id, bars, known.get(symbol)?.currency ?? null, fetchId)
    await checkStored(tx, id, '1d', fetchId, visit.now)
    return counts
  })
}

interface Part<Row> {
  readonly id: number
  readonly symbol: Ticker
  readonly bars: readonly Row[]
  readonly visit: ImportContext
}

const prepared = <Row>(
  kind: Prepared['kind'],
  file: PriceFile<Row>,
  known: KnownTickers,
  storePart: (tx: Tx, part: Part<Row>) => Promise<StoreCounts>,
): Prepared => ({
  kind,
  reader: null,
  report: file.report,
  rejected: file.rejected,
  records: file.records,
  refused: file.refused,
  store: async (tx, visit) => {
    const counts: StoreCounts[] = []
    for (const [symbol, bars] of file.byTicker) {
      const id = known.get(symbol)?.id ?? (await addTicker(tx, symbol, visit.now))
      counts.push(await storePart(tx, { id, symbol, bars, visit }))
    }
    return sumOf(counts)
  },
})

/** A ticker that a file names first: what its symbol says is all that is known. */
const addTicker = (tx: Tx, symbol: Ticker, now: number): Promise<number> =>
  saveTicker(
    tx,
    {
      symbol,
      name: null,
      exchange: null,
      kind: symbol.startsWith('^') ? 'index' : 'stock',
      currency: null,
      zone: exchangeZone(symbol) ?? 'America/New_York',
      firstTradeDate: null,
    },
    now,
  )

function recordFile(
  tx: Tx,
  visit: ImportContext,
  tickerId: number,
  interval: Interval | null,
  times: readonly number[],
) {
  const { runId, source, contentHash, now } = visit
  return recordFetch(tx, {
    runId,
    tickerId,
    source,
    interval,
    fromMs: times[0] ?? null,
    toMs: times.at(-1) ?? null,
    status: null,
    contentHash,
    rows: times.length,
    startedAt: now,
    endedAt: now,
    outcome: 'ok',
    message: null,
  })
}
