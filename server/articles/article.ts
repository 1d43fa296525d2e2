import { listEvents } from '../../db/events.ts'
import type { Db } from '../../db/file/db.ts'
import { type Checked, judge } from '../claims/claim.ts'
import { claimsOf } from '../claims/find.ts'
import type { ReadSentence } from '../claims/sentence.ts'
import { knownNames } from '../ingest/knownNames.ts'
import { type IsoDate, isoDate } from '../market/day.ts'
import type { MarketEvent } from '../market/event.ts'
import { type Instant, instant } from '../market/instant.ts'
import { dateAt, isZone } from '../market/zone.ts'
import { Problem } from '../problem.ts'
import { cleaned } from '../sources/article/clean.ts'
import { languageOf } from '../sources/article/language.ts'
import { type NamedTicker, type NameTable, namesIn } from '../sources/article/names.ts'
import {
  addressDate,
  type DateWitness,
  datelineDate,
  type Publication,
  publicationOf,
  visibleDate,
} from '../sources/article/published.ts'
import { readPage } from '../sources/article/readPage.ts'
import { type Sentence, sentencesOf } from '../sources/article/sentence.ts'
import type { DateLanguage } from '../sources/dates/languages.ts'
import { type DateMention, findDates } from '../sources/dates.ts'
import type { DateOrder } from '../sources/eventFile/time.ts'
import { anchorsOf, type Binding, type Bound, boundByHand, namedOf } from './anchors.ts'
import { isOpinion, isQuotation, typeOfSentence } from './eventWords.ts'
import { factsFrom } from './facts.ts'
import { matchesOf, publicLater } from './matches.ts'
import { type LeftOut, type Proposal, proposalsOf } from './proposals.ts'
import { sessionsOf } from './sessions.ts'

/** What a person says of an article; null is told by the article itself. */
export interface ArticleRules {
  /** A date, or a moment with its offset. */
  readonly published?: string | null | undefined
  readonly language?: DateLanguage | null | undefined
  /** The publisher's zone; by default that of the language's largest press: Jakarta or New York. */
  readonly zone?: string | null | undefined
  readonly dateOrder?: DateOrder | null | undefined
  /** Phrases of it that stand for stored events. */
  readonly anchors?: readonly Binding[] | undefined
  /** Where it was fetched from. */
  readonly address?: string | null | undefined
}

/** An article as it was read, in the shape that `--json` answers. */
export interface ArticleReading {
  readonly article: {
    readonly title: string | null
    /** The words that are left: places of mentions and names are places in it. */
    readonly text: string
    readonly language: DateLanguage
    readonly language_confidence: number
    /** A date or a moment; null where nobody knows. */
    readonly published: string | null
    readonly published_tier: Publication['tier'] | null
    readonly published_confidence: number | null
    /** Every place that says when it was published, surest first. */
    readonly published_witnesses: readonly DateWitness[]
    /** Two of them lie more than a day apart. */
    readonly published_disagrees: boolean
    readonly zone: string
    readonly address: string | null
    readonly source: string | null
    readonly words: number
    readonly repeated_paragraphs: number
    readonly site_lines: number
    /** Phrases that stand for stored events, with the event each was bound to. */
    readonly anchors: readonly {
      readonly phrase: string
      readonly event_id: string
      readonly date: string
      readonly title: string
    }[]
    readonly left_out: readonly LeftOut[]
  }
  readonly mentions: readonly DateMention[]
  readonly names: readonly NamedTicker[]
  readonly proposals: readonly Proposal[]
  readonly claims: readonly Checked[]
}

export const homes: Readonly<Record<DateLanguage, string>> = { en: 'America/New_York', id: 'Asia/Jakarta' }

/**
 * Reads an article: what it is, which dates and tickers it names, the events it speaks of, and what prices say of its claims. Nothing is
 * stored and nothing is fetched.
 *
 * @throws Problem 422 for text that cannot be read, or whose language cannot be told
 */
export async function readArticle(db: Db, text: string, rules: ArticleRules): Promise<ArticleReading> {
  const givenZone = rules.zone ?? null
  if (givenZone !== null && !isZone(givenZone))
    throw new Problem(400, 'bad_parameter', `Cannot read "${givenZone}" as an IANA time zone`, 'zone')
  const reading = await readPage(text, givenZone)
  if (reading.kind === 'refused') throw new Problem(422, 'unreadable', `Cannot read the page as ${reading.why}`)
  const { page } = reading
  const clean = cleaned(page.paragraphs)
  if (clean.paragraphs.length === 0)
    throw new Problem(422, 'unreadable', 'Cannot find an article: no paragraph is left')
  const title = page.title ?? clean.title
  const guess = languageOf(clean.paragraphs.join('\n'))
  const language = rules.language ?? guess?.language ?? null
  if (language === null)
    throw new Problem(
      422,
      'unknown_language',
      'Cannot tell whether the text is English or Indonesian: say it with language',
      'language',
    )
  const zone = givenZone ?? homes[language]
  const publication = publicationOf(witnessesOf(rules, page.witnesses, clean.paragraphs, language, zone))
  const published = publication === null ? null : dayOfTime(publication.published, zone)
  const body = clean.paragraphs.join('\n\n')
  const sentences = sentencesOf(body)
  const names = await knownNames(db)
  const named = (some: string, on: IsoDate | null) => namesIn(some, names, on)
  const events = await eventsNear(db, names, `${title ?? ''}\n${body}`, published)
  const told = await boundByHand(db, rules.anchors ?? [])
  const bound = [...told, ...anchorsOf(events, published, told)]
  const anchors = namedOf(bound)
  const mentions = findDates(body, {
    language,
    reference: publication?.published ?? null,
    zone,
    dateOrder: rules.dateOrder ?? null,
    anchors,
    isSession: await sessionsOf(db, named(body, published)),
  })
  const day =
    published === null
      ? null
      : { day: published, value: publication?.published ?? published, tier: publication?.tier ?? 'told' }
  const { proposals, leftOut } = proposalsOf({ language, title, published: day, sentences, mentions, named })
  const read = sentences.map((sentence) => readSentence(sentence, mentions, bound, language, published, named))
  return {
    article: {
      title,
      text: body,
      language,
      language_confidence: rules.language != null ? 1 : (guess?.confidence ?? 0),
      published: publication?.published ?? null,
      published_tier: publication?.tier ?? null,
      published_confidence: publication?.confidence ?? null,
      published_witnesses: publication?.witnesses ?? [],
      published_disagrees: publication?.disagrees ?? false,
      zone,
      address: page.address ?? rules.address ?? null,
      source: page.source,
      words: guess?.words ?? 0,
      repeated_paragraphs: clean.repeated,
      site_lines: clean.furniture,
      anchors: phrasesIn(body, bound),
      left_out: leftOut,
    },
    mentions,
    names: named(body, published),
    proposals: proposals.map((proposal) => ({
      ...proposal,
      matches: matchesOf(proposal, events),
      public_later: publicLater(proposal, events),
    })),
    claims: await checkedClaims(db, read, language, published),
  }
}

/** Claims of sentences, each judged by what is stored. */
export async function checkedClaims(
  db: Db,
  sentences: readonly ReadSentence[],
  language: DateLanguage,
  published: IsoDate | null,
): Promise<readonly Checked[]> {
  const facts = factsFrom(db)
  const checked: Checked[] = []
  for (const claim of claimsOf(sentences, language, published))
    checked.push(judge(claim, claim.wanted === null ? null : await facts(claim.wanted)))
  return checked
}

/** Every place of a text that says when it was published, beside what a person says. */
export function witnessesOf(
  { published, address }: ArticleRules,
  found: readonly DateWitness[],
  paragraphs: readonly string[],
  language: DateLanguage,
  zone: string,
): readonly DateWitness[] {
  if (published != null && isoDate(published) === null && instant(published) === null)
    throw new Problem(
      400,
      'bad_parameter',
      `Cannot read "${published}": expected a date, or a moment with its offset`,
      'published',
    )
  const told: readonly DateWitness[] = published == null ? [] : [{ tier: 'told', written: published, value: published }]
  const inPath = address == null ? null : addressDate(address)
  const fetched: readonly DateWitness[] =
    inPath === null ? [] : [{ tier: 'url', written: (address ?? '').slice(0, 60), value: inPath }]
  const visible = visibleDate(paragraphs, language, zone)
  const dateline = datelineDate(paragraphs[0] ?? '', language, zone)
  return [...told, ...found, ...fetched, ...[visible, dateline].filter((one) => one !== null)]
}

export const dayOfTime = (time: string, zone: string): IsoDate =>
  isoDate(time) ?? dateAt(zone, instant(time) as Instant)

/** Confirmed events of the tickers that a text names: what a machine proposed binds nothing. */
export async function eventsNear(
  db: Db,
  names: NameTable,
  text: string,
  published: IsoDate | null,
): Promise<readonly MarketEvent[]> {
  const symbols = [...new Set(namesIn(text, names, published).map(({ symbol }) => symbol))].slice(0, 50)
  const found = new Map<string, MarketEvent>()
  for (const symbol of symbols)
    for (const event of await listEvents(db, { ticker: symbol }))
      if (event.status === 'confirmed') found.set(event.event_id, event)
  return [...found.values()]
}

export function readSentence(
  { text, start, end, paragraph }: Sentence,
  mentions: readonly DateMention[],
  bound: readonly Bound[],
  language: DateLanguage,
  published: IsoDate | null,
  named: (text: string, on: IsoDate | null) => ReturnType<typeof namesIn>,
): ReadSentence {
  const own = mentions.filter((one) => one.start >= start && one.end <= end)
  const tickers = named(text, published)
  const lower = text.toLowerCase()
  const event = bound.find(({ anchor }) =>
    [anchor.label, ...(anchor.aliases ?? [])].some((name) => lower.includes(name.toLowerCase())),
  )
  const day = event === undefined ? null : isoDate(event.anchor.date)
  return {
    text,
    paragraph,
    start,
    subjects: [...new Set(tickers.filter(({ role }) => role === 'subject').map(({ symbol }) => symbol))],
    others: [...new Set(tickers.filter(({ role }) => role !== 'subject').map(({ symbol }) => symbol))],
    named: tickers.map(({ symbol, role, start: from, end: to }) => ({
      symbol,
      isSubject: role === 'subject',
      start: from,
      end: to,
    })),
    mentions: own,
    event: day === null || event === undefined ? null : { id: event.event.event_id, day },
    isOpinion: isOpinion(text, language),
    states: isQuotation(text) ? 'quote' : typeOfSentence(text) === null ? null : 'event',
  }
}

function phrasesIn(text: string, bound: readonly Bound[]): ArticleReading['article']['anchors'] {
  const lower = text.toLowerCase()
  return bound.flatMap(({ anchor, event }) => {
    const phrase = (anchor.aliases ?? []).find((name) => lower.includes(name.toLowerCase()))
    return phrase === undefined ? [] : [{ phrase, event_id: event.event_id, date: anchor.date, title: event.title }]
  })
}
