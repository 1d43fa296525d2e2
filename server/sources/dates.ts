import { type Day, dateOf, dayOf, type IsoDate, isoDate } from '../market/day.ts'
import { type Instant, instant, utcText } from '../market/instant.ts'
import { instantsOf, isZone, localTime } from '../market/zone.ts'
import { datelinesOf } from './article/dateline.ts'
import { type Anchor, namesOf } from './dates/anchors.ts'
import type { Atom } from './dates/atom.ts'
import { atomsOf } from './dates/atoms.ts'
import { english } from './dates/english.ts'
import { indonesian } from './dates/indonesian.ts'
import { type Phrase, phrasesOf } from './dates/join.ts'
import type { Language } from './dates/language.ts'
import type { DateLanguage } from './dates/languages.ts'
import type { Context, DateMeaning } from './dates/meaning.ts'
import { oneDay, type Span, type SpanPrecision } from './dates/span.ts'
import { tenseOf } from './dates/tense.ts'
import { type Token, tokensOf } from './dates/token.ts'
import type { DateOrder } from './eventFile/time.ts'

export type { Anchor } from './dates/anchors.ts'

/** What a text does not say itself. */
export interface DateRules {
  readonly language: DateLanguage
  /** When the text was published: an ISO 8601 moment with its offset, or a date; null when nobody knows. */
  readonly reference: string | null
  /** IANA zone of the publisher, on whose calendar days are counted. */
  readonly zone: string
  /** How 03/10/2023 is read; by default as the language and the publisher's zone write it. */
  readonly dateOrder?: DateOrder | null | undefined
  /** Does the exchange that the text is about trade on a day? Null: not known. Without it sessions are not counted. */
  readonly isSession?: ((day: Day) => boolean | null) | undefined
  /** Known events that phrases may be counted from. */
  readonly anchors?: readonly Anchor[] | undefined
}

/** A place in a text that names a time. `start` and `end` count UTF-16 units, the end is the first one after. */
export interface DateMention {
  readonly start: number
  readonly end: number
  readonly text: string
  /** First and last local day, both in it. */
  readonly from: IsoDate
  readonly to: IsoDate
  readonly precision: SpanPrecision | 'minute'
  /** Only with precision `minute`: the moment in UTC, and the zone whose calendar `from` and `to` are of. */
  readonly instant?: string
  readonly zone?: string
  /** Before the open or after the close, where the text says so. */
  readonly session?: 'pre' | 'post'
  /** What it is counted from: itself, the publication, the mention before, or a known event (`event:` and its id). */
  readonly anchor: 'absolute' | 'reference' | 'previous' | `event:${string}`
}

const languages: Readonly<Record<DateLanguage, Language>> = { en: english, id: indonesian }

/** Zones south of the equator, where an English text means other months by "summer". */
const southern =
  /^(Australia|Antarctica|Pacific\/(Auckland|Fiji)|Africa\/(Johannesburg|Harare|Windhoek)|America\/(Sao_Paulo|Argentina|Santiago|Montevideo|Lima|Asuncion))/

/** Where publication is not known, what hangs on it is left out; this day only asks what a phrase is. */
const NOWHEN = dayOf('2000-01-01' as IsoDate)

/**
 * Every dated mention of an English or Indonesian text, by the conventions of docs/articles.md. No language model and
 * no clock: the same text gives the same mentions. Each rule looks at a bounded number of words, so that the work
 * grows with the length of the text and nothing else.
 *
 * @throws RangeError for a reference, zone or anchor that cannot be read
 */
export function findDates(text: string, rules: DateRules): readonly DateMention[] {
  if (!isZone(rules.zone)) throw new RangeError(`Cannot read "${rules.zone}" as an IANA time zone`)
  const published = publicationOf(rules)
  const language = languages[rules.language]
  const tokens = tokensOf(text)
  const names = namesOf(rules.anchors ?? [], rules.zone)
  const atoms = atomsOf(tokens, language, names, { order: rules.dateOrder ?? null, zone: rules.zone })
  const phrases = phrasesOf(atoms, tokens, language)
  const named = namedBySentence(atoms, tokens)
  const dated = new Set(phrases.filter(({ date }) => date !== null).map(({ from }) => tokens[from]?.sentence))
  const sessions = sessionsOf(tokens, phrases, language)
  const datelines = datelinesOf(text)
  const mentions: DateMention[] = []
  let previous: Span | null = null
  let previousDay: Span | null = null
  let lastSentence = -1
  let lastMoment: Instant | null = null
  for (const [index, phrase] of phrases.entries()) {
    const { sentence } = tokens[phrase.from] as Token
    const context: Context = {
      today: published?.day ?? NOWHEN,
      minute: published?.minute ?? 0,
      tense: tenseOf(tokens, phrase.from, phrase.to, language),
      previous,
      previousDay,
      named: named.get(sentence) ?? null,
      south: southern.test(rules.zone),
      isSession: rules.isSession ?? null,
    }
    const own = lastSentence === sentence && previous?.precision === 'day' ? previous.from : null
    const resolved = resolve(phrase, context, published, rules.zone, dated.has(sentence), own)
    if (resolved === null) continue
    // "5 p.m. Eastern, 2 p.m. Pacific" is one moment on two clocks.
    if (phrase.date === null && resolved.at !== null && resolved.at === lastMoment && lastSentence === sentence)
      continue
    lastMoment = resolved.at
    const start = (tokens[phrase.from] as Token).start
    // The day of writing is counted from as the publication, and is no day that was told of.
    if (!datelines.some((one) => start >= one.start && start < one.end)) {
      previous = resolved.span
      if (previous.precision === 'day') previousDay = previous
      lastSentence = sentence
    }
    const end = (tokens[phrase.to - 1] as Token).end
    const session = sessions.get(index)
    mentions.push({
      start,
      end,
      text: text.slice(start, end),
      from: dateOf(resolved.span.from),
      to: dateOf(resolved.span.to),
      precision: resolved.at === null ? resolved.span.precision : 'minute',
      ...(resolved.at === null ? {} : { instant: utcText(resolved.at), zone: resolved.zone }),
      ...(session === undefined || resolved.at !== null ? {} : { session }),
      anchor: anchorOf(phrase, context),
    })
  }
  return mentions
}

interface Published {
  readonly day: Day
  /** Of the publisher's day; the end of it where only a date is known. */
  readonly minute: number
  readonly at: Instant | null
}

function publicationOf({ reference, zone }: DateRules): Published | null {
  if (reference === null) return null
  const date = isoDate(reference)
  if (date !== null) return { day: dayOf(date), minute: 24 * 60 - 1, at: null }
  const at = instant(reference)
  if (at === null)
    throw new RangeError(`Cannot read the reference "${reference}": expected a date, or a moment with its offset`)
  const local = localTime(at, zone)
  return { day: dayOf(local.date), minute: Math.floor(local.second / 60), at }
}

/** The first known event that each sentence names. */
function namedBySentence(
  atoms: readonly Atom[],
  tokens: readonly Token[],
): ReadonlyMap<number, NonNullable<Context['named']>> {
  const named = new Map<number, NonNullable<Context['named']>>()
  for (const { from, meaning } of atoms) {
    const sentence = tokens[from]?.sentence ?? -1
    if (meaning.kind === 'name' && !named.has(sentence)) named.set(sentence, { id: meaning.id, span: meaning.span })
  }
  return named
}

/** "After the bell", "setelah bursa tutup": goes with the nearest date of its sentence. */
function sessionsOf(
  tokens: readonly Token[],
  phrases: readonly Phrase[],
  { pre, post }: Language,
): ReadonlyMap<number, 'pre' | 'post'> {
  const said = new Map<number, 'pre' | 'post'>()
  let next = 0
  for (let at = 0; at < tokens.length; at++) {
    while (next < phrases.length && (phrases[next]?.to ?? 0) <= at) next++
    const fits = (row: readonly string[]) => row.every((word, index) => tokens[at + index]?.lower === word)
    const session = pre.some(fits) ? 'pre' : post.some(fits) ? 'post' : null
    if (session === null) continue
    const near = [next - 1, next].filter(
      (index) => tokens[phrases[index]?.from ?? -1]?.sentence === tokens[at]?.sentence,
    )
    const distance = (index: number) => Math.abs((phrases[index]?.from ?? 0) - at)
    const [best] = near.sort((a, b) => distance(a) - distance(b))
    if (best !== undefined) said.set(best, session)
  }
  return said
}

interface Resolved {
  readonly span: Span
  readonly at: Instant | null
  readonly zone: string
}

function resolve(
  { date, clock }: Phrase,
  context: Context,
  published: Published | null,
  zone: string,
  isDated: boolean,
  own: Day | null,
): Resolved | null {
  if (clock === null) {
    const span = date === null ? null : spanOf(date, context, published)
    return span === null || !isYear(span) ? null : { span, at: null, zone }
  }
  const named = clock.zone?.name ?? zone
  const at = (day: number): Instant | null => {
    const [moved, second] = [day + Math.floor(clock.second / 86_400), clock.second % 86_400]
    const offset = clock.zone?.offset ?? null
    if (offset !== null) return ((moved * 86_400 + second - offset * 60) * 1000) as Instant
    return instantsOf(dateOf(moved), second, named)[0] ?? null
  }
  const minute = (day: Day): Resolved | null => {
    const moment = at(day)
    return moment === null ? null : { span: oneDay(day), at: moment, zone: named }
  }
  if (date !== null) {
    const span = spanOf(date, context, published)
    if (span === null || !isYear(span)) return null
    return span.precision === 'day' ? minute(span.from) : { span, at: null, zone }
  }
  if (clock.bare || (clock.zone === null && !isDated)) return null
  if (own !== null) return minute(own)
  if (published === null) return null
  // A clock time alone is the last such moment before publication, or the next one, as the verb says.
  const now = published.at ?? ((published.day * 86_400_000 + published.minute * 60_000) as Instant)
  const days = [-1, 0, 1].map((shift) => (published.day + shift) as Day)
  const before = (day: Day) => (at(day) ?? Number.POSITIVE_INFINITY) <= now
  const day = context.tense === 'future' ? days.find((one) => !before(one)) : days.findLast(before)
  return day === undefined ? null : minute(day)
}

/** Years of four digits that do not begin with 0, as everywhere. */
const isYear = ({ from, to }: Span): boolean => from > -300_000 && to < 2_900_000

/** Where nobody knows the publication, a phrase that hangs on it says nothing. */
function spanOf(meaning: DateMeaning, context: Context, published: Published | null): Span | null {
  const span = meaning.resolve(context)
  if (published !== null || span === null) return span
  const other = meaning.resolve({ ...context, today: (NOWHEN + 5000) as Day, minute: 719 })
  return other !== null && other.from === span.from && other.to === span.to ? span : null
}

function anchorOf({ date, event }: Phrase, { named }: Context): DateMention['anchor'] {
  if (event !== null) return `event:${event}`
  if (date?.sameDay === true && named !== null) return `event:${named.id}`
  return date?.counted ?? 'reference'
}
