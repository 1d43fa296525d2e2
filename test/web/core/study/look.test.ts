import { describe, expect, it } from 'vitest'
import { askedBy, firstForm, parseForm } from '../../../../web/core/study/form.ts'
import { firstLook, parseLook } from '../../../../web/core/study/look.ts'
import { modelNameOf } from '../../../../web/core/study/modelName.ts'
import { inOrder } from '../../../../web/core/study/order.ts'

describe('how a study is looked at, in its address', () => {
  it.each([
    ['', firstLook],
    ['of=-1..1&lines=0&sort=-car', { of: [-1, 1], lines: false, sort: { by: 'car', descending: true } }],
    ['of=x&lines=7&sort=weather', firstLook],
  ])('parseLook(%j)', (asked, look) => expect(parseLook(asked)).toEqual(look))
  it('is written beside the form, and read again', () => {
    const look = { of: [0, 5], lines: false, sort: { by: 'p', descending: false } } as const
    const asked = askedBy({ ...firstForm, families: ['deals'] }, look)
    expect(asked).toBe('families=deals&of=0..5&lines=0&sort=p')
    expect(parseLook(asked)).toEqual(look)
    expect(parseForm(asked)).toEqual({ ...firstForm, families: ['deals'] })
  })
})

describe('inOrder', () => {
  const row = (day0: string, ticker: string, car: number | null) => ({ day0, ticker, car, t: car, p: car })
  const rows = [row('2023-01-03', 'B', 0.02), row('2023-01-02', 'A', null), row('2023-01-02', 'C', -0.01)]
  const tickers = (by: 'day0' | 'ticker' | 'car', descending: boolean) =>
    inOrder(rows, { by, descending })
      .map(({ ticker }) => ticker)
      .join('')
  it('puts rows without the figure last either way, and equal ones by date and ticker', () => {
    expect(tickers('car', false)).toBe('CBA')
    expect(tickers('car', true)).toBe('BCA')
    expect(tickers('day0', false)).toBe('ACB')
    expect(tickers('ticker', true)).toBe('CBA')
  })
})

describe('modelNameOf', () => {
  it.each([
    ['market', [], 'market'],
    ['factors', ['mkt_rf', 'smb', 'hml', 'mom'], 'carhart'],
    ['factors', ['oil'], null],
  ] as const)('%s %j is %s', (model, factors, name) => expect(modelNameOf({ model, factors })).toBe(name))
})
