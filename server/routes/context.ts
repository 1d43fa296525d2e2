import type { Db } from '../../db/file/db.ts'
import type { BackfillRunner } from '../backfill/runner.ts'
import type { Page } from '../http/page.ts'
import type { TokenAuth } from '../http/token.ts'

/** What the routes need of the context; `main` holds the real things. */
export interface AppContext {
  readonly db: Db
  readonly backfills: BackfillRunner
  readonly page: Page
  readonly guard: TokenAuth
  /** UTC milliseconds. */
  readonly now: () => number
  /** A steady clock in milliseconds. */
  readonly steady: () => number
  readonly newRequestId: () => string
  /** Told of every answer that was our mistake. */
  readonly report: (requestId: string, error: unknown) => void
}
