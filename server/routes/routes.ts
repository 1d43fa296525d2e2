import { Hono } from 'hono'
import { ingestQueue } from '../ingest/queue.ts'
import { studyQueue } from '../study/queue.ts'
import { tables } from '../verbs/all.ts'
import { checkDraft, readArticles } from '../verbs/articles.ts'
import {
  backfill,
  backfills,
  followBackfill,
  health,
  progressOf,
  startBackfill,
  stopBackfill,
} from '../verbs/backfills.ts'
import { addEvents, events, putEvent, removeEvent, takeEvent, takeEvents } from '../verbs/events.ts'
import { impact, impactCsv, impacts, intraday, moves, robustness } from '../verbs/impacts.ts'
import { imports, removeImport } from '../verbs/imports.ts'
import { bars, tickers } from '../verbs/prices.ts'
import { decideFinding, decideRepair, quality } from '../verbs/quality.ts'
import { mergeTicker, putBenchmark, removeTicker, renameTicker } from '../verbs/tickers.ts'
import type { TableVerb, VerbContext } from '../verbs/verb.ts'
import { answering, questionOf, subjectOf, tabling } from './answering.ts'
import type { AppContext } from './context.ts'
import { figures } from './figures.ts'
import { type Queues, queued } from './queued.ts'
import { session } from './session.ts'
import { studies } from './studies.ts'

/** Everything under /api: a line a verb, chained so that the page's client knows every path, question and answer. */
export function routes(app: AppContext, queues: Queues) {
  const context: VerbContext = { ...app, ingests: ingestQueue(app.db), studies: studyQueue(app.db) }
  return new Hono()
    .route('/', session(app))
    .route('/', csv(context, queues))
    .route('/', studies(context, queues))
    .route('/', figures(context, queues))
    .get(health.path, answering(health, context))
    .get(tickers.path, answering(tickers, context))
    .post(renameTicker.path, answering(renameTicker, context))
    .post(mergeTicker.path, answering(mergeTicker, context))
    .put(putBenchmark.path, answering(putBenchmark, context))
    .delete(removeTicker.path, answering(removeTicker, context))
    .get(bars.path, answering(bars, context))
    .get(events.path, answering(events, context))
    .post(addEvents.path, async (c) => {
      await questionOf(addEvents, c)
      return c.json(await takeEvents(context, new Uint8Array(await c.req.arrayBuffer())))
    })
    .put(putEvent.path, async (c) => {
      await questionOf(putEvent, c)
      return c.json(await takeEvent(context, subjectOf(putEvent, c).event, await c.req.text()))
    })
    .delete(removeEvent.path, answering(removeEvent, context))
    .post(readArticles.path, answering(readArticles, context))
    .post(checkDraft.path, answering(checkDraft, context))
    .get(impacts.path, answering(impacts, context))
    .get(intraday.path, answering(intraday, context))
    .get(robustness.path, queued(queues.robustness), answering(robustness, context))
    .get(impact.path, answering(impact, context))
    .get(moves.path, answering(moves, context))
    .get(quality.path, answering(quality, context))
    .post(decideFinding.path, answering(decideFinding, context))
    .post(decideRepair.path, answering(decideRepair, context))
    .get(imports.path, answering(imports, context))
    .delete(removeImport.path, answering(removeImport, context))
    .get(backfills.path, answering(backfills, context))
    .post(startBackfill.path, answering(startBackfill, context))
    .get(followBackfill.path, queued(queues.streams), async (c) => {
      await questionOf(followBackfill, c)
      const stream = await progressOf(context, subjectOf(followBackfill, c).id)
      return new Response(stream, {
        headers: { 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' },
      })
    })
    .get(backfill.path, answering(backfill, context))
    .delete(stopBackfill.path, answering(stopBackfill, context))
}

/** CSV twins of the JSON answers: the same question, the same figures, the same bytes as the export command. */
function csv(context: VerbContext, queues: Queues): Hono {
  const app = new Hono()
  for (const verb of [...Object.values(tables), impactCsv] as readonly TableVerb[])
    app.get(fileOf(verb.path), queued(queues.exports), tabling(verb, context))
  return app
}

/** `/bars/:ticker.csv` as the router writes a part that ends in `.csv`. */
const fileOf = (path: string): string => path.replace(/:(\w+)\.csv$/, ':$1{.+\\.csv}')
