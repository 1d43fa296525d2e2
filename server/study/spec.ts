import { z } from 'zod'
import type { AskedOfOne } from '../impact/placing.ts'
import type { AskedWindows } from '../impact/settings.ts'
import { isoDate } from '../market/day.ts'
import { statuses } from '../market/eventStatus.ts'
import { families } from '../market/eventType.ts'
import type { Ticker } from '../market/ticker.ts'
import { Problem } from '../problem.ts'
import { DateParameter, RateParameter, SearchParameter, TickerParameter } from '../query/parameters.ts'
import type { GivenSettings } from '../query/settings.ts'
import { modelNames, settingsOfModel } from '../stats/models.ts'
import { readSettings, SettingsInput } from '../stats/readSettings.ts'
import type { Settings } from '../stats/settings.ts'
import { faultIn, type JsonPath } from './jsonPlace.ts'
import { lineAt, pathText, refused, shown, specFault } from './specFaults.ts'

/** `full`: every session of every event; `light`: one line an event. */
export type Detail = 'full' | 'light'

/** A study as one file, read and completed: `docs/study-spec.md`. */
export type StudySpec = (InlineSpec | StoredSpec) & Choices

export interface Choices {
  /** Completed with the defaults. */
  readonly settings: Settings
  /** As far as they were asked for. */
  readonly given: GivenSettings
  /** Null: as the number of events suggests. */
  readonly detail: Detail | null
  /** Recompute the study over a grid of models, estimation lengths and windows. */
  readonly robustness: boolean
  /** Regress the CARs of a window on characteristics of the events. */
  readonly regression: { readonly window: readonly [number, number]; readonly on: readonly string[] } | null
}

/** Prices or ready returns by name, all on the sessions of `calendar`; null is missing. */
export interface InlineSeries {
  readonly calendar: readonly string[]
  readonly prices: Columns
  readonly returns: Columns
}
export type Columns = Readonly<Record<string, readonly (number | null)[]>>

export interface InlineEvent extends AskedWindows {
  readonly id: string
  readonly ticker: string
  readonly market?: string | undefined
  readonly day0: string
  readonly title?: string | undefined
  readonly group?: string | undefined
  readonly confounded?: boolean | undefined
  /** Characteristics for the cross-sectional regression. */
  readonly x?: Readonly<Record<string, number>> | undefined
}

/** A study that brings its own numbers. */
export interface InlineSpec {
  readonly kind: 'inline'
  readonly series: InlineSeries
  readonly events: readonly InlineEvent[]
}

/** What divides the events of the store into groups. */
export const groupings = ['none', 'family', 'type', 'session', 'group', 'ticker', 'expected_direction'] as const

/** Which events of the store are studied, when they are not named one by one. */
export type EventChoice = z.infer<typeof Choice>

/** An event on a ticker, with what is asked for it alone. */
export interface PairSpec extends AskedOfOne {
  readonly id: string
  readonly ticker: Ticker
}

/** A study of what is stored. */
export interface StoredSpec {
  readonly kind: 'stored'
  /** Empty: every event's own first ticker that has prices. */
  readonly tickers: readonly Ticker[]
  readonly benchmark: Ticker | null
  /** Exchange rates with which benchmarks may be brought into the securities' currencies. */
  readonly convert: readonly Ticker[]
  /** Event ids, for every ticker of the study; pairs of event and ticker; or a choice. */
  readonly events: readonly (string | PairSpec)[] | EventChoice
  readonly group: (typeof groupings)[number]
  readonly nonTradingDay: 'later' | 'earlier' | 'skip'
}

const name = z.string().min(1).max(200)
const numbers = z.array(z.number().nullable())
const position = z.int().min(-5000).max(5000)
const window = z.tuple([position, position])
/** Windows of one event in place of those of the settings. */
const ownWindows = {
  estimation: window.optional(),
  event: window.optional(),
  windows: z.array(window).min(1).max(100).optional(),
}
const common = {
  settings: z.looseObject({}).default({}),
  detail: z.enum(['full', 'light']).optional(),
  robustness: z.boolean().default(false),
  regression: z
    .strictObject({ window, on: z.array(name).min(1).max(20) })
    .nullable()
    .default(null),
  // What a file may say about itself, and what it expects: read over.
  format: z.unknown().optional(),
  id: z.unknown().optional(),
  title: z.unknown().optional(),
  source: z.unknown().optional(),
  notes: z.unknown().optional(),
  agreement: z.unknown().optional(),
  expected: z.unknown().optional(),
}

export const MOST_EVENTS = 100_000

export const Inline = z.strictObject({
  ...common,
  series: z.strictObject({
    calendar: z.array(z.string()).min(1).max(100_000),
    prices: z.record(name, numbers).default({}),
    returns: z.record(name, numbers).default({}),
  }),
  events: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(4000),
        ticker: name,
        market: name.nullish().transform((market) => market ?? undefined),
        day0: z.string().max(40),
        title: z.string().max(2000).optional(),
        group: name.optional(),
        confounded: z.boolean().optional(),
        x: z.record(name, z.number()).optional(),
        ...ownWindows,
        note: z.unknown().optional(),
      }),
    )
    .min(1)
    .max(MOST_EVENTS),
})

const Choice = z.strictObject({
  ticker: TickerParameter.optional(),
  /** A type code, with everything below it. */
  type: z
    .string()
    .regex(/^[a-z0-9_.]{1,64}$/, 'an event type such as deal or earnings.results')
    .optional(),
  family: z.union([z.enum(families), z.array(z.enum(families)).min(1)], 'a family or a list of families').optional(),
  /** Events that carry every one of these tags. */
  tags: z.array(name).max(20).optional(),
  from: DateParameter.optional(),
  to: DateParameter.optional(),
  /** Words looked for in title, summary, notes, tags and source. */
  q: SearchParameter.optional(),
  status: z.enum([...statuses, 'any']).default('confirmed'),
  /** Ids that are left out. */
  except: z.array(name).max(10_000).optional(),
  /** Also records that the price itself set, which are outcomes and no causes. */
  outcomes: z.boolean().default(false),
})

const storedShape = {
  ...common,
  tickers: z.array(TickerParameter).max(1000).default([]),
  benchmark: TickerParameter.nullable().default(null),
  convert: z.array(RateParameter).max(20).default([]),
  group: z.enum(groupings).default('none'),
  nonTradingDay: z.enum(['later', 'earlier', 'skip']).default('later'),
}
export const StoredById = z.strictObject({
  ...storedShape,
  events: z
    .array(
      z.union(
        [
          name,
          z.strictObject({ id: name, ticker: TickerParameter, benchmark: TickerParameter.optional(), ...ownWindows }),
        ],
        'an event id or { "id", "ticker" }',
      ),
    )
    .min(1)
    .max(MOST_EVENTS),
})
export const StoredByChoice = z.strictObject({ ...storedShape, events: Choice.prefault({}) })

/**
 * A study from the text of a spec.
 *
 * @throws Problem 400 `bad_json` for text that is no JSON, 422 `bad_spec` for JSON that is no spec; both say where
 */
export function readSpec(text: string): StudySpec {
  const json = parse(text)
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new Problem(422, 'bad_spec', `Cannot read the spec as an object with settings and events: ${shown(json)}`)
  const fields = json as Readonly<Record<string, unknown>>
  refuseOtherShapes(fields)
  const inline = fields.series !== undefined
  const parsed = (inline ? Inline : Array.isArray(fields.events) ? StoredById : StoredByChoice).safeParse(json)
  if (!parsed.success) throw refused(text, json, parsed.error.issues)
  const { robustness, regression } = parsed.data
  const detail = parsed.data.detail ?? null
  const { settings, given } = settingsOf(text, json, parsed.data.settings, inline)
  const choices = { settings, given, detail, robustness, regression }
  if ('series' in parsed.data) {
    const { series, events } = parsed.data
    refuseBadSeries(text, series, events)
    return { kind: 'inline', ...choices, series, events: events.map(ownEvent) }
  }
  const { tickers, benchmark, convert, events, group, nonTradingDay } = parsed.data
  return { kind: 'stored', ...choices, tickers, benchmark, convert, events, group, nonTradingDay }
}

const ownEvent = ({ note: _, ...event }: z.infer<typeof Inline>['events'][number]): InlineEvent => event

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    const { line, column, why } = faultIn(text)
    const detail = `Cannot read the spec as JSON on line ${line}, column ${column}: ${why}`
    throw new Problem(400, 'bad_json', detail, null, [
      specFault('E_JSON', line, null, `column ${column}: ${why}`, null),
    ])
  }
}

/** Files that look like a spec but are other things get a sentence of their own. */
function refuseOtherShapes(fields: Readonly<Record<string, unknown>>): void {
  if (fields.events !== undefined || fields.series !== undefined || fields.tickers !== undefined) return
  const found = Object.keys(fields).slice(0, 8).join(', ')
  throw new Problem(
    422,
    'bad_spec',
    `Cannot study this file as it has neither events, nor series, nor tickers: it has ${found === '' ? 'nothing' : found}`,
    'events',
  )
}

function settingsOf(text: string, json: object, given: Readonly<Record<string, unknown>>, inline: boolean) {
  const named = modelNames.find((name) => name === given.model)
  // What a named model takes is fixed; which series is free of risk may be said.
  const own = given.riskFree === undefined ? {} : { riskFree: given.riskFree }
  const written = named === undefined || inline ? given : { ...given, ...settingsOfModel(named), ...own }
  const checked = SettingsInput.safeParse(written)
  if (!checked.success)
    throw refused(
      text,
      json,
      checked.error.issues.map((issue) => ({ ...issue, path: ['settings', ...issue.path] })),
    )
  const reading = readSettings(written)
  if (reading.kind === 'accepted' && inline && reading.settings.estimationMask === 'confounders')
    throw new Problem(
      422,
      'bad_settings',
      'estimationMask confounders: a spec with series of its own names no payments, splits or dates of an exchange',
      'settings',
    )
  if (reading.kind === 'accepted') return { settings: reading.settings, given: checked.data as GivenSettings }
  const line = lineAt(text, ['settings'])
  const report = reading.problems.map((problem) => specFault('E_SETTINGS', line, 'settings', problem, null))
  throw new Problem(422, 'bad_settings', reading.problems.join('; '), 'settings', report)
}

function refuseBadSeries(
  text: string,
  { calendar, prices, returns }: InlineSeries,
  events: readonly { readonly id: string; readonly ticker: string; readonly market?: string | undefined }[],
): void {
  const refuse = (path: JsonPath, verb: string, why: string): never => {
    const [field, line] = [pathText(path), lineAt(text, path)]
    const detail = `Cannot ${verb} ${field}${line === null ? '' : ` on line ${line}`} ${why}`
    throw new Problem(422, 'bad_spec', detail, field, [specFault('E_SERIES', line, field, why, null)])
  }
  for (const [i, session] of calendar.entries()) {
    if (isoDate(session.slice(0, 10)) === null)
      refuse(['series', 'calendar', i], 'read', `as a date YYYY-MM-DD: ${shown(session)}`)
    const before = calendar[i - 1]
    if (before !== undefined && !(before < session))
      refuse(['series', 'calendar', i], 'use', `as it does not come after ${before}: ${shown(session)}`)
  }
  for (const [kind, columns] of [
    ['prices', prices],
    ['returns', returns],
  ] as const)
    for (const [column, values] of Object.entries(columns))
      if (values.length !== calendar.length)
        refuse(
          ['series', kind, column],
          'use',
          `as it takes ${calendar.length} values, one a session: it has ${values.length}`,
        )
  for (const column of Object.keys(prices))
    if (Object.hasOwn(returns, column))
      refuse(['series', 'returns', column], 'use', `as ${column} also has prices: one of the two decides`)
  const known = (column: string) => Object.hasOwn(prices, column) || Object.hasOwn(returns, column)
  const seen = new Set<string>()
  for (const [i, event] of events.entries()) {
    for (const field of ['ticker', 'market'] as const) {
      const column = event[field]
      if (column !== undefined && !known(column))
        refuse(['events', i, field], 'use', `as a name in series.prices or series.returns: ${shown(column)}`)
    }
    const key = JSON.stringify([event.id, event.ticker])
    if (seen.has(key))
      refuse(['events', i, 'id'], 'use', `as another event of ${event.ticker} has it: ${shown(event.id)}`)
    seen.add(key)
  }
}
