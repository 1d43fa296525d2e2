import type { StudyFamily, StudyGroup } from '../../core/study/form.ts'
import { paragraph } from './studyParagraph.ts'

const events = (count: number) => `${count} ${count === 1 ? 'event' : 'events'}`

/** Words of the study page; see `page` for the rules. */
export const catalogue = {
  title: 'Event study',
  lead: 'Many events at once: is the average abnormal return distinguishable from what ordinary days give?',
  form: 'What is studied',
  tickers: 'Tickers',
  tickersHelp: 'separated by commas; empty: each event’s own',
  benchmark: 'Benchmark',
  benchmarkOwn: 'what fits each market',
  convert: 'Exchange rates',
  convertHelp: 'bring a benchmark into the currency of the share, separated by commas: IDRUSD=X',
  convertWrong: 'Write rates such as IDRUSD=X or IDR=X, separated by commas (20 at most)',
  families: 'Families',
  familyNames: {
    governance: 'Governance',
    deals: 'Deals',
    product: 'Product',
    legal: 'Legal',
    macro: 'Macro',
    earnings: 'Earnings',
    other: 'Other',
  } as Record<StudyFamily, string>,
  tags: 'Tags',
  tagsHelp: 'every one of them, separated by commas',
  find: 'Words',
  findHelp: 'in title, summary, notes',
  from: 'From',
  to: 'To',
  proposed: 'Also events that are not confirmed yet',
  how: 'How it is measured',
  model: 'Model',
  returns: 'Returns',
  simple: 'simple',
  log: 'logarithmic',
  estimation: 'Estimation window',
  eventWindow: 'Event window',
  windowFrom: 'first session',
  windowTo: 'last session',
  windows: 'Windows of the CAR',
  windowsHelp: 'sessions from day 0, as in 0..1, -1..1',
  windowsWrong: 'Write windows as 0..0, -1..1',
  level: 'Level',
  group: 'Compare by',
  groups: {
    none: 'nothing',
    family: 'family',
    type: 'type',
    session: 'session of the news',
    ticker: 'ticker',
    expected_direction: 'expected direction',
  } as Record<StudyGroup, string>,
  mask: 'Leave sessions around other events out of the estimation',
  robust: 'Also try other models, estimation lengths and windows',
  compute: 'Compute',
  reset: 'Start over',
  unknownTickers: (tickers: string) => `Not stored: ${tickers}.`,
  answerBefore: 'Below, dimmed: the answer to the question before.',
  computing: 'Computing …',
  silent: 'No word from the server yet: other studies may be before this one.',
  steps: {
    placing: (done: string, of: string) => `Finding the session of each event: ${done} of ${of}`,
    measuring: (done: string, of: string) => `Measuring events: ${done} of ${of}`,
    testing: (done: string, of: string) => `Ranking events among ordinary days: ${done} of ${of}`,
    robustness: (done: string, of: string) => `Trying other choices: ${done} of ${of}`,
  },
  stop: 'Stop',
  stopped: 'Stopped: this study was not finished.',
  result: 'Result',
  tooFew: (count: number) =>
    `${events(count)} could be measured; a test of the average takes three. Each event stands below on its own.`,
  tooFewInWindow: ({ count, window }: { count: number; window: string }) =>
    `Window ${window}: ${events(count)} with a value; a test of the average takes three.`,
  notTested: ({ count, window, caar }: { count: number; window: string; caar: string }) =>
    `Over ${events(count)} the average cumulative abnormal return of window ${window} is ${caar}. The BMP test after Kolari and Pynnonen could not be computed: the table says why.`,
  finding: ({
    count,
    window,
    caar,
    distinguishable,
    level,
    t,
    p,
  }: {
    count: number
    window: string
    caar: string
    distinguishable: boolean
    level: string
    t: string
    p: string
  }) =>
    `Over ${events(count)} the average cumulative abnormal return of window ${window} is ${caar}. It is ${distinguishable ? '' : 'not '}distinguishable from ordinary days at the ${level} level (t = ${t}, p = ${p}, BMP test after Kolari and Pynnonen).`,
  rankCheck: (check: 'agrees' | 'carried' | 'hidden', t: string, p: string) =>
    `The rank test ${
      {
        agrees: 'comes to the same conclusion',
        carried: 'comes to another conclusion: a few events may carry the average',
        hidden: 'comes to another conclusion: a few events may hide what the others have in common',
      }[check]
    } (GRANK t = ${t}, p = ${p}).`,
  inWords: (of: number) =>
    `A p of 0.05 means: a result at least this far from zero on 5 of 100 samples of ${of} ordinary days.`,
  notes: 'Before you believe it',
  warnings: {
    clusteredDates: (count: number, of: number) =>
      `${of} events fall on ${of - count === 1 ? 'one date' : `${of - count} dates`}. Tests that take events as independent (t, Patell, BMP, sign) find too much; read the Kolari-Pynnonen and clustered lines.`,
    overlappingWindows: (count: number, of: number) =>
      `${count} of ${of} events share their window with other news of the same share; their effects cannot be told apart.`,
    jointSessions: (count: number, of: number) =>
      `${count} of ${of} events join several news items that hit one session.`,
    checkedBars: (count: number, of: number) =>
      `Checks have something to say of the prices behind ${count} of ${of} events: they are named below, the data page shows them.`,
    asynchronous: (count: number, of: number) =>
      `${count} of ${of} events are compared with a benchmark that closes at another hour: prices of one date are not of one moment. The Dimson model also uses its session before and after.`,
    currencyDiffers: (count: number, of: number) =>
      `${count} of ${of} events are compared with a benchmark in another currency: part of the difference may be the exchange rate. An exchange rate in the form (convert of a spec) brings both into one.`,
    fewEvents: (count: number) =>
      `With ${events(count)} the normal approximation of the z tests is rough; read the rank and exact lines beside them.`,
  } as Record<string, (count: number, of: number) => string>,
  without: ({ count, caar, t, p }: { count: number; caar: string; t: string; p: string }) =>
    `Without events that share their window: ${events(count)}, average ${caar}, t = ${t}, p = ${p}.`,
  withoutFew: (count: number) => `Without events that share their window: ${events(count)} left, too few to test.`,
  leaveOneOut: ({
    low,
    high,
    tLow,
    tHigh,
    most,
  }: {
    low: string
    high: string
    tLow: string
    tHigh: string
    most: string
  }) =>
    `Leaving any one event out, the average lies between ${low} and ${high} and the BMP t between ${tLow} and ${tHigh}. The most influential: ${most}.`,
  plot: 'Cumulative average abnormal return',
  plotAxis: 'sessions from day 0',
  plotBand: (level: string) =>
    `band: ${level} interval from the exact variances, with the correlation between events that share sessions`,
  plots: {
    figures: 'Figures',
    hint: 'Point at a figure, or go to it with Tab and move with the arrow keys; Enter leads to an event’s chart.',
    lines: 'Each event as a thin line',
    thin: 'thin: each event',
    caar: (session: string, caar: string, interval: string) => `Session ${session}: CAAR ${caar} (${interval})`,
    aarTitle: 'Average abnormal return of each session',
    filled: (level: string) => `filled: distinguishable at ${level} (Kolari-Pynnonen)`,
    aar: (session: string, aar: string, t: string, p: string, count: number) =>
      `Session ${session}: AAR ${aar}, t = ${t}, p = ${p}, ${events(count)}`,
    spreadTitle: 'Distribution of the CARs,',
    spread: (mean: string, median: string) => `dashed: the average, ${mean}; median ${median}`,
    tick: 'a tick: an event',
    few: 'averages are tested from three events on',
    bin: (from: string, to: string, count: number) => `${from} to ${to}: ${events(count)}`,
    forest: (level: string, alpha: string) => `line: ${level} interval; filled: distinguishable at ${alpha}`,
    diamond: 'diamond: the average with the interval of the cross-sectional t',
    forestLeft: (shown: number, all: number) => `the ${shown} farthest from zero of ${all}`,
    average: (count: number) => `Average of ${events(count)}`,
    event: ({ ticker, date, title, more }: { ticker: string; date: string; title: string; more: string }) =>
      `${ticker}, ${date}, ${title}: ${more}`,
    none: 'There is nothing to draw.',
    save: (title: string, type: string) => `${title} as ${type}`,
  },
  plotTable: 'The same as a table',
  session: 'Session',
  average: 'Average',
  caar: 'CAAR',
  interval: 'Interval',
  tests: 'Tests of the average',
  testsHelp: 'Statistic and two-sided p; a bold p is below the level. Each name leads to its formula.',
  test: 'Test',
  count: 'Events',
  positive: 'Positive',
  correlation: 'Average correlation r',
  adjusted: 'p of the headline after Holm',
  testNames: {
    kp: 'BMP, Kolari-Pynnonen',
    grankT: 'Generalised rank t',
    cross: 'Cross-sectional t',
    cluster: 'Clustered by date',
    skew: 'Skewness-adjusted t',
    cda: 'Crude dependence t',
    mackinlay: 'MacKinlay z',
    patell: 'Patell z',
    patellClassic: 'Patell z as printed',
    patellAdj: 'Patell z, adjusted',
    bmp: 'BMP t',
    rank: 'Corrado rank z',
    rankStd: 'Standardised rank z',
    signCz: 'Corrado-Zivney sign z',
    grankZ: 'Generalised rank z',
    sign: 'Sign (p exact)',
    genSign: 'Generalised sign z',
    wilcoxon: 'Wilcoxon signed rank',
  } as Record<string, string>,
  /** Why a test of many events has no figure; reasons of single ones are those of the page. */
  reasons: {
    tooFewEvents: 'too few events',
    correlationOutOfRange: 'the events are too strongly correlated for this test',
  } as Record<string, string>,
  mixedGroup: 'several',
  groupsTitle: 'By group',
  groupName: 'Group',
  resampled: {
    title: 'The average resampled',
    how: (draws: string, seed: string) =>
      `${draws} draws from seed ${seed}: percentile interval of the average, and two-sided p; bold: below the level.`,
    events: 'Events one by one',
    dates: 'Whole dates',
    signs: 'Signs flipped by date',
  },
  regression: {
    title: 'Why CARs differ,',
    how: (events: string, dates: string | null, r2: string) =>
      `Least squares over ${events} events, R² ${r2}. Errors after HC1${dates === null ? '' : `, and by date over ${dates} dates`}; a change is that of the CAR for one more of the characteristic.`,
    name: 'Characteristic',
    constant: 'constant',
    change: 'Change',
    se: 'Error',
    seByDate: 'Error by date',
    unfit: 'Not fitted',
    left: 'Without CAR or characteristics',
  },
  eventsTitle: 'Each event',
  eventsHelp: 'The line is the interval of its CAR in the window chosen.',
  window: 'Window',
  day0: 'Day 0',
  event: 'Event',
  car: 'CAR',
  t: 't',
  p: 'p',
  leaveOut: 'Leave out',
  leaveOutName: (title: string) => `Leave out: ${title}`,
  leftByHand: (count: number) => `${events(count)} left out by hand.`,
  bringBack: 'Bring back',
  several: (count: number) => `${count} items of one session`,
  shares: 'shares its window with other news',
  ownWindows: 'measured over windows of its own',
  forest: (low: string, high: string) => `${low} to ${high}`,
  excluded: (count: number) => `Left out with a reason: ${events(count)}`,
  noneExcluded: 'No event had to be left out.',
  reason: 'Reason',
  robustTitle: 'Over other choices',
  robustNone: 'No other combination could be computed.',
  robustLine: ({
    computed,
    share,
    low,
    median,
    high,
    fragile,
  }: {
    computed: number
    share: string
    low: string
    median: string
    high: string
    fragile: boolean
  }) =>
    `${computed} combinations: ${share} significant; lowest ${low}, median ${median}, highest ${high}. ${fragile ? 'Fragile: the conclusion depends on the choice.' : 'The conclusion is the same throughout.'}`,
  take: 'Take it away',
  takeTables: {
    windows: 'Tests (CSV)',
    events: 'Events (CSV)',
    sessions: 'Sessions (CSV)',
    caar: 'Plot (CSV)',
  } as Record<'windows' | 'events' | 'sessions' | 'caar', string>,
  takeSpec: 'Spec (JSON)',
  takeAll: 'Everything (JSON)',
  reproduce: 'The same figures from the command line, with the spec in a file:',
  about: ({
    model,
    returns,
    estimation,
    event,
    version,
  }: {
    model: string
    returns: string
    estimation: string
    event: string
    version: string
  }) => `${model}, ${returns} returns, estimation ${estimation}, event window ${event}, Aftershock ${version}.`,
  hash: 'Data',
  printed: (date: string) => `Printed ${date}`,
  order: 'Order',
  pages: 'Pages of events',
  before: 'Before',
  after: 'After',
  rowsOf: (from: string, to: string, of: string) => `${from} to ${to} of ${of}`,
  specFile: 'Study from a file',
  specHelp: 'A spec of this page or of the command line (JSON), dropped here or chosen: nothing is stored.',
  specChoose: 'Choose a spec',
  specDrop: 'Drop the spec here',
  specShown: (name: string) => `Studied: ${name}. The form and the address stand for another study.`,
  specLeave: 'Back to the form',
  specFaults: 'What is wrong with the file',
  specField: 'Field',
  specLine: 'Line',
  specValue: 'Value',
  specFault: 'Fault',
  specWhy: {} as Readonly<Record<string, string>>,
  /** What the server says of a fault in other words; null: as it says it. */
  specTold: (_message: string): string | null => null,
  refusedAsked: (what: string) => `Asked: ${what}.`,
  paragraph,
}
