import { describe, expect, it } from 'vitest'
import type { JobSeries, JobState } from '../../../server/backfill/jobState.ts'
import { beginning } from '../../../server/backfill/jobState.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { dataState } from '../../../web/state/data/data.ts'
import { latest } from '../../../web/state/resource.ts'
import { makeState } from '../../../web/state/state.ts'
import { madeWindow, type Routes, settle } from './madeWindow.ts'

const quality = { findings: [], total: 0, counts: {}, repairs: [], coverage: [], provider: null }
const refusal = (status: number, code: string) => Response.json({ code, detail: code, request_id: 'id-1' }, { status })
const run = (id: number, outcome: string, progress: unknown = null) => ({
  id,
  tickers: [],
  intervals: ['1d'],
  outcome,
  progress,
  series: {},
  started_at: '2024-01-02T00:00:00Z',
})
const series = (ticker: string, fresh: number): JobSeries => ({
  ticker: mustBeTicker(ticker),
  interval: '1d',
  outcome: 'complete',
  reason: null,
  message: null,
  rows: { new: fresh, changed: 0, unchanged: 0, confirmed: 0 },
  missing_count: 0,
  held_count: 0,
  unsettled_count: 0,
})
const job = (id: number, done = 0): JobState => ({ ...beginning(id, 6, 12, 0), done })

async function opened(routes: Routes = {}) {
  const window = madeWindow({
    address: '/data',
    routes: {
      '/api/quality': () => quality,
      '/api/upkeep': () => ({ running: null, last: null, folder: 'backups', kept: 7, backups: [] }),
      '/api/imports': () => ({ imports: [] }),
      '/api/backfills': (_, { method }) => (method === 'POST' ? { id: 7 } : { running: null, runs: [] }),
      ...routes,
    },
  })
  const state = makeState(window.page)
  await Promise.all([state.load('page'), state.load('data')])
  const data = dataState(state)
  const unwatch = data.backfills.watch()
  await settle()
  return { ...window, state, ...data, unwatch }
}

describe('a backfill that runs here', () => {
  it('is followed from its start to its end, and everything is asked for again then', async () => {
    const { backfills, job: followed, streams, asked, state, pass } = await opened()
    await backfills.start({ tickers: ['MSFT'], from: null, to: null, interval: '1d' })
    const [stream] = streams
    expect(stream?.url).toBe('/api/backfills/7/progress')
    stream?.tell('progress', job(7, 3))
    expect(followed.state.value).toMatchObject({ id: 7, done: 3, windows: 12 })
    stream?.tell('series', series('MSFT', 250))
    expect(followed.series.value.map(({ ticker }) => ticker)).toEqual(['MSFT'])
    // What is stored shows up a second later.
    const before = asked.length
    await pass(1000)
    expect(asked.slice(before)).toContain('GET /api/quality?part=coverage&ticker=MSFT&limit=10000')
    const answersBefore = asked.filter((each) => each === 'GET /api/quality?part=coverage&limit=10000').length
    stream?.tell('end', { outcome: 'complete', message: null, resume_at: null })
    await pass(300)
    expect(stream?.isClosed()).toBe(true)
    expect(followed.state.value).toBeNull()
    expect(asked.filter((each) => each === 'GET /api/quality?part=coverage&limit=10000')).toHaveLength(
      answersBefore + 1,
    )
    expect(state.announcement.value).toBe('Backfill: complete')
  })
  it('that was started elsewhere on this server is found in the list', async () => {
    const { streams } = await opened({ '/api/backfills': () => ({ running: job(9), runs: [run(9, 'running')] }) })
    expect(streams.map(({ url }) => url)).toEqual(['/api/backfills/9/progress'])
  })
  it('is told of once in a while, however many series a second are done', async () => {
    const { backfills, streams, state, pass } = await opened()
    await backfills.start({ tickers: [], from: null, to: null, interval: '1d' })
    streams[0]?.tell('progress', job(7))
    const said: string[] = []
    state.announcement.subscribe((sentence) => sentence !== '' && said.push(sentence))
    for (let i = 0; i < 40; i++) {
      streams[0]?.tell('series', series(`W${i}`, 0))
      await pass(500)
    }
    // 20 seconds: at 0 and at 10.
    expect(said).toEqual(['W0 1d complete, 1 of 6', 'W20 1d complete, 21 of 6'])
  })
  it('whose stream is cut off is said to be lost until it is back, and is then told anew', async () => {
    const { backfills, job: followed, streams } = await opened()
    await backfills.start({ tickers: [], from: null, to: null, interval: '1d' })
    streams[0]?.tell('series', series('MSFT', 0))
    streams[0]?.onerror?.(new Event('error'))
    expect(followed.isLost.value).toBe(true)
    streams[0]?.onopen?.(new Event('open'))
    expect([followed.isLost.value, followed.series.value]).toEqual([false, []])
  })
  it('whose stream is refused, as too many follow, is told from one that is only cut off', async () => {
    const { backfills, job: followed, streams } = await opened()
    await backfills.start({ tickers: [], from: null, to: null, interval: '1d' })
    const [stream] = streams
    if (stream === undefined) throw new Error('Nothing is followed')
    // While the browser connects anew it says 0, once it was refused 2.
    for (const [readyState, isRefused] of [
      [0, false],
      [2, true],
    ] as const) {
      stream.readyState = readyState
      stream.onerror?.(new Event('error'))
      expect([followed.isLost.value, followed.isRefused.value]).toEqual([true, isRefused])
    }
    stream.onopen?.(new Event('open'))
    expect([followed.isLost.value, followed.isRefused.value]).toEqual([false, false])
  })
  it('that cannot start says why', async () => {
    const { backfills, streams } = await opened({
      '/api/backfills': (_, { method }) =>
        method === 'POST' ? refusal(409, 'backfill_running') : { running: null, runs: [] },
    })
    await backfills.start({ tickers: [], from: null, to: null, interval: '1d' })
    expect(backfills.refused.value).toMatchObject({ kind: 'refused', status: 409, code: 'backfill_running' })
    expect([backfills.isStarting.value, streams.length]).toEqual([false, 0])
  })
  it('is left when the page is', async () => {
    const { backfills, streams, unwatch } = await opened()
    await backfills.start({ tickers: [], from: null, to: null, interval: '1d' })
    unwatch()
    expect(streams[0]?.isClosed()).toBe(true)
  })
})

describe('a backfill of another process', () => {
  it('is looked at more often, series by series, and everything is asked for at its end', async () => {
    let now: unknown = run(4, 'running', { ticker: 'MSFT', interval: '1d', done: 1, windows: 9, rows: 10 })
    const { asked, pass } = await opened({ '/api/backfills': () => ({ running: null, runs: [now] }) })
    const looks = () => asked.filter((each) => each === 'GET /api/backfills?limit=50').length
    const before = looks()
    await pass(10_000)
    expect(looks() - before).toBe(5)
    now = run(4, 'running', { ticker: 'AAPL', interval: '1d', done: 2, windows: 9, rows: 20 })
    await pass(3000)
    expect(asked).toContain('GET /api/quality?part=coverage&ticker=MSFT&limit=10000')
    const all = () => asked.filter((each) => each === 'GET /api/quality?part=coverage&limit=10000').length
    const seen = all()
    now = run(4, 'complete')
    await pass(2000)
    expect(all()).toBe(seen + 1)
    const quiet = looks()
    await pass(10_000)
    expect(looks() - quiet).toBe(1)
  })
})

describe('decisions', () => {
  const decided = async () => {
    const bodies: unknown[] = []
    const screen = await opened({
      '/api/repairs': (_, { body }) => {
        bodies.push(JSON.parse(String(body)))
        return { finding: {}, repaired: 1 }
      },
    })
    return { ...screen, bodies }
  }
  const accept = { finding: 3, what: 'UNIT_POINT W02 1d', action: 'accept', note: 'pence' } as const

  it('go back and forth one by one, and each is asked of the server', async () => {
    const { decisions, bodies, state, pass } = await decided()
    await decisions.decide(accept)
    await decisions.decide({ ...accept, finding: 4, note: null })
    await decisions.undo()
    expect(decisions.done.value.map(({ finding }) => finding)).toEqual([3])
    expect(decisions.canRedo.value).toBe(true)
    await decisions.redo()
    expect(decisions.done.value.map(({ finding }) => finding)).toEqual([3, 4])
    expect(bodies).toEqual([
      { finding: 3, action: 'accept', note: 'pence' },
      { finding: 4, action: 'accept', note: null },
      { finding: 4, action: 'undo', note: null },
      { finding: 4, action: 'accept', note: null },
    ])
    await pass(300)
    expect(state.announcement.value).toBe('UNIT_POINT W02 1d: accepted')
  })
  it('a new one forgets what was undone', async () => {
    const { decisions } = await decided()
    await decisions.decide(accept)
    await decisions.undo()
    await decisions.decide({ ...accept, finding: 5 })
    expect(decisions.canRedo.value).toBe(false)
  })
  it('that the server refuses are not on the list', async () => {
    const { decisions } = await opened({ '/api/repairs': () => refusal(404, 'unknown_finding') })
    await decisions.decide(accept)
    expect(decisions.refused.value).toMatchObject({ kind: 'refused', code: 'unknown_finding' })
    expect([decisions.done.value, decisions.deciding.value]).toEqual([[], null])
  })
  it('make the page ask again for what it shows', async () => {
    const { decisions, asked, stored } = await decided()
    const before = asked.length
    await decisions.decide(accept)
    await settle()
    expect(
      asked
        .slice(before)
        .filter((each) => each.startsWith('GET'))
        .sort(),
    ).toEqual([
      'GET /api/backfills?limit=50',
      'GET /api/imports',
      'GET /api/quality?part=coverage&limit=10000',
      'GET /api/quality?part=findings&status=open&limit=500&severity=error%2Cwarn',
      'GET /api/tickers?limit=10000',
      'GET /api/upkeep',
    ])
    expect(latest(stored.findings.state.value)).toMatchObject({ total: 0 })
  })
})

describe('looking after the database', () => {
  const idle = { running: null, last: null, folder: 'backups', kept: 7, backups: [] }
  const at = (done: number) => ({
    running: { task: 'backup', started_at: '', stopping: false, step: 'copy', steps_done: 0, steps: 6, done, all: 4 },
    last: null,
    folder: 'backups',
    kept: 7,
    backups: [],
  })
  const made = {
    ...idle,
    last: {
      task: 'backup',
      started_at: '',
      ended_at: '',
      result: { kind: 'made', name: 'a-20240614T120000Z.db', bytes: 1_250_000, removed: ['b', 'c'] },
    },
  }

  it('a task is looked at until it has ended, what came of it is said, and everything is asked for again', async () => {
    const answers = [idle, at(1), at(3), made]
    const { upkeep, state, asked, pass } = await opened({
      '/api/upkeep': (_, { method }) =>
        method === 'POST' ? { task: 'backup' } : answers.length > 1 ? answers.shift() : answers[0],
    })
    const unwatch = upkeep.watch()
    await upkeep.start('backup')
    await settle()
    expect(upkeep.view.value?.running?.done).toBe(1)
    const before = state.changes.peek()
    await pass(400)
    expect(upkeep.view.value?.running?.done).toBe(3)
    await pass(400)
    expect(upkeep.view.value?.running).toBeNull()
    expect(upkeep.outcome.value).toBe(
      'a-20240614T120000Z.db is made and checked: 1.3 MB. 2 older backups were removed.',
    )
    expect(state.announcement.value).toBe(upkeep.outcome.value)
    expect(state.changes.peek()).toBe(before + 1)
    const looks = asked.length
    await pass(5000)
    expect(asked.length).toBe(looks)
    unwatch()
  })

  it('an import is taken back, which is said; a refusal is kept', async () => {
    const undone = { run: 5, by: 6, dry_run: false, rows: { event: 2, witness: 1 }, left: 1 }
    let isRefused = false
    const { imports, state, pass } = await opened({
      '/api/imports': () => ({ imports: [] }),
      '/api/imports/5': () => (isRefused ? refusal(409, 'changed_since') : undone),
    })
    await imports.takeBack(5)
    expect(imports.told.value).toBe('5 is taken back: 3 rows are as before. 1 changed since and stayed.')
    await pass(300)
    expect(state.announcement.value).toBe(imports.told.value)
    isRefused = true
    await imports.takeBack(5)
    expect(imports.told.value).toBeNull()
    expect(imports.refused.value).toMatchObject({ kind: 'refused' })
  })
})
