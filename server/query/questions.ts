import { z } from 'zod'
import { roles } from '../market/event.ts'
import { eventFormats } from '../market/eventFormats.ts'
import { statuses } from '../market/eventStatus.ts'
import { moment } from '../market/moment.ts'
import { ticker as readTicker } from '../market/ticker.ts'
import { witnessKinds } from '../market/witness.ts'
import {
  abnormalCursors,
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
  ListParameter,
  orNull,
  SearchParameter,
  TickerParameter,
  TypesParameter,
  told,
  wholeNumber,
} from './parameters.ts'
import { inOrder, rangeShape } from './range.ts'
import { benchmarkShape, comparisonShape, settingsShape } from './settings.ts'

/** What a link to a table may say besides its question: whoever follows it may be told why there is none. */
export const LinkQuestion = z.strictObject({
  l: told(
    z.enum(['en', 'id']).optional(),
    'language in which a browser that follows the link is told a refusal: en or id',
  ),
})

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

export const PackedBarsQuestion = inOrder(
  z.strictObject({
    ...pricesShape,
    max: told(
      wholeNumber(10, 100_000).default(100_000),
      'merge bars until so many rows are enough (default 100000)',
      'ROWS',
    ),
  }),
)

/** The first one and up to five others beside it. */
const TickersParameter = ListParameter(/^\S{1,20}$/, 'two to six ticker symbols with commas').transform(
  (words, context) => {
    const symbols = [...new Set(words.flatMap((word) => readTicker(word) ?? []))]
    if (symbols.length === words.length && symbols.length >= 2 && symbols.length <= 6) return symbols
    context.addIssue({ code: 'custom', message: 'expected two to six different ticker symbols, with commas' })
    return z.NEVER
  },
)
export const CompareQuestion = inOrder(
  z.strictObject({
    tickers: told(TickersParameter, 'the first one and what it is compared with: MSFT,SPY', 'LIST'),
    ...rangeShape,
    base: told(
      orNull(DateParameter),
      'closes are 0 % on the last common session up to it (default the first one of the range)',
      'DATE',
    ),
  }),
)

export const TickersQuestion = z.strictObject(tickerCursors.shape())

export const BoardQuestion = inOrder(z.strictObject(rangeShape))
export const BoardPageQuestion = inOrder(z.strictObject({ ...rangeShape, ...tickerCursors.shape() }))

const StatusesParameter = ListParameter(
  new RegExp(`^(${statuses.join('|')})$`),
  'confirmed, proposed or rejected, or several of them',
).transform((words) => words as readonly (typeof statuses)[number][])

const eventsShape = {
  ...rangeShape,
  ticker: told(TickerParameter.optional(), 'events that concern it, or the whole market', 'TICKER'),
  type: told(TypesParameter.optional(), 'type codes with everything below them, or families, with commas', 'T'),
  status: told(StatusesParameter.optional(), 'confirmed, proposed or rejected, or several with commas'),
  source: told(
    z.string().max(200).optional(),
    'of one source, by its name as it is stored; empty for events without one',
    'NAME',
  ),
  year: told(
    z
      .string()
      .regex(/^\d{4}$/, 'expected a year such as 2023')
      .optional(),
    'of one year, by the date or the UTC moment',
    'YEAR',
  ),
  q: told(
    SearchParameter.optional(),
    'words, each the beginning of a word in title, summary, tags, notes, source, type or tickers; accents and case do not count',
    'TEXT',
  ),
}
/** How a file of events that comes in a body is taken. */
export const EventsFileQuestion = z.strictObject({
  dry_run: told(z.enum(['true', 'false']).default('false'), 'true tells what would happen, and stores nothing'),
  mode: told(
    z.enum(['strict', 'skip']).default('strict'),
    'strict (default): an error anywhere and nothing is stored; skip leaves out what is wrong',
  ),
  name: told(
    z
      .string()
      .min(1)
      .max(200)
      .regex(/^[^\p{Cc}]*$/u, 'expected text without control characters')
      .default('request'),
    'what the file is called, for the list of imports (default request)',
    'NAME',
  ),
})
/** A file of any kind; what it holds is told by its head. */
export const FileQuestion = EventsFileQuestion.extend({
  ticker: told(
    TickerParameter.optional(),
    'whose prices, payments or events it holds, where it names none (default for prices: the name of the file)',
    'TICKER',
  ),
})
export const FacetsQuestion = inOrder(z.strictObject(eventsShape))
export const StatusOrder = z.strictObject({
  events: told(z.array(z.string().min(1).max(64)).min(1).max(10_000), 'ids of events'),
  status: told(z.enum(statuses), 'what they become'),
})
export const RestoreOrder = z.strictObject({
  change: told(z.int().positive(), 'number of a change of the event: it becomes what it was before that'),
})
const momentText = z
  .string()
  .max(40)
  .refine(
    (text) => moment(text) !== null,
    'expected a moment with its offset, a date, or 2023-W46, 2023-11, 2023-Q4, 2023',
  )
export const WitnessOrder = z.strictObject({
  kind: told(z.enum(witnessKinds), 'who says so'),
  at: told(momentText, 'when the event was public by that'),
  place: told(z.string().max(500).default(''), 'where it says so: an address, a file'),
  note: told(z.string().max(500).nullable().default(null), 'what else there is to say'),
})
const storyEvent = told(z.string().min(1).max(64), 'id of an event', 'ID')
export const StoryOrder = z.strictObject({
  one: storyEvent,
  other: storyEvent,
  decision: told(z.enum(['same', 'different']), 'one story, or two'),
})
export const WorldQuestion = inOrder(
  z.strictObject({
    ...rangeShape,
    ticker: told(TickerParameter.optional(), 'on whose sessions (default those of New York)', 'TICKER'),
    type: told(
      z
        .string()
        .regex(/^macro(\.[a-z_]{1,30})?$/, 'expected macro or a code below it such as macro.rates')
        .optional(),
      'a type code, such as macro.rates',
      'T',
    ),
  }),
)
export const ChangesQuestion = z.strictObject({
  since: told(wholeNumber(0, 999_999_999).optional(), 'number of the last change that was seen', 'N'),
})
export const EventsQuestion = inOrder(z.strictObject(eventsShape))
export const EventsExportQuestion = inOrder(
  z.strictObject({
    ...eventsShape,
    format: told(z.enum(eventFormats).default('csv'), `${eventFormats.join(', ')} (default csv)`),
    with_alignment: told(z.enum(['true', 'false']).default('false'), 'csv: true adds event day, session and flags'),
  }),
)
export const EventsPageQuestion = inOrder(
  z.strictObject({
    ...eventsShape,
    order: told(z.enum(['asc', 'desc']).default('asc'), 'asc: the earliest first (default); desc: the latest'),
    ...eventCursors.shape(),
  }),
)

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

/** Two sessions, or minutes of UTC at which bars within the day begin. */
const RULER = /^\d{4}-\d\d-\d\d(T\d\d:\d\dZ)?\.\.\d{4}-\d\d-\d\d(T\d\d:\d\dZ)?$/
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
  mk: shown('c: without confounders', 'c'),
  c: shown('families: gov,deal,…, and world', 'LIST'),
  p: shown('level: 10, 05 or 01', 'LEVEL'),
  se: shown('the session whose card is open', 'DATE'),
  vs: shown('tickers beside it: SPY,^GSPC', 'LIST'),
  ax: shown('axis: price, pct, log or pctlog', 'AXIS'),
  rb: shown('where all is 0 %: ev or a date', 'BASE'),
  rs: shown('1: with relative strength', '1'),
  ru: told(z.string().regex(RULER).optional(), 'ruler between two bars: 2023-11-16..2023-12-08', 'BARS'),
  tz: shown('clock: ny (of the exchange) or utc', 'CLOCK'),
  l: shown('language: en or id', 'LANGUAGE'),
  pn: shown('panes: vol,ar', 'LIST'),
  width: told(wholeNumber(320, 4000).default(1200), 'pixels (default 1200)', 'PIXELS'),
  height: told(wholeNumber(320, 4000).default(675), 'pixels (default 675)', 'PIXELS'),
  scale: told(
    z.enum(['1', '1.5', '2', '3']).default('2'),
    'PNG: pixels of the picture for one of the drawing: 1, 1.5, 2 (default) or 3',
    'N',
  ),
  theme: told(z.enum(['light', 'dark']).default('light'), 'light (default) or dark'),
  save: told(z.literal('1').optional(), '1: sent as a file to keep, which a browser does not open', '1'),
})

const drawn = {
  l: FigureQuestion.shape.l,
  width: FigureQuestion.shape.width,
  height: FigureQuestion.shape.height,
  scale: FigureQuestion.shape.scale,
  theme: FigureQuestion.shape.theme,
  save: FigureQuestion.shape.save,
}
/** The keys of the address of `/study`, and which of its plots is drawn. */
export const StudyFigureQuestion = z.strictObject({
  plot: told(
    z.enum(['caar', 'aar', 'spread', 'events']).default('caar'),
    'caar (default): path of the average; aar: its sessions; spread: histogram of the CARs; events: each with its interval',
    'PLOT',
  ),
  of: shown('window whose CARs are shown event by event (default: the headline)', 'WINDOW'),
  lines: shown('0: without a line an event', '0'),
  sort: shown('order of the table of events on the page', 'FIELD'),
  tickers: shown('whose events', 'LIST'),
  benchmark: shown('what all are compared with', 'TICKER'),
  convert: shown('exchange rates', 'LIST'),
  families: shown('families of events', 'LIST'),
  tags: shown('tags', 'LIST'),
  from: shown('first day', 'DATE'),
  to: shown('last day', 'DATE'),
  find: shown('words', 'TEXT'),
  proposed: shown('1: also proposed events', '1'),
  model: shown('model', 'MODEL'),
  returns: shown('log', 'log'),
  estimation: shown('estimation window', 'WINDOW'),
  window: shown('event window', 'WINDOW'),
  windows: shown('windows of the CAR', 'LIST'),
  level: shown('level', 'P'),
  mask: shown('1: without sessions of other events', '1'),
  group: shown('what groups are by', 'GROUP'),
  robust: shown('1: also other settings', '1'),
  without: shown('events left out', 'LIST'),
  ...drawn,
})

const movesShape = {
  ...rangeShape,
  ...comparisonShape,
  fdr: told(LevelParameter.default(0.05), 'share of false findings accepted (default 0.05)', 'P'),
}
export const MovesQuestion = inOrder(z.strictObject(movesShape))
export const MovesPageQuestion = inOrder(z.strictObject({ ...movesShape, ...moveCursors.shape() }))

// Of a session there is one window, and its event is the session itself.
const { windows: _, event: __, ...sessionSettings } = settingsShape
const abnormalShape = { ticker: symbol, ...rangeShape, ...comparisonShape, ...sessionSettings }
export const AbnormalQuestion = inOrder(z.strictObject(abnormalShape))
// Model and length of the estimation window are what is varied.
const { model: ___, ...otherSettings } = sessionSettings
export const SessionSubject = z.strictObject({ date: told(DateParameter, 'a session', 'DATE') })
export const SessionModelsQuestion = z.strictObject({ ticker: symbol, ...comparisonShape, ...otherSettings })
export const AbnormalPageQuestion = inOrder(z.strictObject({ ...abnormalShape, ...abnormalCursors.shape() }))

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

const findingsShape = {
  ticker: told(TickerParameter.optional(), 'of one ticker only', 'TICKER'),
  interval: told(IntervalParameter.optional(), 'of one length of bars only', 'I'),
  status: told(z.enum(['open', 'accepted', 'resolved']).optional(), 'of findings'),
  severity: told(SeveritiesParameter.optional(), 'of findings: one or several, such as error,warn', 'LIST'),
}
export const FindingsQuestion = z.strictObject(findingsShape)
export const QualityQuestion = z.strictObject({
  ...findingsShape,
  ...qualityCursors.shape(),
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

/** Where a backup goes is the server's business: no request can name a folder. */
export const UpkeepOrder = z.strictObject({ task: told(z.enum(['verify', 'backup']), 'what to do') })

const relationShape = {
  name: told(z.string().min(1).max(100), 'as news writes it'),
  symbol,
  role: told(z.enum(roles).default('subject'), 'what the ticker is to the one named (default subject)', 'ROLE'),
} as const
const shortText = z.string().max(500).nullable().optional()
export const RelationsOrder = z.strictObject({
  relations: z
    .array(
      z.strictObject({
        ...relationShape,
        reason: told(shortText, 'why, in a sentence'),
        from: told(DateParameter.nullable().optional(), 'first day on which it holds'),
        to: told(DateParameter.nullable().optional(), 'last day on which it holds'),
        source: told(shortText, 'where the dates stand'),
      }),
    )
    .min(1)
    .max(10_000),
})
export const RelationQuestion = z.strictObject({
  ...relationShape,
  from: told(orNull(DateParameter), 'its first day, where it has one'),
})

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
  anchors: told(
    z
      .array(z.strictObject({ phrase: z.string().trim().min(2).max(200), event: z.string().min(1).max(64) }))
      .max(20)
      .default([]),
    'phrases of the text with the stored events that they stand for',
  ),
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
