import { admit } from '../../../server/backfill/admit.ts'
import { nyse } from '../../../server/calendars/nyse.ts'
import { limitedTo } from '../../../server/checks/answer/intradayLimit.ts'
import { checkCurrency } from '../../../server/checks/answer/respCurrency.ts'
import { checkEmpty } from '../../../server/checks/answer/respEmpty.ts'
import { checkAge } from '../../../server/checks/answer/respStale.ts'
import type { CheckName, EvidenceOf } from '../../../server/checks/checks.ts'
import { compare } from '../../../server/checks/compare.ts'
import { leftBehind } from '../../../server/checks/comparison/restateSplit.ts'
import { checkIdentity, notFound } from '../../../server/checks/comparison/symbolChanged.ts'
import { checkReuse } from '../../../server/checks/comparison/symbolReused.ts'
import type { Finding, Sessions } from '../../../server/checks/finding.ts'
import { judge, judgeIntraday } from '../../../server/checks/judge.ts'
import { checkBenchmark } from '../../../server/checks/pair/benchAlign.ts'
import { splitTextFinding } from '../../../server/checks/series/splitText.ts'
import type { CorporateAction } from '../../../server/market/action.ts'
import type { DailyBar, IntradayBar } from '../../../server/market/bar.ts'
import type { IsoDate } from '../../../server/market/day.ts'
import { type Instant, instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import type { SourceBar } from '../../../server/sources/priceSource.ts'
import { readChart } from '../../../server/sources/yahoo/read.ts'
import { daily } from '../sources/priceFile/reading.ts'
import { calm, dates, day, seriesOf, times } from './calm.ts'
import { lively, livelyDates, livelyDay } from './lively.ts'
import { swing } from './swing.ts'

const NOW = Date.UTC(2024, 0, 2, 12) as Instant
const on = (at: number): IsoDate => dates[at] ?? day('2023-09-01')

// An answer of a source.

const stamps = ['2023-11-16', '2023-11-17', '2023-11-20'].map((date) => Date.parse(`${date}T14:30:00Z`) / 1000)
const good = {
  meta: { symbol: 'MSFT', currency: 'USD', exchangeTimezoneName: 'America/New_York', dataGranularity: '1d' },
  timestamp: stamps,
  indicators: {
    quote: [{ open: [1, 2, 3], high: [2, 3, 4], low: [1, 1, 2], close: [2, 2, 3], volume: [10, 20, 30] }],
    adjclose: [{ adjclose: [2, 2, 3] as unknown[] }],
  },
}
type Answer = typeof good

function answered(change: (answer: Answer) => unknown, interval: '1d' | '1h' = '1d'): readonly Finding[] {
  const question = {
    ticker: mustBeTicker('MSFT'),
    interval,
    from: Date.UTC(2023, 10, 16) as Instant,
    until: Date.UTC(2023, 10, 21) as Instant,
  }
  const reading = readChart({ chart: { error: null, result: [change(structuredClone(good))] } }, question, NOW)
  return reading.kind === 'refused' ? [reading.finding] : reading.findings
}
const quoted = (change: Partial<Record<keyof Answer['indicators']['quote'][0], unknown[]>>) =>
  answered((answer) => ({
    ...answer,
    indicators: { ...answer.indicators, quote: [{ ...answer.indicators.quote[0], ...change }] },
  }))
const described = (change: Partial<Answer['meta']>, interval: '1d' | '1h' = '1d') =>
  answered((answer) => ({ ...answer, meta: { ...answer.meta, ...change } }), interval)

// Its bars on their way into the store.

const bar = (at: string, change: Partial<SourceBar> = {}): SourceBar => ({
  start: (instant(at) ?? 0) as Instant,
  date: day(at.slice(0, 10)),
  open: 100,
  high: 101,
  low: 99,
  close: 100.5,
  volume: 1000,
  adjClose: 100.5,
  isLastTrade: false,
  ...change,
})
const admitted = (bars: readonly SourceBar[], now = NOW) =>
  admit(bars, {
    calendar: nyse,
    zone: nyse.zone,
    now,
    window: { from: day('2023-11-01'), to: day('2023-11-30') },
    minutes: null,
  }).findings

// The same bars beside those stored.

const compared = (change: (bar: DailyBar, at: number) => DailyBar) =>
  compare(
    calm().map((stored, at) => ({ stored: { ...stored, state: 'final' as const }, delivered: change(stored, at) })),
  ).findings
const facebook = { name: 'Facebook, Inc.', exchange: 'NasdaqGS', kind: 'stock', firstTradeDate: day('2012-05-18') }
const stored = {
  firstDate: day('2022-06-09'),
  firstClose: 184,
  lastDate: day('2024-05-31'),
  firstTradeDate: day('2012-05-18'),
}

// Series.

const judged = (...args: Parameters<typeof seriesOf>) => judge(seriesOf(...args)).findings
const dividend = (at: number, amount: number): CorporateAction => ({ kind: 'dividend', date: on(at), amount })
const split = (at: number, numerator: number, denominator = 1) =>
  ({ kind: 'split', date: on(at), numerator, denominator }) as const
const quarter = swing({ closes: { 40: -Math.log(4) }, volume: (n) => (n >= 40 ? 4_000_000 : 1_000_000) })
const hour = (at: string, change: Partial<IntradayBar> = {}): IntradayBar => {
  const { adjClose: _, isLastTrade: __, ...rest } = bar(at)
  return { ...rest, phase: 'regular', ...change }
}
const sessions = [day('2023-11-22'), day('2023-11-24'), day('2023-11-27')]
const hours = sessions.map((date) => hour(`${date}T10:30:00-05:00`))
const withinDay = (extra: readonly IntradayBar[], of = hours) => judgeIntraday([...of, ...extra], sessions)

const fileSaid = (lines: readonly string[]) => [...daily(lines).remarks.values()].flat()

/** Adjusted closes that know a payment of 1 at each of some sessions. */
const adjustedFor = (bars: readonly DailyBar[], places: readonly number[]): readonly DailyBar[] =>
  bars.map((each, n) => {
    const factor = places.reduce(
      (product, at) => (n < at ? product * (1 - 1 / (bars[at - 1]?.close ?? 1)) : product),
      1,
    )
    return { ...each, adjClose: each.close * factor }
  })
const pricesAt = (n: number) => {
  const { open, high, low, close } = livelyDay(Math.max(0, n))
  return { open, high, low, close }
}
const market = (count: number) => new Map(livelyDates(count).map((date, n) => [date, livelyDay(n).close]))

/**
 * How each check finds something, by the code that finds it in earnest. Every kind of evidence that it gives is among it:
 * a check that nothing can make speak has no place in the list.
 */
export const hits: { readonly [Name in CheckName]: () => readonly (Finding | null)[] } = {
  RESP_ENVELOPE: () => [...answered(() => ({ meta: 1 })), ...described({ exchangeTimezoneName: 'Mars/Crater' })],
  RESP_LENGTH: () => [
    ...quoted({ close: [1, 2] }),
    ...answered((answer) => ({
      ...answer,
      indicators: { quote: [{ ...answer.indicators.quote[0], volume: [1] }] },
    })),
  ],
  RESP_SYMBOL: () => described({ symbol: 'AAPL' }),
  RESP_GRANULARITY: () => [
    ...described({ dataGranularity: '1wk' }),
    ...answered(
      (answer) => ({
        ...answer,
        meta: { ...answer.meta, dataGranularity: '1h' },
        timestamp: [0, 1, 2, 3, 4].map((n) => (stamps[0] ?? 0) + n * 1800),
        indicators: { quote: [{ open: five, high: five, low: five, close: five, volume: five }] },
      }),
      '1h',
    ),
  ],
  RESP_TIME_RANGE: () => answered((answer) => ({ ...answer, timestamp: stamps.map((stamp) => stamp * 1000) })),
  RESP_CURRENCY: () => [
    checkCurrency('GBp', 'GBP', { from: on(0), to: on(5) }),
    checkCurrency(null, 'GBP', { from: on(0), to: on(5) }),
  ],
  RESP_WINDOW: () => answered((answer) => ({ ...answer, timestamp: stamps.map((stamp) => stamp + 86_400) })),
  RESP_ORDER: () => answered((answer) => ({ ...answer, timestamp: stamps.toReversed() })),
  RESP_FINITE: () => quoted({ close: [1, 'much', 3] }),
  RESP_EMPTY: () => checkEmpty(dates),
  RESP_STALE: () => [
    ...checkAge(day('2023-10-02'), day('2023-11-17'), day('2023-11-19'), nyse),
    ...checkAge(day('2019-10-02'), day('2023-11-17'), day('2023-11-19'), nyse),
  ],
  BAR_NULL: () => quoted({ close: [1, null, 3] }),
  BAR_NONPOS: () => [
    ...admitted([bar('2023-11-17T09:30:00-05:00', { low: 0 })]),
    ...admitted([bar('2023-11-17T09:30:00-05:00', { volume: -1 })]),
  ],
  BAR_NOT_SESSION: () => admitted([bar('2023-11-23T09:30:00-05:00')]),
  BAR_DUP: () =>
    admitted([bar('2023-11-17T09:30:00-05:00'), bar('2023-11-17T16:00:00-05:00', { volume: null, close: 100.6 })]),
  BAR_LIVE: () => admitted([bar('2023-11-17T09:30:00-05:00')], Date.UTC(2023, 10, 17, 20, 30) as Instant),
  ADJ_MISSING: () => answered((answer) => ({ ...answer, indicators: { ...answer.indicators, adjclose: null } })),
  INTRADAY_LIMIT: () => [limitedTo('1h', day('2022-01-03'), day('2020-01-02'))],
  REVISED: () => [
    ...compared((each, n) => (n === 30 ? { ...each, close: each.close + 1, volume: null } : each)),
    ...compared((each, n) => (n > 29 && n < 32 ? { ...each, volume: 1_001_000 } : each)),
  ],
  RESTATE_SPLIT: () => [...compared((each) => times(each, 0.25)), leftBehind({ from: on(0), to: on(5) }, 0.25)],
  RESTATE_DIV: () => compared((each) => ({ ...each, adjClose: (each.adjClose ?? 0) * 0.9964 })),
  RESTATE_MIXED: () => compared((each, n) => (n < 40 ? times(each, 0.25) : each)),
  SYMBOL_CHANGED: () => [
    ...checkIdentity(facebook, { ...facebook, name: 'Meta Platforms, Inc.', kind: 'etf' }, day('2022-06-09')),
    notFound('FB', 1, day('2022-06-09')),
    notFound('FB', 3, day('2022-06-13')),
  ],
  SYMBOL_REUSED: () => [
    ...checkReuse(stored, { firstTradeDate: null }, { from: day('2022-06-01'), to: day('2022-06-08'), close: 12.5 }),
    ...checkReuse(stored, { firstTradeDate: day('2022-06-10') }, null),
  ],
  CLOSE_ADJUSTED: () => fileSaid(['Price,Close', 'Ticker,QQQQ', 'Date,', '2023-12-15,46', '2023-12-18,46']),
  COLUMN_UNUSED: () => fileSaid(['date,close,bonus', '2023-12-15,46,', '2023-12-18,46,1:10']),
  BAR_OHLC: () => [
    ...judged(calm((each, n) => (n === 9 ? { ...each, high: 99 } : each))),
    ...withinDay([hour('2023-11-27T11:30:00-05:00', { high: 98.5 })]),
  ],
  BAR_REPEATED: () => judged(calm((each, n) => (n > 9 && n < 13 ? { ...(calm()[9] ?? each), date: each.date } : each))),
  ADJ_NONPOS: () => [
    ...judged(calm((each, n) => (n === 9 ? { ...each, adjClose: -4331 } : each))),
    ...answered((answer) => ({
      ...answer,
      indicators: { ...answer.indicators, adjclose: [{ adjclose: [2, 'none', 3] }] },
    })),
  ],
  GAP: () => [
    ...judged(calm((each, n) => (n === 9 ? null : each))),
    ...judged(calm((each, n) => (n % 3 === 1 ? null : each))),
    ...judgeIntraday(hours.slice(0, 2), sessions),
    ...judgeIntraday(
      [70, 72, 74, 76].map((n) => hour(`${on(n)}T10:30:00-05:00`)),
      dates.slice(70, 77),
    ),
  ],
  GAP_RETURN: () => [
    ...judged(calm((each, n) => (n === 9 ? null : each))),
    ...judged(calm((each, n) => (n % 3 === 1 ? null : each))),
  ],
  STALE_RUN: () =>
    judged(
      calm((each, n) => (n > 8 && n < 13 ? { ...each, open: 100, high: 100, low: 100, close: 100, volume: 0 } : each)),
    ),
  VOL_ZERO_MOVE: () => [
    ...judged(calm((each, n) => (n === 9 ? { ...each, volume: 0 } : each))),
    ...withinDay([hour('2023-11-27T11:30:00-05:00', { volume: 0 })]),
  ],
  VOL_LARGE: () => judged(calm((each, n) => (n === 40 ? { ...each, volume: 2 ** 31 - 1 } : each))),
  VOL_STEP: () => judged(calm((each, n) => (n >= 40 ? { ...each, volume: 10_000 } : each))),
  UNIT_BLOCK: () => judged(calm((each, n) => (n >= 40 ? times(each, 0.01) : each))),
  UNIT_POINT: () => judged(calm((each, n) => (n === 40 ? { ...each, low: each.low / 100 } : each))),
  SPLIT_DUP: () => judged(swing({}), [split(40, 4), split(41, 4)]),
  SPLIT_STEP: () => judged(quarter, [split(40, 4)]),
  SPLIT_TEXT: () => [...judged(quarter, [split(40, 1, 4)]), splitTextFinding(split(40, 1, 10), '10:1')],
  SPLIT_RATIO: () => judged(quarter, [split(40, 10)]),
  DIV_UNTOLD: () => [
    ...judged(adjustedFor(calm(), [40]), [dividend(10, 0.01)]),
    ...judged(adjustedFor(calm(), [20, 40, 60])),
  ],
  PRICE_REVERTS: () => [
    ...judged(lively((each, n) => (n === 40 ? times(each, 1.15) : each))),
    ...judged(lively((each, n) => (n === 40 ? { ...times(each, 1.15), volume: 9_000_000 } : each))),
  ],
  SPLIT_MISSING: () => [
    ...judged(quarter),
    ...judged(lively((each, n) => (n >= 40 ? times(each, 0.25) : each))),
    ...judged(swing({ closes: { 40: -Math.log(1.5) }, volume: (n) => (n >= 40 ? 1_500_000 : 1_000_000) })),
    ...judged(swing({ closes: { 40: -Math.log(2) }, volume: (n) => (n === 40 ? 8_200_000 : n > 40 ? 2e6 : 1e6) })),
    ...judged(lively((each, n) => ({ ...(n < 40 ? each : times(each, 0.5)), volume: null }))),
  ],
  LEVEL_STEP: () => [
    ...judged(lively((each, n) => (n >= 40 ? times(each, 0.9) : each))),
    ...judged(lively((each, n) => (n >= 40 ? times(each, 0.289) : each))),
  ],
  MOVE_LARGE: () => judged(calm((each, n) => (n >= 40 ? times(each, 0.7) : each))),
  WICK_LARGE: () => judged(calm((each, n) => (n === 40 ? { ...each, high: each.high * 1.4 } : each))),
  OPEN_CLOSE_SWAP: () => judged(lively((each) => ({ ...each, open: each.close, close: each.open }))),
  DATE_SHIFT: () => [
    ...judged(
      lively((each, n) => ({ ...each, ...pricesAt(n - 1) }), 200),
      [],
      { market: market(200) },
    ),
    ...judged(
      lively((each, n) => ({ ...each, ...pricesAt(n + 1) }), 200),
      [],
      { market: market(200) },
    ),
  ],
  DIV_100X_PEER: () => judged(swing({}), [dividend(10, 0.02), dividend(30, 0.02), dividend(50, 0.0002)]),
  CG_DOUBLE: () =>
    judged(swing({ closes: { 40: Math.log(1 - 0.0144) } }), [
      dividend(40, 7.86),
      { kind: 'capital_gain', date: on(40), amount: 6.42 },
    ]),
  DIV_EXCEEDS: () => judged(swing({}), [dividend(40, 150)]),
  DIV_NO_DROP: () => judged(swing({}), [dividend(40, 22)]),
  DIV_DUP7: () => judged(swing({}), [dividend(40, 1), dividend(42, 1.1)]),
  DIV_FACTOR: () => judged(calm(), [dividend(40, 1)]),
  DIV_SCALE: () =>
    judged(adjustedFor(calm(), [20, 40, 60]), [dividend(20, 0.85), dividend(40, 0.85), dividend(60, 0.85)]),
  EXTENDED_TICK: () => withinDay([hour('2023-11-27T17:00:00-05:00', { phase: 'post', low: 80 })]),
  BENCH_ALIGN: () => [checkBenchmark(dates, dates.slice(1))],
}
const five = [1, 1, 1, 1, 1]

/** What a check found, as an example of its findings. */
export function exampleOf<Name extends CheckName>(name: Name): Finding<Name, EvidenceOf<Name>> {
  const found = hits[name]().find((each) => each?.check === name)
  if (found == null) throw new Error(`${name} finds nothing in its own example`)
  return found as Finding<Name, EvidenceOf<Name>>
}

/** The example on other sessions. */
export const exampleOn = (
  name: CheckName,
  from: IsoDate,
  change: Partial<Finding> & Partial<Sessions> = {},
): Finding => ({
  ...exampleOf(name),
  from,
  to: from,
  holds: null,
  ...change,
})
