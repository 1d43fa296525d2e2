import type { BackfillRunner } from '../backfill/runner.ts'
import type { Page } from '../http/page.ts'
import type { TokenAuth } from '../http/token.ts'
import type { VerbContext } from '../verbs/verb.ts'

/** What the routes need of the context; `main` holds the real things. */
export interface AppContext extends Pick<VerbContext, 'db' | 'now'> {
  readonly backfills: BackfillRunner
  readonly page: Page
  readonly guard: TokenAuth
  /** A steady clock in milliseconds. */
  readonly steady: () => number
  readonly newRequestId: () => string
  /** Told of every answer that was our mistake. */
  readonly report: (requestId: string, error: unknown) => void
}
