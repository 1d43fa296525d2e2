import { describe, expect, it } from 'vitest'
import { findMoves } from '../../../server/stats/moves.ts'
import { type Grid, robustnessOfEvent } from '../../../server/stats/robustness.ts'
import { differences, type Figures, noneYet, readGolden, sampleColumn, settingsOf, tell } from './oracle.ts'

type Golden = {
  /** Dates on which the security is left without a price. */
  out: string[]
  events: { id: string; dates: string[] }[]
  cases: {
    id: string
    range: [from: string, to: string]
    settings: Record<string, unknown>
    expected: Figures & { untested: { reason: string }[] }
  }[]
  robustness: { days0: string[]; settings: Record<string, unknown>; grid: Grid; expected: Figures }
}
const golden = readGolden<Golden>('moves')
const [msft, gspc] = ['MSFT', '^GSPC'].map((ticker) => sampleColumn(`prices/${ticker}.csv`, 'adj_close'))
const calendar = [...(gspc?.keys() ?? [])]
const prices = (column: ReadonlyMap<string, number> | undefined, without: readonly string[]) =>
  ({
    kind: 'prices',
    values: calendar.map((date) => (without.includes(date) ? null : (column?.get(date) ?? null))),
  }) as const
const series = { calendar, asset: prices(msft, golden.out), market: prices(gspc, []) }

describe('findMoves() agrees with numpy and SciPy on MSFT', () => {
  const events = golden.events.map(({ id, dates }) => ({ id, sessions: dates.map((date) => calendar.indexOf(date)) }))
  it.each(golden.cases)('findMoves() over $id', ({ id, range, settings, expected }) => {
    const [from, to] = range.map((date) => calendar.indexOf(date))
    const found = findMoves(series, events, settingsOf({ settings }), [from ?? -1, to ?? -1])
    const untested = found.untested.toSorted((a, b) => (a.reason < b.reason ? -1 : 1))
    const worst = noneYet()
    expect(differences({ ...found, untested }, expected, worst)).toEqual([])
    tell(`moves ${id}`, worst)
  })
})

describe('robustnessOfEvent() agrees with numpy and SciPy on MSFT', () => {
  it('robustnessOfEvent() gives every combination and what they say together', () => {
    const { days0, settings, grid, expected } = golden.robustness
    const found = robustnessOfEvent(
      series,
      days0.map((date) => calendar.indexOf(date)),
      settingsOf({ settings }),
      grid,
    )
    const worst = noneYet()
    expect(differences(found, expected, worst)).toEqual([])
    tell('robustness', worst)
  })
})
