import { describe, expect, it } from 'vitest'
import { likeness, mayBeOne, pairKey, type StoryEvent } from '../../../server/market/story.ts'
import { seeded } from '../../standin/world.ts'

const HOUR = 3_600_000
const vocabulary = Array.from({ length: 40 }, (_, at) => `word${String.fromCharCode(97 + (at % 26))}${at}`)

/** Titles of words drawn from few, so that many are alike; times over two weeks, addresses that repeat. */
function some(count: number, seed: number): readonly StoryEvent[] {
  const chance = seeded(seed)
  const pick = (most: number) => Math.floor(chance() * most)
  return Array.from({ length: count }, (_, at) => ({
    event_id: `e${at}`,
    title: Array.from({ length: 1 + pick(7) }, () => vocabulary[pick(40)] ?? '').join(' '),
    type: pick(2) === 0 ? 'deal.acquisition' : 'other',
    symbols: [pick(3) === 0 ? 'AAPL' : 'MSFT'],
    ms: pick(14 * 24) * HOUR,
    url: pick(4) === 0 ? `https://example.test/${pick(20)}` : null,
  })).sort((a, b) => a.ms - b.ms)
}

/** Every pair compared with every other, as the definition says. */
const slowly = (events: readonly StoryEvent[]) =>
  events.flatMap((one, at) =>
    events.slice(at + 1).flatMap((other) => {
      const { share } = likeness(one.title, other.title)
      const isNear = other.ms - one.ms <= 72 * HOUR && one.symbols.some((symbol) => other.symbols.includes(symbol))
      const isAlike =
        share >= (one.type === other.type ? 0.3 : 0.5) || (one.url !== null && one.url === other.url && share > 0)
      return isNear && isAlike ? [[one.event_id, other.event_id].sort().join(' ')] : []
    }),
  )

describe('mayBeOne()', () => {
  it('finds every pair that comparing all with all finds, in the same order', () => {
    for (const seed of [1, 2, 3]) {
      const events = some(150, seed)
      const { pairs, whole } = mayBeOne(events, new Set())
      expect(whole).toBe(true)
      const all = slowly(events)
      expect(all.length).toBeGreaterThan(20)
      expect(pairs.map(({ one, other }) => [one, other].sort().join(' '))).toEqual(all)
    }
  })

  it('leaves out what was decided', () => {
    const events = some(150, 1)
    const { pairs } = mayBeOne(events, new Set())
    const [first] = pairs
    if (first === undefined) throw new Error('there is no pair')
    const left = mayBeOne(events, new Set([pairKey(first.one, first.other)]))
    expect(left.pairs).toHaveLength(pairs.length - 1)
  })

  it('ends its search where there are more pairs than anybody would decide on', () => {
    const equal = Array.from({ length: 20_000 }, (_, at) => ({
      ...{ event_id: `e${at}`, title: `Board meets again ${at}`, type: 'other', symbols: ['MSFT'] },
      ...{ ms: 0, url: null },
    }))
    const { pairs, whole } = mayBeOne(equal, new Set(), 10_000)
    // 142 events make 142 · 141 / 2 = 10,011 pairs, one less 9,870.
    expect([pairs.length, whole]).toEqual([10_011, false])
  })
})
