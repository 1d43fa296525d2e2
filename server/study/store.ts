import { findEvent, listEvents } from '../../db/events.ts'
import type { Db } from '../../db/file/db.ts'
import { primaryTicker, primaryTickerOrNone } from '../events/primaryTicker.ts'
import type { AlignedSeries } from '../impact/alignedSeries.ts'
import { behindReturns, checksFor } from '../impact/checks.ts'
import { isWithin } from '../impact/list.ts'
import { flagsOfPrices, optionsAt } from '../impact/placedStudy.ts'
import { type AskedOfOne, type Placed, type Placer, placerOf } from '../impact/placing.ts'
import { type Reading, readingOf } from '../impact/reading.ts'
import type { MarketEvent } from '../market/event.ts'
import { eventFamily, isOutcome } from '../market/eventType.ts'
import type { Ticker } from '../market/ticker.ts'
import { Problem } from '../problem.ts'
import { inOrder } from '../stats/overlap.ts'
import type { Told } from '../stats/progress.ts'
import type { StudyInput } from './input.ts'
import { departures, sampleSettings } from './sampleSettings.ts'
import type { Choices, EventChoice, InlineSeries, PairSpec, StoredSpec } from './spec.ts'
import { type ExcludedItem, marketColumn, type StudyItem, studyEvents } from './studyEvent.ts'

/** A study of the store with its events named one by one, as `spec` of the answer repeats it. */
export interface StoredStudy {
  readonly input: StudyInput
  readonly spec: StoredSpec & Pick<Choices, 'settings'>
  readonly reading: Reading
}

interface Pair {
  readonly event: MarketEvent
  readonly ticker: Ticker
  readonly own: AskedOfOne
}

/** A pair laid out. */
type PlacedPair = Pair & { readonly placed: Placed }

/**
 * Prices and events of the store as a study. Every event is laid out as every other answer about it lays it out.
 *
 * @throws Problem 404 for an unknown event or ticker, 409 without a benchmark, 422 for a choice that no event meets
 */
export async function storedStudy(db: Db, spec: StoredSpec & Choices, told?: Told<'placing'>): Promise<StoredStudy> {
  const reading = readingOf(db)
  const { pairs, unpriced } = await pairsOf(db, spec)
  const { kept, common } = await placedPairs(reading, spec, pairs)
  if (kept.length === 0) throw noEvents()
  const [refused] = kept.flatMap(({ placed }) => placed.refusal ?? [])
  // With nothing to compare anything with, that is the answer.
  const isUncompared = ({ placed: { excluded } }: PlacedPair) =>
    excluded?.reason === 'noBenchmark' || excluded?.reason === 'noRate'
  if (refused !== undefined && kept.every(isUncompared)) throw refused
  const settings = sampleSettings(
    spec.settings,
    spec.given,
    kept.map(({ placed }) => placed),
  )
  const excluded: ExcludedItem[] = unpriced.map(withoutPrices)
  const items: StudyItem[] = []
  for (const [at, pair] of kept.entries()) {
    told?.('placing', at, kept.length)
    const { event, placed, ticker } = pair
    const day0 = placed.session
    if (placed.excluded !== null) excluded.push({ id: event.event_id, ticker, day0, ...placed.excluded })
    else items.push(await itemOf(reading, pair, spec))
  }
  return {
    input: {
      settings,
      series: seriesOf(kept.map(({ placed }) => placed.aligned)),
      events: studyEvents(items, settings),
      excluded,
    },
    spec: {
      ...spec,
      settings,
      tickers: [],
      benchmark: common,
      events: [...unpriced.map(({ event_id }) => event_id), ...kept.map((pair) => writtenPair(pair, common, settings))],
    },
    reading,
  }
}

/** Pairs laid out, as far as the choice of the spec admits their sessions, and the benchmark of all that name none. */
async function placedPairs(reading: Reading, spec: StoredSpec & Choices, pairs: readonly Pair[]) {
  const { benchmark, convert, given, nonTradingDay } = spec
  const placers = new Map<Ticker, Placer>()
  for (const { ticker } of pairs)
    if (!placers.has(ticker))
      placers.set(ticker, await placerOf(reading, ticker, { benchmark, convert, settings: given, nonTradingDay }))
  const usual = new Set(
    [...placers.values()].map((placer) => (placer.benchmark.kind === 'chosen' ? placer.benchmark.row.symbol : null)),
  )
  // Tickers of several markets have each the benchmark of its own.
  const [only = null] = usual.size === 1 ? usual : []
  const common = benchmark ?? only
  const within = Array.isArray(spec.events) ? null : (spec.events as EventChoice)
  const kept: PlacedPair[] = []
  for (const pair of pairs) {
    const { event, ticker, own } = pair
    const placed = await (placers.get(ticker) as Placer).place(event, own)
    if (within === null || isWithin(placed, { from: within.from ?? null, to: within.to ?? null }))
      kept.push({ ...pair, placed })
  }
  return { kept, common }
}

/** A pair as the spec of the answer names it: what it asks for differently from all is told with it. */
function writtenPair(
  { event, ticker, placed }: PlacedPair,
  benchmark: Ticker | null,
  sample: Choices['settings'],
): PairSpec {
  const named = placed.benchmark as Ticker | null
  const other = named === null || named === benchmark ? {} : { benchmark: named }
  const windows = placed.excluded?.reason === 'badWindows' ? placed.windows : departures(placed.settings, sample)
  return { id: event.event_id, ticker, ...other, ...windows }
}

async function itemOf(
  reading: Reading,
  { event, ticker, placed }: PlacedPair,
  spec: StoredSpec & Choices,
): Promise<StudyItem> {
  const {
    aligned,
    position,
    settings,
    event: { alignment },
  } = placed
  const session = alignment.kind === 'aligned' ? alignment.session : null
  const day0 = position ?? -1
  const { others = inOrder([]), unusable = null } = optionsAt(placed, day0)
  return {
    id: event.event_id,
    security: ticker,
    market: aligned.benchmark.symbol,
    rate: aligned.rate?.row.symbol ?? null,
    series: aligned.series,
    day0,
    settings,
    others,
    unusable,
    title: event.title,
    group: groupOf(event, ticker, session, spec.group) ?? undefined,
    x: characteristics(event, session, spec.regression?.on ?? []),
    flags: flagsOfPrices(placed),
    checks: behindReturns(checksFor(aligned, await reading.checks(aligned), position, settings)),
    placed,
  }
}

/** Every column on one calendar: the union of the sessions on which the securities are laid out. */
function seriesOf(all: readonly AlignedSeries[]): InlineSeries {
  const distinct = [...new Set(all)]
  const calendar = [...new Set(distinct.flatMap(({ axis }) => axis))].sort()
  const place = new Map(calendar.map((date, index) => [date, index]))
  const prices: Record<string, (number | null)[]> = {}
  const returns: Record<string, (number | null)[]> = {}
  for (const aligned of distinct) {
    const { ticker, benchmark, rate, axis, series } = aligned
    const lay = (columns: Record<string, (number | null)[]>, name: string, values: readonly (number | null)[]) => {
      columns[name] ??= calendar.map(() => null)
      const column = columns[name]
      for (const [index, date] of axis.entries()) column[place.get(date) ?? -1] ??= values[index] ?? null
    }
    lay(prices, marketColumn(benchmark.symbol, rate?.row.symbol ?? null), series.market?.values ?? [])
    lay(prices, ticker.symbol, series.asset.values)
    for (const [name, values] of Object.entries(series.factors ?? {})) lay(returns, name, values)
  }
  return { calendar, prices, returns }
}

const noEvents = () => new Problem(422, 'no_events', 'Cannot study this choice as no stored event meets it', 'events')

const withoutPrices = ({ event_id, tickers }: MarketEvent): ExcludedItem => ({
  id: event_id,
  ticker: tickers[0]?.symbol ?? '',
  day0: null,
  reason: 'noPrice',
  detail: `none of its tickers (${tickers.map(({ symbol }) => symbol).join(', ') || 'none'}) has prices`,
  M: 0,
})

/** Events with the ticker each is studied on; those whose tickers have no prices are kept apart, to be told. */
interface Chosen {
  readonly pairs: readonly Pair[]
  readonly unpriced: readonly MarketEvent[]
}

async function pairsOf(db: Db, { events, tickers }: StoredSpec): Promise<Chosen> {
  if (!isList(events)) return chosen(db, events, tickers)
  const pairs: Pair[] = []
  const unpriced: MarketEvent[] = []
  for (const named of events) {
    const id = typeof named === 'string' ? named : named.id
    const event = await findEvent(db, id)
    if (event === null) throw new Problem(404, 'unknown_event', `There is no event "${id}"`, 'events')
    if (typeof named !== 'string') {
      const { id: _, ticker, ...own } = named
      pairs.push({ event, ticker, own })
    } else if (tickers.length > 0) pairs.push(...tickers.map((ticker) => ({ event, ticker, own: {} })))
    else {
      const own = await primaryTickerOrNone(db, event)
      if (own === null) unpriced.push(event)
      else pairs.push({ event, ticker: own, own: {} })
    }
  }
  const [first] = unpriced
  // With nothing else to study the missing prices are the answer.
  if (first !== undefined && pairs.length === 0) await primaryTicker(db, first)
  return { pairs, unpriced }
}

const isList = (events: StoredSpec['events']): events is Extract<StoredSpec['events'], readonly unknown[]> =>
  Array.isArray(events)

async function chosen(db: Db, choice: EventChoice, tickers: readonly Ticker[]): Promise<Chosen> {
  const unpriced: MarketEvent[] = []
  const { type, q, status } = choice
  const wanted = tickers.length > 0 ? tickers : choice.ticker === undefined ? [null] : [choice.ticker]
  const pairs: Pair[] = []
  for (const ticker of wanted) {
    const found = await listEvents(db, {
      ticker,
      types: type === undefined ? null : [type],
      q: q ?? null,
      statuses: status === 'any' ? null : [status],
    })
    for (const event of found)
      if (fits(event, choice)) {
        const own = ticker ?? (await primaryTickerOrNone(db, event))
        if (own === null) unpriced.push(event)
        else pairs.push({ event, ticker: own, own: {} })
      }
  }
  return { pairs, unpriced }
}

function fits(event: MarketEvent, { family, tags, outcomes, except }: EventChoice): boolean {
  const families = family === undefined ? null : Array.isArray(family) ? family : [family]
  return (
    (outcomes || !isOutcome(event.type)) &&
    except?.includes(event.event_id) !== true &&
    (families === null || families.includes(eventFamily(event.type))) &&
    (tags ?? []).every((tag) => event.tags.includes(tag))
  )
}

function groupOf(
  event: MarketEvent,
  ticker: Ticker,
  session: string | null,
  group: StoredSpec['group'],
): string | null {
  switch (group) {
    case 'none':
      return null
    case 'family':
      return eventFamily(event.type)
    case 'type':
      return event.type
    case 'session':
      return session ?? 'unknown'
    case 'group':
      return event.group ?? 'none'
    case 'ticker':
      return ticker
    case 'expected_direction':
      return event.expected_direction ?? 'not stated'
  }
}

/** What a regression may ask of a stored event: its session and expected direction as 0 or 1, or a numeric column of its file. */
function characteristics(event: MarketEvent, session: string | null, on: readonly string[]): Record<string, number> {
  const x: Record<string, number> = {}
  for (const name of on) {
    const [field, value] = name.split('=')
    const extra = Object.hasOwn(event.extra, name) ? Number(event.extra[name] || 'none') : Number.NaN
    if (value !== undefined && field === 'session') x[name] = session === value ? 1 : 0
    else if (value !== undefined && field === 'expected_direction') x[name] = event.expected_direction === value ? 1 : 0
    else if (value !== undefined && field === 'family') x[name] = eventFamily(event.type) === value ? 1 : 0
    else if (Number.isFinite(extra)) x[name] = extra
  }
  return x
}
