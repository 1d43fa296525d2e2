import { type IsoDate, isoDate } from '../../../server/market/day.ts'
import type { MarketEvent } from '../../../server/market/event.ts'
import { statuses } from '../../../server/market/eventStatus.ts'
import { type Ticker, ticker } from '../../../server/market/ticker.ts'

type Status = MarketEvent['status']

/** Which stored events are listed; null, or an empty list: all. What is searched for stands in the view, as on the chart. */
export type EventsShown = {
  readonly ticker: Ticker | null
  /** Codes, each with all below it, and families of the rails. */
  readonly types: readonly string[]
  readonly statuses: readonly Status[]
  /** Empty text: events without a source. */
  readonly source: string | null
  readonly year: string | null
  /** Days, both ends included. */
  readonly from: IsoDate | null
  readonly to: IsoDate | null
}

export const firstEvents: EventsShown = {
  ticker: null,
  types: [],
  statuses: [],
  source: null,
  year: null,
  from: null,
  to: null,
}

/** Keys of the address with their values, and whether each is as it begins. */
export const eventsKeys = (
  shown: EventsShown,
): readonly (readonly [key: string, value: string, isFirst: boolean])[] => [
  ['t', shown.ticker ?? '', shown.ticker === null],
  ['ty', shown.types.join(','), shown.types.length === 0],
  ['st', shown.statuses.join(','), shown.statuses.length === 0],
  ['so', shown.source ?? '', shown.source === null],
  ['y', shown.year ?? '', shown.year === null],
  ['d', `${shown.from ?? ''}..${shown.to ?? ''}`, shown.from === null && shown.to === null],
]

/** Are these all events, whatever is searched for? */
export const isAllEvents = (shown: EventsShown): boolean => eventsKeys(shown).every(([, , isFirst]) => isFirst)

/** What may be a type or a family of types; which of them there are is known to the screen, not to every page. */
const TYPE = /^[a-z][a-z0-9_.-]*$/

/** An end that is no date is none; so are both where the span ends before it begins. */
export function parseEvents(query: URLSearchParams): EventsShown {
  const [from = null, to = null] = (query.get('d') ?? '').split('..').map(isoDate)
  const isSpan = from === null || to === null || from <= to
  const listed = (key: string) => new Set(query.get(key)?.split(','))
  const year = query.get('y')
  return {
    ticker: ticker(query.get('t') ?? ''),
    types: [...listed('ty')].filter((type) => TYPE.test(type)),
    statuses: statuses.filter((status) => listed('st').has(status)),
    source: query.get('so'),
    year: /^\d{4}$/.test(year ?? '') ? year : null,
    from: isSpan ? from : null,
    to: isSpan ? to : null,
  }
}

/** A list with a value more, or without it where it holds it. */
export const toggled = <T>(list: readonly T[], value: T): readonly T[] =>
  list.includes(value) ? list.filter((each) => each !== value) : [...list, value]
