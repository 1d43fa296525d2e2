import { z } from 'zod'
import { statuses } from '../market/event.ts'
import {
  barCursors,
  eventCursors,
  impactCursors,
  moveCursors,
  qualityCursors,
  runCursors,
  runSeriesCursors,
  tickerCursors,
} from './cursors.ts'
import {
  BasisParameter,
  DateParameter,
  IntervalParameter,
  LevelParameter,
  orNull,
  SearchParameter,
  TickerParameter,
  told,
  wholeNumber,
} from './parameters.ts'
import { inOrder, rangeShape } from './range.ts'
import { benchmarkShape, comparisonShape, settingsShape } from './settings.ts'

/**
 * Every question one may ask, once: HTTP reads it from path and query, the command line from its options. What a question
 * is about (`…Subject`) stands in the path.
 */

const symbol = told(TickerParameter, "a symbol in the source's notation: MSFT, ^GSPC", 'TICKER')

export const TickerSubject = z.strictObject({ ticker: symbol })
/** As it is stored, which in an old database may be another notation: `BRK.B` beside `BRK-B`. */
export const StoredTickerSubject = z.strictObject({ ticker: told(z.string().max(20), 'a stored ticker', 'TICKER') })
const storedTicker = (description: string) => told(z.string().min(1).max(20), description, 'TICKER')
export const RenameOrder = z.strictObject({ to: storedTicker('its name now') })
export const MergeOrder = z.strictObject({
  into: storedTicker('whose name stays'),
  prefer: storedTicker('whose values stay where both have one and they differ').optional(),
  dry_run: told(z.boolean().default(false), 'tell what would happen, and change nothing'),
})
export const BenchmarkOrder = z.strictObject({
  benchmark: storedTicker('a stored ticker, none, or default for what fits its market'),
})
export const DeleteQuestion = z.strictObject({
  confirmed: told(z.enum(['true', 'false']).default('false'), 'true does it; else what would go is told'),
})
/** One ticker, or every one that is stored. */
export const AnyTickerSubject = z.strictObject({
  ticker: told(orNull(TickerParameter), 'whose (default every stored ticker)', 'TICKER'),
})
const event = told(z.string().max(64), 'id of an event', 'ID')
export const EventSubject = z.strictObject({ event })
/** An event that is to be written must have an id that the format allows. */
export const OwnEventSubject = z.strictObject({
  event: told(
    z.string().regex(/^[A-Za-z0-9._:-]{1,64}$/, 'expected an event id: letters, digits and . _ : -'),
    'id of an event',
    'ID',
  ),
})

const pricesShape = {
  ...rangeShape,
  interval: told(IntervalParameter.default('1d'), 'length of a bar (default 1d)', 'I'),
  basis: told(BasisParameter.default('split'), 'split (default), raw or total'),
}
export const PricesQuestion = inOrder(z.strictObject(pricesShape))
export const BarsQuestion = inOrder(
  z.strictObject({
    ...pricesShape,
    ...barCursors.shape(),
    max: told(
      wholeNumber(10, 100_000).optional(),
      'merge bars until so many rows are enough, which then are the answer: no pages',
      'ROWS',
    ),
  }),
)

export const TickersQuestion = z.strictObject(tickerCursors.shape())

const eventsShape = {
  ...rangeShape,
  ticker: told(TickerParameter.optional(), 'events that concern it, or the whole market', 'TICKER'),
  type: told(
    z
      .string()
      .regex(/^[a-z0-9_.]{1,64}$/, 'expected an event type or family such as governance or earnings.results')
      .optional(),
    'a type code with everything below it, or a family',
    'T',
  ),
  status: told(z.enum(statuses).optional(), 'confirmed, proposed or rejected'),
  q: told(SearchParameter.optional(), 'text looked for in title, summary, tags, notes and source', 'TEXT'),
}
export const EventsQuestion = inOrder(z.strictObject(eventsShape))
export const EventsPageQuestion = inOrder(z.strictObject({ ...eventsShape, ...eventCursors.shape() }))

const impactsShape = { ticker: symbol, ...rangeShape, ...comparisonShape, ...settingsShape }
export const ImpactsQuestion = inOrder(z.strictObject(impactsShape))
export const ImpactsPageQuestion = inOrder(z.strictObject({ ...impactsShape, ...impactCursors.shape() }))

const ticker = told(orNull(TickerParameter), "on which ticker (default the event's first with prices)", 'TICKER')
export const ImpactQuestion = z.strictObject({ ticker, ...comparisonShape, ...settingsShape })
export const IntradayQuestion = z.strictObject({
  ticker,
  ...benchmarkShape,
  ...settingsShape,
  interval: told(IntervalParameter.exclude(['1d']).default('1h'), 'length of a bar (default 1h)', 'I'),
})

const shown = (does: string, word: string) => told(z.string().max(200).optional(), does, word)
/** A figure is asked for with the keys of the page's own address (docs/url.md), which the page reads, and its size. */
export const FigureQuestion = z.strictObject({
  r: shown('range: 1m, 1y, max, …, or 2023-11-01..2023-12-15', 'RANGE'),
  i: shown('1d or 1h', 'I'),
  x: shown('candle or line', 'STYLE'),
  ev: shown('the selected event', 'ID'),
  w: shown('window whose CAR is told: -1..1', 'WINDOW'),
  est: shown('estimation: length and gap, 250.10', 'SESSIONS'),
  m: shown('model, as in the address of the page', 'M'),
  c: shown('families: gov,deal,…', 'LIST'),
  p: shown('level: 10, 05 or 01', 'LEVEL'),
  tz: shown('clock: ny (of the exchange) or utc', 'CLOCK'),
  l: shown('language: en or id', 'LANGUAGE'),
  pn: shown('panes: vol,ar', 'LIST'),
  width: told(wholeNumber(320, 4000).default(1200), 'pixels (default 1200)', 'PIXELS'),
  height: told(wholeNumber(320, 4000).default(675), 'pixels (default 675)', 'PIXELS'),
  theme: told(z.enum(['light', 'dark']).default('light'), 'light (default) or dark'),
})

const movesShape = {
  ...rangeShape,
  ...comparisonShape,
  fdr: told(LevelParameter.default(0.05), 'share of false findings accepted (default 0.05)', 'P'),
}
export const MovesQuestion = inOrder(z.strictObject(movesShape))
export const MovesPageQuestion = inOrder(z.strictObject({ ...movesShape, ...moveCursors.shape() }))

/** The tidy tables of a study; `windows` is the one to read first. */
export const studyTables = [
  'windows',
  'days',
  'caar',
  'events',
  'sessions',
  'groups',
  'excluded',
  'robustness',
] as const
export type StudyTable = (typeof studyTables)[number]
export const StudyTableQuestion = z.strictObject({
  table: told(
    z.enum(studyTables).default('windows'),
    `which table: ${studyTables.join(', ')} (default windows)`,
    'NAME',
  ),
})

export const severities = ['info', 'warn', 'error'] as const
/** One severity or several: `error,warn`. */
const SeveritiesParameter = z
  .string()
  .max(40)
  .transform((text, context) => {
    const known = text.split(',').flatMap((word) => severities.filter((severity) => severity === word))
    if (known.length === text.split(',').length) return known
    context.addIssue({ code: 'custom', message: 'expected info, warn or error, or several of them' })
    return z.NEVER
  })

export const QualityQuestion = z.strictObject({
  ...qualityCursors.shape(),
  ticker: told(TickerParameter.optional(), 'of one ticker only', 'TICKER'),
  interval: told(IntervalParameter.optional(), 'of one length of bars only', 'I'),
  status: told(z.enum(['open', 'accepted', 'resolved']).optional(), 'of findings'),
  severity: told(SeveritiesParameter.optional(), 'of findings: one or several, such as error,warn', 'LIST'),
  part: told(
    z.enum(['all', 'findings', 'repairs', 'coverage']).optional(),
    'one list only; pages are of findings, or of the list that is named',
  ),
})

const note = told(
  z
    .string()
    .max(500)
    // A note is one line of text: control characters, and those that turn the reading direction, have no place in it.
    .regex(/^[^\p{Cc}\u2028-\u202e\u2066-\u2069]*$/u, 'expected text without control characters')
    .nullable()
    .optional(),
  'why, in one line',
)
export const FindingSubject = z.strictObject({ finding: told(wholeNumber(1, 999_999_999), 'id of a finding', 'ID') })
export const FindingDecision = z.strictObject({
  status: told(z.enum(['accepted', 'open']), 'accepted, or open to take that back'),
  note,
})
export const RepairDecision = z.strictObject({
  finding: told(z.int().positive(), 'id of a finding', 'ID'),
  action: told(z.enum(['accept', 'undo']), 'lay its correction over the bars, or take it off'),
  note,
})

export const ImportSubject = z.strictObject({ run: told(wholeNumber(1, 999_999_999), 'number of an import', 'RUN') })
export const BackfillSubject = z.strictObject({ id: told(wholeNumber(1, 999_999_999), 'number of a backfill', 'N') })
export const BackfillsQuestion = z.strictObject(runCursors.shape())
export const BackfillQuestion = z.strictObject(runSeriesCursors.shape())
/** Where prices come from is the server's business: no request can name an address. */
export const BackfillOrder = inOrder(
  z.strictObject({
    tickers: told(z.array(TickerParameter).max(200).default([]), 'whose prices; none: everything that is stored'),
    intervals: told(z.array(IntervalParameter).min(1).max(8).default(['1d']), 'lengths of bars'),
    from: told(DateParameter.nullable().optional(), 'first session'),
    to: told(DateParameter.nullable().optional(), 'last session'),
  }),
)

export const SignIn = z.strictObject({ token: told(z.string().min(1).max(200), 'the token of the server') })

const writing = {
  published: told(
    z.string().max(40).nullable().optional(),
    'when it was published: a date, or a moment with its offset',
    'TIME',
  ),
  language: told(z.enum(['en', 'id']).nullable().optional(), 'en or id (default: told by its words)', 'L'),
  zone: told(
    z.string().max(60).nullable().optional(),
    "the publisher's IANA zone (default: Jakarta or New York, by language)",
    'ZONE',
  ),
  date_order: told(z.enum(['MDY', 'DMY', 'YMD']).nullable().optional(), 'order of dates such as 10/02/2023'),
} as const
export const ArticleQuestion = z.strictObject({
  text: told(z.string().min(1).max(5_000_000), 'an article, as HTML or plain text'),
  ...writing,
  name: told(
    z
      .string()
      .min(1)
      .max(200)
      .regex(/^[^\p{Cc}]*$/u, 'expected text without control characters')
      .default('article'),
    'what it is called as a source',
  ),
  dry_run: told(z.boolean().default(true), 'store nothing (default true)'),
})
export const DraftQuestion = z.strictObject({
  text: told(z.string().min(1).max(100_000), 'a paragraph or several'),
  ...writing,
})
