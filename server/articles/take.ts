import type { Ingested, IngestInput, IngestOptions } from '../ingest/ingested.ts'
import type { Instant } from '../market/instant.ts'
import { report } from '../sources/report.ts'
import type { ArticleReading } from './article.ts'
import type { Proposal } from './proposals.ts'
import { recordsOf } from './records.ts'

export interface TakenArticle {
  /** Where nothing is left to store no import is made, and the report says so. */
  readonly done: Ingested
  /** Proposals whose span no time of the event format can say: they are not stored. */
  readonly unsaid: readonly Proposal[]
}

/**
 * Stores what an article proposes as events that wait for a person. What is stored already stays as it is.
 *
 * @param take stores a file: the verb itself, or the queue of a server
 */
export async function takeArticle(
  take: (input: IngestInput, options: IngestOptions) => Promise<Ingested>,
  reading: ArticleReading,
  name: string,
  { now }: { readonly now: Instant },
): Promise<TakenArticle> {
  const { records, unsaid } = recordsOf(reading, name)
  if (records.length === 0) return { done: nothingTaken(reading), unsaid }
  const bytes = new TextEncoder().encode(JSON.stringify(records))
  return { done: await take({ name, bytes }, { now, kind: 'events', onConflict: 'keep' }), unsaid }
}

/** An article without an event is no fault and no import. */
function nothingTaken({ article, proposals }: ArticleReading): Ingested {
  const reasons = [...new Set(article.left_out.map(({ why }) => why))].map(
    (why) => `${article.left_out.filter((one) => one.why === why).length} ${why}`,
  )
  const leftOut = reasons.length === 0 ? '' : `; sentences left out: ${reasons.join(', ')}`
  const what =
    proposals.length === 0
      ? 'No event was found in the article'
      : 'No event of the article has a time that can be stored'
  return {
    kind: 'events',
    run: null,
    reader: null,
    tickers: [],
    dry_run: false,
    accepted: true,
    skippable: false,
    stored: false,
    counts: { new: 0, changed: 0, unchanged: 0, rejected: 0 },
    report: [report('W_NO_EVENT', `${what}: nothing is stored${leftOut}`)],
  }
}
