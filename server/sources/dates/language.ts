import type { DateOrder } from '../eventFile/time.ts'
import type { Meaning } from './meaning.ts'
import type { Found, Grammar } from './pattern.ts'
import type { Token } from './token.ts'

/** What a language writes of time. Words are in lower case. */
export interface Language {
  readonly grammar: Grammar<Meaning>
  readonly clock: (tokens: readonly Token[], at: number) => Found | null
  /** What may stand between a clock time and its date. */
  readonly between: ReadonlySet<string>
  /** What joins the two ends of a range. */
  readonly until: ReadonlySet<string>
  /** What may stand between "a day before" and the name of an event. */
  readonly fillers: ReadonlySet<string>
  /** Words beside which a quarter or a year is one of a company's own calendar. */
  readonly fiscal: ReadonlySet<string>
  /** Whether a word with a capital letter inside a sentence is a name, as in "USA Today". */
  readonly isName: (word: string) => boolean
  readonly future: ReadonlySet<string>
  /** Words before a word of the future that make it one of the past: "was expected". */
  readonly undoing: ReadonlySet<string>
  readonly past: ReadonlySet<string>
  /** Whether a word is a verb that is not of the future, unless something before it says so. */
  readonly isVerb: (word: string, before: string) => boolean
  /** What such a verb says of time. */
  readonly verbTense: 'past' | 'told'
  /** Verbs that say what is, or is fixed to come: "takes effect". */
  readonly present: ReadonlySet<string>
  /** Words before them that make nouns of them. */
  readonly article: RegExp
  /** What may stand for the mention before, after "three days after the": "announcement". */
  readonly happenings: ReadonlySet<string>
  /** What joins days of one month: "14 and 15 November". */
  readonly lists: ReadonlySet<string>
  /** Words before a verb that leave its tense to an earlier one: "will be released". */
  readonly carries: RegExp
  /** The order of `3/10/2023` where nobody said one. */
  readonly dateOrder: (zone: string) => DateOrder
  /** Words after which `17/11` is a date. */
  readonly numericAfter: ReadonlySet<string>
  readonly pre: readonly (readonly string[])[]
  readonly post: readonly (readonly string[])[]
}
