import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../../db/file/db.ts'
import { write } from '../../../db/file/transaction.ts'
import { saveFindings } from '../../../db/findings.ts'
import { findTicker } from '../../../db/tickers.ts'
import type { Finding } from '../../../server/checks/finding.ts'
import { movesOf } from '../../../server/impact/moves.ts'
import { robustnessOfStored } from '../../../server/impact/robustness.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { openStore } from '../../../server/store/open.ts'
import { studyText } from '../../../server/study/json.ts'
import { versionedStudy } from '../../../server/study/version.ts'
import { setBarState, setFindings } from '../../db/tamper.ts'
import { exampleOn } from '../checks/hits.ts'

const ousted = 'openai-20231117-altman-ousted'
const msft = mustBeTicker('MSFT')
let db: Db | undefined
beforeAll(async () => {
  db = (await openStore(':memory:', Date.UTC(2026, 0, 2))).db
})
afterAll(() => db?.close())

const store = async (): Promise<Db> => {
  if (db === undefined) throw new Error('the store did not open')
  return db
}
const textOf = async (spec: unknown) => [...studyText(await versionedStudy(JSON.stringify(spec), store))].join('')
const answerOf = async (spec: unknown) => JSON.parse(await textOf(spec))
const codes = (warnings: readonly { readonly code: string }[]) => warnings.map(({ code }) => code)

describe('runStudy() on the store', () => {
  it('runStudy() tells of an event none of whose tickers has prices, and again when its answer is replayed', async () => {
    const own = (await openStore(':memory:', Date.UTC(2026, 0, 2))).db
    const file =
      'event_id,title,public_at,tickers,type\nprivate,A private firm,2023-11-17T15:28:00-05:00,OPENAI,governance\n'
    await ingest(own, { name: 'e.csv', bytes: Buffer.from(file) }, { now: Date.UTC(2026, 0, 2) as Instant })
    const ask = async (spec: unknown) =>
      [...studyText(await versionedStudy(JSON.stringify(spec), async () => own))].join('')
    const first = await ask({ events: { family: 'governance' } })
    const { excluded, spec } = JSON.parse(first)
    expect(excluded).toContainEqual({
      id: 'private',
      ticker: 'OPENAI',
      day0: null,
      reason: 'noPrice',
      detail: 'none of its tickers (OPENAI) has prices',
      M: 0,
    })
    expect(await ask(spec)).toBe(first)
    await expect(ask({ events: ['private'] })).rejects.toMatchObject({ status: 409, code: 'no_prices' })
    own.close()
  })
  it('runStudy() says which checks found something behind each event, and replays it', async () => {
    const own = (await openStore(':memory:', Date.UTC(2026, 0, 2))).db
    setFindings(own, 'resolved')
    const ask = async (spec: unknown) =>
      [...studyText(await versionedStudy(JSON.stringify(spec), async () => own))].join('')
    const quiet = JSON.parse(await ask({ events: [ousted] }))
    expect([quiet.checks, codes(quiet.warnings), quiet.single[0].checks]).toEqual([[], ['overlappingWindows'], []])

    // 2022-11-04 is the first session of the estimation window of 2023-11-17 (260 sessions earlier), 2022-11-03 lies before it.
    const tickerId = (await findTicker(own, mustBeTicker('MSFT')))?.id ?? 0
    const find = (findings: readonly Finding[]) =>
      write(own, (tx) => saveFindings(tx, { tickerId, interval: '1d', fetchId: null, now: 0 }, findings))
    const found = ['2022-11-03', '2022-11-04'].map((date) => exampleOn('MOVE_LARGE', mustBeDate(date)))
    await find(found)
    const first = await ask({ events: [ousted] })
    const told = JSON.parse(first)
    expect(told.checks.map(({ ticker, check, from }: Record<string, string>) => [ticker, check, from])).toEqual([
      ['MSFT', 'MOVE_LARGE', '2022-11-04'],
    ])
    expect(told.warnings[1]).toMatchObject({ code: 'checkedBars', count: 1, of: 1 })
    expect(told.single[0].checks).toEqual(['MOVE_LARGE'])
    expect(told.single[0].windows).toEqual(quiet.single[0].windows)
    expect(await ask(told.spec)).toBe(first)

    const bad = exampleOn('UNIT_POINT', mustBeDate('2023-11-17'))
    await find([bad])
    setBarState(own, tickerId, mustBeDate('2023-11-17'), 'held')
    const held = JSON.parse(await ask({ events: [ousted] }))
    expect(held.single[0].checks).toEqual(['MOVE_LARGE', 'UNIT_POINT'])
    const onDay0 = held.single[0].days.find(({ rel }: { rel: number }) => rel === 0)
    expect([onDay0.ar, onDay0.reason, held.single[0].windows[0].car]).toEqual([null, 'noPrice', null])
    own.close()
  })
  it('runStudy() on the spec of its answer gives the same bytes', async () => {
    const first = await textOf({ tickers: ['MSFT'], events: { family: ['governance', 'deals'] }, group: 'family' })
    const { spec, multi, groups, caar, excluded } = JSON.parse(first)
    // Seventeen items of the two families hit five sessions; one session holds both.
    expect([multi.N, excluded]).toEqual([5, []])
    expect(groups).toMatchObject([
      { group: 'deals', kind: 'untested', N: 1 },
      { group: 'governance', kind: 'tested', multi: { N: 3 } },
      { group: 'several', kind: 'untested', N: 1 },
    ])
    expect(caar).toHaveLength(21)
    expect(await textOf(spec)).toBe(first)
  })

  it('runStudy() joins the items that hit one session and says whom they overlap', async () => {
    const answer = await answerOf({ tickers: ['MSFT'], events: { from: '2023-11-17', to: '2023-11-22' } })
    // Board's announcement 15:28 New York on Friday 17; the weekend's news and the hiring before the open of Monday 20.
    expect(answer.single[0]).toMatchObject({ ticker: 'MSFT', market: '^GSPC', day0: '2023-11-17', confounded: true })
    expect(answer.single.map(({ day0 }: { day0: string }) => day0)).toContain('2023-11-20')
    expect(answer.single.some(({ items }: { items: string[] }) => items.length > 1)).toBe(true)
    expect(codes(answer.warnings)).toEqual(expect.arrayContaining(['overlappingWindows', 'jointSessions']))
  })

  it('runStudy() leaves out by default what is not confirmed and what the price itself set', async () => {
    const own = (await openStore(':memory:', Date.UTC(2026, 0, 2))).db
    const file = 'event_id,title,public_at,tickers,status\ntalk,Talk,2023-08-08T10:00:00-04:00,MSFT,proposed\n'
    await ingest(own, { name: 'e.csv', bytes: Buffer.from(file) }, { now: Date.UTC(2026, 0, 2) as Instant })
    const ask = async (events: unknown) => {
      const text = JSON.stringify({ tickers: ['MSFT'], events })
      const answer = JSON.parse([...studyText(await versionedStudy(text, async () => own))].join(''))
      return answer.spec.events.map(({ id }: { id: string }) => id)
    }
    // Of the 48 bundled events of MSFT three are records of its market value.
    const [usual, talked, all] = [
      await ask({}),
      await ask({ status: 'any' }),
      await ask({ status: 'any', outcomes: true }),
    ]
    expect([usual, talked, all].map(({ length }) => length)).toEqual([45, 46, 49])
    expect(talked).toContain('talk')
    own.close()
  })

  it('runStudy() regresses on what it is asked for', async () => {
    const spec = { tickers: ['MSFT'], events: {}, regression: { window: [0, 0], on: ['family=earnings'] } }
    const { regression, multi } = await answerOf(spec)
    expect(regression).toMatchObject({ kind: 'fitted', n: multi.N, withoutCharacteristics: [] })
    expect(multi.N).toBe(28)
    expect(regression.coefficients.map(({ name }: { name: string }) => name)).toEqual(['constant', 'family=earnings'])
  })

  it('runStudy() recomputes a sample over models when asked', async () => {
    const { robustness } = await answerOf({ tickers: ['MSFT'], events: { family: 'earnings' }, robustness: true })
    // Five models, three lengths of the estimation window, six windows; seven reports of results.
    expect(robustness.sample.cells).toHaveLength(5 * 3 * 6)
    expect(robustness.sample.all).toMatchObject({ computed: 90, absent: 0 })
    // A single event is tried with the three factor models as well, as it is by /api/impacts/:event/robustness.
    const single = Array(7).fill((5 + 3) * 3 * 6)
    expect(robustness.events.map(({ cells }: { cells: unknown[] }) => cells.length)).toEqual(single)
  })

  it.each([
    [{ events: ['no-such-event'] }, 404, 'unknown_event'],
    [{ tickers: ['NONE'], events: [ousted] }, 404, 'unknown_ticker'],
    [{ tickers: ['MSFT'], events: { type: 'labour', from: '1990-01-01', to: '1990-12-31' } }, 422, 'no_events'],
    [{ tickers: ['^GSPC'], benchmark: '^GSPC', events: [ousted] }, 422, 'own_benchmark'],
    [{ settings: { model: 'factors', factors: ['weather'] }, tickers: ['MSFT'], events: [ousted] }, 409, 'no_factors'],
    [{ tickers: ['MSFT'], events: [ousted], regression: { window: [3, 4], on: ['x'] } }, 422, 'bad_spec'],
  ])('runStudy() refuses %j', async (spec, status, code) => {
    await expect(answerOf(spec)).rejects.toMatchObject({ status, code })
  })
})

describe('moves and robustness', () => {
  const query = { benchmark: null, from: null, to: null, fdr: 0.05 }

  it('movesOf() names events on sessions that stand out, and says where there is no candidate', async () => {
    const { moves, tested, eventsWithoutMove } = await movesOf(await store(), msft, query)
    // Of 606 sessions the first has no return, and 110 more have fewer than 100 observations before their own window.
    expect(tested).toBe(495)
    // The dates and adjusted p that numpy and SciPy find (test/golden/moves.py without its holes).
    const expected = {
      '2022-10-26': 8.24878769e-8,
      '2023-01-04': 2.49718858e-4,
      '2023-04-26': 8.24878769e-8,
      '2023-10-25': 1.1833334e-2,
    }
    expect(moves.map(({ date }) => date)).toEqual(Object.keys(expected))
    for (const [i, pAdjusted] of Object.values(expected).entries())
      expect((moves[i]?.pAdjusted ?? Number.NaN) / pAdjusted).toBeCloseTo(1, 4)
    // Results of FY23 Q1 after the close of 25 October 2022: the share fell 7.7 % the next day.
    expect(moves.find(({ date }) => date === '2022-10-26')).toMatchObject({
      events: ['msft-20221025-fy23q1'],
      candidate: null,
    })
    // A downgrade by a bank that is not among the stored events.
    expect(moves.find(({ date }) => date === '2023-01-04')).toMatchObject({ events: [], candidate: null })
    expect(eventsWithoutMove.map(({ id }) => id)).toContain(ousted)
  })

  it('movesOf() looks only at the range asked for', async () => {
    const [from, to] = [mustBeDate('2023-01-03'), mustBeDate('2023-03-31')]
    const { moves, tested } = await movesOf(await store(), msft, { ...query, from, to })
    // Sessions of the New York exchange in the first quarter of 2023.
    expect(tested).toBe(62)
    // The same program finds these two there: fewer sessions are looked at, so a smaller move stands out.
    expect(moves.map(({ date }) => date)).toEqual(['2023-01-04', '2023-03-20'])
  })

  it('robustnessOfStored() finds no model under which the announcement stands out', async () => {
    const settings = { windows: [[0, 0]] as const }
    const answer = await robustnessOfStored(await store(), ousted, { ticker: msft, benchmark: null, settings })
    expect(answer.cells).toHaveLength(8 * 3)
    expect(answer.all).toMatchObject({ shareSignificant: 0, positive: 0, signFlips: false, fragile: false })
  })
})
