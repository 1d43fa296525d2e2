import { Hono } from 'hono'
import { download } from '../http/download.ts'
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
import { board } from '../verbs/board.ts'
import {
  addEvents,
  changes,
  event,
  eventFiles,
  events,
  eventVersions,
  exportEvents,
  exportedEvents,
  facets,
  putEvent,
  removeEvent,
  restore,
  statuses,
  takeEvent,
  takeEvents,
} from '../verbs/events.ts'
import {
  abnormal,
  eventSeries,
  impact,
  impactCsv,
  impacts,
  intraday,
  moves,
  robustness,
  sessionModels,
} from '../verbs/impacts.ts'
import { addFile, imports, removeImport, takeAnyFile } from '../verbs/imports.ts'
import { bars, compare, packedBars, tickers } from '../verbs/prices.ts'
import { decideFinding, decideRepair, quality } from '../verbs/quality.ts'
import { putRelations, relations, removeRelation } from '../verbs/relations.ts'
import { decide, stories } from '../verbs/stories.ts'
import { mergeTicker, putBenchmark, removeTicker, renameTicker } from '../verbs/tickers.ts'
import { startUpkeep, stopUpkeep, upkeep } from '../verbs/upkeep.ts'
import type { TableVerb, VerbContext } from '../verbs/verb.ts'
import { addWitness, passport } from '../verbs/witnesses.ts'
import { world, worldImpacts } from '../verbs/world.ts'
import { answering, overOf, questionOf, subjectOf, tabling, VERSION_HEADER } from './answering.ts'
import type { AppContext } from './context.ts'
import { type Queues, queued } from './queued.ts'
import { session } from './session.ts'
import { type Refusing, studies } from './studies.ts'

/** What is asked under /api: a line a verb, chained so that the page's client knows every path, question and answer. */
export function routes(app: AppContext, context: VerbContext, queues: Queues, refuse: Refusing) {
  return new Hono()
    .route('/', session(app))
    .route('/', csv(context, queues))
    .route('/', studies(context, queues, refuse))
    .get(health.path, answering(health, context))
    .get(board.path, answering(board, context))
    .get(tickers.path, answering(tickers, context))
    .post(renameTicker.path, answering(renameTicker, context))
    .post(mergeTicker.path, answering(mergeTicker, context))
    .put(putBenchmark.path, answering(putBenchmark, context))
    .delete(removeTicker.path, answering(removeTicker, context))
    .get(bars.path, answering(bars, context))
    .get(packedBars.path, answering(packedBars, context))
    .get(compare.path, answering(compare, context))
    .get(events.path, answering(events, context))
    .post(addEvents.path, async (c) => {
      const asked = await questionOf(addEvents, c)
      return c.json(await takeEvents(context, new Uint8Array(await c.req.arrayBuffer()), asked))
    })
    .get(exportEvents.path, queued(queues.exports), async (c) => {
      const asked = await questionOf(exportEvents, c)
      const table = await exportedEvents(context, asked)
      const response = await download(table.csv(), 'events', eventFiles[asked.format])
      response.headers.set(VERSION_HEADER, table.version)
      return response
    })
    .get(facets.path, answering(facets, context))
    .get(changes.path, answering(changes, context))
    .post(statuses.path, answering(statuses, context))
    .get(event.path, answering(event, context))
    .get(eventVersions.path, answering(eventVersions, context))
    .get(stories.path, answering(stories, context))
    .post(decide.path, answering(decide, context))
    .get(world.path, answering(world, context))
    .get(worldImpacts.path, answering(worldImpacts, context))
    .get(passport.path, answering(passport, context))
    .post(addWitness.path, answering(addWitness, context))
    .post(restore.path, answering(restore, context))
    .put(putEvent.path, async (c) => {
      await questionOf(putEvent, c)
      const { event: id } = subjectOf(putEvent, c)
      return c.json(await takeEvent({ ...context, over: overOf(c) }, id, await c.req.text()))
    })
    .delete(removeEvent.path, answering(removeEvent, context))
    .get(relations.path, answering(relations, context))
    .put(putRelations.path, answering(putRelations, context))
    .delete(removeRelation.path, answering(removeRelation, context))
    .post(readArticles.path, answering(readArticles, context))
    .post(checkDraft.path, answering(checkDraft, context))
    .get(impacts.path, answering(impacts, context))
    .get(intraday.path, answering(intraday, context))
    .get(robustness.path, queued(queues.robustness), answering(robustness, context))
    .get(eventSeries.path, answering(eventSeries, context))
    .get(impact.path, answering(impact, context))
    .get(abnormal.path, answering(abnormal, context))
    .get(sessionModels.path, answering(sessionModels, context))
    .get(moves.path, answering(moves, context))
    .get(quality.path, answering(quality, context))
    .post(decideFinding.path, answering(decideFinding, context))
    .post(decideRepair.path, answering(decideRepair, context))
    .get(imports.path, answering(imports, context))
    .post(addFile.path, async (c) => {
      const asked = await questionOf(addFile, c)
      return c.json(await takeAnyFile(context, new Uint8Array(await c.req.arrayBuffer()), asked))
    })
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
    .get(upkeep.path, answering(upkeep, context))
    .post(startUpkeep.path, answering(startUpkeep, context))
    .delete(stopUpkeep.path, answering(stopUpkeep, context))
}

/** For the typed client of the page. */
export type Routes = ReturnType<typeof routes>

/** CSV twins of the JSON answers: the same question, the same figures, the same bytes as the export command. */
function csv(context: VerbContext, queues: Queues): Hono {
  const app = new Hono()
  for (const verb of [...Object.values(tables), impactCsv] as readonly TableVerb[])
    app.get(fileOf(verb.path), queued(queues.exports), tabling(verb, context))
  return app
}

/** `/bars/:ticker.csv` as the router writes a part that ends in `.csv`. */
const fileOf = (path: string): string => path.replace(/:(\w+)\.csv$/, ':$1{.+\\.csv}')
