import type { ModelName } from '../../../server/stats/models.ts'
import { confounders } from './confounders.ts'

type Told = {
  readonly date: string
  readonly ticker: string
  /** What stands before the expected return. */
  readonly expectation: string
  readonly r: string
  readonly expected: string
  readonly ar: string
  readonly told: boolean
  readonly level: string
  readonly t: string
  readonly p: string
  readonly M: string
}

/** Words of sessions in their table, and of what is known of one, with events or without; see `page` for the rules. */
export const catalogue = {
  tableName: (ticker: string) => `Prices and abnormal returns of ${ticker}`,
  title: 'A session',
  unexplained: 'Stands out, no event known',
  ordinary: 'No event known',
  known: (count: string, of: number) => (of === 1 ? 'One event known' : `${count} events known`),
  events: 'Known to have happened, and able to have moved it:',
  others: (count: string) => `and ${count} more`,
  finding: ({ date, ticker, expectation, r, expected, ar, told, level, t, p, M }: Told) =>
    `On ${date} ${ticker} returned ${r}; the ${expectation} ${expected}. The ${ar} difference ${told ? 'is distinguishable' : 'is not distinguishable'} from a normal day at the ${level} level (t = ${t}, p ${p}, ${M}-session estimation window).`,
  /** After a return, in factor models. */
  excess: ' in excess of the risk-free rate',
  /** After a return that has a hole before it. */
  over: (sessions: string) => ` over ${sessions} sessions`,
  split: {
    title: 'Before and after the news',
    before: 'before',
    after: 'after',
    hours: 'after hours',
    during: 'bar of the news',
    share: (low: string, high: string) =>
      low === high
        ? `${low} of the move came before the news.`
        : `Between ${low} and ${high} of the move came before the news: bars cannot be cut.`,
    note: (bar: string, at: string) => `From ${bar} bars; last price before the news: ${at}.`,
    reasons: {
      noIntradayBars: 'Whole session: without intraday prices the move cannot be divided at the news.',
      noPrice: 'Whole session: without prices around the news the move cannot be divided.',
      timeUnknown: 'Whole session: without the minute the move cannot be divided at the news.',
      otherPrices:
        'Whole session: intraday bars end it at another price than the daily one, so the move cannot be divided at the news.',
    } as Record<'noIntradayBars' | 'noPrice' | 'timeUnknown' | 'otherPrices', string>,
  },
  expectations: {
    market: 'market model expected',
    'market-adjusted': 'return of the benchmark, which this model expects, was',
    mean: 'average of the estimation window expected',
    'scholes-williams': 'Scholes-Williams model expected',
    dimson: 'Dimson model expected',
    capm: 'factor model expected',
    ff3: 'factor model expected',
    carhart: 'factor model expected',
    ff5: 'factor model expected',
  } as Record<ModelName, string>,
  standsOut: (p: string, tested: string) =>
    `Among the ${tested} sessions that were looked at some have a small p by chance alone. After allowing for that (Benjamini and Hochberg) p is ${p}, and this one still stands out.`,
  doesNot: (p: string, tested: string) =>
    `Among the ${tested} sessions that were looked at some have a small p by chance alone. After allowing for that (Benjamini and Hochberg) p is ${p}: nothing out of the ordinary.`,
  noCandidate: 'No event of this ticker is known that may have hit it. That is no proof that there was none.',
  candidate: 'An event that awaits confirmation may have hit it:',
  adjusted: 'p, adjusted',
  next: 'Go on from here',
  within: (interval: string) => `This session in ${interval} bars`,
  noBars: 'No bars within the day are stored of this session.',
  write: 'Write what happened',
  moves: 'All sessions that stand out (CSV)',
  sessions: 'Every session in view (CSV)',
  partial: (windows: string) => `Sessions of a window have no return, and its CAR is without them: ${windows}.`,
  sums: (window: string, covered: number, all: number) => `${window} has ${covered} of ${all} sessions`,
  otherModels: 'Under other models and windows',
  lookAgain: 'Compute',
  computing: 'Computing …',
  sessionsLong: (count: number) => `${count} sessions`,
  spread: ({ told, computed, low, high }: { told: number; computed: number; low: string; high: string }) =>
    `Distinguishable in ${told} of ${computed} combinations; AR from ${low} to ${high}.`,
  robustness: ({ told, computed, low, high }: { told: number; computed: number; low: string; high: string }) =>
    `Distinguishable in ${told} of ${computed} combinations of model, estimation length, window and admissible day; CAR from ${low} to ${high}.`,
  nothingComputed: 'No combination could be computed.',
  fragile: 'The verdict is not the same in all of them.',
  firm: 'The verdict is the same in all of them.',
  window: 'Window',
  hours: (interval: string) => `Bar by bar (${interval})`,
  bar0: (at: string) => `first bar that ended after the news: ${at}`,
  zSlot: 'against its own hour',
  noHours: 'Within the day:',
  fanName: (window: string, end: string, interval: string) =>
    `CAR of ${window} by session, with its interval; it ends at ${end}, ${interval}`,
  fanAxis: (window: string) => `CAR of ${window}, by sessions from the event day`,
  confounders,
}
