import { storeActions } from '../../db/actions.ts'
import type { Tx } from '../../db/file/db.ts'
import type { StoreCounts } from '../../db/file/upsert.ts'
import { checksOn } from '../../db/findings.ts'
import { recordFetch } from '../../db/runs.ts'
import { findTicker, saveTicker, type TickerRow } from '../../db/tickers.ts'
import type { CorporateAction } from '../market/action.ts'
import type { Interval } from '../market/bar.ts'
import { dayOf, type IsoDate } from '../market/day.ts'
import { symbolKind } from '../market/exchange/symbolPlace.ts'
import { exchangeZone } from '../market/exchangeZone.ts'
import { type Ticker, ticker } from '../market/ticker.ts'
import { checkStored } from '../quality/checkStored.ts'
import { adjustedSpans, saveFileRemarks } from '../quality/fileRemarks.ts'
import { storeDailyFile } from '../quality/storeFileBars.ts'
import type { PriceFile, PriceReadOptions } from '../sources/priceFile/priceFile.ts'
import { readActionFile } from '../sources/priceFile/readActions.ts'
import { readDaily, type TickerBars } from '../sources/priceFile/readDaily.ts'
import { hasErrors, type ReportEntry, report } from '../sources/report.ts'
import type { TextSource } from '../sources/textSource.ts'
import type { KnownTickers } from './knownTickers.ts'
import { Conflict, type ImportContext, type Part as IngestPart, type Prepared, type Stored, sumOf } from './prepared.ts'

/** Daily bars: read once, whatever their number, and stored ticker by ticker. */
export function prepareDaily(
  source: TextSource,
  options: PriceReadOptions,
  known: KnownTickers,
  progress: (bars: number, of: number) => void = () => {},
): Prepared {
  const file = readDaily(source, options)
  const all = [...file.tickers.values()].reduce((sum, bars) => sum + bars, 0)
  const together = options.atOnce ?? TOGETHER
  function* parts(visit: ImportContext): Generator<IngestPart> {
    let [own, count, stored] = [[] as TickerBars[], 0, 0]
    const part = (some: readonly TickerBars[], bars: number): IngestPart => {
      return async (tx) => {
        const done: Stored[] = []
        for (const one of some) done.push(await storeTicker(tx, one, file.currencies, visit))
        stored += bars
        progress(stored, all)
        return { ...sumOf(done), report: done.flatMap(({ report: said = [] }) => said) }
      }
    }
    for (const one of file.series()) {
      own.push(one)
      count += one.bars.length
      if (count < together) continue
      yield part(own, count)
      ;[own, count] = [[], 0]
    }
    if (own.length > 0) yield part(own, count)
  }
  return {
    kind: 'prices',
    ...headingOf(file, [...file.tickers.keys()], known, options),
    parts,
    store: async (tx, visit) => {
      const stored: Stored[] = []
      for (const part of parts(visit)) stored.push(await part(tx, true))
      return { ...sumOf(stored), report: stored.flatMap(({ report: said = [] }) => said) }
    },
  }
}

/** Bars that are stored together, tickers whole. */
const TOGETHER = 20_000

async function storeTicker(
  tx: Tx,
  { symbol, bars, actions, remarks }: TickerBars,
  currencies: ReadonlyMap<Ticker, string>,
  visit: ImportContext,
): Promise<Stored> {
  const { id, currency } = await tickerFor(tx, symbol, currencies, visit.now)
  const fetchId = await recordFile(tx, visit, id, '1d', bars)
  const about = { tickerId: id, interval: '1d' as const, fetchId, now: visit.now }
  const stored = await storeDailyFile(tx, about, bars)
  const counts = await storeActions(tx, id, actions, currency, fetchId)
  await saveFileRemarks(tx, about, windowOf(bars), remarks)
  await checkStored(tx, id, '1d', fetchId, visit.now)
  return {
    ...sumOf([stored, counts]),
    report: [...beside(symbol, counts), ...(await heldOf(tx, id, symbol, bars))],
  }
}

export function prepareActions(text: string, options: PriceReadOptions, known: KnownTickers): Prepared {
  const file = readActionFile(text, options)
  return {
    kind: 'actions',
    ...headingOf(file, [...file.byTicker.keys()], known, options),
    store: async (tx, visit) => {
      const parts: StoreCounts[] = []
      for (const [symbol, actions] of file.byTicker) {
        const { id, currency } = await tickerFor(tx, symbol, file.currencies, visit.now)
        await refuseAdjusted(tx, id, symbol, actions)
        const fetchId = await recordFile(tx, visit, id, null, actions)
        parts.push(await storeActions(tx, id, actions, currency, fetchId))
        await checkStored(tx, id, '1d', fetchId, visit.now)
      }
      return sumOf(parts)
    },
  }
}

/** Dividends and splits count among what is new and what is not: how many of those they are. */
function beside(symbol: Ticker, { new: added, changed, unchanged }: StoreCounts): readonly ReportEntry[] {
  const count = added + changed + unchanged
  if (count === 0) return []
  const message = `Of what is counted of ${symbol}, ${count} are dividends and splits (${added} new, ${changed} changed)`
  return [report('W_ACTIONS', message)]
}

/** Bars of the file that no figure uses, and the checks that hold them. */
async function heldOf(
  tx: Tx,
  id: number,
  symbol: Ticker,
  bars: readonly { readonly date: IsoDate }[],
): Promise<readonly ReportEntry[]> {
  const [first, last] = [bars[0], bars.at(-1)]
  if (first === undefined || last === undefined) return []
  const found = await checksOn(tx, id, '1d', { from: first.date, to: last.date })
  if (found.size === 0) return []
  const held = bars.filter(({ date }) => (found.get(date)?.heldBy.length ?? 0) > 0)
  if (held.length === 0) return []
  const names = [...new Set(held.flatMap(({ date }) => found.get(date)?.heldBy ?? []))].sort()
  const message = `${held.length} of ${bars.length} bars of ${symbol} are held back from figures by ${names.join(', ')}, from ${held[0]?.date} to ${held.at(-1)?.date}: see the data page`
  return [report('W_HELD', message)]
}

/** First and last session of bars in ascending order; null for none. */
function windowOf(
  bars: readonly { readonly date: IsoDate }[],
): { readonly from: IsoDate; readonly to: IsoDate } | null {
  const [first, last] = [bars[0], bars.at(-1)]
  return first === undefined || last === undefined ? null : { from: first.date, to: last.date }
}

/** @throws Conflict for a payment that closes are adjusted for already: it would be counted twice */
async function refuseAdjusted(tx: Tx, id: number, symbol: Ticker, actions: readonly CorporateAction[]): Promise<void> {
  const spans = await adjustedSpans(tx, id)
  const twice = actions.filter(
    ({ kind, date }) => kind !== 'split' && spans.some(({ from, to }) => date > from && date <= to),
  )
  const [first] = twice
  if (first === undefined) return
  const message = `Cannot add ${twice.length} payments of ${symbol}, ${first.date} first: its closes were taken as adjusted for them already; take prices that are not (yfinance: auto_adjust=False), or say --closes split with them`
  throw new Conflict([report('E_CLOSES', message, { field: 'date' }, first.date)])
}

/** What is to be said of a file of prices before it is stored. */
export function headingOf(
  file: Pick<PriceFile<unknown>, 'currencies' | 'report' | 'rejected' | 'records' | 'refused'>,
  symbols: readonly Ticker[],
  known: KnownTickers,
  options: Pick<PriceReadOptions, 'asked' | 'named'>,
): Omit<Prepared, 'kind' | 'store'> {
  const others = [...file.currencies].flatMap(([symbol, currency]) => {
    const stored = known.get(symbol)?.currency ?? null
    return stored === null || stored === currency ? [] : [otherCurrency(symbol, currency, stored)]
  })
  const renamed = formerNames(symbols, known)
  return {
    reader: null,
    tickers: symbols.map((symbol) => known.get(symbol)?.symbol ?? symbol),
    report: [...file.report, ...byName(symbols, known, options), ...others, ...renamed],
    rejected: file.rejected,
    records: file.records,
    refused: file.refused || others.length > 0 || hasErrors(renamed),
  }
}

/** A new ticker that only the name of the file tells, where it is not written there as a symbol is: `HistoricalData.csv` may be anybody's. */
function byName(
  symbols: readonly Ticker[],
  known: KnownTickers,
  { asked, named = '' }: Pick<PriceReadOptions, 'asked' | 'named'>,
): readonly ReportEntry[] {
  const symbol = ticker(named)
  if (asked !== null || symbol === null || symbol === named || !symbols.includes(symbol) || known.get(symbol)) return []
  const message = `No ticker is named: the file's name was taken for one, ${symbol}, which is new; name it with --ticker where it is another's`
  return [report('W_TICKER', message, { field: 'ticker' }, named)]
}

/**
 * The stored ticker of a symbol, made or given its currency where the file is the first to tell. What was known of it when the
 * file was read may have changed since.
 *
 * @throws Conflict where it has another currency by now
 */
export async function tickerFor(
  tx: Tx,
  symbol: Ticker,
  currencies: ReadonlyMap<Ticker, string>,
  now: number,
): Promise<{ readonly id: number; readonly currency: string | null }> {
  const stored = await findTicker(tx, symbol)
  const told = currencies.get(symbol) ?? null
  const before = stored?.currency ?? null
  if (told !== null && before !== null && told !== before) throw new Conflict([otherCurrency(symbol, told, before)])
  const currency = told ?? before
  const isNamed = stored !== null && before === currency
  return { id: isNamed ? stored.id : await nameTicker(tx, symbol, stored, currency, now), currency }
}

/** A former name means the ticker that had it; a file that names that too would store one security twice. */
const formerNames = (symbols: readonly Ticker[], known: KnownTickers): readonly ReportEntry[] =>
  symbols.flatMap((symbol) => {
    const name = known.get(symbol)?.symbol ?? symbol
    if (name === symbol) return []
    const place = { field: 'ticker' }
    return symbols.includes(name)
      ? [
          report(
            'E_TICKER',
            `Cannot take ${symbol} and ${name} from one file as ${symbol} is a former name of ${name}`,
            place,
            symbol,
          ),
        ]
      : [
          report(
            'W_FORMER_NAME',
            `${symbol} is called ${name} now: what the file has of it is stored under that name`,
            place,
            symbol,
          ),
        ]
  })

/** `GBp` is not `GBP`: the one is a hundredth of the other. */
const otherCurrency = (symbol: Ticker, currency: string, stored: string): ReportEntry =>
  report(
    'RESP_CURRENCY',
    `Cannot take prices of ${symbol} in ${currency} as those stored are in ${stored}`,
    { field: 'currency' },
    currency,
  )

/** A ticker that a file names first: what its symbol and the file say is all that is known. */
function nameTicker(
  tx: Tx,
  symbol: Ticker,
  stored: TickerRow | null,
  currency: string | null,
  now: number,
): Promise<number> {
  const zone = stored?.zone ?? exchangeZone(symbol)
  if (zone === null) throw new RangeError(`Cannot add ${symbol} as nothing tells where it trades`)
  const facts = {
    symbol,
    name: stored?.name ?? null,
    exchange: stored?.exchange ?? null,
    kind: stored?.kind ?? symbolKind(symbol),
    currency,
    zone,
    firstTradeDate: stored?.firstTradeDate ?? null,
  }
  return saveTicker(tx, facts, now)
}

const MS_PER_DAY = 86_400_000

function recordFile(
  tx: Tx,
  visit: ImportContext,
  tickerId: number,
  interval: Interval | null,
  rows: readonly { readonly date: IsoDate }[],
) {
  const { runId, source, contentHash, now } = visit
  const [first, last] = [rows[0], rows.at(-1)]
  return recordFetch(tx, {
    runId,
    tickerId,
    source,
    interval,
    fromMs: first === undefined ? null : dayOf(first.date) * MS_PER_DAY,
    toMs: last === undefined ? null : dayOf(last.date) * MS_PER_DAY,
    status: null,
    contentHash,
    rows: rows.length,
    startedAt: now,
    endedAt: now,
    outcome: 'ok',
    message: null,
  })
}
