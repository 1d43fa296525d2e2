import { describe, expect, it } from 'vitest'
import type { CorporateAction } from '../../../../server/market/action.ts'
import { mustBeDate } from '../../../../server/market/day.ts'
import { axisOf } from '../../../../web/core/ticker/axis.ts'
import { splitsOn } from '../../../../web/core/ticker/splits.ts'

const split = (date: string, numerator: number, denominator = 1): CorporateAction => ({
  kind: 'split',
  date: mustBeDate(date),
  numerator,
  denominator,
})
const week = axisOf(['2020-08-27', '2020-08-28', '2020-08-31', '2020-09-01'], null)

describe('splitsOn', () => {
  // Apple and Tesla traded after their splits of 4:1 and 5:1 from 31 August 2020 on.
  it.each([
    ['the session of the ex date', split('2020-08-31', 4), [[2, '4:1']]],
    ['the next one where that has no bar', split('2020-08-29', 5), [[2, '5:1']]],
    ['whole numbers as they are', split('2020-08-28', 3, 2), [[1, '3:2']]],
    ['shares that are joined, told as a fraction', split('2020-08-28', 0.1), [[1, '1:10']]],
    ['shares that are joined, told as whole numbers', split('2020-08-28', 1, 8), [[1, '1:8']]],
    ['more for one that is not whole', split('2020-08-28', 2.5), [[1, '2.5:1']]],
    ['none at the first bar, before which there is nothing', split('2020-08-27', 4), []],
    ['none beyond the last bar', split('2020-09-02', 4), []],
  ])('splitsOn() gives %s', (_, action, places) => expect([...splitsOn(week, [action])]).toEqual(places))
  it('splitsOn() puts the split of a day into its week', () => {
    const weeks = axisOf(['2020-08-17', '2020-08-24', '2020-08-31'], null, new Set(), true)
    expect([...splitsOn(weeks, [split('2020-08-27', 4)])]).toEqual([[1, '4:1']])
    expect([...splitsOn(weeks, [split('2020-08-31', 5)])]).toEqual([[2, '5:1']])
  })
  it('splitsOn() gives the first bar within the day, and no payments', () => {
    const hours = axisOf(
      ['2020-08-28', '2020-08-31', '2020-08-31'],
      ['2020-08-28T15:30:00-04:00', '2020-08-31T09:30:00-04:00', '2020-08-31T10:30:00-04:00'],
    )
    const paid: CorporateAction = { kind: 'dividend', date: mustBeDate('2020-08-31'), amount: 1 }
    expect([...splitsOn(hours, [split('2020-08-31', 4), paid])]).toEqual([[1, '4:1']])
  })
})
