import type { PlacedEvent } from '../../../server/events/placedEvent.ts'

/** What of an event a change is made of: fields of docs/event-format.md, absent ones stay as they are. */
export type Change = Readonly<Record<string, unknown>>

/** `MSFT OPENAI:investee`: a symbol is a subject when it says nothing else. */
export const tickersText = (tickers: PlacedEvent['tickers']): string =>
  tickers.map(({ symbol, role }) => (role === 'subject' ? symbol : `${symbol}:${role}`)).join(' ')

/** The list of the format from what a person writes: symbols in any case, with spaces, commas or bars between them. */
export const tickersList = (text: string): string =>
  text
    .split(/[\s,|]+/)
    .filter((part) => part !== '')
    .map((part) => part.replace(/^[^:]+/, (symbol) => symbol.toUpperCase()))
    .join('|')

/**
 * Another time, in the field that the event's own stands in. It is a person's: its zone is that of the event or of its first
 * ticker, and the session that was stated of the old one goes.
 */
export const timeChange = (
  { public_at, timezone, tickers }: Pick<PlacedEvent, 'public_at' | 'timezone' | 'tickers'>,
  time: string,
): Change => ({
  [public_at === null ? 'occurred_at' : 'public_at']: time,
  ...(timezone === null ? {} : { timezone }),
  tickers: tickers.map(({ symbol, role }) => ({ symbol, role })),
  session: '',
  time_source: 'user',
})
