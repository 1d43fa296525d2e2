import type { CheckName } from '../../../server/checks/checks.ts'
import { english } from '../../../server/checks/english.ts'
import type { Sentences } from '../../../server/checks/sentence.ts'
import { replacedBar } from '../replacedBar.ts'

/** Every check in the words of a language. */
export type CheckCatalogue = {
  /** What the check found, in the fewest plain words. */
  readonly says: Readonly<Record<CheckName, string>>
  /** What it expects. */
  readonly rules: Readonly<Record<CheckName, string>>
  /** What it saw, from its values. */
  readonly sentences: Sentences
}

const names = {
  open: 'open',
  high: 'high',
  low: 'low',
  close: 'close',
  volume: 'volume',
  adjusted: 'adjusted close',
  none: 'none',
}

export const catalogue: CheckCatalogue = {
  says: {
    RESP_ENVELOPE: 'the answer has another shape than agreed',
    RESP_LENGTH: 'columns of the answer differ in length',
    RESP_SYMBOL: 'the answer is about another ticker',
    RESP_GRANULARITY: 'the answer has bars of another length',
    RESP_CURRENCY: 'the currency is missing or has changed',
    RESP_TIME_RANGE: 'times of the answer cannot be',
    RESP_WINDOW: 'bars outside what was asked for, dropped',
    RESP_ORDER: 'bars were not in order, sorted',
    RESP_FINITE: 'a number that is none, bar refused',
    RESP_EMPTY: 'no bars for sessions that took place',
    BAR_NULL: 'a bar with empty prices, counted as missing',
    BAR_NONPOS: 'a price of zero or less, bar refused',
    BAR_OHLC: 'high or low do not fit open and close',
    BAR_NOT_SESSION: 'a bar on a day without a session, refused',
    BAR_DUP: 'two bars for one session',
    BAR_LIVE: 'the session was not over',
    GAP: 'sessions without a bar',
    GAP_RETURN: 'a return over more than one session',
    STALE_RUN: 'the same price for days and no volume',
    VOL_ZERO_MOVE: 'the price moved without volume',
    UNIT_POINT: 'one price is 100 or 1,000 times off',
    UNIT_BLOCK: 'prices are 100 or 1,000 times off from here on',
    SPLIT_STEP: 'history is not adjusted for a split',
    SPLIT_MISSING: 'a step like a split, but no split is known',
    SPLIT_DUP: 'the same split twice',
    SPLIT_TEXT: 'a split that contradicts itself, not applied',
    MOVE_LARGE: 'an unusually large move, kept',
    DIV_FACTOR: 'the source adjusts for a dividend differently',
    DIV_DUP7: 'nearly the same dividend twice within a week',
    DIV_NO_DROP: 'a large dividend without a drop, not applied',
    DIV_100X_PEER: 'a dividend far from the others',
    DIV_EXCEEDS: 'a dividend larger than the price, not applied',
    ADJ_NONPOS: 'an adjusted close that cannot be, ignored',
    CG_DOUBLE: 'a capital gain counted twice',
    REVISED: 'the source changed a final value',
    RESTATE_SPLIT: 'the source rescaled its history for a split',
    RESTATE_DIV: 'the source adjusted its history for a dividend',
    RESTATE_MIXED: 'the source changed its history unevenly',
    SYMBOL_CHANGED: 'the ticker is described differently',
    SYMBOL_REUSED: 'the ticker may belong to another instrument now',
    CLOSE_ADJUSTED: 'closes are adjusted for dividends that the file does not tell',
    COLUMN_UNUSED: 'a column that may change what prices mean was not used',
    EXTENDED_TICK: 'a stray price outside the session',
    INTRADAY_LIMIT: 'the source does not reach back that far',
    BENCH_ALIGN: 'stock and benchmark cover different sessions',
  },
  rules: {
    RESP_ENVELOPE: 'one result with its description and columns',
    RESP_LENGTH: 'columns of one length',
    RESP_SYMBOL: 'the ticker that was asked for',
    RESP_GRANULARITY: 'bars of the length that was asked for',
    RESP_CURRENCY: 'the currency stored before',
    RESP_TIME_RANGE: 'times between 1900 and tomorrow',
    RESP_WINDOW: 'bars inside the window asked for',
    RESP_ORDER: 'rising times',
    RESP_FINITE: 'a finite number',
    RESP_EMPTY: 'a bar for each session that ended',
    BAR_NULL: 'four prices',
    BAR_NONPOS: 'prices above zero, volume of zero or more',
    BAR_OHLC: 'low ≤ open and close ≤ high',
    BAR_NOT_SESSION: 'a session of the exchange',
    BAR_DUP: 'one bar a session',
    BAR_LIVE: 'a session that ended an hour ago',
    GAP: 'a bar for each session',
    GAP_RETURN: 'a return over one session',
    STALE_RUN: 'trades, or another price',
    VOL_ZERO_MOVE: 'some volume where the price moves',
    UNIT_POINT: 'near the median of the 11 sessions around it',
    UNIT_BLOCK: 'one unit throughout',
    SPLIT_STEP: 'no step at a split: the history is on one basis',
    SPLIT_MISSING: 'a split event at a step like this',
    SPLIT_DUP: 'one split',
    SPLIT_TEXT: 'a step in the direction of the ratio',
    MOVE_LARGE: 'at most 25 %, or twelve times a usual day',
    DIV_FACTOR: '1 − dividend / close before',
    DIV_DUP7: 'one dividend a week',
    DIV_NO_DROP: 'a drop of at least three tenths of the dividend',
    DIV_100X_PEER: 'an amount like the other dividends',
    DIV_EXCEEDS: 'less than the price',
    ADJ_NONPOS: 'above zero',
    CG_DOUBLE: 'the gain counted once',
    REVISED: 'the value stored before',
    RESTATE_SPLIT: 'closes as stored',
    RESTATE_DIV: 'adjusted closes as stored',
    RESTATE_MIXED: 'closes as stored',
    SYMBOL_CHANGED: 'the description stored before',
    SYMBOL_REUSED: 'prices at the stored level, from the stored first day',
    CLOSE_ADJUSTED: 'closes adjusted for splits alone',
    COLUMN_UNUSED: 'columns that are all understood',
    EXTENDED_TICK: 'within 3 % of open and close of its own bar',
    INTRADAY_LIMIT: 'a window that the source still has',
    BENCH_ALIGN: 'the same sessions for both',
  },
  // As the API says it, but for what letters stand for there.
  sentences: {
    ...english,
    REVISED: {
      observed: ({ kind, values }, write) =>
        kind === 'bar' ? replacedBar(values, '', names, write) : english.REVISED.observed({ kind, values }, write),
      expects: ({ kind, values }, write) => (kind === 'bar' ? replacedBar(values, 'Stored', names, write) : null),
    },
  },
}
