import type { MarketEvent } from './event.ts'

/** Who says when an event was public, from the surest on. */
export const witnessKinds = [
  'filing_header',
  'filing_json',
  'person',
  'feed',
  'page',
  'yahoo',
  'calendar',
  'file',
  'text',
  'seen',
] as const
export type WitnessKind = (typeof witnessKinds)[number]

/** What somebody says of when an event was public. */
export interface Witness {
  readonly kind: WitnessKind
  /** Canonical text, as the times of an event. */
  readonly at: string
  /** Where it says so: a file, an address, a part of a page; empty where nobody knows. */
  readonly place: string
  readonly note: string | null
  /** When it was told to us, UTC milliseconds. */
  readonly toldAt: number
}

/** What somebody says of when an event was public, before it is on record. */
export type Statement = Omit<Witness, 'toldAt'>

const bySource: Readonly<Record<NonNullable<MarketEvent['time_source']>, WitnessKind>> = {
  sgml_header: 'filing_header',
  edgar_json: 'filing_json',
  feed: 'feed',
  json_ld: 'page',
  meta: 'page',
  time_element: 'page',
  url: 'page',
  text: 'text',
  seen: 'seen',
  calendar: 'calendar',
  user: 'person',
  dataset: 'file',
}

/**
 * Who speaks through an event's own time: where it says that comes from, else whoever stored it.
 *
 * @param byHand it was written by a person, not taken from a file
 */
export const kindOfEvent = ({ time_source, source_id }: MarketEvent, byHand: boolean): WitnessKind =>
  time_source === 'feed' && source_id?.startsWith('yahoo:') === true
    ? 'yahoo'
    : time_source === null
      ? byHand
        ? 'person'
        : 'file'
      : bySource[time_source]
