import type { Db } from '../../db/file/db.ts'
import { type Ingested, ingest } from '../ingest/ingest.ts'
import type { Instant } from '../market/instant.ts'
import type { ArticleReading } from './article.ts'
import type { Proposal } from './proposals.ts'
import { recordsOf } from './records.ts'

export interface TakenArticle {
  readonly done: Ingested
  /** Proposals whose span no time of the event format can say: they are not stored. */
  readonly unsaid: readonly Proposal[]
}

/** Stores what an article proposes as events that wait for a person. What is stored already stays as it is. */
export async function takeArticle(
  db: Db,
  reading: ArticleReading,
  name: string,
  { now, dryRun = false }: { readonly now: Instant; readonly dryRun?: boolean },
): Promise<TakenArticle> {
  const { records, unsaid } = recordsOf(reading, name)
  const bytes = new TextEncoder().encode(JSON.stringify(records))
  return { done: await ingest(db, { name, bytes }, { now, kind: 'events', onConflict: 'keep', dryRun }), unsaid }
}
