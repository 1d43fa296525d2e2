import type { Brand } from './day.ts'

/** A symbol in the price source's notation: `MSFT`, `BRK-B`, `^GSPC`, `0700.HK`, `EURUSD=X`. Upper case. */
export type Ticker = Brand<string, 'Ticker'>

const pattern = /^[A-Z0-9^][A-Z0-9.\-=^&]{0,19}$/

/**
 * One letter after a dot is a class of an American share where no exchange's ending is that letter (F, L, T, V …): most
 * write `BRK.B`, the price source writes `BRK-B`. A test holds the letters to the table of exchanges.
 */
const shareClass = /^([A-Z0-9]{1,8})\.([A-EGHKMP-RUW-Z])$/

/**
 * The symbol in `text` after trimming and upper-casing, in the source's notation, or null when no source could know it.
 * `BRK.B` and `BRK-B` are one symbol, here and therefore everywhere.
 */
export function ticker(text: string): Ticker | null {
  const symbol = text.trim().toUpperCase()
  return pattern.test(symbol) ? (symbol.replace(shareClass, '$1-$2') as Ticker) : null
}

/** @throws RangeError for text that is no symbol; for constants */
export function mustBeTicker(text: string): Ticker {
  const symbol = ticker(text)
  if (symbol === null) throw new RangeError(`Cannot read "${text}" as a ticker symbol such as MSFT or ^GSPC`)
  return symbol
}

/** The former name by which a ticker was asked for; null where it was asked for by its name, or by none. */
export const askedAs = (asked: Ticker | null | undefined, symbol: Ticker): Ticker | null =>
  asked == null || asked === symbol ? null : asked
