import { describe, expect, it } from 'vitest'
import { type Grid, robustnessOfSample } from '../../../server/stats/robustness.ts'
import { eventRow, studySample } from '../../../server/stats/sample.ts'
import { differences, type Figures, noneYet, readGolden, readOracle, sampleEvents, settingsOf, tell } from './oracle.ts'

const files = [
  'msft-openai-market',
  'msft-openai-log-gspc',
  'msft-all-events-2022-2024',
  'tech-openai-clustered',
  'sp500-additions-1997-1999',
  'covid-tech-missing',
  '10k-releases-aapl-msft',
]

describe('studySample() agrees with two independent programs', () => {
  for (const name of files) {
    const oracle = readOracle(name)
    it.skipIf(oracle === null)(`studySample() gives every figure of ${name}`, () => {
      if (oracle?.expected.multi === undefined) throw new Error(`Cannot find the sample of ${name}`)
      const study = studySample(sampleEvents(oracle), settingsOf(oracle))
      if (study.all.kind === 'untested') throw new Error(study.all.reason)
      const worst = noneYet()
      const wrong = differences(study.all.multi, oracle.expected.multi, worst, 'multi')
      tell(`${name} (sample)`, worst)
      expect(wrong).toEqual([])
    })
  }
})

type Golden = {
  robustness: { grid: Grid; cells: Figures[] }
  axes: Record<string, string[]>
  series: Record<string, Column & { axis: string; market: string }>
  markets: Record<string, Column>
  cases: {
    id: string
    settings: Record<string, unknown>
    events: { id: string; security: string; group: string; day0: number }[]
    expected: {
      all: Figures
      /** The average CAR session by session: of the study room. */
      path?: Figures[]
      rows?: ({ id: string } & Figures)[]
      groups?: { group: string; windows: Figures[] }[]
      withoutConfounded?: Figures[]
      leaveOneOut?: Figures[]
    }
  }[]
}
type Column = { kind: 'prices' | 'returns'; values: (number | null)[] }

describe('studySample() agrees with numpy and SciPy on constructed shares', () => {
  const { axes, series, markets, cases, robustness } = readGolden<Golden>('sample')
  const named = <T>(from: Readonly<Record<string, T>>, name: string): T => {
    const found = from[name]
    if (found === undefined) throw new RangeError(`Cannot find ${name}`)
    return found
  }
  const laidOut = Object.fromEntries(
    Object.entries(series).map(([name, { axis, kind, values, market }]) => [
      name,
      { calendar: named(axes, axis), asset: { kind, values }, market: named(markets, market) },
    ]),
  )
  const windowsOf = (part: ReturnType<typeof studySample>['all'] | null) =>
    part?.kind === 'tested' ? part.multi.windows : part

  it.each(cases)('studySample() gives every figure of $id', ({ id, settings, events, expected }) => {
    const sample = events.map((event) => ({ ...event, series: named(laidOut, event.security) }))
    const study = studySample(sample, settingsOf({ settings }))
    const rows = study.panel.events.map((_, row) => eventRow(study.panel, row))
    const actual = {
      all: study.all.kind === 'tested' ? study.all.multi : study.all,
      rows: expected.rows?.map((row) => rows.find((candidate) => candidate.id === row.id)),
      groups: study.groups.map((part) => ({ group: part.group, windows: windowsOf(part) })),
      withoutConfounded: windowsOf(study.withoutConfounded),
      leaveOneOut: study.leaveOneOut,
    }
    const worst = noneYet()
    expect(differences(actual, { ...expected, path: undefined }, worst)).toEqual([])
    expect(rows).toHaveLength(events.length)
    tell(`sample ${id}`, worst)
  })
  it('robustnessOfSample() gives the average and its headline test of every combination', () => {
    const [first] = cases
    if (first === undefined) throw new RangeError('Cannot find the first case')
    const { grid, cells } = robustness
    const settings = settingsOf({ settings: { ...first.settings, alpha: 0.5 } })
    const sample = first.events.map((event) => ({ ...event, series: named(laidOut, event.security) }))
    const found = robustnessOfSample(sample, settings, grid)
    const worst = noneYet()
    expect(differences(found.cells, cells, worst)).toEqual([])
    // Two p-values of eight lie below a level of one half, one in each window: up in the short one, down in the long one.
    expect(found.all).toMatchObject({ computed: 8, absent: 0, shareSignificant: 2 / 8, fragile: true })
    expect(found.windows.map(({ shareSignificant }) => shareSignificant)).toEqual([1 / 4, 1 / 4])
    tell('robustness of a sample', worst)
  })
})
