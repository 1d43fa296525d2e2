import type { Db } from '../db/open.ts'
import type { BackfillDesk } from './desk/backfillDesk.ts'
import type { Page } from './http/page.ts'
import type { Guard } from './http/token.ts'

/** What the routes need of the world; `main` holds the real things. */
export interface World {
  readonly db: Db
  readonly backfills: BackfillDesk
  readonly page: Page
  readonly guard: Guard
  /** UTC milliseconds. */
  readonly now: () => number
  /** A steady clock in milliseconds. */
  readonly steady: () => number
  readonly newRequestId: () => string
  /** Told of every answer that was our mistake. */
  readonly report: (requestId: string, error: unknown) => void
}
