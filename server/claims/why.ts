/** What a figure of a draft may be compared with. */
export const measures = [
  'return',
  'market_return',
  'abnormal_return',
  'close',
  'previous_close',
  'open',
  'high',
  'low',
  'lowest_move',
  'highest_move',
  'change',
  'points',
  'volume',
] as const
export type Measure = (typeof measures)[number]

/** Why a part of a draft is what it is: a code, which every language has its own words for, and what those words need. */
export const whyCodes = [
  // of a figure
  'compared',
  'other_sign',
  'not_so_much',
  'not_so_little',
  'outside_range',
  'no_price',
  'no_ticker',
  'no_day',
  'no_session',
  'no_prices',
  'other_name',
  'other_currency',
  'no_close',
  'no_verb',
  'no_estimate',
  'business',
  'unhappened',
  'longer',
  'outside_hours',
  'range',
  'target',
  'level',
  // of a date
  'span',
  'weekday',
  'idle_date',
  'session_of',
  'closed_day',
  'unstored',
  // of a causal word
  'unbound_cause',
  'before_news',
  'normal_day',
  'unknown_minute',
  'after_news',
] as const
export type WhyCode = (typeof whyCodes)[number]

/** Returns are fractions, prices in the ticker's currency, volumes in shares; days are ISO dates. */
export interface WhyValues {
  readonly measure?: Measure | undefined
  /** Of the ticker; of a name that no ticker has, the name where it looks like a symbol. */
  readonly symbol?: string | undefined
  readonly session?: string | undefined
  readonly day?: string | undefined
  readonly name?: string | undefined
  /** What was compared with, in the unit of its measure. */
  readonly ours?: number | undefined
  readonly low?: number | undefined
  readonly high?: number | undefined
  /** 0 Sunday … 6 Saturday. */
  readonly weekday?: number | undefined
  readonly share?: number | undefined
  readonly ar?: number | undefined
  readonly t?: number | undefined
  readonly p?: number | undefined
}

export interface Why {
  readonly code: WhyCode
  readonly values: WhyValues
}

export const why = (code: WhyCode, values: WhyValues = {}): Why => ({ code, values })

/** Two decimals; what rounds to zero has no sign. */
const withSign = (value: number, above: string): string => {
  const text = Math.abs(value).toFixed(2)
  return `${/[1-9]/.test(text) ? (value < 0 ? '−' : above) : ''}${text}`
}
const percent = (value: number): string => `${withSign(value * 100, '+')} %`
export const weekdayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const measureWords: Readonly<Record<Measure, string>> = {
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

/** A figure of a measure as it is shown beside one that is wrong or rounded. */
export function shownOf(measure: Measure, value: number): string {
  switch (measure) {
    case 'return':
    case 'market_return':
    case 'abnormal_return':
    case 'lowest_move':
    case 'highest_move':
      return percent(value)
    case 'volume':
      return `${(value / 1e6).toFixed(2)} million`
    case 'points':
    case 'change':
      return withSign(value, '')
    default:
      return value.toFixed(2)
  }
}

const testOf = ({ ar, t, p }: WhyValues): string =>
  ar === undefined || t === undefined || p === undefined
    ? ''
    : ` (abnormal return ${percent(ar)}, t = ${withSign(t, '')}, p ${p < 0.001 ? '< 0.001' : `= ${p.toFixed(3)}`})`

const whole = (share: number | undefined) => `${Math.round((share ?? 0) * 100)} %`

/** English words of a reason, for the terminal and the API; the page has its own in every language. */
export function whyText({ code, values }: Why): string {
  const { measure = 'return', symbol = '', session = '', day = '', name = '', ours = 0 } = values
  const what = `${measureWords[measure]} of ${symbol} on ${session}`
  const sentences: Readonly<Record<WhyCode, string>> = {
    compared: `${what} is ${shownOf(measure, ours)}`,
    other_sign: `${what} has the other sign`,
    not_so_much: `${what} is ${shownOf(measure, ours)}, which is not more than that`,
    not_so_little: `${what} is ${shownOf(measure, ours)}, which is not less than that`,
    outside_range: `${symbol} was between ${values.low?.toFixed(2)} and ${values.high?.toFixed(2)} on ${session}`,
    no_price: 'an amount that is no price of a share',
    no_ticker: 'no one ticker binds it',
    no_day: 'no day binds it',
    no_session: `there is no session of ${symbol} on ${day}`,
    no_prices: `there is no price of ${symbol}`,
    other_name: `it is said of "${name}", which names no stored ticker${symbol === '' ? '' : `; a symbol is read as $${symbol} or (NASDAQ: ${symbol})`}`,
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
    unstored: 'no stored prices',
    weekday: `${day} is a ${weekdayNames[values.weekday ?? 0]}`,
    idle_date: 'nothing of prices hangs on it',
    session_of: `a session of ${symbol}`,
    closed_day: 'no session with a price on that day',
    unbound_cause: 'no ticker and day bind it',
    before_news: `${whole(values.share)} of the move came before the news or in its bar${testOf(values)}`,
    normal_day: `the session is not told from a normal one${testOf(values)}`,
    unknown_minute: `the session stands out${testOf(values)}; what moved it prices do not say without the minute of the news`,
    after_news: `the session stands out${testOf(values)}, and the move followed the news`,
  }
  return sentences[code]
}
