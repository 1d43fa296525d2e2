import type { How, Need } from '../../../server/claims/claim.ts'
import type { Measure, Why } from '../../../server/claims/why.ts'
import type { Writer } from '../../core/article/writer.ts'

const measures: Readonly<Record<Measure, string>> = {
  return: 'the return',
  market_return: 'the return',
  abnormal_return: 'the abnormal return',
  close: 'the close',
  previous_close: 'the close before that',
  open: 'the opening price',
  high: 'the highest price',
  low: 'the lowest price',
  lowest_move: 'the deepest fall from the close before',
  highest_move: 'the highest rise from the close before',
  change: 'the change of the price',
  points: 'the change in points',
  volume: 'the number of shares traded',
}

/** Words of reasons, methods and what would be needed; figures come written in the language of the page. */
export const claims = {
  why: ({ code, values }: Why, write: Writer): string => {
    const measure = values.measure ?? 'return'
    const what = `${measures[measure]} of ${values.symbol ?? ''} on ${write.date(values.session)}`
    const ours = write.measure(measure, values.ours)
    const test = write.test(values)
    const sentences: Readonly<Record<Why['code'], string>> = {
      compared: `${what} is ${ours}`,
      other_sign: `${what} has the other sign: ${ours}`,
      not_so_much: `${what} is ${ours}, which is not more than that`,
      not_so_little: `${what} is ${ours}, which is not less than that`,
      outside_range: `${values.symbol} was between ${write.price(values.low)} and ${write.price(values.high)} on ${write.date(values.session)}`,
      no_price: 'an amount that is no price of a share',
      no_ticker: 'no one ticker binds it',
      no_day: 'no day binds it',
      no_session: `there is no session of ${values.symbol} on ${write.date(values.day)}`,
      no_prices: `no price of ${values.symbol} is stored for that day`,
      other_name: `it is said of "${values.name}", which names no stored ticker${values.symbol === undefined ? '' : `; a symbol is read as $${values.symbol} or (NASDAQ: ${values.symbol})`}`,
      other_currency: 'another currency than the prices stored',
      no_close: 'no price of a close',
      no_verb: 'no verb says what changed by so much',
      no_estimate: 'the abnormal return could not be estimated',
      business: 'a figure of the business, no price',
      unhappened: 'the sentence does not say that it happened',
      longer: 'a move over more than one session',
      outside_hours: 'a move outside the session',
      range: 'an end of a range',
      target: 'what somebody expects, no price that was paid',
      level: 'a share or a level, no change of a price',
      span: 'no single day',
      weekday: `${write.date(values.day)} is a ${write.weekday(values.weekday)}`,
      idle_date: 'nothing of prices hangs on it',
      session_of: `a session of ${values.symbol}`,
      closed_day: 'no session with a price on that day',
      unstored: 'no stored prices',
      unbound_cause: 'no ticker and day bind it',
      before_news: `${write.share(values.share)} of the move came before the news or in its bar${test}`,
      normal_day: `the session is not told from a normal one${test}`,
      unknown_minute: `the session stands out${test}; what moved it prices do not say without the minute of the news`,
      after_news: `the session stands out${test}, and the move followed the news`,
    }
    return sentences[code]
  },
  how: ({ code, model, sessions, cut, since }: How, write: Writer): string =>
    ({
      none: 'Prices do not bear on it.',
      move: `Close over close on total-return basis${model === undefined ? '' : `; abnormal return by the ${model} model, t with prediction error, ${sessions} sessions`}${cut === true ? '; the move cut at the bar that holds the news' : ''}.`,
      record: `The highest of all stored closes, adjusted for splits, since ${write.date(since)}; a market value follows the price as long as the number of shares does not move much.`,
      collapse: 'The close before the news against the five closes after it, and the test of the day itself.',
    })[code],
  needs: {
    ticker: 'Needed: the company whose share is meant, by a name or symbol that is known.',
    day: 'Needed: the day that is meant, or the date of publication.',
    prices: 'Needed: prices of the ticker.',
    session: 'Needed: a session of the exchange on that day.',
    source: 'Needed: a source other than prices; the figure is no price of a stored ticker.',
    event:
      'Needed: a source other than prices; what happened or was said is no price. Prices tell what they did around it, once it is an event with its time.',
    view: 'Nothing would help: it is a view, not a statement of fact.',
    negated: 'Needed: a person; the sentence says no, and what it says no to is not told by a machine.',
    minute: 'Needed: the minute of the news, and prices within the day.',
  } as Record<Need, string>,
  datedByText: (written: string) => `"${written}"`,
  countedFrom: {
    reference: 'counted from the publication',
    previous: 'counted from the date before it',
    event: (id: string) => `counted from the event ${id}`,
  },
  datedByPublication: (tier: string) => `the publication (${tier}): an upper bound`,
  named: (written: string, symbol: string) => `"${written}" is ${symbol}`,
  writtenAs: (written: string) => `written as ${written}`,
  related: (written: string, from: string, to: string) =>
    `"${written}"${from === '' && to === '' ? '' : ` (${from || '…'} to ${to || 'today'})`}`,
  nearby: 'in the same paragraph',
  publicLater: (event: string, occurred: string, told: string) =>
    `Perhaps ${event}: that was on ${occurred} and public only on ${told}. Prices before could not know it.`,
}
