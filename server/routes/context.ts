import type { BackfillRunner } from '../backfill/runner.ts'
import type { Answers } from '../http/answers.ts'
import type { Metrics } from '../http/metrics.ts'
import type { Page, StillRoom } from '../http/page.ts'
import type { TokenAuth } from '../http/token.ts'
import { ingestQueue } from '../ingest/queue.ts'
import { studyQueue } from '../study/queue.ts'
import type { UpkeepRunner } from '../upkeep/runner.ts'
import type { VerbContext } from '../verbs/verb.ts'

/** Bytes of a body at most, where nobody says otherwise: as many as a file may have. */
export const BODY_LIMIT = 10 * 1024 * 1024

/** What the routes need of the context; `main` holds the real things. */
export interface AppContext extends Pick<VerbContext, 'db' | 'now'> {
  readonly backfills: BackfillRunner
  readonly upkeep: UpkeepRunner
  readonly page: Page
  readonly guard: TokenAuth
  /** Draws the page without a browser; null: it comes empty, and its scripts draw it. */
  readonly still: (() => Promise<StillRoom>) | null
  /** Answers for whoever asks the same again. */
  readonly answers: Answers
  /** Differs after every write to the store, by whichever program. */
  readonly moment: () => string
  /** Counts what is asked. */
  readonly counted: Metrics
  /** Origins whose pages may frame `/embed/…`. */
  readonly frameOrigins: readonly string[]
  /** Where others reach this server; null: unknown. */
  readonly publicUrl: string | null
  /** Bytes of a body at most; 10 MiB where it is left out. Above that no other limit of uploads counts. */
  readonly uploadLimit?: number
  /** A steady clock in milliseconds. */
  readonly steady: () => number
  readonly newRequestId: () => string
  /** Told of every answer that was our mistake. */
  readonly report: (requestId: string, error: unknown) => void
}

/** What verbs work on, of what the server has. */
export const verbContext = (
  app: Pick<AppContext, 'db' | 'now' | 'backfills' | 'upkeep' | 'uploadLimit'>,
): VerbContext => ({
  db: app.db,
  now: app.now,
  backfills: app.backfills,
  upkeep: app.upkeep,
  takesAnySize: app.uploadLimit !== undefined && app.uploadLimit > BODY_LIMIT,
  ingests: ingestQueue(app.db),
  studies: studyQueue(app.db),
})
