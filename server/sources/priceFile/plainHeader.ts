import { type Ticker, ticker } from '../../market/ticker.ts'

/** A table under one header line, and the ticker that lines below the header named. */
export interface PlainTable {
  readonly text: string
  readonly ticker: Ticker | null
  /** Symbols that stand side by side: no table of one ticker. */
  readonly several: readonly string[]
  /** It has the lines of tickers under its header that yfinance's download writes. */
  readonly isDownload: boolean
}

const END = '(?:\\r\\n|\\n|\\r)'
/** As yfinance writes them: the words of the columns, the ticker of each, and in one style the name of the index. */
const underTickers = [
  new RegExp(`^Price,([^\\r\\n]*)${END}Ticker,([^\\r\\n]*)${END}(Date|Datetime),*(?=[\\r\\n])`, 'i'),
  new RegExp(`^(?:Date|Datetime),([^\\r\\n]*)${END},([^\\r\\n]*)(?=[\\r\\n])`, 'i'),
]
const isDated = /(^|,)"?(date|datetime|timestamp|time|ts|day|start|session.date)"?(,|$)/i

/**
 * Makes one header line of those that pandas writes: lines of tickers under it, and a first column without a name, which
 * is the date or a number of the row. Lines keep their numbers.
 */
export function plainHeader(given: string): PlainTable {
  const text = given.replace(/^\uFEFF/, '')
  for (const pattern of underTickers) {
    const [whole = '', words = '', symbols = '', index = 'Date'] = pattern.exec(text) ?? []
    if (whole === '') continue
    const named = [...new Set(symbols.split(',').map((symbol) => symbol.trim()))].filter((symbol) => symbol !== '')
    if (named.length > 1) return { text, ticker: null, several: named, isDownload: true }
    const lines = whole.match(new RegExp(END, 'g'))?.join('') ?? ''
    return {
      text: `${index},${words}${lines}${text.slice(whole.length)}`,
      ticker: ticker(named[0] ?? ''),
      several: [],
      isDownload: true,
    }
  }
  const [header = ''] = /^[^\r\n]*/.exec(text.slice(0, 10_000)) ?? []
  const [unnamed = ''] = /^(?:""|Unnamed: 0)?(?=,)/i.exec(header) ?? []
  if (!/^(?:""|Unnamed: 0)?,/i.test(header)) return { text, ticker: null, several: [], isDownload: false }
  const name = isDated.test(header.slice(unnamed.length + 1)) ? 'row' : 'date'
  return { text: name + text.slice(unnamed.length), ticker: null, several: [], isDownload: false }
}
