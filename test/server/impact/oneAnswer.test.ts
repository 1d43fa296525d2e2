import { describe, expect, it } from 'vitest'
import { type Comparable, compare, everyWay, type Question } from './everyWay.ts'
import { type Change, eventAt, ids, worldWith } from './oneAnswerWorld.ts'

interface Case extends Partial<Comparable> {
  readonly query?: Question['query']
  readonly settings?: Question['settings']
  readonly change?: Change
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
  'stale sessions': { change: { stale: { MSFT: stale } } },
  'stale sessions and mask': {
    query: { mask: 'events' },
    settings: { estimationMask: 'events' },
    change: { stale: { MSFT: stale } },
    moves: false,
  },
  'own windows': { change: { events: ownWindows } },
  'own benchmark': { change: { events: ownBenchmarks } },
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

describe('one event, one answer', { timeout: 60_000 }, () => {
  it.each(Object.keys(cases))('every way in gives the figures of the one impact: %s', async (name) => {
    const { query = {}, settings = {}, change = {}, inline = false, moves = true } = cases[name] ?? {}
    const db = await worldWith(change)
    const plain = (id: string) => !id.startsWith('own-')
    const everything = await everyWay(db, ids(change), { query, settings }, { inline, moves, plain })
    db.close()
    const { compared, different } = compare(everything)
    if (process.env.TABLE) {
      const by = Map.groupBy(different, ({ way }) => way)
      console.log(
        `| ${name} | ${compared} | ${different.length} | ${[...by].map(([w, d]) => `${w} ${d.length}`).join(', ')} |`,
      )
      if (process.env.TABLE === 'all') console.log(different.slice(0, 12))
    }
    expect(different.slice(0, 20)).toEqual([])
    expect(compared).toBeGreaterThan(3000)
  })
})
