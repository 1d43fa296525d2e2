import { exchangeOfEnding } from './exchanges.ts'
import { indexMic } from './indices.ts'

/** What a symbol by itself says of its kind and of where it trades, or why it says nothing. */
export type SymbolPlace =
  | { readonly kind: 'share' | 'index' | 'future' | 'currency' | 'coin'; readonly mic: string }
  | { readonly kind: 'unknown'; readonly what: 'ending' | 'index'; readonly text: string }

/** Money and coins that prices of coins are told in. */
const quotes = 'USD USDT USDC EUR GBP JPY KRW IDR AUD CAD CHF CNY HKD INR SGD THB TRY BRL RUB BTC ETH'.split(' ')
const coin = new RegExp(`^[A-Z0-9]{1,12}-(${quotes.join('|')})$`)

/** Futures of the volatility index trade at Cboe, all others that Yahoo writes with `=F` at CME Group. */
const futureMic = (root: string): string => (/^VXM?$/.test(root) ? 'XCBF' : 'CMES')

/**
 * Where a symbol trades, from its notation alone, so that a file means the same on every machine: `=F` are futures,
 * `=X` currencies, `-USD` and its like coins, `^` indices by a table, an ending after the last dot an exchange.
 * One letter that is no exchange's ending is a class of an American share: `BRK.B` is `BRK-B`.
 */
export function symbolPlace(symbol: string): SymbolPlace {
  if (symbol.endsWith('=F')) return { kind: 'future', mic: futureMic(symbol.slice(0, -2)) }
  if (symbol.endsWith('=X')) return { kind: 'currency', mic: '24-5' }
  if (coin.test(symbol)) return { kind: 'coin', mic: '24-7' }
  const dot = symbol.lastIndexOf('.')
  const index = symbol.startsWith('^')
  if (dot > 0) return endingPlace(symbol.slice(dot + 1), index)
  if (!index) return { kind: 'share', mic: 'XNYS' }
  const mic = indexMic(symbol.slice(1))
  return mic === null ? { kind: 'unknown', what: 'index', text: symbol } : { kind: 'index', mic }
}

function endingPlace(ending: string, index: boolean): SymbolPlace {
  const exchange = exchangeOfEnding(ending)
  if (exchange !== null) return { kind: kindAt(exchange.mic, index), mic: exchange.mic }
  if (/^[A-Z]$/.test(ending) && !index) return { kind: 'share', mic: 'XNYS' }
  return { kind: 'unknown', what: 'ending', text: ending }
}

function kindAt(mic: string, index: boolean): 'share' | 'index' | 'future' | 'currency' | 'coin' {
  if (index) return 'index'
  if (['CMES', 'XCBT', 'XNYM', 'XCEC', 'IEPA', 'XCBF', 'XEUR'].includes(mic)) return 'future'
  if (mic === '24-7') return 'coin'
  return mic === '24-5' ? 'currency' : 'share'
}

const kindNames = { share: 'stock', index: 'index', future: 'future', currency: 'currency', coin: 'crypto' } as const

/** The kind of instrument that a symbol's notation tells, as the store names it; a share where it tells none. */
export function symbolKind(symbol: string): (typeof kindNames)[keyof typeof kindNames] {
  const { kind } = symbolPlace(symbol)
  return kind === 'unknown' ? (symbol.startsWith('^') ? 'index' : 'stock') : kindNames[kind]
}
