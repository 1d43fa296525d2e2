import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../../db/file/db.ts'
import { ingestQueue } from '../../../server/ingest/queue.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { Problem } from '../../../server/problem.ts'
import { read } from '../../../server/query/read.ts'
import { openStore } from '../../../server/store/open.ts'
import { studyQueue } from '../../../server/study/queue.ts'
import { checkDraft, readArticles } from '../../../server/verbs/articles.ts'
import { backfill, startBackfill, stopBackfill } from '../../../server/verbs/backfills.ts'
import { addEvents, events, removeEvent, takeEvent, takeEvents } from '../../../server/verbs/events.ts'
import { everywhere, failures } from '../../../server/verbs/failures.ts'
import {
  abnormal,
  eventSeries,
  impact,
  impactCsv,
  impacts,
  intraday,
  moves,
  robustness,
} from '../../../server/verbs/impacts.ts'
import { removeImport } from '../../../server/verbs/imports.ts'
import { bars, compare, pricesCsv } from '../../../server/verbs/prices.ts'
import { decideFinding, quality } from '../../../server/verbs/quality.ts'
import { study } from '../../../server/verbs/studies.ts'
import { startUpkeep, stopUpkeep } from '../../../server/verbs/upkeep.ts'
import type { Declaration, VerbContext } from '../../../server/verbs/verb.ts'

const NOW = Date.UTC(2026, 0, 2) as Instant
const ousted = 'openai-20231117-altman-ousted'

let db: Db
let context: VerbContext
beforeAll(async () => {
  db = (await openStore(':memory:', NOW)).db
  const taken = { kind: 'taken', message: 'another runs' } as const
  const busy = {
    running: () => null,
    start: async () => taken,
    stop: () => false,
  } as unknown as VerbContext['backfills']
  const busyUpkeep = { start: () => false, stop: () => false } as unknown as VerbContext['upkeep']
  context = {
    db,
    backfills: busy,
    upkeep: busyUpkeep,
    ingests: ingestQueue(db),
    studies: studyQueue(db),
    now: () => NOW,
  }
  const lines = ['coarse,x,2023-11,MSFT', 'late,x,2031-01-06,MSFT', 'day,x,2023-11-15,MSFT', 'nobody,x,2023-11-15,']
  await takeEvents(context, Buffer.from(`event_id,title,public_at,tickers\n${lines.join('\n')}\n`))
})
afterAll(() => db.close())

interface Asking extends Pick<Declaration, 'fails' | 'subject' | 'question'> {
  readonly run: (context: VerbContext, question: never, subject: never) => Promise<unknown>
}
const asked = (verb: Asking, question: object, subject: object) => async () =>
  verb.run(context, read(verb.question, question) as never, read(verb.subject, subject) as never)
const sent = (spec: unknown) => () =>
  context.studies.study(new Response(typeof spec === 'string' ? spec : JSON.stringify(spec)).body, { kind: 'json' })

async function refusalOf(ask: () => Promise<unknown>): Promise<Problem> {
  try {
    await ask()
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error('it was answered')
}

describe('what verbs say may go wrong', { timeout: 60_000 }, () => {
  it.each<[string, string, Pick<Declaration, 'fails'>, () => Promise<unknown>]>([
    ['unknown_ticker', 'bars', bars, asked(bars, {}, { ticker: 'NONE' })],
    ['no_such_basis', 'bars', bars, asked(bars, { interval: '1h', basis: 'total' }, { ticker: 'MSFT' })],
    ['bad_parameter', 'bars', bars, asked(bars, { from: '2024-01-02', to: '2024-01-01' }, { ticker: 'MSFT' })],
    ['unknown_ticker', 'prices', pricesCsv, asked(pricesCsv, {}, { ticker: 'NONE' })],
    ['bad_parameter', 'events', events, asked(events, { type: 'no such!' }, {})],
    ['unknown_event', 'remove-event', removeEvent, asked(removeEvent, {}, { event: 'none' })],
    ['bad_json', 'put-event', { fails: ['bad_json'] }, () => takeEvent(context, 'a', '{')],
    ['unreadable', 'read-article', readArticles, asked(readArticles, { text: ' ' }, {})],
    ['unknown_language', 'read-article', readArticles, asked(readArticles, { text: 'Lorem ipsum dolor' }, {})],
    [
      'bad_parameter',
      'read-article',
      readArticles,
      asked(readArticles, { text: 'The cat of the house.', published: '20/11/2023' }, {}),
    ],
    ['unknown_language', 'check-draft', checkDraft, asked(checkDraft, { text: 'Lorem ipsum dolor' }, {})],
    ['bad_parameter', 'check-draft', checkDraft, asked(checkDraft, { text: 'a', colour: 1 }, {})],
    ['unknown_ticker', 'impacts', impacts, asked(impacts, { ticker: 'NONE' }, {})],
    ['own_benchmark', 'impacts', impacts, asked(impacts, { ticker: 'MSFT', benchmark: 'MSFT' }, {})],
    ['no_factors', 'impacts', impacts, asked(impacts, { ticker: 'MSFT', model: 'carhart' }, {})],
    ['bad_settings', 'impacts', impacts, asked(impacts, { ticker: 'MSFT', estimation: '-20..-11' }, {})],
    ['unknown_event', 'impact', impact, asked(impact, {}, { event: 'none' })],
    ['no_prices', 'impact', impact, asked(impact, {}, { event: 'nobody' })],
    ['not_measured', 'panel-of-event', impactCsv, asked(impactCsv, {}, { event: 'coarse' })],
    ['no_intraday_bars', 'intraday', intraday, asked(intraday, { interval: '5m' }, { event: ousted })],
    ['time_unknown', 'intraday', intraday, asked(intraday, { benchmark: 'MSFT', model: 'mean' }, { event: 'day' })],
    ['no_day_zero', 'robustness', robustness, asked(robustness, {}, { event: 'coarse' })],
    ['not_measured', 'series-of-event', eventSeries, asked(eventSeries, {}, { event: 'coarse' })],
    ['unknown_ticker', 'moves', moves, asked(moves, {}, { ticker: 'NONE' })],
    ['unknown_ticker', 'compare', compare, asked(compare, { tickers: 'MSFT,NONE' }, {})],
    ['unknown_ticker', 'abnormal', abnormal, asked(abnormal, { ticker: 'NONE' }, {})],
    ['bad_settings', 'abnormal', abnormal, asked(abnormal, { ticker: 'MSFT', estimation: '-60..0' }, {})],
    ['unknown_ticker', 'quality', quality, asked(quality, { ticker: 'NONE' }, {})],
    ['unknown_finding', 'decide', decideFinding, asked(decideFinding, { status: 'open' }, { finding: '999999' })],
    ['unknown_import', 'remove-import', removeImport, asked(removeImport, {}, { run: '999999' })],
    ['unknown_backfill', 'backfill', backfill, asked(backfill, {}, { id: '999999' })],
    ['unknown_backfill', 'stop-backfill', stopBackfill, asked(stopBackfill, {}, { id: '999999' })],
    ['backfill_running', 'start-backfill', startBackfill, asked(startBackfill, { tickers: ['MSFT'] }, {})],
    ['upkeep_running', 'start-upkeep', startUpkeep, asked(startUpkeep, { task: 'verify' }, {})],
    ['no_upkeep', 'stop-upkeep', stopUpkeep, asked(stopUpkeep, {}, {})],
    ['bad_parameter', 'start-upkeep', startUpkeep, asked(startUpkeep, { task: 'backup', folder: '/tmp' }, {})],
    ['bad_json', 'study', study, sent('{')],
    ['bad_spec', 'study', study, sent({ events: [], colour: 1 })],
    ['bad_settings', 'study', study, sent({ events: [ousted], settings: { estimation: [-20, -11] } })],
    ['unknown_event', 'study', study, sent({ events: ['none'] })],
    ['no_events', 'study', study, sent({ events: { type: 'no.such' } })],
    ['no_factors', 'study', study, sent({ events: [ousted], settings: { model: 'carhart' } })],
  ])('%s of %s is declared, with its status', async (code, _, { fails }, ask) => {
    const refused = await refusalOf(ask)
    expect(refused.code).toBe(code)
    expect([...everywhere, ...fails]).toContain(code)
    expect((failures as Readonly<Record<string, { readonly status: readonly number[] }>>)[code]?.status).toContain(
      refused.status,
    )
  })

  it('a code of the event format of add-events is declared as such', async () => {
    const refused = await refusalOf(() => takeEvents(context, Buffer.from('title,public_at\na,never\n')))
    expect([refused.status, refused.code]).toEqual([422, 'E_TIME_FORMAT'])
    expect(addEvents.fails).toContain('E_…')
  })
})
