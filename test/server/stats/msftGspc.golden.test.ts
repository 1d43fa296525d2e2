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

describe('studyEvent() against plain linear algebra', () => {
  const worst = noneYet()
  it.each(cases)('studyEvent() of MSFT on $day0, model $model $factors, $returnType returns', (golden) => {
    const { model, factors, returnType } = golden
    const settings = settingsOf({
      settings: { model, factors, returnType, riskFree: model === 'factors' ? 'rf' : null },
    })
    const study = studyEvent(
      { calendar, asset, market, factors: series.factors },
      calendar.indexOf(golden.day0),
      settings,
    )
    expect(differences(study, golden.expected, worst)).toEqual([])
  })
  it('studyEvent() finds no significant move on 2023-11-17 in any model', () => {
    tell('msft_gspc', worst)
    for (const { expected } of cases.filter(({ day0 }) => day0 === '2023-11-17')) {
      const days = expected.days as { rel: number; p: number }[]
      expect(days.find(({ rel }) => rel === 0)?.p).toBeGreaterThan(0.05)
    }
  })
})
