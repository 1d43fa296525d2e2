import type { IsoDate } from '../market/day.ts'
import type { DateLanguage } from '../sources/dates/languages.ts'
import { isNegated, unsaidOf } from './aside.ts'
import type { Claim } from './claim.ts'
import { movesOf } from './clauses.ts'
import { daySaid } from './day.ts'
import type { ReadSentence } from './sentence.ts'
import { figuresIn, spokenOf } from './speech.ts'

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
  const isAboutTickers = sentences.some(({ subjects }) => subjects.length > 0)
  for (const sentence of sentences.flatMap(movesOf)) {
    const spoken = spokenOf(
      sentence.text,
      language,
      sentence.understood,
      ({ unit, start, end }) => unit !== 'percent' || !others.has(unsaidOf(sentence.text, start, end)),
    )
    const near = sentences.filter(({ paragraph }) => paragraph === sentence.paragraph)
    const subject =
      sentence.subjects[0] ??
      onlyOf(near.flatMap(({ subjects }) => subjects)) ??
      (spoken.isPriced ? before(near, sentence.start) : null) ??
      (spoken.isPriced && sentence.others.length === 0 ? only : null)
    const event =
      eventOf(sentence) ??
      (spoken.collapse !== null || spoken.record !== null ? eventOf(near.find((one) => eventOf(one) !== null)) : null)
    const said = daySaid(sentence)
    // Words of time that lead to no one day leave it open: neither the event's day nor that of publication stands in.
    const day = said.kind === 'day' ? said.day : said.kind === 'open' ? null : (event?.day ?? null)
    const claim = (kind: Claim['kind'], on: IsoDate | null): Claim => {
      // "Did not fall 1.7%" may leave a fall of another size: neither the plain statement nor its opposite.
      if (sentence.understood?.isNegated ?? isNegated(sentence.text))
        return unchecked(sentence, spoken, kind, 'negated')
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
      claims.push(claim('record', said.kind === 'open' ? null : (day ?? published)))
    else if (spoken.figures.length === 0 && figuresIn(sentence.text, language).length > 0)
      claims.push(unchecked(sentence, spoken, 'value', 'not a price'))
    else if (spoken.direction !== null && sentence.subjects.length + near.length > 0 && isMove(spoken, sentence))
      claims.push(sentence.isOpinion ? unchecked(sentence, spoken, 'view', 'opinion') : claim('move', day))
    else if (spoken.figures.length > 0) claims.push(unchecked(sentence, spoken, 'value', 'not a price'))
    else if (sentence.isOpinion && sentence.subjects.length > 0 && sentence.mentions.length > 0)
      claims.push(unchecked(sentence, spoken, 'view', 'opinion'))
    else if (isStatement(sentence, near, isAboutTickers))
      claims.push(unchecked(sentence, spoken, 'statement', 'statement'))
  }
  return claims
}

/** Reasons why a percentage is of something else than a price. */
const others: ReadonlySet<string | null> = new Set(['business', 'target', 'level'])

/** The one share that the sentence nearest before a place names: "the stock" that follows is that one's. */
const before = (near: readonly ReadSentence[], start: number): string | null =>
  onlyOf(near.findLast((one) => one.start + one.text.length <= start && one.subjects.length > 0)?.subjects ?? [])

/** What happened beside a ticker, or was said of it, which prices do not know. */
const isStatement = (
  { states, isOpinion }: ReadSentence,
  near: readonly ReadSentence[],
  isAboutTickers: boolean,
): boolean =>
  (states === 'quote' || (states === 'event' && !isOpinion)) &&
  ((states === 'quote' && isAboutTickers) || near.some((one) => one.subjects.length + one.others.length > 0))

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

/** The event a sentence names, or that a phrase of it was counted from without moving away. */
function eventOf(sentence: ReadSentence | undefined): ReadSentence['event'] {
  if (sentence === undefined || sentence.event === null) return null
  const { event, mentions } = sentence
  const said = daySaid(sentence)
  return said.kind !== 'day' || said.day === event.day || mentions.length === 0 ? event : null
}
