import { describe, expect, it } from 'vitest'
import { studyEvent } from '../../../server/stats/event.ts'
import {
  differences,
  type Figures,
  noneYet,
  readGolden,
  readOracle,
  sampleColumn,
  seriesOf,
  settingsOf,
  tell,
} from './oracle.ts'

const files = [
  'msft-openai-market',
  'msft-openai-log-gspc',
  'msft-openai-mean',
  'msft-openai-market-adjusted',
  'msft-openai-scholes-williams',
  'msft-openai-dimson',
  'msft-openai-capm',
  'msft-openai-ff3',
  'msft-openai-ff5',
  'msft-all-events-2022-2024',
  'tech-openai-clustered',
  'sp500-additions-1997-1999',
  'covid-tech-missing',
  '10k-releases-aapl-msft',
]

describe('studyEvent() agrees with two independent programs', () => {
  for (const name of files) {
    const oracle = readOracle(name)
    it.skipIf(oracle === null)(`studyEvent() gives every figure of ${name}`, () => {
      if (oracle === null) return
      const settings = settingsOf(oracle)
      const worst = noneYet()
      const wrong = oracle.expected.single.flatMap((expected, i) => {
        const day0 = oracle.series.calendar.indexOf(oracle.events[i]?.day0 ?? '')
        const study = studyEvent(seriesOf(oracle, i), day0, settings)
        if (study.kind === 'excluded') return [`event ${i} was excluded: ${study.reason} ${study.detail}`]
        return differences(study, expected, worst, `single[${i}]`)
      })
      tell(name, worst)
      expect(wrong).toEqual([])
    })
  }
})

type Gaps = {
  cases: {
    id: string
    day0: string
    settings: Record<string, unknown>
    series: { calendar: string[]; security: (number | null)[]; market: number[] }
    expected: Record<string, unknown>
  }[]
}

const gaps = readOracle<Gaps>('gaps')

describe.skipIf(gaps === null)('studyEvent() over holes in the prices', () => {
  for (const { id, series, settings, day0, expected } of gaps?.cases ?? [])
    it(`studyEvent() matches trade-to-trade returns: ${id}`, () => {
      const study = studyEvent(
        {
          calendar: series.calendar,
          asset: { kind: 'prices', values: series.security },
          market: { kind: 'prices', values: series.market },
        },
        series.calendar.indexOf(day0),
        settingsOf({ settings }),
      )
      if (study.kind === 'excluded') throw new Error(study.detail)
      const worst = noneYet()
      const wrong = differences({ ...study.model, days: study.days, windows: study.windows }, expected, worst, id)
      tell(`gaps ${id}`, worst)
      expect(wrong).toEqual([])
    })
})

type Single = {
  from: string
  to: string
  factors: string[]
  cases: {
    id: string
    day0: string
    settings: Record<string, unknown>
    /** Dates on which the security and its benchmark are left without a price. */
    out: string[]
    marketOut: string[]
    expected: Figures
  }[]
}

describe('studyEvent() agrees with numpy and SciPy on the prices of the sample', () => {
  const single = readGolden<Single>('single')
  const [msft, gspc] = ['MSFT', '^GSPC'].map((ticker) => sampleColumn(`prices/${ticker}.csv`, 'adj_close'))
  const calendar = [...(gspc?.keys() ?? [])].filter((date) => date >= single.from && date <= single.to)
  const factors = Object.fromEntries(
    single.factors.map((name) => {
      const percent = sampleColumn('factors/ff5_daily.csv', name)
      return [name, calendar.map((date) => (percent.get(date) ?? Number.NaN) / 100)]
    }),
  )
  it.each(single.cases)(
    'studyEvent() gives every figure of $id',
    ({ id, day0, settings, out, marketOut, expected }) => {
      const prices = (column: ReadonlyMap<string, number> | undefined, without: readonly string[]) =>
        ({
          kind: 'prices',
          values: calendar.map((date) => (without.includes(date) ? null : (column?.get(date) ?? null))),
        }) as const
      const series = { calendar, factors, asset: prices(msft, out), market: prices(gspc, marketOut) }
      const study = studyEvent(series, calendar.indexOf(day0), settingsOf({ settings }))
      const worst = noneYet()
      expect(differences(study, expected, worst)).toEqual([])
      tell(`single ${id}`, worst)
    },
  )
})
