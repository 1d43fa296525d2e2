import { expect, it } from 'vitest'
import { whyText } from '../../../server/claims/why.ts'

it('whyText() says how a symbol is written, of a name that looks like one', () => {
  expect(whyText({ code: 'other_name', values: { name: 'MSFT', symbol: 'MSFT' } })).toBe(
    'it is said of "MSFT", which names no stored ticker; a symbol is read as $MSFT or (NASDAQ: MSFT)',
  )
  expect(whyText({ code: 'other_name', values: { name: 'Contoso' } })).toBe(
    'it is said of "Contoso", which names no stored ticker',
  )
})

it.each([
  [-0.0197, -1.61, 0.108, 'abnormal return −1.97 %, t = −1.61, p = 0.108'],
  [-0.00001, -0.001, 0.9992, 'abnormal return 0.00 %, t = 0.00, p = 0.999'],
  [0.2, 15, 1.24e-36, 'abnormal return +20.00 %, t = 15.00, p < 0.001'],
])('whyText() writes an abnormal return of %f as sentences of events do', (ar, t, p, written) => {
  expect(whyText({ code: 'normal_day', values: { ar, t, p } })).toContain(written)
})
