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
