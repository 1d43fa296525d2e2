import { momentOf } from '../../../db/file/kept.ts'
import { createApp } from '../../../server/app.ts'
import { backfillRunner } from '../../../server/backfill/runner.ts'
import { keptAnswers } from '../../../server/http/answers.ts'
import { metrics } from '../../../server/http/metrics.ts'
import { tokenAuth } from '../../../server/http/token.ts'
import type { Bindings } from '../../../server/http/visitor.ts'
import { openStore } from '../../../server/store/open.ts'
import { upkeepRunner } from '../../../server/upkeep/runner.ts'
import type { PageWindow } from '../../../web/state/pageWindow.ts'

const visitor: Bindings = { entry: 'open', visitor: { address: '127.0.0.1', secure: false } }

/** The real server on the bundled sample, in this process: what the page of a test is answered. */
export async function sampleServer(): Promise<{
  readonly fetch: PageWindow['fetch']
  readonly close: () => Promise<void>
}> {
  const now = () => Date.UTC(2024, 5, 3)
  const { db } = await openStore(':memory:', now())
  const report = (...said: unknown[]) => console.error(...said)
  const app = createApp({
    answers: keptAnswers(),
    counted: metrics(),
    moment: () => momentOf(db),
    db,
    backfills: backfillRunner(db, { now, providerUrl: null, report }),
    upkeep: upkeepRunner(db, { now, report }),
    page: new Map(),
    still: null,
    frameOrigins: [],
    publicUrl: null,
    guard: tokenAuth(null),
    now,
    steady: () => 0,
    newRequestId: () => 'test',
    report,
  })
  const asked = new Set<Promise<Response>>()
  return {
    fetch: (to, init) => {
      const answer = Promise.resolve(app.request(to instanceof Request ? to : String(to), init, visitor))
      asked.add(answer)
      return answer
    },
    // What a page gave up is computed all the same.
    close: async () => {
      await Promise.allSettled(asked)
      db.close()
    },
  }
}
