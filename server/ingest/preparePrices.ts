import { storeActionsNow } from '../../db/actions.ts'
import { storeDailyBarsNow, storeIntradayBarsNow } from '../../db/bars.ts'
import type { Db } from '../../db/file/db.ts'
import type { StoreCounts } from '../../db/file/upsert.ts'
import { recordFetchNow } from '../../db/runs.ts'
import { saveTickerNow, type TickerRow } from '../../db/tickers.ts'
import { type Interval, minutesOf } from '../market/bar.ts'
import { dayOf } from '../market/day.ts'
import { exchangeZone } from '../market/exchangeZone.ts'
import type { Ticker } from '../market/ticker.ts'
import { checkStoredNow } from '../quality/checkStored.ts'
import { readActionFile } from '../sources/priceFile/readActions.ts'
import { type PriceFile, type PriceReadOptions, readDaily } from '../sources/priceFile/readDaily.ts'
import { readIntraday } from '../sources/priceFile/readIntraday.ts'
import { type ImportContext, type Prepared, sumOf } from './prepared.ts'

/** Tickers that are stored already, with what is known of them. */
export type KnownTickers = ReadonlyMap<Ticker, TickerRow>

export function prepareDaily(text: string, options: PriceReadOptions, known: KnownTickers): Prepared {
  const file = readDaily(text, options)
  return prepared('prices', file, known, (db, { id, bars, visit }) => {
    const days = bars.map(({ date }) => dayOf(date) * 86_400_000)
    const fetchId = recordFileNow(db, visit, id, '1d', days)
    const counts = storeDailyBarsNow(db, id, bars, fetchId)
    checkStoredNow(db, id, '1d', fetchId, visit.now)
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
  return prepared('intraday', file, known, (db, { id, bars, visit }) => {
    const starts = bars.map(({ start }) => start)
    const fetchId = recordFileNow(db, visit, id, file.interval, starts)
    const counts = storeIntradayBarsNow(db, id, minutesOf(file.interval) ?? 60, bars, fetchId)
    checkStoredNow(db, id, file.interval, fetchId, visit.now)
    return counts
  })
}

export function prepareActions(text: string, options: PriceReadOptions, known: KnownTickers): Prepared {
  const file = readActionFile(text, options)
  return prepared('actions', file, known, (db, { id, symbol, bars, visit }) => {
    const days = bars.map(({ date }) => dayOf(date) * 86_400_000)
    const fetchId = recordFileNow(db, visit, id, null, days)
    const counts = storeActionsNow(db, id, bars, known.get(symbol)?.currency ?? null, fetchId)
    checkStoredNow(db, id, '1d', fetchId, visit.now)
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
  storePart: (db: Db, part: Part<Row>) => StoreCounts,
): Prepared => ({
  kind,
  reader: null,
  report: file.report,
  rejected: file.rejected,
  records: file.records,
  refused: file.refused,
  storeNow: (db, visit) =>
    sumOf(
      [...file.byTicker].map(([symbol, bars]) =>
        storePart(db, { id: known.get(symbol)?.id ?? addTickerNow(db, symbol, visit.now), symbol, bars, visit }),
      ),
    ),
})

/** A ticker that a file names first: what its symbol says is all that is known. */
const addTickerNow = (db: Db, symbol: Ticker, now: number): number =>
  saveTickerNow(
    db,
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

function recordFileNow(
  db: Db,
  visit: ImportContext,
  tickerId: number,
  interval: Interval | null,
  times: readonly number[],
) {
  const { runId, source, contentHash, now } = visit
  return recordFetchNow(db, {
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
