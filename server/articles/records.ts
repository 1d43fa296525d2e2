import { addDays, dayOf, type IsoDate, weekday } from '../market/day.ts'
import type { Role } from '../market/event.ts'
import type { Statement } from '../market/witness.ts'
import { relationNote } from '../sources/article/names.ts'
import type { DateWitness, Tier } from '../sources/article/published.ts'
import type { DateLanguage } from '../sources/dates/languages.ts'
import type { ArticleReading } from './article.ts'
import type { Proposal } from './proposals.ts'

/** A proposal as the event format writes it, with the fields of its JSON. */
export interface ProposalRecord {
  readonly title: string
  readonly public_at: string
  readonly precision?: 'minute'
  readonly tickers: readonly { readonly symbol: string; readonly role: Role }[]
  readonly relation_note?: string
  readonly type: string
  readonly status: 'proposed'
  readonly source_type: 'news'
  readonly source_name: string
  readonly source_url?: string
  readonly language: DateLanguage
  readonly time_source: (typeof timeSources)[keyof typeof timeSources]
  readonly time_note: string
  /** The quote. */
  readonly notes: string
  /** Every place of the article that says when it was published. */
  readonly witnesses: readonly Statement[]
}

/** Proposals as records of the event format, and those whose span no time of the format can say. */
export interface ProposalRecords {
  readonly records: readonly ProposalRecord[]
  readonly unsaid: readonly Proposal[]
}

const timeSources = {
  told: 'user',
  json_ld: 'json_ld',
  meta: 'meta',
  microdata: 'meta',
  url: 'url',
  time: 'time_element',
  visible: 'text',
  text: 'text',
} as const

/** Who says when an article was published, and what the part of it is called. */
const speakers: Readonly<Record<Tier, readonly [kind: Statement['kind'], part: string]>> = {
  told: ['person', ''],
  json_ld: ['page', 'JSON-LD'],
  meta: ['page', 'meta'],
  microdata: ['page', 'microdata'],
  url: ['page', 'URL'],
  time: ['page', '<time>'],
  visible: ['text', 'byline'],
  text: ['text', 'dateline'],
}

/** An article that tells of an event says that it was public by then; of what the headline tells, that it was public then. */
const statementOf = ({ tier, written, value }: DateWitness, source: string, isHeadline: boolean): Statement => {
  const [kind, part] = speakers[tier]
  return {
    kind: isHeadline ? kind : 'seen',
    at: value,
    place: [part, kind === 'person' ? '' : source]
      .filter((word) => word !== '')
      .join(', ')
      .slice(0, 500),
    note: isHeadline ? written : `published by then: ${written}`,
  }
}

export function recordsOf(reading: ArticleReading, name: string): ProposalRecords {
  const read = reading.proposals.map((proposal) => [proposal, recordOf(reading, proposal, name)] as const)
  return {
    records: read.flatMap(([, record]) => record ?? []),
    unsaid: read.flatMap(([proposal, record]) => (record === null ? [proposal] : [])),
  }
}

/**
 * It waits for a person: nothing that a machine read is confirmed.
 *
 * @param name what the article is called as a source, where it does not say
 * @returns null for a span that no time of the format can say
 */
export function recordOf(
  { article, proposals }: Pick<ArticleReading, 'article' | 'proposals'>,
  proposal: Proposal,
  name: string,
): ProposalRecord | null {
  const time = timeOf(proposal)
  if (time === null) return null
  const relation_note = relationNote(proposal.tickers)
  const isHeadline = proposal === proposals[0] && proposal.quote === article.title
  // The surest of them is the event's own time where that is the publication.
  const told = isHeadline ? article.published_witnesses.slice(1) : article.published_witnesses
  const source = article.address ?? article.source ?? name
  return {
    title: proposal.title.slice(0, 300),
    public_at: time,
    ...(proposal.precision === 'minute' ? { precision: 'minute' as const } : {}),
    tickers: proposal.tickers.map(({ symbol, role }) => ({ symbol, role })),
    ...(relation_note === null ? {} : { relation_note }),
    type: proposal.type,
    status: 'proposed',
    source_type: 'news',
    source_name: article.source ?? name,
    ...(article.address === null ? {} : { source_url: article.address }),
    language: article.language,
    time_source: isHeadline && article.published_tier !== null ? timeSources[article.published_tier] : 'text',
    time_note: proposal.dated_by,
    notes: proposal.quote,
    witnesses: told.map((one) => statementOf(one, source, isHeadline)),
  }
}

/** The time of a proposal as the format writes it; null for a span that is no week, month, quarter or year. */
function timeOf({ public_at, from, precision }: Proposal): string | null {
  if (public_at !== null) return public_at
  if (from === null) return null
  const [year, month] = [from.slice(0, 4), Number(from.slice(5, 7))]
  switch (precision) {
    case 'week':
      return isoWeek(from)
    case 'month':
      return from.slice(0, 7)
    case 'quarter':
      return `${year}-Q${Math.ceil(month / 3)}`
    case 'year':
      return year
    default:
      return null
  }
}

/** ISO 8601: the week of a Monday belongs to the year of its Thursday. */
function isoWeek(monday: IsoDate): string {
  const thursday = addDays(monday, 4 - (weekday(monday) || 7))
  const year = thursday.slice(0, 4)
  const number = Math.floor((dayOf(thursday) - dayOf(`${year}-01-01` as IsoDate)) / 7) + 1
  return `${year}-W${String(number).padStart(2, '0')}`
}
