import type { Db } from '../../db/file/db.ts'
import { type Marked, checkDraft as marksOf } from '../claims/draft.ts'
import { type IsoDate, isoDate } from '../market/day.ts'
import { type Instant, instant } from '../market/instant.ts'
import { dateAt, isZone } from '../market/zone.ts'
import { Problem } from '../problem.ts'
import { languageOf } from '../sources/article/language.ts'
import { sentencesOf } from '../sources/article/sentence.ts'
import { type DateLanguage, findDates } from '../sources/dates.ts'
import { anchorsOf } from './anchors.ts'
import { type ArticleRules, eventsNear, homes, readSentence } from './article.ts'
import { factsFrom } from './facts.ts'
import { namesIn } from './names.ts'
import { namesOf } from './relations.ts'

export interface DraftReading {
  readonly language: DateLanguage
  /** The day from which "yesterday" and the like were counted; null where none was told. */
  readonly published: IsoDate | null
  /** False where a figure, date or causal word is wrong. */
  readonly right: boolean
  readonly marks: readonly Marked[]
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
  const published = publishedOf(rules.published ?? null, zone)
  const names = await namesOf(db)
  // Where no day of writing is told, the last day that the draft names is near enough for the names of events.
  const written = findDates(text, {
    language,
    reference: rules.published ?? null,
    zone,
    dateOrder: rules.dateOrder ?? null,
  })
  const near =
    published ??
    written.map(({ to }) => to).reduce<IsoDate | null>((last, to) => (last === null || to > last ? to : last), null)
  const bound = anchorsOf(await eventsNear(db, names, text, near), near)
  const anchors = bound.map(({ anchor }) => anchor)
  const mentions = findDates(text, {
    language,
    reference: rules.published ?? null,
    zone,
    dateOrder: rules.dateOrder ?? null,
    anchors,
  })
  const named = (some: string, on: IsoDate | null) => namesIn(some, names, on)
  const sentences = sentencesOf(text).map((one) => readSentence(one, mentions, bound, language, near, named))
  const marks = await marksOf(sentences, language, factsFrom(db))
  return { language, published, right: marks.every(({ mark }) => mark !== 'wrong'), marks }
}

function publishedOf(text: string | null, zone: string): IsoDate | null {
  if (text === null) return null
  const at = instant(text)
  const date = isoDate(text) ?? (at === null ? null : dateAt(zone, at as Instant))
  if (date === null)
    throw new Problem(
      400,
      'bad_parameter',
      `Cannot read "${text}": expected a date, or a moment with its offset`,
      'published',
    )
  return date
}
