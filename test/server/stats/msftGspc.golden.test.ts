import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { studyEvent } from '../../../server/stats/event.ts'
import { differences, type Figures, noneYet, settingsOf, tell } from './oracle.ts'

type Case = { day0: string; model: string; factors: string[]; returnType: string; expected: Figures }
type Golden = {
  series: { calendar: string[]; MSFT: number[]; GSPC: number[]; factors: Record<string, number[]> }
  cases: Case[]
}
const { series, cases } = JSON.parse(
  readFileSync(`${import.meta.dirname}/../../golden/msft_gspc.json`, 'utf8'),
) as Golden
const calendar = series.calendar
const asset = { kind: 'prices', values: series.MSFT } as const
const market = { kind: 'prices', values: series.GSPC } as const

function measured({ day0, model, factors, returnType }: Case) {
  const settings = settingsOf({
    settings: { model, factors, returnType, riskFree: model === 'factors' ? 'rf' : null },
  })
  return studyEvent({ calendar, asset, market, factors: series.factors }, calendar.indexOf(day0), settings)
}

function dayZero(golden: Case) {
  const study = measured(golden)
  return study.kind === 'measured' ? study.days.find(({ rel }) => rel === 0) : undefined
}

describe('studyEvent() against plain linear algebra', () => {
  const worst = noneYet()
  it.each(cases)('studyEvent() of MSFT on $day0, model $model $factors, $returnType returns', (golden) => {
    expect(differences(measured(golden), golden.expected, worst)).toEqual([])
  })
  it('studyEvent() finds no significant move on 2023-11-17 in any model', () => {
    tell('msft_gspc', worst)
    const onThe17th = cases.filter(({ day0 }) => day0 === '2023-11-17')
    expect(onThe17th.length).toBeGreaterThan(8)
    for (const golden of onThe17th) {
      const day = dayZero(golden)
      expect(day?.p, `${golden.model} ${golden.factors}`).toBeGreaterThan(0.05)
    }
  })
})
