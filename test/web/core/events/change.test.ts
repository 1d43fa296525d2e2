import { describe, expect, it } from 'vitest'
import { changeOf, textOf, tickersList } from '../../../../web/core/events/change.ts'

const event = {
  title: 'OpenAI board removes its CEO',
  public_at: '2023-11-17T15:28:00-05:00',
  occurred_at: null,
  timezone: 'America/New_York',
  tickers: [
    { symbol: 'MSFT', role: 'investor' },
    { symbol: '^GSPC', role: 'subject' },
  ],
  type: 'management.ceo',
  status: 'confirmed',
  source_name: null,
} as const

describe('changeOf', () => {
  it('is nothing where the text says what is stored', () => {
    for (const column of ['time', 'title', 'tickers', 'type', 'status', 'source'] as const)
      expect(changeOf(event, column, ` ${textOf(event, column)} `)).toBe(null)
  })
  it('another title, and an empty source, which clears it', () => {
    expect(changeOf(event, 'title', ' The CEO goes ')).toEqual({ title: 'The CEO goes' })
    expect(changeOf({ ...event, source_name: 'AP' }, 'source', '')).toEqual({ source_name: '' })
  })
  it('another time is said to be a person’s, and takes the stated session with it', () =>
    expect(changeOf(event, 'time', '2023-11-17')).toEqual({
      timezone: 'America/New_York',
      public_at: '2023-11-17',
      session: '',
      time_source: 'user',
      tickers: [
        { symbol: 'MSFT', role: 'investor' },
        { symbol: '^GSPC', role: 'subject' },
      ],
    }))
  it('changes when it happened, where that is all that is known', () =>
    expect(
      changeOf({ ...event, public_at: null, occurred_at: '2023-11', timezone: null }, 'time', '2023'),
    ).toMatchObject({ occurred_at: '2023' }))
  it('reads tickers as a person writes them', () => {
    expect(textOf(event, 'tickers')).toBe('MSFT:investor ^GSPC')
    expect(tickersList(' msft:investor,  brk-b|^gspc ')).toBe('MSFT:investor|BRK-B|^GSPC')
    expect(changeOf(event, 'tickers', 'msft')).toEqual({ tickers: 'MSFT' })
    expect(tickersList(' ')).toBe('')
  })
})
