import { prices as pricesAnswer, tickers as tickersAnswer } from '../answers/prices.ts'
import { pricesColumns, pricesTable } from '../export/exportPrices.ts'
import { coarserPrices } from '../prices/coarserPrices.ts'
import { pricesOf } from '../prices/prices.ts'
import { tickerPage } from '../prices/tickers.ts'
import { usedByPrices } from '../prices/used.ts'
import { Problem } from '../problem.ts'
import { pagingOf } from '../query/page.ts'
import { AnyTickerSubject, BarsQuestion, PricesQuestion, TickerSubject, TickersQuestion } from '../query/questions.ts'
import { nothing } from '../query/range.ts'
import { tableVerb, verb } from './verb.ts'

export const tickers = verb({
  name: 'tickers',
  does: 'Tickers that are stored, with what there is of each',
  method: 'get',
  path: '/tickers',
  subject: nothing,
  question: TickersQuestion,
  answer: tickersAnswer,
  fails: [],
  run: ({ db }, asked) => tickerPage(db, pagingOf(asked)),
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
    if (max === undefined) return pricesOf(db, { ticker, ...asked }, pagingOf(asked))
    const stray = asked.limit !== undefined ? 'limit' : asked.cursor !== null ? 'cursor' : null
    if (stray !== null)
      throw new Problem(400, 'bad_parameter', `Cannot read ${stray}: merged bars (max) are one answer`, stray)
    return coarserPrices(await pricesOf(db, { ticker, ...asked }), max)
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
