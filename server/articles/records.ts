import { addDays, dayOf, type IsoDate, weekday } from '../market/day.ts'
import type { Role } from '../market/event.ts'
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
  const notSubject = proposal.tickers.filter(({ role }) => role !== 'subject')
  const isHeadline = proposal === proposals[0] && proposal.quote === article.title
  return {
    title: proposal.title.slice(0, 300),
    public_at: time,
    ...(proposal.precision === 'minute' ? { precision: 'minute' as const } : {}),
    tickers: proposal.tickers.map(({ symbol, role }) => ({ symbol, role })),
    ...(notSubject.length === 0 ? {} : { relation_note: notSubject.map(({ reason }) => reason).join('; ') }),
    type: proposal.type,
    status: 'proposed',
    source_type: 'news',
    source_name: article.source ?? name,
    ...(article.address === null ? {} : { source_url: article.address }),
    language: article.language,
    time_source: isHeadline && article.published_tier !== null ? timeSources[article.published_tier] : 'text',
    time_note: proposal.dated_by,
    notes: proposal.quote,
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
