import { prices as pricesAnswer, tickers as tickersAnswer } from '../answers/prices.ts'
import { pricesColumns, pricesTable } from '../export/exportPrices.ts'
import { coarserPrices } from '../prices/coarserPrices.ts'
import { pricesOf } from '../prices/prices.ts'
import { tickerList } from '../prices/tickers.ts'
import { usedByPrices } from '../prices/used.ts'
import { AnyTickerSubject, BarsQuestion, PricesQuestion, TickerSubject } from '../query/questions.ts'
import { nothing } from '../query/range.ts'
import { tableVerb, verb } from './verb.ts'

export const tickers = verb({
  name: 'tickers',
  does: 'Tickers that are stored, with what there is of each',
  method: 'get',
  path: '/tickers',
  subject: nothing,
  question: nothing,
  answer: tickersAnswer,
  fails: [],
  run: async ({ db }) => ({ tickers: await tickerList(db) }),
  used: ({ tickers }) => ({ shown: tickers.map(({ source: _, retrieved_at: __, ...ticker }) => ticker) }),
})

export const bars = verb({
  name: 'bars',
  does: 'Prices of a ticker as columns, on the basis asked for',
  method: 'get',
  path: '/bars/:ticker',
  subject: TickerSubject,
  question: BarsQuestion,
  answer: pricesAnswer,
  fails: ['unknown_ticker', 'no_such_basis'],
  run: async ({ db }, { max, ...asked }, { ticker }) => {
    const prices = await pricesOf(db, { ticker, ...asked })
    return max === undefined ? prices : coarserPrices(prices, max)
  },
  used: ({ ticker }, asked) => usedByPrices({ ticker, ...asked }),
})

export const pricesCsv = tableVerb({
  name: 'prices',
  does: 'Prices, one bar a line',
  path: '/bars/:ticker.csv',
  subject: AnyTickerSubject,
  question: PricesQuestion,
  columns: pricesColumns,
  fails: ['unknown_ticker', 'no_such_basis'],
  file: ({ interval, basis }, { ticker }) => `${ticker}-${interval}-${basis}`,
  run: ({ db }, asked, { ticker }) => pricesTable(db, { ...asked, tickers: ticker === null ? [] : [ticker] }),
})
