import type { IsoDate } from '../market/day.ts'
import type { Role } from '../market/event.ts'
import { distinctTickers, type NamedTicker, type ToldBy } from '../sources/article/names.ts'
import type { Tier } from '../sources/article/published.ts'
import type { Sentence } from '../sources/article/sentence.ts'
import type { DateLanguage } from '../sources/dates/languages.ts'
import type { DateMention } from '../sources/dates.ts'
import { isOpinion, isOutcomeSentence, toldBy } from './eventWords.ts'

export interface ProposedTicker {
  readonly symbol: string
  readonly role: Role
  readonly reason: string
  readonly told: ToldBy
}

/** An event that an article speaks of, for a person to confirm. */
export interface Proposal {
  /** A sentence of the article, which proposes nothing else. */
  readonly quote: string
  readonly title: string
  /** A date or a moment; null where only a span is known. */
  readonly public_at: string | null
  readonly from: IsoDate | null
  readonly to: IsoDate | null
  readonly precision: DateMention['precision']
  /** Where the time comes from: the words of the sentence, or the publication, which is an upper bound. */
  readonly dated_by: string
  /** The same as a code and what its words need. */
  readonly dated: {
    readonly by: 'text' | 'publication'
    readonly written?: string
    readonly anchor?: DateMention['anchor']
    readonly tier?: Tier
  }
  readonly tickers: readonly ProposedTicker[]
  readonly type: string
  /** The word that told the type. */
  readonly type_word: string
  /** Stored events of these tickers on those days, which this may be. */
  readonly matches: readonly string[]
  /** A stored event of these days that was public only after them: what was said then, nobody could trade on. */
  readonly public_later: PublicLater | null
}

export interface PublicLater {
  readonly event_id: string
  readonly occurred: string
  readonly public: string
}

/** A sentence that looked like an event and is not proposed, with the reason. */
export interface LeftOut {
  readonly quote: string
  readonly why: 'opinion' | 'outcome' | 'undated' | 'no ticker' | 'denied'
}

export interface ArticleText {
  readonly language: DateLanguage
  readonly title: string | null
  readonly published: { readonly day: IsoDate; readonly value: string; readonly tier: Tier } | null
  readonly sentences: readonly Sentence[]
  readonly mentions: readonly DateMention[]
  readonly named: (text: string, on: IsoDate | null) => readonly NamedTicker[]
}

const LONGEST_TITLE = 160

const tickersOf = (named: readonly NamedTicker[]): readonly ProposedTicker[] =>
  distinctTickers(named).map(({ symbol, role, reason, told }) => ({ symbol, role, reason, told }))

/** What is proposed of an article: one event a sentence at most, and its headline on the day of publication. */
export function proposalsOf(article: ArticleText): {
  readonly proposals: readonly Proposal[]
  readonly leftOut: readonly LeftOut[]
} {
  const proposals: Proposal[] = []
  const leftOut: LeftOut[] = []
  const quoted = new Set<string>()
  const headline = headlineOf(article)
  if (headline !== null) {
    proposals.push(headline)
    quoted.add(headline.quote)
  }
  for (const sentence of article.sentences) {
    const mention = article.mentions.find(({ start, end }) => start >= sentence.start && end <= sentence.end)
    // "A day before the dispute" says when, not what.
    const text = mention === undefined ? sentence.text : sentence.text.replace(mention.text, '')
    const { told, left, isDenied } = toldBy(text)
    if ((told === null && !isDenied) || quoted.has(sentence.text)) continue
    quoted.add(sentence.text)
    const leave = (why: LeftOut['why']) => leftOut.push({ quote: sentence.text, why })
    if (told === null) leave('denied')
    else if (isOutcomeSentence(sentence.text)) leave('outcome')
    else if (isView(left, told.word, article.language)) leave('opinion')
    else {
      const named = namedNear(article, sentence, mention?.from ?? article.published?.day ?? null)
      if (named.length === 0) leave('no ticker')
      else if (mention === undefined) leave('undated')
      else proposals.push(proposalOf(sentence.text, mention, tickersOf(named), told))
    }
  }
  return { proposals, leftOut }
}

const announced = /\b((?:said|says|announced|told|disclosed|confirmed)\b[^,;.?]{0,60}\b(?:it|they)) would\b/i

/** A question, or a word of doubt up to the one that tells the event: what may come after it is another matter. */
function isView(text: string, word: string, language: DateLanguage): boolean {
  // Who says that it would do something announces that.
  const lead = text.slice(0, text.indexOf(word) + word.length).replace(announced, '$1 ')
  return /\?["”]?$/.test(text) || isOpinion(lead, language)
}

/** Names of the sentence itself, else of its paragraph. */
function namedNear(
  { sentences, named }: ArticleText,
  { text, paragraph }: Sentence,
  on: IsoDate | null,
): readonly NamedTicker[] {
  const own = named(text, on)
  if (own.length > 0) return own
  return sentences
    .filter((other) => other.paragraph === paragraph)
    .flatMap(({ text: beside }) => named(beside, on))
    .map((one) => ({
      ...one,
      reason: `${one.reason}, in the same paragraph`,
      told: { ...one.told, nearby: true },
    }))
}

const shortened = (text: string): string =>
  text.length > LONGEST_TITLE ? `${text.slice(0, LONGEST_TITLE - 1).replace(/\s+\S*$/, '')}…` : text

function proposalOf(
  quote: string,
  mention: DateMention,
  tickers: readonly ProposedTicker[],
  { type, word }: { readonly type: string; readonly word: string },
): Proposal {
  const one = mention.precision === 'day' || mention.precision === 'minute'
  return {
    quote,
    title: shortened(quote),
    public_at: mention.instant ?? (one ? mention.from : null),
    from: one ? null : mention.from,
    to: one ? null : mention.to,
    precision: mention.precision,
    dated_by: `"${mention.text}"${countedFrom(mention.anchor)}`,
    dated: { by: 'text', written: mention.text, anchor: mention.anchor },
    tickers,
    type,
    type_word: word,
    matches: [],
    public_later: null,
  }
}

function countedFrom(anchor: DateMention['anchor']): string {
  if (anchor === 'absolute') return ''
  return `, counted from ${anchor === 'reference' ? 'the publication' : anchor === 'previous' ? 'the date before it' : anchor}`
}

/** The headline's own event: it was public by the publication, perhaps earlier. */
function headlineOf({ title, published, named, language }: ArticleText): Proposal | null {
  if (title === null || published === null || isOutcomeSentence(title)) return null
  const { told, left } = toldBy(title)
  if (told !== null && isView(left, told.word, language)) return null
  const tickers = tickersOf(named(title, published.day))
  if (told === null || tickers.length === 0) return null
  const isDay = published.value.length === 10
  return {
    quote: title,
    title: shortened(title),
    public_at: published.value,
    from: null,
    to: null,
    precision: isDay ? 'day' : 'minute',
    dated_by: `the publication (${published.tier}): an upper bound`,
    dated: { by: 'publication', tier: published.tier },
    tickers,
    type: told.type,
    type_word: told.word,
    matches: [],
    public_later: null,
  }
}
