import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { runDetail, runList } from '../backfill/runList.ts'
import { endedStream, jobStream } from '../backfill/stream.ts'
import type { IsoDate } from '../market/day.ts'
import { Problem } from '../problem.ts'
import { inOrder } from '../query/order.ts'
import { DateParameter, IntervalParameter, TickerParameter, wholeNumber } from '../query/parameters.ts'
import type { AppContext } from './context.ts'
import { valid } from './valid.ts'

/** Where prices come from is the server's business: no request can name an address. */
const BackfillBody = z.strictObject({
  tickers: z.array(TickerParameter).max(200).default([]),
  intervals: z.array(IntervalParameter).min(1).max(8).default(['1d']),
  from: DateParameter.nullable().optional(),
  to: DateParameter.nullable().optional(),
})
const Id = z.object({ id: wholeNumber(1, 999_999_999) })

export const backfills = ({ db, now, backfills: runner }: AppContext) => {
  const here = () => runner.running()?.id ?? null
  const detail = async (id: number) => {
    const found = await runDetail(db, id, here(), now())
    if (found === null) throw new Problem(404, 'unknown_backfill', `There is no backfill ${id}`, 'id')
    return found
  }
  return new Hono()
    .get('/', describeRoute({ summary: 'The last backfills, and the one that runs in this server' }), async (c) =>
      c.json({ running: runner.running(), runs: await runList(db, here(), now()) }),
    )
    .post(
      '/',
      describeRoute({ summary: 'Start a backfill; without tickers everything stored is brought up to date' }),
      valid('json', BackfillBody),
      async (c) => {
        const { tickers, intervals, from, to } = c.req.valid('json')
        inOrder({ from: from ?? undefined, to: to ?? undefined })
        const started = await runner.start({
          tickers,
          // Without tickers everything stored is brought up to date, at the intervals it is stored at.
          intervals: tickers.length === 0 ? [] : intervals,
          from: from ?? null,
          to: to ?? (null as IsoDate | null),
        })
        switch (started.kind) {
          case 'started':
            c.header('Location', `/api/backfills/${started.id}`)
            return c.json({ id: started.id, progress: `/api/backfills/${started.id}/progress` }, 202)
          case 'taken':
            throw new Problem(409, 'backfill_running', started.message)
          case 'broken':
            throw new Problem(503, 'backfill_broken', started.message)
        }
      },
    )
    .get(
      '/:id',
      describeRoute({ summary: 'One backfill, with what came of each series' }),
      valid('param', Id),
      async (c) => c.json(await detail(c.req.valid('param').id)),
    )
    .get(
      '/:id/progress',
      describeRoute({ summary: 'A running backfill as server-sent events: progress, series, end' }),
      valid('param', Id),
      async (c) => {
        const { id } = c.req.valid('param')
        return new Response(jobStream(runner, id) ?? endedStream(await endOf(id)), {
          headers: { 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' },
        })
      },
    )
    .delete(
      '/:id',
      describeRoute({ summary: 'Stop a backfill after what it is storing now; the next one goes on there' }),
      valid('param', Id),
      async (c) => {
        const { id } = c.req.valid('param')
        if (runner.stop(id)) return c.json({ id, stopping: true as const }, 202)
        const { run } = await detail(id)
        throw new Problem(
          409,
          run.outcome === 'running' ? 'runs_elsewhere' : 'not_running',
          run.outcome === 'running'
            ? 'This backfill runs in another program: stop it there'
            : `Cannot stop backfill ${id} as it has ended: ${run.outcome}`,
        )
      },
    )

  async function endOf(id: number) {
    const { outcome, message, resume_at } = (await detail(id)).run
    if (outcome === 'running')
      throw new Problem(
        409,
        'runs_elsewhere',
        'This backfill runs in another program: only its outcome will be seen here',
      )
    return { outcome, message, resume_at }
  }
}
