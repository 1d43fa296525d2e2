import { expect, it } from 'vitest'
import { sampleServer } from '../../web/state/sampleServer.ts'

it('tickerList() says when the session after the newest bar closes, by the calendar of the exchange', async () => {
  const server = await sampleServer()
  const { tickers } = (await (await server.fetch('/api/tickers')).json()) as {
    tickers: { ticker: string; next_close: string | null }[]
  }
  // Prices end on Friday 31 May 2024: the next close is on Monday at 16:00 in New York, in summer.
  expect(tickers.map(({ ticker, next_close }) => [ticker, next_close])).toEqual([
    ['MSFT', '2024-06-03T20:00:00Z'],
    ['^GSPC', '2024-06-03T20:00:00Z'],
  ])
  await server.close()
})

it('tickerList() says of each length of bars where it came from', async () => {
  const server = await sampleServer()
  const { tickers } = (await (await server.fetch('/api/tickers')).json()) as {
    tickers: { ticker: string; bars: { interval: string; source: string }[] }[]
  }
  expect(tickers.flatMap(({ ticker, bars }) => bars.map(({ interval, source }) => [ticker, interval, source]))).toEqual(
    [
      ['MSFT', '1d', 'file:sample/prices/MSFT.csv'],
      ['MSFT', '1h', 'file:sample/intraday/MSFT_1h_2023-11-15_2023-11-30.csv'],
      ['^GSPC', '1d', 'file:sample/prices/^GSPC.csv'],
    ],
  )
  await server.close()
})
