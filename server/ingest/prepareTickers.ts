import { findTicker, saveTicker, type TickerRow } from '../../db/tickers.ts'
import { exchangeOfName } from '../market/exchange/exchanges.ts'
import { symbolKind } from '../market/exchange/symbolPlace.ts'
import { tickerExchange } from '../market/exchange/tickerPlace.ts'
import { type ReportEntry, report } from '../sources/report.ts'
import { readTickerFile, type TickerLine } from '../sources/tickerFile.ts'
import type { KnownTickers } from './knownTickers.ts'
import type { Prepared } from './prepared.ts'

/** Names and facts of tickers; what a file leaves empty stays as it is stored. */
export function prepareTickers(text: string, known: KnownTickers): Prepared {
  const file = readTickerFile(text)
  const placed = file.tickers.map((line) => ({ line, facts: factsOf(line, known.get(line.symbol) ?? null) }))
  const nowhere = placed.filter(({ facts }) => facts === null).map(({ line }) => withoutZone(line))
  return {
    kind: 'tickers',
    reader: null,
    report: [...file.report, ...nowhere, ...placed.flatMap(({ line, facts }) => strangeExchange(line, facts))],
    rejected: file.rejected + nowhere.length,
    records: file.records,
    refused: file.refused,
    store: async (tx, { now }) => {
      const counts = { new: 0, changed: 0, unchanged: 0 }
      for (const { line } of placed) {
        // Somebody may have changed it since the file was read: what that leaves empty stays as it is now.
        const stored = await findTicker(tx, line.symbol)
        const facts = factsOf(line, stored)
        if (facts === null) continue
        const isSame =
          stored !== null &&
          (['name', 'exchange', 'kind', 'currency', 'zone'] as const).every((field) => stored[field] === facts[field])
        if (!isSame) await saveTicker(tx, facts, now)
        counts[stored === null ? 'new' : isSame ? 'unchanged' : 'changed']++
      }
      return counts
    },
  }
}

function factsOf({ symbol, name, exchange: told, kind, currency, zone }: TickerLine, stored: TickerRow | null) {
  const exchange = told ?? stored?.exchange ?? null
  const place = zone ?? stored?.zone ?? tickerExchange({ symbol, exchange, kind, zone })?.zone
  if (place === undefined) return null
  return {
    symbol: stored?.symbol ?? symbol,
    name: name ?? stored?.name ?? null,
    exchange,
    kind: kind ?? stored?.kind ?? symbolKind(symbol),
    currency: currency ?? stored?.currency ?? null,
    zone: place,
    firstTradeDate: null,
  }
}

/** An exchange that nobody here knows by its name: whose sessions are taken instead. */
function strangeExchange(
  { line, symbol, exchange }: TickerLine,
  facts: ReturnType<typeof factsOf>,
): readonly ReportEntry[] {
  if (exchange === null || facts === null || exchangeOfName(exchange) !== null) return []
  const taken = tickerExchange(facts)
  const instead =
    taken === null ? 'no sessions are known' : `the sessions are those of ${taken.mic}, by zone or notation`
  const message = `The exchange of ${symbol} is not known by this name: ${instead}`
  return [report('W_EXCHANGE', message, { line, field: 'exchange' }, exchange)]
}

const withoutZone = ({ line, symbol }: TickerLine): ReportEntry =>
  report(
    'E_EXCHANGE',
    `Cannot tell where ${symbol} trades: name its zone, or an exchange that is known (a MIC such as XIDX, or a source's name such as Jakarta)`,
    { line, field: 'zone' },
    symbol,
  )
