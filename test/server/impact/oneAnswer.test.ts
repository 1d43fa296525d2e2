import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Db } from '../../../db/file/db.ts'
import { measureImpact } from '../../../server/impact/impact.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { type Comparable, compare, type Difference, everyWay, type Figures, type Question } from './everyWay.ts'
import { type Change, eventAt, ids, worldWith } from './oneAnswerWorld.ts'

interface Case extends Partial<Comparable> {
  readonly query?: Question['query']
  readonly settings?: Question['settings']
  readonly change?: Change
  /** Events asked about; all of them where nothing is said. */
  readonly only?: readonly string[]
}

const own = (id: string, publicAt: string, [from, to]: readonly [number, number], end: number, length: number) =>
  eventAt(id, publicAt, { window_start: from, window_end: to, estimation_end: end, estimation_length: length })
const against = (id: string, publicAt: string, benchmark: string) => eventAt(id, publicAt, { extra: { benchmark } })

const ownWindows = [
  own('own-short', '2023-08-16', [-1, 1], -6, 70),
  own('own-long', '2023-08-16', [-1, 1], -11, 240),
  own('own-alone', '2023-07-18T15:30:00Z', [0, 3], -21, 120),
  own('own-short-of-sessions', '2023-06-20T15:30:00Z', [-1, 1], -11, 20),
  eventAt('own-estimation', '2023-02-07T18:00:00Z', { estimation_end: -31, estimation_length: 150 }),
  eventAt('own-reaching', '2023-05-23T16:00:00Z', { estimation_end: -5, estimation_length: 120 }),
]
const ownBenchmarks = [
  against('own-tracker', '2023-07-18T15:30:00Z', 'SPY'),
  against('own-index', '2023-05-23T16:00:00Z', '^GSPC'),
  against('own-itself', '2023-06-20T15:30:00Z', 'MSFT'),
  against('own-unknown', '2023-06-21T15:30:00Z', 'NVDA'),
]
const holes = ['2023-03-16', '2023-05-04', '2023-06-06', '2023-06-07', '2023-11-16']
const stale = ['2023-06-06', '2023-06-08'] as const

const cases: Readonly<Record<string, Case>> = {
  'estimation mask': { query: { mask: 'events' }, settings: { estimationMask: 'events' }, inline: true, moves: false },
  'mask of confounders': {
    query: { mask: 'confounders' },
    settings: { estimationMask: 'confounders' },
    change: { stale: { MSFT: stale } },
    moves: false,
  },
  'stale sessions': { change: { stale: { MSFT: stale } } },
  'stale sessions and mask': {
    query: { mask: 'events' },
    settings: { estimationMask: 'events' },
    change: { stale: { MSFT: stale } },
    moves: false,
  },
  'own windows': { change: { events: ownWindows } },
  'own benchmark': { change: { events: ownBenchmarks } },
  'a benchmark stored for the ticker': { change: { benchmark: { MSFT: 'SPY' }, events: ownBenchmarks } },
  'log returns': { query: { returns: 'log' }, settings: { returnType: 'log' }, inline: true, moves: false },
  'held bars': {
    change: { held: { MSFT: ['2023-03-16', '2023-06-06'], '^GSPC': ['2023-05-04', '2023-11-16'] } },
    inline: true,
  },
  'benchmark holes': { change: { missing: { '^GSPC': holes } }, inline: true },
  'missing bars': { change: { missing: { MSFT: holes } }, inline: true },
  'missing bars of both': { change: { missing: { MSFT: holes, '^GSPC': holes, SPY: holes } }, inline: true },
  'everything at once': {
    query: { mask: 'events', returns: 'log' },
    settings: { estimationMask: 'events', returnType: 'log' },
    change: {
      events: [...ownWindows, ...ownBenchmarks],
      stale: { MSFT: ['2023-08-01', '2023-08-03'] },
      held: { MSFT: ['2023-03-20'], '^GSPC': ['2023-05-09'] },
      missing: { MSFT: ['2023-09-14'], '^GSPC': ['2023-11-16'], SPY: ['2023-07-13'] },
    },
    moves: false,
  },
}

const models: Readonly<Record<string, Case>> = Object.fromEntries(
  ['mean', 'market-adjusted', 'scholes-williams', 'dimson', 'ff3'].map((model) => [
    `the model ${model}`,
    {
      query: { model },
      settings: { model },
      change: { missing: { MSFT: ['2023-06-06'], '^GSPC': ['2023-11-16'] }, stale: { '^GSPC': stale } },
      moves: false,
      only: ['before-data', 'copilot', 'quarter', 'quarter-call', 'some-day', 'ousted', 'joins'],
    },
  ]),
)

/** Figures that the ways may not agree on by leaving something out: from the prices, by hand. */
const must: Readonly<Record<string, readonly (readonly [event: string, figure: string, value: unknown])[]>> = {
  'estimation mask': [['ousted', 'model M', 238]],
  'stale sessions': [['ousted', 'model M', 247]],
  'stale sessions and mask': [['ousted', 'model M', 235]],
  'own windows': [
    ['own-short', 'model M', 70],
    ['own-short', 'window -1..1 reason', null],
    ['own-short', 'day 2 ar', undefined],
    ['own-long', 'model M', 240],
    ['own-alone', 'model M', 120],
    ['own-estimation', 'model M', 150],
    ['own-estimation', 'day 10 date', '2023-02-22'],
    ['own-short-of-sessions', 'reason', 'badWindows'],
    ['own-reaching', 'reason', 'badWindows'],
  ],
  'own benchmark': [
    ['own-tracker', 'benchmark', 'SPY'],
    ['own-index', 'benchmark', '^GSPC'],
    ['copilot', 'benchmark', '^GSPC'],
    ['own-itself', 'reason', 'noBenchmark'],
    ['own-unknown', 'reason', 'noBenchmark'],
  ],
  'a benchmark stored for the ticker': [
    ['copilot', 'benchmark', 'SPY'],
    ['own-index', 'benchmark', '^GSPC'],
    ['own-unknown', 'reason', 'noBenchmark'],
  ],
  'benchmark holes': [
    ['ousted', 'day -1 ar', null],
    ['ousted', 'day -1 date', '2023-11-16'],
    ['ousted', 'day 0 span', 2],
    ['copilot', 'day 0 reason', 'noPrice'],
  ],
  'missing bars of both': [['ousted', 'day 0 span', 2]],
  // A bar is missing on the first of the three days on which the benchmark stood still, so the second is lumped.
  'the model market-adjusted': [['ousted', 'model M', 247]],
}

const golden = JSON.parse(readFileSync('test/golden/benchmark_hole.json', 'utf8')) as {
  readonly 'with dividends': Readonly<Record<string, number>>
}

describe('one event, one answer', { timeout: 60_000 }, () => {
  it.each(Object.keys({ ...cases, ...models }))(
    'every way in gives the figures of the one impact: %s',
    async (name) => {
      const {
        query = {},
        settings = {},
        change = {},
        inline = false,
        moves = true,
        only = ids(change),
      } = { ...cases, ...models }[name] ?? {}
      const db = await worldWith(change)
      const plain = (id: string) => !id.startsWith('own-')
      const everything = await everyWay(db, only, { query, settings }, { inline, moves, plain })
      db.close()
      const { compared, different } = compare(everything)
      if (process.env.TABLE !== undefined) console.log(tableLine(name, compared, different))
      expect(different.slice(0, 20)).toEqual([])
      expect(compared).toBeGreaterThan(10_000)
      const { reference } = everything
      expect([...reference].flatMap(([id, figures]) => notSquares(id, figures))).toEqual([])
      const told = (must[name] ?? []).map(([event, figure]) => [event, figure, reference.get(event)?.get(figure)])
      expect(told).toEqual(must[name] ?? [])
    },
  )

  it('a benchmark without the day before is one observation of two sessions, whoever asks', async () => {
    const db = await worldWith({ missing: { '^GSPC': ['2023-11-16'] } })
    const ask = { inline: true, moves: true, plain: () => true }
    const everything = await everyWay(db, ids({}), { query: {}, settings: {} }, ask)
    db.close()
    expect(compare(everything).different).toEqual([])
    const figures = everything.reference.get('ousted')
    const { M, ...zero } = golden['with dividends']
    expect(figures?.get('model M')).toBe(M)
    for (const [name, value] of Object.entries(zero))
      expect(Math.abs(Number(figures?.get(`day 0 ${name}`)) / value - 1)).toBeLessThan(1e-9)
  })
})

/** Sessions whose U is not the square of their t (methods, volume and volatility). */
const notSquares = (id: string, figures: Figures): readonly string[] =>
  [...figures].flatMap(([name, t]) => {
    const U = figures.get(name.replace(/ t$/, ' U'))
    if (!/^day \S+ t$/.test(name) || typeof t !== 'number') return []
    return Math.abs(Number(U) - t * t) <= 1e-9 * t * t ? [] : [`${id} ${name}: U ${U}, t ${t}`]
  })

function tableLine(name: string, compared: number, different: readonly Difference[]): string {
  const by = Map.groupBy(different, ({ way }) => way)
  return `| ${name} | ${compared} | ${different.length} | ${[...by].map(([way, all]) => `${way} ${all.length}`).join(', ')} |`
}

describe('an event that may have hit another session', () => {
  const settings = { estimationMask: 'events', estimation: [-120, -1], event: [0, 5], windows: [[0, 0]] } as const
  const ask = async (db: Db, id: string) =>
    measureImpact(db, id, { ticker: mustBeTicker('MSFT'), benchmark: null, settings })

  it('measureImpact() takes the event itself for no other news when it tries the session after', async () => {
    const uncertain = await worldWith({ events: [eventAt('perhaps', '2023-07-06')] })
    const certain = await worldWith({ events: [eventAt('surely', '2023-07-07T15:00:00Z')] })
    const [perhaps, surely] = [await ask(uncertain, 'perhaps'), await ask(certain, 'surely')]
    uncertain.close()
    certain.close()
    if (surely.kind === 'excluded') throw new Error(surely.detail)
    const { ar, t, p } = surely.days[0] ?? {}
    expect(perhaps.candidates[1]).toEqual({ day0: '2023-07-07', ar, t, p })
  })
})
