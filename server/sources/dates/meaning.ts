import type { Day } from '../../market/day.ts'
import type { Span, Unit } from './span.ts'
import type { Zone } from './zones.ts'

/** What the verb of a clause says of time. */
/** `told`: a verb that has no tense of its own, as most of Indonesian, which tells rather of what was. */
export type Tense = 'past' | 'told' | 'present' | 'future'

/** What a phrase may be counted from. */
export interface Context {
  /** The publisher's day of publication. */
  readonly today: Day
  /** The publisher's minute of that day. */
  readonly minute: number
  readonly tense: Tense
  /** Published south of the equator, where seasons are the other way round. */
  readonly south: boolean
  /** Does the exchange trade on a day? Null where nobody knows; the function is null where no exchange is named. */
  readonly isSession: ((day: Day) => boolean | null) | null
  /** The mention before this one. */
  readonly previous: Span | null
  /** The last mention before this one that is a day. */
  readonly previousDay: Span | null
  /** The known event that the sentence names. */
  readonly named: { readonly id: string; readonly span: Span } | null
}

export type CountedFrom = 'absolute' | 'reference' | 'previous'

/** Calendar days that a phrase means, once it is known what it is counted from; null where it means none there. */
export interface DateMeaning {
  readonly kind: 'date' | 'weekday'
  readonly counted: CountedFrom
  readonly resolve: (context: Context) => Span | null
  /** The same in a year that another part of the text names: "14 November" of "from 14 November to 2 December 2023". */
  readonly inYear?: (year: Yearish) => DateMeaning
  readonly year?: Yearish
  /** Another day of the same month and year. */
  readonly sibling?: (date: number) => DateMeaning | null
  /** Whether the phrase asks for an event of its own sentence first. */
  readonly sameDay?: boolean
  /** A word such as "yesterday", beside which a weekday or a date only says the same again. */
  readonly deictic?: boolean
}

export type Meaning =
  | DateMeaning
  | { readonly kind: 'clock'; readonly second: number; readonly zone: Zone | null; readonly bare: boolean }
  /** "three days before": of what, the next words say. */
  | {
      readonly kind: 'offset'
      readonly count: number
      readonly unit: Unit
      readonly whole: boolean
      /** Instead of a count: the first such weekday after, or the last one before. */
      readonly weekday?: number
      readonly alone: DateMeaning | null
    }
  | { readonly kind: 'name'; readonly id: string; readonly span: Span }
  /** Words that look like a date and are none: no shorter reading of them counts. */
  | { readonly kind: 'nothing' }

/** A year: written, or counted from that of publication. */
export type Yearish = { readonly year: number } | { readonly years: number }

export const nothing: Meaning = { kind: 'nothing' }

/** Days counted from something, and found once that is known. */
export const counted = (from: CountedFrom, resolve: DateMeaning['resolve']): DateMeaning => ({
  kind: 'date',
  counted: from,
  resolve,
})
