import type { IsoDate } from '../market/day.ts'
import type { DateLanguage, DateMention } from '../sources/dates.ts'
import type { Claim } from './claim.ts'
import { spokenOf } from './speech.ts'

/** A sentence with what it names and dates. */
export interface ReadSentence {
  readonly text: string
  readonly paragraph: number
  readonly start: number
  /** Tickers that it names as themselves, and those it names through another, in the order of the text. */
  readonly subjects: readonly string[]
  readonly others: readonly string[]
  readonly mentions: readonly DateMention[]
  /** The known event that it names. */
  readonly event: { readonly id: string; readonly day: IsoDate } | null
  readonly isOpinion: boolean
}

/**
 * What the sentences of a text say that prices might know. Only where a ticker and a day bind is anything wanted of
 * prices; a claim about another company's value, or a view, says so.
 *
 * @param published the day of publication, up to which a record without a day is looked for
 */
export function claimsOf(
  sentences: readonly ReadSentence[],
  language: DateLanguage,
  published: IsoDate | null,
): readonly Claim[] {
  const claims: Claim[] = []
  // "The shares" of an article about one company are that company's.
  const only = onlyOf(sentences.flatMap(({ subjects }) => subjects.filter((symbol) => !symbol.startsWith('^'))))
  for (const sentence of sentences) {
    const spoken = spokenOf(sentence.text, language)
    const near = sentences.filter(({ paragraph }) => paragraph === sentence.paragraph)
    const subject =
      sentence.subjects[0] ??
      onlyOf(near.flatMap(({ subjects }) => subjects)) ??
      (spoken.isPriced && sentence.others.length === 0 ? only : null)
    const event =
      eventOf(sentence) ??
      (spoken.collapse !== null || spoken.record !== null ? eventOf(near.find((one) => eventOf(one) !== null)) : null)
    const day = dayOf(sentence) ?? event?.day ?? null
    const claim = (kind: Claim['kind'], on: IsoDate | null): Claim => {
      const isBound = subject !== null && on !== null
      return {
        quote: sentence.text,
        kind,
        spoken,
        wanted: isBound ? { symbol: subject, day: on, event: event?.id ?? null } : null,
        unbound: isBound ? null : subject === null ? 'ticker' : 'day',
      }
    }
    if (spoken.collapse !== null) claims.push(claim('collapse', day))
    else if (spoken.record !== null && (sentence.subjects.length > 0 || spoken.isPriced || subject !== null))
      claims.push(claim('record', day ?? published))
    else if (spoken.direction !== null && sentence.subjects.length + near.length > 0 && isMove(spoken, sentence))
      claims.push(sentence.isOpinion ? unchecked(sentence, spoken, 'view', 'opinion') : claim('move', day))
    else if (spoken.figures.length > 0) claims.push(unchecked(sentence, spoken, 'value', 'not a price'))
    else if (sentence.isOpinion && sentence.subjects.length > 0 && sentence.mentions.length > 0)
      claims.push(unchecked(sentence, spoken, 'view', 'opinion'))
  }
  return claims
}

const unchecked = (
  { text }: ReadSentence,
  spoken: Claim['spoken'],
  kind: Claim['kind'],
  unbound: Claim['unbound'],
): Claim => ({ quote: text, kind, spoken, wanted: null, unbound })

/** A move is of a price: the sentence speaks of shares, or gives a company's own change in percent. */
const isMove = ({ isPriced, figures }: Claim['spoken'], { subjects }: ReadSentence): boolean =>
  isPriced ||
  (subjects.length > 0 &&
    figures.some(({ unit }) => unit === 'percent') &&
    !figures.some(({ unit }) => unit !== 'percent'))

function onlyOf(symbols: readonly string[]): string | null {
  const all = [...new Set(symbols)]
  return all.length === 1 ? (all[0] ?? null) : null
}

const dayOf = ({ mentions }: ReadSentence): IsoDate | null =>
  mentions.find(({ precision }) => precision === 'day' || precision === 'minute')?.from ?? null

/** The event a sentence names, or that a phrase of it was counted from without moving away. */
function eventOf(sentence: ReadSentence | undefined): ReadSentence['event'] {
  if (sentence === undefined || sentence.event === null) return null
  const { event, mentions } = sentence
  const day = dayOf(sentence)
  return day === null || day === event.day || mentions.length === 0 ? event : null
}
