import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../../db/file/db.ts'
import { openStore } from '../../../server/store/open.ts'
import { studyText } from '../../../server/study/json.ts'
import { versionedStudy } from '../../../server/study/version.ts'
import { eventAt, worldWith } from '../impact/oneAnswerWorld.ts'

const own = (id: string, publicAt: string, [from, to]: readonly [number, number], end: number, length: number) =>
  eventAt(id, publicAt, { window_start: from, window_end: to, estimation_end: end, estimation_length: length })

let db: Db
beforeAll(async () => {
  db = await worldWith({
    events: [
      own('own-1', '2023-08-16', [-1, 1], -6, 70),
      own('own-2', '2023-08-16', [-1, 1], -11, 240),
      own('own-3', '2023-06-21T15:00:00Z', [0, 3], -31, 120),
      own('own-short', '2023-06-14T15:00:00Z', [-1, 1], -11, 20),
      eventAt('own-tracker', '2023-05-23T15:00:00Z', { extra: { benchmark: 'SPY' } }),
      eventAt('own-itself', '2023-05-24T15:00:00Z', { extra: { benchmark: 'MSFT' } }),
    ],
  })
})
afterAll(() => db.close())

const textOf = async (spec: unknown) =>
  [...studyText(await versionedStudy(JSON.stringify(spec), async () => db))].join('')
const answerOf = async (spec: unknown) => JSON.parse(await textOf(spec))
const byId = (answer: { single: readonly { id: string }[] }) =>
  new Map(answer.single.map((one) => [one.id, one as never as Single]))
interface Single {
  readonly model: { readonly M: number }
  readonly market: string
  readonly own: unknown
  readonly days: readonly { readonly rel: number }[]
  readonly windows: readonly { readonly from: number; readonly to: number }[]
}

describe('a study of events that ask for windows or a benchmark of their own', () => {
  const everything = ['copilot', 'ousted', 'own-1', 'own-2', 'own-3', 'own-short', 'own-tracker', 'own-itself']
  it('runStudy() measures each as it asks, keeps those of one session apart, and excludes what cannot be', async () => {
    const answer = await answerOf({ tickers: ['MSFT'], events: everything })
    const single = byId(answer)
    expect([...single.keys()]).toEqual(['copilot', 'ousted', 'own-1', 'own-2', 'own-3', 'own-tracker'])
    expect([...single.values()].map(({ model }) => model.M)).toEqual([250, 250, 70, 240, 120, 250])
    expect(single.get('own-1')).toMatchObject({
      own: { estimation: [-75, -6], event: [-1, 1] },
      windows: [{ from: -1, to: 1 }],
    })
    expect(single.get('own-3')?.days.map(({ rel }) => rel)).toEqual([0, 1, 2, 3])
    expect(single.get('ousted')?.own).toBeNull()
    expect([single.get('own-tracker')?.market, single.get('ousted')?.market]).toEqual(['SPY', '^GSPC'])
    expect(answer.excluded.map(({ id, reason }: Record<string, string>) => [id, reason])).toEqual([
      ['own-short', 'badWindows'],
      ['own-itself', 'noBenchmark'],
    ])
    // Six events; those with windows of their own have no value beyond them: [0,0] [0,1] [-1,1] [0,5] [-5,5] [-10,10].
    expect(answer.multi.windows.map(({ n }: { n: number }) => n)).toEqual([6, 6, 5, 3, 3, 3])
    expect(answer.spec.settings.windows).toHaveLength(6)
  })

  it.each([
    ['mixed', { tickers: ['MSFT'], events: everything, robustness: true }],
    ['all with windows of their own', { tickers: ['MSFT'], events: ['own-1', 'own-2', 'own-3'] }],
    ['light', { tickers: ['MSFT'], events: everything, detail: 'light' }],
    ['chosen', { tickers: ['MSFT'], events: { status: 'any', outcomes: true }, group: 'type' }],
  ])('runStudy() answers its own completed spec with the same bytes: %s', async (_, spec) => {
    const first = await textOf(spec)
    expect(await textOf(JSON.parse(first).spec)).toBe(first)
  })

  it('runStudy() tests a sample of events that all bring windows over those windows', async () => {
    const { spec, multi, caar } = await answerOf({ tickers: ['MSFT'], events: ['own-1', 'own-2', 'own-3'] })
    expect(spec.settings).toMatchObject({
      event: [-1, 3],
      windows: [
        [-1, 1],
        [0, 3],
      ],
      estimation: [-260, -11],
    })
    expect(multi.windows.map(({ from, to, n }: Record<string, number>) => [from, to, n])).toEqual([
      [-1, 1, 2],
      [0, 3, 1],
    ])
    expect(caar.map(({ n }: { n: number }) => n)).toEqual([2, 2, 2, 0, 0])
  })

  it('runStudy() lets what is asked for all win over columns, and what is asked for one win over that', async () => {
    const settings = { estimation: [-130, -11], event: [-2, 2], windows: [[0, 0]] }
    const single = byId(
      await answerOf({
        settings,
        tickers: ['MSFT'],
        benchmark: '^GSPC',
        events: [
          { id: 'own-1', ticker: 'MSFT' },
          { id: 'own-2', ticker: 'MSFT', estimation: [-60, -11], benchmark: 'SPY' },
          { id: 'own-tracker', ticker: 'MSFT' },
        ],
      }),
    )
    expect([...single].map(([id, { model, market, days }]) => [id, model.M, market, days.length])).toEqual([
      ['own-1', 120, '^GSPC', 5],
      ['own-2', 50, 'SPY', 5],
      ['own-tracker', 120, '^GSPC', 5],
    ])
  })

  it('runStudy() takes windows of their own from events of a spec that brings its numbers', async () => {
    const calendar = Array.from({ length: 320 }, (_, t) =>
      new Date(Date.UTC(2020, 0, 1 + t)).toISOString().slice(0, 10),
    )
    const prices = (seed: number) => calendar.map((_, t) => 100 * (1 + 0.05 * Math.sin(t * seed) + 0.001 * (t % 7)))
    const series = { calendar, prices: { A: prices(1.7), M: prices(0.9) } }
    const event = { ticker: 'A', market: 'M' }
    const spec = {
      series,
      events: [
        { id: 'plain', ...event, day0: calendar[290] },
        { id: 'own', ...event, day0: calendar[300], estimation: [-150, -31], event: [0, 1], windows: [[0, 1]] },
        { id: 'bad', ...event, day0: calendar[295], estimation: [-15, -11] },
      ],
    }
    const first = await textOf(spec)
    const answer = JSON.parse(first)
    expect([...byId(answer)].map(([id, { model, windows }]) => [id, model.M, windows.length])).toEqual([
      ['plain', 250, 6],
      ['own', 120, 1],
    ])
    expect(answer.excluded).toMatchObject([{ id: 'bad', reason: 'badWindows' }])
    expect(await textOf(answer.spec)).toBe(first)
  })
})

describe('a study of the bundled sample without a word about benchmarks', () => {
  it('runStudy() excludes the event of the index itself and studies the others', async () => {
    const { db: sample } = await openStore(':memory:', Date.UTC(2026, 0, 2))
    const ask = async (spec: unknown) =>
      [...studyText(await versionedStudy(JSON.stringify(spec), async () => sample))].join('')
    const first = await ask({ events: {} })
    const { excluded, multi, spec } = JSON.parse(first)
    expect(excluded.filter(({ reason }: { reason: string }) => reason === 'noBenchmark')).toMatchObject([
      {
        id: 'fed-20221130-powell',
        ticker: '^GSPC',
        day0: '2022-11-30',
        detail: expect.stringContaining('There is no benchmark to compare ^GSPC with: it stands for its market itself'),
      },
    ])
    expect(multi.N).toBeGreaterThan(20)
    expect(await ask(spec)).toBe(first)
    sample.close()
  })
})
