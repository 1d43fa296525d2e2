import type { BenchmarkKind } from '../../../server/market/exchange/benchmarks.ts'
import type { ModelName } from '../../../server/stats/models.ts'
import type { Level } from '../../core/address.ts'
import { makeFormat } from '../../core/format.ts'
import { readSpan } from '../../core/ticker/detail.ts'
import type { Preset } from '../../core/ticker/presets.ts'
import type { Rail, Verdict } from '../../core/ticker/rails.ts'

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`

const units = { m: 'minute', h: 'hour', d: 'day', w: 'week', mo: 'month', y: 'year' } as const
const known: Readonly<Record<string, string>> = { '1h': 'hourly', '1d': 'daily', '1w': 'weekly', '1mo': 'monthly' }

/** How long bars are: `5m` is "5-minute". */
function lengthOf(span: string): string {
  const { count, unit } = readSpan(span)
  return known[span] ?? `${count}-${units[unit]}`
}

/** Every word of the page. Another language has exactly these keys: a missing one does not compile. */
export const catalogue = {
  // British dates and numbers; 32.3M with the letter that is usual on charts.
  format: makeFormat('en-GB', 'en-US'),
  tagline: 'What did the news do to the price?',
  skip: 'Skip to the content',
  places: 'Places',
  board: 'Board',
  chart: 'Chart',
  data: 'Data',
  study: 'Study',
  methods: 'Methods',
  range: 'Range',
  presets: {
    '1d': ['1D', 'One session'],
    '5d': ['5D', 'Five sessions'],
    '1m': ['1M', 'One month'],
    '6m': ['6M', 'Six months'],
    ytd: ['YTD', 'Since the start of the year'],
    '1y': ['1Y', 'One year'],
    '5y': ['5Y', 'Five years'],
    max: ['Max', 'Everything there is'],
  } satisfies Record<Preset, readonly [string, string]> as Record<Preset, readonly [string, string]>,
  around: (count: number): readonly [string, string] => [`±${count}d`, `${count} sessions around the event`],
  clockOf: (place: string) => `${place} time`,
  language: 'Language',
  settings: 'Settings',
  share: 'Copy link',
  copied: 'Link copied',
  copyFailed: 'Copying was not allowed; the address bar has the link',
  find: 'Search',
  help: 'Keys',
  close: 'Close',
  ticker: 'Ticker',
  candles: 'Candles',
  line: 'Line',
  split: 'split',
  style: 'Drawing',
  daily: 'Daily',
  hourly: 'Hourly',
  minutes: (count: number) => `${count} min`,
  /** Bars that were made of others, both lengths as `5m`, `1d`. */
  merged: (span: string, interval: string) => `${lengthOf(span)} bars of ${lengthOf(interval)} data`,
  /** A ticker without daily bars, and the length of those that are shown. */
  noDays: (interval: string) => `no daily prices: ${lengthOf(interval)} bars are shown`,
  interval: 'Bars',
  table: 'Table',
  ruler: 'Ruler',
  compare: 'Compare',
  download: 'CSV',
  csv: {
    events: ['Events', 'dated news with sources'],
    bars: ['Prices', 'bars on screen'],
    impacts: ['Impacts', 'one row an event'],
    panel: ['Panel', 'one row per event and session'],
    event: ['This event', 'all figures of the card'],
  } as Record<'events' | 'bars' | 'impacts' | 'panel' | 'event', readonly [string, string]>,
  csvClock: (clock: string) => `Times in files carry their offset from UTC; on screen: ${clock}.`,
  open: 'O',
  high: 'H',
  low: 'L',
  close_: 'C',
  volume: 'Vol',
  volumeName: 'Volume',
  periods: 'Periods',
  r: 'r',
  rHelp: 'return of the session',
  expected: 'E[r]',
  expectedHelp: 'return the model expected',
  ar: 'AR',
  arHelp: 'abnormal return: the difference',
  car: 'CAR',
  points: 'points',
  barsInOne: (count: number, daily: boolean) => `one candle: ${count} ${daily ? 'sessions' : 'bars'}`,
  allThereIs: (sessions: string, from: string) => `all ${sessions} bars there are, since ${from}`,
  noHoursYet: (interval: string, to: string) => `${lengthOf(interval)} bars reach to ${to} only`,
  pickFirst: 'pick an event first',
  noEvent: 'no event known',
  missingBar: 'no bar for this session',
  lunchBreak: 'lunch break',
  rails: {
    governance: 'Governance',
    deals: 'Deals',
    product: 'Product',
    legal: 'Legal',
    macro: 'Macro',
    earnings: 'Earnings',
    other: 'Other',
    world: 'World',
  } as Record<Rail, string>,
  events: 'Events',
  milestone: 'Milestone',
  milestoneNote: 'Milestone: an outcome of the price, not a cause of it.',
  earlier: (count: string) => `${count} earlier`,
  later: (count: string) => `${count} later`,
  oneSession: (count: number) => `${count} items, one session`,
  sideWidth: 'Width of the panel',
  listHeight: 'Height of the list',
  inView: (count: string) => `${count} in view`,
  matches: (count: string) => `${count} ${count === '1' ? 'match' : 'matches'}`,
  search: 'Search events',
  families: 'Families of events',
  onlySignificant: 'Distinguishable only',
  note: 'Note',
  noteHelp: 'Write an event at the bar under the crosshair (n)',
  /** What an event is that nobody has confirmed. */
  statuses: { proposed: 'proposed', rejected: 'rejected' },
  verdicts: {
    significant: 'distinguishable from a normal day',
    not: 'not distinguishable from a normal day',
    unknown: 'not computable',
  } as Record<Verdict, string>,
  noEventsInRange: 'No event in this range.',
  noMatches: 'No event matches.',
  nearest: (when: string) => `Nearest: ${when}`,
  loading: 'Loading …',
  plotName: ({
    ticker,
    interval,
    from,
    to,
    bars,
    events,
  }: {
    ticker: string
    interval: string
    from: string
    to: string
    bars: number
    events: number
  }) =>
    `${ticker} ${interval}, ${from} to ${to}, ${many(bars, 'session', 'sessions')}, ${many(events, 'event', 'events')}`,
  plotRole: 'chart',
  plotHint: 'Arrows: a bar; brackets: next event; Enter selects; ? lists keys.',
  railName: (rail: string, count: number) => `${rail}: ${many(count, 'event', 'events')} in view`,
  clusterName: ({ count, from, to, significant }: { count: number; from: string; to: string; significant: number }) =>
    `${many(count, 'event', 'events')}, ${from === to ? from : `${from} to ${to}`}${significant > 0 ? `, ${significant} distinguishable` : ''}`,
  frameThese: 'Zoom to these',
  pickEvent: 'Pick an event',
  pickEventHow: 'Click a glyph or a line of the list, or press ] to step through events.',
  howToRead: 'How to read the marks',
  legend: {
    filled: 'filled: the session is distinguishable from a normal day',
    hollow: 'hollow: it is not',
    dashed: 'dashed: not computable',
    between: 'between two bars: news while the exchange was closed; dots lead to its first session',
    possible: 'wide: a date without an hour',
    candle: 'hollow candle: closed above its open; filled: below',
  },
  published: 'Published',
  hourUnknown: 'hour not known',
  firstSession: 'First session',
  why: {
    regular: (weekday: string) => `published ${weekday}, in the session`,
    break: (weekday: string) => `published ${weekday}, in the session's lunch break`,
    pre: (weekday: string) => `published ${weekday} before the open`,
    post: (weekday: string, next: string) => `published ${weekday} after the close: first session ${next}`,
    closed: (weekday: string, next: string) => `published ${weekday}, the exchange was closed: first session ${next}`,
    unknown: 'only the date is known: this session or the next',
    dated: 'only the date is known',
    rest: (next: string) => `only the date is known, and the exchange was closed: first session ${next}`,
    stated: {
      regular: 'only the date is known, and that it was in the session',
      break: 'only the date is known, and that it was in the session',
      pre: 'only the date is known, and that it was before the open',
      post: 'only the date is known, and that it was after the close',
      closed: 'only the date is known, and that the exchange was closed',
    },
  },
  overnight: 'outside extended trading',
  calendarUnknown: 'sessions of these days are not known: the usual ones are taken',
  hoursUnknown: 'hours of that day are not certain',
  dayAmbiguous: 'the time is uncertain: more than one session is possible',
  upperBound: 'somebody saw the news by then; it may be earlier',
  tooCoarse: (from: string, to: string) => `The time is known only as ${from} to ${to}: too coarse for a session.`,
  beyondCalendar: 'The exchange calendar does not reach this date.',
  candidates: 'If the news came in another session',
  finding: 'Finding',
  headline: 'Session of the news',
  typicalDay: 'Typical day',
  typicalDayHelp: 'standard deviation of the model’s errors',
  volumeRatio: 'Volume',
  times: (ratio: string) => `${ratio} × usual`,
  interval95: (percent: number) => `${percent}\u00a0% interval`,
  joint: 'Same session, joint statistics',
  moreItems: (count: number) => `${count} more`,
  jointNote: 'One session, one price move: the figures belong to all of these.',
  windows: 'Cumulative abnormal return',
  window: 'Window',
  windowHelp: 'sessions from the event day',
  widen: 'Wider window',
  narrower: 'Narrower window',
  t: 't',
  p: 'p',
  overlaps: (count: number) =>
    `${many(count, 'other event lies', 'other events lie')} in the event window: their CARs are not independent.`,
  model: 'Model',
  models: {
    market: 'Market model',
    'market-adjusted': 'Market-adjusted',
    mean: 'Mean-adjusted',
    'scholes-williams': 'Scholes-Williams',
    dimson: 'Dimson',
    capm: 'CAPM',
    ff3: 'Fama-French, 3 factors',
    carhart: 'Carhart',
    ff5: 'Fama-French, 5 factors',
  } as Record<ModelName, string>,
  modelLine: ({
    model,
    benchmark,
    from,
    to,
    M,
    basis,
  }: {
    model: string
    benchmark: string | null
    from: string | null
    to: string
    M: number
    basis: string
  }) =>
    `${model}${benchmark === null ? '' : ` on ${benchmark}`}; estimation ${from === null ? 'up' : from} to ${to}, M = ${M} sessions; simple returns, ${basis}.`,
  basis: { total: 'total return (dividends included)', split: 'adjusted for splits', raw: 'as traded' } as Record<
    string,
    string
  >,
  renamedTo: (asked: string, now: string) => `${asked} is called ${now} now`,
  benchmark: 'Benchmark',
  benchmarkKinds: {
    broad: 'all shares of the market',
    large: 'the largest shares',
    'price-weighted': 'a few shares, weighted by their price',
    performance: 'shares with their dividends',
    fund: 'a fund that follows an index',
    coin: 'the largest coin',
  } as Record<BenchmarkKind, string>,
  benchmarkLine: ({
    benchmark,
    kind,
    chosen,
    rate,
  }: {
    benchmark: string
    kind: string | null
    chosen: 'asked' | 'event' | 'ticker' | 'default' | 'none'
    rate: string | null
  }) =>
    `${benchmark}${kind === null ? '' : ` (${kind})`}${{ asked: ', as asked', event: ', as the event says', ticker: ', as stored for the ticker', default: ', by its market', none: '' }[chosen]}${rate === null ? '' : `, converted by ${rate}`}.`,
  fetchBenchmark: 'Fetch one on the command line:',
  ownPast: 'Compare with its own past',
  betaLine: (beta: string | null, sigma: string) => `${beta === null ? '' : `β = ${beta}, `}σ = ${sigma} a day.`,
  estimation: 'Estimation',
  sessions: (count: number) => many(count, 'session', 'sessions'),
  level: 'Level',
  levels: { '10': '10\u00a0%', '05': '5\u00a0%', '01': '1\u00a0%' } as Record<Level, string>,
  prices: (source: string, when: string) => `Prices: ${source}, retrieved ${when}.`,
  source: 'Source',
  noSource: 'No source is named.',
  notes: 'Notes',
  timeNote: 'How the time is known',
  notComputable: 'Not computable',
  closer: 'Under other settings, and bar by bar',
  reasons: {
    constantBenchmark: 'the benchmark did not move in the estimation window',
    collinearFactors: 'the factors repeat one another',
    zeroVariance: 'the returns do not vary',
    tooFewObservations: 'too few sessions before it have prices to compare',
    noPrice: 'no price of it or its benchmark',
    noFactor: 'no return of a factor on these sessions',
    truncatedWindow: 'the data end before the window does',
    outsideData: 'the event lies outside the stored prices',
    tooCoarse: 'the time of the event is too coarse',
    beyondCalendar: 'the exchange calendar does not reach the event',
    isBenchmark: 'this is the index that shares are compared with',
    notSession: 'the exchange was closed on that date',
    noBenchmark: 'no benchmark that fits its market is stored',
    noRate: 'no exchange rate that was asked for joins the two currencies',
    badWindows: 'the windows the event asks for cannot be used',
  } as Record<string, string>,
  eventGone: 'This event is not stored.',
  offline: 'The server does not answer.',
  offlineKept: 'The server does not answer. What is shown was loaded before.',
  busy: (seconds: string) => `The server is busy. Try again in ${seconds} seconds.`,
  tooManyTries: (seconds: string) => `Too many wrong tokens. Try again in ${seconds} seconds.`,
  errorId: (id: string) => `Error ${id}`,
  retry: 'Try again',
  copyError: 'Copy the error',
  otherData: (then: string, now: string) => `Copied from prices ${then}; now ${now}: figures may differ.`,
  pricesEnd: (date: string) => `prices end ${date}`,
  copyCommand: 'Copy command',
  emptyRange: 'No bar in this range.',
  partial: (missing: string, all: string) => `${missing} of ${all} sessions missing`,
  noHours: (interval: string) => `There are no ${lengthOf(interval)} bars for this range.`,
  hoursSpan: (interval: string, from: string, to: string) => `Stored ${lengthOf(interval)} bars: ${from} to ${to}`,
  date: 'Date',
  overview: 'Whole history',
  overviewName: (from: string, to: string) => `Part of the history on screen: ${from} to ${to}`,
  spoken: {
    bar: (date: string, close: string, r: string) => `${date}: close ${close}, ${r}`,
    abnormal: (ar: string, verdict: string) => `abnormal return ${ar}, ${verdict}`,
    event: (title: string) => `Event: ${title}`,
    cleared: 'Selection cleared',
    range: (from: string, to: string) => `${from} to ${to}`,
  },
  disclaimer: 'Descriptive statistics, not advice. A difference from the model is not proof of a cause.',
}
