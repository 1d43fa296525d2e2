import { type Ticker, ticker } from '../market/ticker.ts'
import { isZone, spelledZone } from '../market/zone.ts'
import { readDelimited } from './delimited.ts'
import { oddLetters, type ReportEntry, report } from './report.ts'

/** What a file says of tickers; null where it says nothing. */
export interface TickerLine {
  /** Of the file, the header being line 1. */
  readonly line: number
  readonly symbol: Ticker
  readonly name: string | null
  readonly exchange: string | null
  readonly kind: string | null
  readonly currency: string | null
  readonly zone: string | null
}

export interface TickerFile {
  readonly tickers: readonly TickerLine[]
  readonly report: readonly ReportEntry[]
  readonly rejected: number
  readonly records: number
  readonly refused: boolean
}

const columns = ['symbol', 'name', 'exchange', 'kind', 'currency', 'zone']

/** Kinds of tickers, and what sources call them: a kind decides at which hours a ticker trades, so none is guessed. */
const kinds: ReadonlyMap<string, string> = new Map([
  ...['stock', 'index', 'etf', 'fund', 'currency', 'crypto', 'future', 'other'].map((kind) => [kind, kind] as const),
  ...['share', 'equity'].map((word) => [word, 'stock'] as const),
  ...['coin', 'cryptocurrency'].map((word) => [word, 'crypto'] as const),
  ...['fx', 'forex'].map((word) => [word, 'currency'] as const),
  ['mutualfund', 'fund'],
  ['futures', 'future'],
])

/** Three letters of ISO 4217, with a small one for hundredths as sources write them (`GBp`, `ZAc`); or up to five of a coin. */
const CURRENCY = /^[A-Z]{2,4}[A-Za-z]$/

/** Reads names and facts of tickers: columns symbol, name, exchange, kind, currency, zone. */
export function readTickerFile(text: string): TickerFile {
  const table = readDelimited(text, (name) => columns.includes(name), 10_000)
  const at = (name: string) => table.header.indexOf(name)
  if (table.refused || at('symbol') < 0) {
    const entries = table.refused
      ? table.report
      : [report('E_REQUIRED', 'Cannot read the file as it has no column symbol', { line: 1, field: 'symbol' })]
    return { tickers: [], report: entries, rejected: 0, records: 0, refused: true }
  }
  const entries: ReportEntry[] = [...table.report]
  const tickers: TickerLine[] = []
  const seen = new Set<Ticker>()
  for (const { line, fields } of table.rows) {
    const cell = (name: string) => fields[at(name)]?.trim() || null
    const symbol = ticker(cell('symbol') ?? '')
    const zone = cell('zone')
    const [kind, currency] = [cell('kind'), cell('currency')]
    if (symbol === null)
      entries.push(
        report('E_TICKER', 'Cannot read symbol as a ticker such as MSFT', { line, field: 'symbol' }, cell('symbol')),
      )
    else if (seen.has(symbol))
      // The two may say different things, and neither is better.
      entries.push(report('E_ID_DUPLICATE', 'Cannot take two lines of one symbol', { line, field: 'symbol' }, symbol))
    else if (zone !== null && !isZone(zone))
      entries.push(report('E_TIME_ZONE', 'Cannot read zone as an IANA time zone', { line, field: 'zone' }, zone))
    else if (kind !== null && !kinds.has(kind.toLowerCase())) {
      const message = 'Cannot read kind as stock, index, etf, fund, currency, crypto, future or other'
      entries.push(report('E_ENUM', message, { line, field: 'kind' }, kind))
    } else if (currency !== null && !CURRENCY.test(currency)) {
      const message = 'Cannot read currency as a code such as USD, GBp for pence, or USDT'
      entries.push(report('E_CURRENCY', `${message}${oddLetters(currency)}`, { line, field: 'currency' }, currency))
    } else {
      seen.add(symbol)
      tickers.push({
        line,
        symbol,
        name: cell('name'),
        exchange: cell('exchange'),
        kind: kind === null ? null : (kinds.get(kind.toLowerCase()) ?? null),
        currency,
        zone: zone === null ? null : spelledZone(zone),
      })
    }
  }
  return {
    tickers,
    report: [...table.remarks, ...entries],
    rejected: entries.length,
    records: tickers.length + entries.length,
    refused: false,
  }
}
