/** Two currencies: the price of one unit of the first is told in the second. */
export interface RatePair {
  readonly of: string
  readonly in: string
}

/** What a symbol is the price of, and in what: `EURUSD=X` of a euro in dollars, `IDR=X` of a dollar in rupiah. */
export function ratePair(symbol: string): RatePair | null {
  const [, first = '', second = ''] = /^([A-Z]{3})([A-Z]{3})?=X$/.exec(symbol) ?? []
  if (first === '') return null
  return second === '' ? { of: 'USD', in: first } : { of: first, in: second }
}
