import { expect, it } from 'vitest'
import { whyText } from '../../../server/claims/why.ts'

it('whyText() says how a symbol is written, of a name that looks like one', () => {
  const said = (name: string) => whyText({ code: 'other_name', values: { name } })
  expect(said('MSFT')).toContain('a symbol is read as $MSFT or (NASDAQ: MSFT)')
  expect(said('BRK.B')).toContain('$BRK.B')
  expect(said('Contoso')).toBe('it is said of "Contoso", which names no stored ticker')
})
