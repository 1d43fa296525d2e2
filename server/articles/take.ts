import type { Ingested, IngestInput, IngestOptions } from '../ingest/ingested.ts'
import type { Instant } from '../market/instant.ts'
import type { ArticleReading } from './article.ts'
import type { Proposal } from './proposals.ts'
import { recordsOf } from './records.ts'

export interface TakenArticle {
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
  const bytes = new TextEncoder().encode(JSON.stringify(records))
  return { done: await take({ name, bytes }, { now, kind: 'events', onConflict: 'keep' }), unsaid }
}
