import { expect, it } from 'vitest'
import { makeFormat } from '../../../web/core/format.ts'
import type { Between } from '../../../web/core/ticker/between.ts'
import { catalogue as hands } from '../../../web/i18n/en/hands.ts'
import { catalogue as page } from '../../../web/i18n/en/page.ts'
import { rulerInWords } from '../../../web/state/ticker/rulerInWords.ts'

const between = (change: Partial<Between>): Between => ({
  first: 0,
  last: 6334,
  bars: 6334,
  missing: 0,
  held: 0,
  change: null,
  days: 9190,
  minutes: null,
  abnormal: { sum: 0, sessions: 0, awaited: 0, without: new Map([['noPrice', 6333]]) },
  ...change,
})
const told = (change: Partial<Between>) =>
  rulerInWords(between(change), {
    text: hands,
    page,
    write: makeFormat('en-GB'),
    daily: true,
    momentAt: (place) => String(place),
    isBrief: false,
  })

it('a ruler writes every count alike, and one thing as one', () => {
  const { figures, notes } = told({ missing: 1234 })
  expect(figures.map(({ value }) => value)).toEqual(['6,334 sessions', '9,190 days'])
  expect(notes).toContain('1,234 sessions have no bar.')
  expect(notes.join(' ')).toContain('6,333 sessions have no abnormal return')
  const one = told({
    bars: 1,
    days: 1,
    missing: 1,
    abnormal: { sum: 0, sessions: 0, awaited: 0, without: new Map([['noPrice', 1]]) },
  })
  expect(one.figures.map(({ value }) => value)).toEqual(['1 session', '1 day'])
  expect(one.notes).toContain('1 session has no bar.')
  expect(one.notes.join(' ')).toContain(
    '1 session has no abnormal return (no price of it or its benchmark) and is not in the sum.',
  )
})
