import { saveTicker } from '../../db/tickers.ts'
import { exchangeZone } from '../market/exchangeZone.ts'
import { readTickerFile, type TickerLine } from '../sources/tickerFile.ts'
import type { KnownTickers } from './knownTickers.ts'
import type { Prepared } from './prepared.ts'

/** Names and facts of tickers; what a file leaves empty stays as it is stored. */
export function prepareTickers(text: string, known: KnownTickers): Prepared {
  const file = readTickerFile(text)
  return {
    kind: 'tickers',
    reader: null,
    report: file.report,
    rejected: file.rejected,
    records: file.records,
    refused: file.refused,
    store: async (tx, { now }) => {
      const counts = { new: 0, changed: 0, unchanged: 0 }
      for (const line of file.tickers) {
        const stored = known.get(line.symbol)
        const facts = factsOf(line, known)
        const isSame =
          stored !== undefined &&
          (['name', 'exchange', 'kind', 'currency', 'zone'] as const).every((field) => stored[field] === facts[field])
        if (!isSame) await saveTicker(tx, facts, now)
        counts[stored === undefined ? 'new' : isSame ? 'unchanged' : 'changed']++
      }
      return counts
    },
  }
}

function factsOf({ symbol, name, exchange, kind, currency, zone }: TickerLine, known: KnownTickers) {
  const stored = known.get(symbol)
  return {
    symbol,
    name: name ?? stored?.name ?? null,
    exchange: exchange ?? stored?.exchange ?? null,
    kind: kind ?? stored?.kind ?? (symbol.startsWith('^') ? 'index' : 'stock'),
    currency: currency ?? stored?.currency ?? null,
    zone: zone ?? stored?.zone ?? exchangeZone(symbol) ?? 'America/New_York',
    firstTradeDate: null,
  }
}
