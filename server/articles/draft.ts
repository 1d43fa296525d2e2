import type { Db } from '../../db/file/db.ts'
import { type Marked, checkDraft as marksOf } from '../claims/draft.ts'
import { type Why, whyText } from '../claims/why.ts'
import { knownNames } from '../ingest/knownNames.ts'
import type { IsoDate } from '../market/day.ts'
import { isZone } from '../market/zone.ts'
import { Problem } from '../problem.ts'
import { languageOf } from '../sources/article/language.ts'
import { namesIn } from '../sources/article/names.ts'
import { publicationOf } from '../sources/article/published.ts'
import { sentencesOf } from '../sources/article/sentence.ts'
import type { DateLanguage } from '../sources/dates/languages.ts'
import { findDates } from '../sources/dates.ts'
import { anchorsOf, namedOf } from './anchors.ts'
import { type ArticleRules, dayOfTime, eventsNear, homes, readSentence, witnessesOf } from './article.ts'
import { factsFrom } from './facts.ts'
import { sessionsOf } from './sessions.ts'

/** A mark with its reason in English, and as a code that other languages have words for. */
export interface DraftMark extends Omit<Marked, 'why'> {
  readonly why: string
  readonly reason: Why
}

export interface DraftReading {
  readonly language: DateLanguage
  /** The day from which "yesterday" and the like were counted, told or written by the text; null where nobody says. */
  readonly published: IsoDate | null
  /** False where a figure, date or causal word is wrong. */
  readonly right: boolean
  readonly marks: readonly DraftMark[]
}

/** Largest draft, in characters. */
export const MOST_DRAFT = 100_000

/**
 * Holds a paragraph, a journalist's or a machine's, against what is stored.
 *
 * @throws Problem 422 for a language that cannot be told, 400 for a date or zone that cannot be read
 */
export async function checkDraft(db: Db, text: string, rules: ArticleRules): Promise<DraftReading> {
  if (text.length > MOST_DRAFT)
    throw new Problem(413, 'too_large', `Cannot read a draft of more than ${MOST_DRAFT} characters`)
  const language = rules.language ?? languageOf(text)?.language ?? null
  if (language === null)
    throw new Problem(
      422,
      'unknown_language',
      'Cannot tell whether the text is English or Indonesian: say it with language',
      'language',
    )
  const zone = rules.zone ?? homes[language]
  if (!isZone(zone)) throw new Problem(400, 'bad_parameter', `Cannot read "${zone}" as an IANA time zone`, 'zone')
  // As of an article: a person's word first, then a line that says it, then the dateline.
  const paragraphs = text.split('\n').filter((line) => line.trim() !== '')
  const publication = publicationOf(witnessesOf(rules, [], paragraphs, language, zone))
  const reference = publication?.published ?? null
  const published = reference === null ? null : dayOfTime(reference, zone)
  const names = await knownNames(db)
  // Where no day of writing is told, the last day that the draft names is near enough for the names of events.
  const written = findDates(text, {
    language,
    reference,
    zone,
    dateOrder: rules.dateOrder ?? null,
  })
  const near =
    published ??
    written.map(({ to }) => to).reduce<IsoDate | null>((last, to) => (last === null || to > last ? to : last), null)
  const bound = anchorsOf(await eventsNear(db, names, text, near), near)
  const anchors = namedOf(bound)
  const named = (some: string, on: IsoDate | null) => namesIn(some, names, on)
  const mentions = findDates(text, {
    language,
    reference,
    zone,
    dateOrder: rules.dateOrder ?? null,
    anchors,
    isSession: await sessionsOf(db, named(text, near)),
  })
  const sentences = sentencesOf(text).map((one) => readSentence(one, mentions, bound, language, near, named))
  const marks = (await marksOf(sentences, language, factsFrom(db))).map(
    ({ why, ...mark }): DraftMark => ({ ...mark, why: whyText(why), reason: why }),
  )
  return { language, published, right: marks.every(({ mark }) => mark !== 'wrong'), marks }
}
