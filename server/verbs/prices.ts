import {
  compared as comparedAnswer,
  packedPrices as packedPricesAnswer,
  prices as pricesAnswer,
  tickers as tickersAnswer,
} from '../answers/prices.ts'
import { comparedColumns, comparedTable, usedByCompared } from '../export/exportCompared.ts'
import { pricesColumns, pricesTable } from '../export/exportPrices.ts'
import { comparePrices } from '../prices/compare.ts'
import { mergedPrices } from '../prices/mergedPrices.ts'
import { packedPrices } from '../prices/packedPrices.ts'
import { pricesOf } from '../prices/prices.ts'
import { tickerPage } from '../prices/tickers.ts'
import { usedByPrices } from '../prices/used.ts'
import { Problem } from '../problem.ts'
import { pagingOf } from '../query/page.ts'
import {
  BarsQuestion,
  CompareQuestion,
  PackedBarsQuestion,
  TickerSubject,
  TickersQuestion,
} from '../query/questions.ts'
import { nothing } from '../query/range.ts'
import { tableHeadings } from './tableHeadings.ts'
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
    return mergedPrices(db, { ticker, ...asked }, max)
  },
  used: ({ ticker }, asked) => usedByPrices({ ticker, ...asked }),
})

export const packedBars = verb({
  name: 'packed-bars',
  does: 'The same prices as one answer in half the packed bytes, to the last bit',
  method: 'get',
  path: '/bars/:ticker/packed',
  subject: TickerSubject,
  question: PackedBarsQuestion,
  answer: packedPricesAnswer,
  fails: ['unknown_ticker', 'no_such_basis'],
  run: async ({ db }, { max, ...asked }, { ticker }) => packedPrices(await mergedPrices(db, { ticker, ...asked }, max)),
  used: ({ ticker }, asked) => usedByPrices({ ticker, ...asked }),
})

export const compare = verb({
  name: 'compare',
  does: 'Closes of some tickers on the sessions of the first, rebased to a common session, with relative strength',
  method: 'get',
  path: '/compare',
  subject: nothing,
  question: CompareQuestion,
  answer: comparedAnswer,
  fails: ['unknown_ticker'],
  run: ({ db }, asked) => comparePrices(db, asked),
  used: (_, asked) => usedByCompared(asked),
})

export const compareCsv = tableVerb({
  ...tableHeadings.compare,
  columns: comparedColumns,
  file: ({ tickers }) => `compare-${tickers.join('-')}`,
  run: ({ db }, asked) => comparedTable(db, asked),
})

export const pricesCsv = tableVerb({
  ...tableHeadings.prices,
  columns: pricesColumns,
  file: ({ interval, basis }, { ticker }) => `${ticker}-${interval}-${basis}`,
  run: ({ db }, asked, { ticker }) => pricesTable(db, { ...asked, tickers: ticker === null ? [] : [ticker] }),
})
