import { type Ticker, ticker } from '../../market/ticker.ts'
import type { Closes } from './closesRules.ts'
import { plainName } from './columns.ts'

/** What is known of the files of one vendor beyond the words of their columns. Witnesses: docs/price-files.md. */
export interface VendorForm {
  readonly name: string
  /** What its closes are adjusted for; `ask` where the form is told apart and its witness does not say; null for any table. */
  readonly closes: Closes | 'ask' | null
  /** Its volumes are on split basis although its closes are as traded. */
  readonly volumesSplit: boolean
  /** The symbol in the price source's notation; null for one that has none there. */
  readonly symbol: (given: string, cell: (name: string) => string) => Ticker | null
  /** Rows that are no bar of a share's main board, such as bonds and block deals, by the value of their series. */
  readonly series: ReadonlySet<string> | null
  /** A session without a trade is written as zeros. */
  readonly zeroMeansNoTrade: boolean
}

const plain: VendorForm = {
  name: 'table',
  closes: null,
  volumesSplit: false,
  symbol: (given) => ticker(given),
  series: null,
  zeroMeansNoTrade: false,
}

/** Exchange suffixes of Stooq, and those of the price source. */
const stooqSuffixes: ReadonlyMap<string, string> = new Map([
  ['US', ''],
  ['UK', '.L'],
  ['DE', '.DE'],
  ['JP', '.T'],
])

function stooqSymbol(given: string): Ticker | null {
  const [, symbol = '', suffix = ''] = /^(.+)\.([A-Z]{1,2})$/i.exec(given.trim()) ?? []
  const own = stooqSuffixes.get(suffix.toUpperCase())
  return own === undefined ? ticker(given) : ticker(symbol.toUpperCase() + own)
}

/** Series of shares on India's exchanges: in rolling settlement, and trade for trade. */
const indianShares: ReadonlySet<string> = new Set(['EQ', 'BE', 'BZ', 'SM', 'ST'])

interface Known {
  readonly has: readonly string[]
  readonly lacks?: readonly string[]
  readonly form: Partial<VendorForm> & { readonly name: string }
}

/** Forms by the columns that only they have, the surest first. */
const known: readonly Known[] = [
  { has: ['divcash', 'splitfactor'], form: { name: 'Tiingo', closes: 'raw' } },
  { has: ['split_coefficient'], form: { name: 'Alpha Vantage', closes: 'raw' } },
  { has: ['ex_dividend', 'split_ratio'], form: { name: 'Quandl WIKI', closes: 'raw' } },
  { has: ['window_start'], form: { name: 'Polygon', closes: 'raw' } },
  {
    has: ['traddt', 'tckrsymb', 'sctysrs'],
    form: {
      name: 'UDiFF',
      closes: 'raw',
      series: indianShares,
      symbol: (given, cell) => ticker(`${given}.${cell('src').toUpperCase() === 'BSE' ? 'BO' : 'NS'}`),
    },
  },
  ...[['tottrdqty'], ['date1', 'ttl_trd_qnty']].map(
    (names): Known => ({
      has: ['symbol', 'series', ...names],
      form: { name: 'NSE', closes: 'raw', series: indianShares, symbol: (given) => ticker(`${given}.NS`) },
    }),
  ),
  {
    has: ['previous', 'open_price', 'listed_shares'],
    form: { name: 'IDX', closes: 'raw', zeroMeansNoTrade: true },
  },
  { has: ['ticker', 'per', 'date'], form: { name: 'Stooq', closes: 'ask', symbol: stooqSymbol } },
  { has: ['exchange_date', 'net', '%chg'], form: { name: 'LSEG Workspace', closes: 'ask' } },
  { has: ['dividends', 'stock_splits'], lacks: ['adj_close'], form: { name: 'yfinance', closes: 'adjusted' } },
  { has: ['dividends', 'stock_splits', 'adj_close'], form: { name: 'yfinance', closes: 'split' } },
  { has: ['adjusted_close'], lacks: ['basis'], form: { name: 'EODHD', closes: 'raw', volumesSplit: true } },
  // Whether splits, rights and payments are taken out is chosen at the download, and not written into it.
  { has: ['erster', 'schlusskurs'], form: { name: 'ariva.de', closes: 'ask' } },
  { has: ['basis'], form: { name: 'our own', closes: 'split' } },
]

/**
 * The form of a file by its header.
 *
 * @param isDownload the header has the lines of tickers that yfinance's download writes: without an adjusted close beside
 * them, its closes are adjusted
 */
export function vendorForm(header: readonly string[], isDownload: boolean): VendorForm {
  const names = new Set(header.map(plainName))
  const found = known.find(
    ({ has, lacks = [] }) => has.every((name) => names.has(name)) && !lacks.some((name) => names.has(name)),
  )
  if (found !== undefined) return { ...plain, ...found.form }
  if (isDownload) return { ...plain, name: 'yfinance', closes: names.has('adj_close') ? 'split' : 'adjusted' }
  // Sorted by name, as that download has them without the lines of tickers: nobody else is known to.
  const isSorted = header.join(' ') === 'date close high low open volume'
  if (isSorted) return { ...plain, name: 'yfinance', closes: 'ask' }
  return plain
}
