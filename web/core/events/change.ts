import type { PlacedEvent } from '../../../server/events/placedEvent.ts'
import type { Column } from './grid.ts'

/** Columns whose cells are written in place. */
export const editable = ['time', 'title', 'tickers', 'type', 'status', 'source'] as const satisfies readonly Column[]
export type Editable = (typeof editable)[number]

export const isEditable = (column: Column): column is Editable => editable.some((each) => each === column)

/** What of an event a change is made of: fields of docs/event-format.md, absent ones stay as they are. */
export type Change = Readonly<Record<string, unknown>>

type Edited = Pick<
  PlacedEvent,
  'title' | 'public_at' | 'occurred_at' | 'timezone' | 'tickers' | 'type' | 'status' | 'source_name'
>

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

/** What stands in a cell while it is written. */
export function textOf(event: Edited, column: Editable): string {
  switch (column) {
    case 'time':
      return event.public_at ?? event.occurred_at ?? ''
    case 'title':
      return event.title
    case 'tickers':
      return tickersText(event.tickers)
    case 'type':
      return event.type
    case 'status':
      return event.status
    case 'source':
      return event.source_name ?? ''
  }
}

/**
 * The change that a cell's new text makes. Another time is a person's: its zone is that of the event or of its first
 * ticker, and the session that was stated of the old one goes.
 *
 * @returns null where the text says what is stored
 */
export function changeOf(event: Edited, column: Editable, text: string): Change | null {
  const given = text.trim()
  if (given === textOf(event, column)) return null
  switch (column) {
    case 'time':
      return timeChange(event, given)
    case 'tickers':
      return { tickers: tickersList(given) }
    case 'source':
      return { source_name: given }
    case 'title':
    case 'type':
    case 'status':
      return { [column]: given }
  }
}

/** Another time, in the field that the event's own stands in. */
export const timeChange = (
  { public_at, timezone, tickers }: Pick<Edited, 'public_at' | 'timezone' | 'tickers'>,
  time: string,
): Change => ({
  [public_at === null ? 'occurred_at' : 'public_at']: time,
  ...(timezone === null ? {} : { timezone }),
  tickers: tickers.map(({ symbol, role }) => ({ symbol, role })),
  session: '',
  time_source: 'user',
})
