import { describe, expect, it } from 'vitest'
import { tickersList, tickersText } from '../../../../web/core/events/change.ts'

describe('tickersList', () => {
  it('reads tickers as a person writes them, and tickersText writes them so', () => {
    expect(
      tickersText([
        { symbol: 'MSFT', role: 'investor' },
        { symbol: '^GSPC', role: 'subject' },
      ]),
    ).toBe('MSFT:investor ^GSPC')
    expect(tickersList(' msft:investor,  brk-b|^gspc ')).toBe('MSFT:investor|BRK-B|^GSPC')
    expect(tickersList(' ')).toBe('')
  })
})
