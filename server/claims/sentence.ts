import type { IsoDate } from '../market/day.ts'
import type { DateMention } from '../sources/dates.ts'
import type { NamedHere } from './owner.ts'
import type { Understood } from './speech.ts'

/** A sentence with what it names and dates. */
export interface ReadSentence {
  readonly text: string
  readonly paragraph: number
  readonly start: number
  /** Tickers that it names as themselves, and those it names through another, in the order of the text. */
  readonly subjects: readonly string[]
  readonly others: readonly string[]
  /** Names that stand for tickers, with their places in the sentence. */
  readonly named: readonly NamedHere[]
  readonly mentions: readonly DateMention[]
  /** The known event that it names. */
  readonly event: { readonly id: string; readonly day: IsoDate } | null
  readonly isOpinion: boolean
  /** Whether it says that something happened, or holds somebody's words. */
  readonly states: 'event' | 'quote' | null
  /** Of a part of a sentence: what the parts before it say for it too. */
  readonly understood?: Understood
}
