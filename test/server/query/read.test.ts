import { describe, expect, it } from 'vitest'
import { BackfillOrder, EventsQuestion } from '../../../server/query/questions.ts'
import { read } from '../../../server/query/read.ts'

describe('read()', () => {
  it.each<[string, Parameters<typeof read>[0], unknown, string]>([
    [
      'a parameter given twice',
      EventsQuestion,
      { ticker: ['A', 'B'] },
      'Cannot read ticker: it is given more than once',
    ],
    ['a body without a list', BackfillOrder, { tickers: 'MSFT' }, 'Cannot read tickers: it takes a list'],
    ['a list of another kind', BackfillOrder, { tickers: [1] }, 'Cannot read tickers: 0 takes a text'],
    ['a text for nothing', BackfillOrder, { from: 5 }, 'Cannot read from: it takes a text'],
  ])('%s is refused in words of ours', (_, question, given, why) => expect(() => read(question, given)).toThrow(why))
})
