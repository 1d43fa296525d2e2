import type { Brand } from './day.ts'

/** A symbol in the price source's notation: `MSFT`, `BRK-B`, `^GSPC`, `0700.HK`, `EURUSD=X`. Upper case. */
export type Ticker = Brand<string, 'Ticker'>

const pattern = /^[A-Z0-9^][A-Z0-9.\-=^&]{0,19}$/

/** The symbol in `text` after trimming and upper-casing, or null when no source could know it. */
export function ticker(text: string): Ticker | null {
  const symbol = text.trim().toUpperCase()
  return pattern.test(symbol) ? (symbol as Ticker) : null
}

/** @throws RangeError for text that is no symbol; for constants */
export function mustBeTicker(text: string): Ticker {
  const symbol = ticker(text)
  if (symbol === null) throw new RangeError(`Cannot read "${text}" as a ticker symbol such as MSFT or ^GSPC`)
  return symbol
}
