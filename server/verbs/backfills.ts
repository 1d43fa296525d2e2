import {
  backfill as backfillAnswer,
  backfills as backfillsAnswer,
  health as healthAnswer,
  started,
  stopping,
} from '../answers/backfill.ts'
import { runDetail, runList } from '../backfill/runList.ts'
import { refuseUnplaced } from '../backfill/seriesPlan.ts'
import { endedStream, jobStream } from '../backfill/stream.ts'
import { type Instant, utcText } from '../market/instant.ts'
import { Problem } from '../problem.ts'
import { pagingOf } from '../query/page.ts'
import { BackfillOrder, BackfillQuestion, BackfillSubject, BackfillsQuestion } from '../query/questions.ts'
import { nothing } from '../query/range.ts'
import { version } from '../version.ts'
import { type Declaration, type VerbContext, verb } from './verb.ts'

export const health = verb({
  name: 'health',
  does: 'Is the server ready?',
  method: 'get',
  path: '/health',
  subject: nothing,
  question: nothing,
  answer: healthAnswer,
  fails: [],
  // Verbs run once the database is open: a server that answers is ready.
  run: async ({ now }) => ({ status: 'ok', ready: true, version, now: utcText(now() as Instant) }) as const,
  used: null,
})

const here = ({ backfills }: VerbContext) => backfills.running()?.id ?? null

async function detail(context: VerbContext, id: number, page?: Parameters<typeof runDetail>[4]) {
  const found = await runDetail(context.db, id, here(context), context.now(), page)
  if (found === null) throw new Problem(404, 'unknown_backfill', `There is no backfill ${id}`, 'id')
  return found
}

export const backfills = verb({
  name: 'backfills',
  does: 'The last backfills, and the one that runs in this server',
  method: 'get',
  path: '/backfills',
  subject: nothing,
  question: BackfillsQuestion,
  answer: backfillsAnswer,
  fails: [],
  run: async (context, asked) => ({
    running: context.backfills.running(),
    ...(await runList(context.db, here(context), context.now(), pagingOf(asked))),
  }),
  used: null,
})

export const startBackfill = verb({
  name: 'start-backfill',
  does: 'Start a backfill; without tickers everything stored is brought up to date',
  method: 'post',
  path: '/backfills',
  subject: nothing,
  question: BackfillOrder,
  answer: started,
  status: 202,
  fails: ['backfill_running', 'backfill_broken'],
  run: async ({ db, backfills: runner }, { tickers, intervals, from, to }) => {
    await refuseUnplaced(db, tickers)
    const begun = await runner.start({
      tickers,
      // Without tickers everything stored is brought up to date, at the intervals it is stored at.
      intervals: tickers.length === 0 ? [] : intervals,
      from: from ?? null,
      to: to ?? null,
    })
    switch (begun.kind) {
      case 'started':
        return { id: begun.id, progress: `/api/backfills/${begun.id}/progress` }
      case 'taken':
        throw new Problem(409, 'backfill_running', begun.message)
      case 'broken':
        throw new Problem(503, 'backfill_broken', begun.message)
    }
  },
  used: null,
})

export const backfill = verb({
  name: 'backfill',
  does: 'One backfill, with what came of each series',
  method: 'get',
  path: '/backfills/:id',
  subject: BackfillSubject,
  question: BackfillQuestion,
  answer: backfillAnswer,
  fails: ['unknown_backfill'],
  run: (context, asked, { id }) => detail(context, id, pagingOf(asked)),
  used: null,
})

export const stopBackfill = verb({
  name: 'stop-backfill',
  does: 'Stop a backfill after what it is storing now; the next one goes on there',
  method: 'delete',
  path: '/backfills/:id',
  subject: BackfillSubject,
  question: nothing,
  answer: stopping,
  status: 202,
  fails: ['unknown_backfill', 'runs_elsewhere', 'not_running'],
  run: async (context, _, { id }) => {
    if (context.backfills.stop(id)) return { id, stopping: true } as const
    const { run } = await detail(context, id)
    throw run.outcome === 'running'
      ? new Problem(409, 'runs_elsewhere', 'This backfill runs in another program: stop it there')
      : new Problem(409, 'not_running', `Cannot stop backfill ${id} as it has ended: ${run.outcome}`)
  },
  used: null,
})

export const followBackfill = {
  name: 'follow-backfill',
  does: 'A running backfill as server-sent events: progress, series, end',
  method: 'get',
  path: '/backfills/:id/progress',
  subject: BackfillSubject,
  question: nothing,
  gives: {
    kind: 'events',
    doc: 'progress (the whole state), series (one that is done), end (outcome, message, resume_at)',
  },
  fails: ['unknown_backfill', 'runs_elsewhere', 'too_many'],
} as const satisfies Declaration

/** The events of a backfill, or its end alone when it is over. @throws Problem when it runs elsewhere */
export async function progressOf(context: VerbContext, id: number): Promise<ReadableStream<Uint8Array>> {
  const running = jobStream(context.backfills, id)
  if (running !== null) return running
  const { outcome, message, resume_at } = (await detail(context, id)).run
  if (outcome !== 'running') return endedStream({ outcome, message, resume_at })
  throw new Problem(409, 'runs_elsewhere', 'This backfill runs in another program: only its outcome will be seen here')
}
