import { findEvent, listEvents } from '../../db/events.ts'
import type { Db } from '../../db/file/db.ts'
import { primaryTicker, primaryTickerOrNone } from '../events/primaryTicker.ts'
import { benchmarkFor, type Frame, frameOf } from '../impact/alignedSeries.ts'
import { type CheckedBars, checksBehind, findingsBehind } from '../impact/checks.ts'
import type { IsoDate } from '../market/day.ts'
import type { MarketEvent } from '../market/event.ts'
import { alignEvent, type EventAlignment } from '../market/eventAlign.ts'
import { eventFamily, isOutcome } from '../market/eventType.ts'
import type { Ticker } from '../market/ticker.ts'
import { Problem } from '../problem.ts'
import type { Settings } from '../stats/settings.ts'
import { type Company, type ExcludedItem, inputOf, type StudyInput } from './input.ts'
import type { EventChoice, InlineEvent, StoredSpec } from './spec.ts'

/** A study of the store with its events named one by one, as `spec` of the answer repeats it. */
export interface StoredStudy {
  readonly input: StudyInput
  readonly spec: StoredSpec
  /** Every session an event may have hit, by id and ticker, where there is more than one. */
  readonly candidates: ReadonlyMap<string, readonly IsoDate[]>
  readonly behind: Behind
}

/** What checks say of the bars behind the figures of a ticker's event. */
export type Behind = (ticker: string, day0: string) => readonly CheckedBars[]

interface Pair {
  readonly event: MarketEvent
  readonly ticker: Ticker
}

export const pairKey = (id: string, ticker: string): string => JSON.stringify([id, ticker])

/**
 * Prices and events of the store as a study: every ticker on the sessions of one benchmark.
 *
 * @param on characteristics that the regression asks for
 * @throws Problem 404 for an unknown event or ticker, 409 without a benchmark, 422 for a choice that no event meets
 */
export async function storedStudy(
  db: Db,
  spec: StoredSpec,
  settings: Settings,
  on: readonly string[],
): Promise<StoredStudy> {
  const { pairs: asked, unpriced } = await pairsOf(db, spec)
  const [first] = asked
  if (first === undefined) throw noEvents()
  const benchmark = (await benchmarkFor(db, first.ticker, spec.benchmark, settings)).symbol
  const frames = new Map<Ticker, Frame>()
  for (const { ticker } of asked)
    if (!frames.has(ticker)) frames.set(ticker, await frameOf(db, ticker, benchmark, settings))
  const frame = frames.get(first.ticker) as Frame
  const within = Array.isArray(spec.events) ? null : (spec.events as EventChoice)
  const excluded: ExcludedItem[] = unpriced.map(withoutPrices)
  const candidates = new Map<string, readonly IsoDate[]>()
  const kept: Pair[] = []
  const events = asked.flatMap((pair): readonly InlineEvent[] => {
    const { event, ticker } = pair
    const { calendar, position } = frames.get(ticker) as Frame
    const alignment = alignEvent(event, calendar, spec.nonTradingDay)
    if (within !== null && !isWithin(alignment, within)) return []
    kept.push(pair)
    if (alignment.kind !== 'aligned') {
      excluded.push({ id: event.event_id, ticker, day0: null, ...whyUnaligned(alignment), M: 0 })
      return []
    }
    if (alignment.candidates.length > 1)
      candidates.set(
        pairKey(event.event_id, ticker),
        alignment.candidates.filter((day) => position.has(day)),
      )
    const overlapping = { id: event.event_id, ticker, market: benchmark, day0: alignment.day0, title: event.title }
    const group = groupOf(pair, alignment.session, spec.group)
    return [{ ...overlapping, ...(group === null ? {} : { group }), x: characteristics(event, alignment.session, on) }]
  })
  if (kept.length === 0) throw noEvents()
  const prices = Object.fromEntries([
    [benchmark, frame.series.market?.values ?? []],
    ...[...frames].map(([ticker, { series }]) => [ticker, series.asset.values]),
  ])
  const series = { calendar: frame.axis, prices, returns: frame.series.factors ?? {} }
  const input = inputOf(series, events, settings, await companyOf(db, frames, spec.nonTradingDay))
  return {
    input: { ...input, excluded: [...excluded, ...input.excluded] },
    spec: {
      ...spec,
      tickers: [],
      benchmark,
      events: [
        ...unpriced.map(({ event_id }) => event_id),
        ...kept.map(({ event, ticker }) => ({ id: event.event_id, ticker })),
      ],
    },
    candidates,
    behind: await checksOf(db, frames, settings),
  }
}

async function checksOf(db: Db, frames: ReadonlyMap<Ticker, Frame>, settings: Settings): Promise<Behind> {
  const findings = new Map<string, readonly CheckedBars[]>()
  for (const [ticker, frame] of frames) findings.set(ticker, await findingsBehind(db, frame))
  const known = new Map<string, readonly CheckedBars[]>()
  return (ticker, day0) => {
    const key = pairKey(day0, ticker)
    const told = known.get(key) ?? behind(ticker, day0)
    known.set(key, told)
    return told
  }

  function behind(ticker: string, day0: string): readonly CheckedBars[] {
    const frame = frames.get(ticker as Ticker)
    return frame === undefined ? [] : checksBehind(frame, findings.get(ticker) ?? [], day0 as IsoDate, settings)
  }
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
    if (typeof named !== 'string') pairs.push({ event, ticker: named.ticker })
    else if (tickers.length > 0) pairs.push(...tickers.map((ticker) => ({ event, ticker })))
    else {
      const own = await primaryTickerOrNone(db, event)
      if (own === null) unpriced.push(event)
      else pairs.push({ event, ticker: own })
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
      status: status === 'any' ? null : status,
    })
    for (const event of found)
      if (fits(event, choice)) {
        const own = ticker ?? (await primaryTickerOrNone(db, event))
        if (own === null) unpriced.push(event)
        else pairs.push({ event, ticker: own })
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

function isWithin(alignment: EventAlignment, { from, to }: EventChoice): boolean {
  const [first, last] =
    alignment.kind === 'aligned'
      ? [alignment.day0, alignment.day0]
      : alignment.kind === 'skipped'
        ? [alignment.date, alignment.date]
        : [alignment.from, alignment.to]
  return (from === undefined || last >= from) && (to === undefined || first <= to)
}

function whyUnaligned(alignment: Exclude<EventAlignment, { kind: 'aligned' }>) {
  switch (alignment.kind) {
    case 'too-coarse':
      return {
        reason: 'tooCoarse',
        detail: `the time is known to lie between ${alignment.from} and ${alignment.to} only`,
      } as const
    case 'beyond-calendar':
      return {
        reason: 'beyondCalendar',
        detail: `the exchange calendar is known from ${alignment.from} to ${alignment.to} only`,
      } as const
    case 'skipped':
      return { reason: 'notSession', detail: `the exchange was closed on ${alignment.date}` } as const
  }
}

function groupOf({ event, ticker }: Pair, session: string | null, group: StoredSpec['group']): string | null {
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

/** Every event of the tickers that may disturb others: not rejected, and no outcome of the price itself. */
async function companyOf(
  db: Db,
  frames: ReadonlyMap<Ticker, Frame>,
  nonTradingDay: StoredSpec['nonTradingDay'],
): Promise<readonly Company[]> {
  const company: Company[] = []
  for (const [ticker, { calendar }] of frames)
    for (const event of await listEvents(db, { ticker })) {
      if (event.status === 'rejected' || isOutcome(event.type)) continue
      const alignment = alignEvent(event, calendar, nonTradingDay)
      if (alignment.kind === 'aligned') company.push({ id: event.event_id, ticker, day0: alignment.day0 })
    }
  return company
}
