import { findEvent, listEvents } from '../db/events.ts'
import type { Db } from '../db/open.ts'
import { lastFetchOf } from '../db/runs.ts'
import { findTicker } from '../db/tickers.ts'
import { type Finding, findingOf } from './finding.ts'
import { type Frame, frameOf } from './frame.ts'
import { type GivenSettings, settingsFor } from './impactSettings.ts'
import type { IsoDate } from './market/day.ts'
import type { MarketEvent } from './market/event.ts'
import { alignEvent } from './market/eventAlign.ts'
import { isOutcome } from './market/eventType.ts'
import { type Instant, utcText } from './market/instant.ts'
import { type Ticker, ticker } from './market/ticker.ts'
import { type PlacedEvent, placeEvent } from './placedEvent.ts'
import { priceSplit, type Split } from './priceSplit.ts'
import { Problem } from './problem.ts'
import type { CarWindow } from './study/car.ts'
import { type Design, designOf } from './study/design.ts'
import {
  type EventDay,
  type EventStudy,
  type Flag,
  type ModelFigures,
  measureEvent,
  type Warning,
} from './study/event.ts'
import type { Reason } from './study/reasons.ts'
import type { Settings } from './study/settings.ts'
import { type DayVolume, volumeOf } from './volume.ts'

export interface ImpactQuery {
  /** Null: the event's primary ticker that has prices. */
  readonly ticker: Ticker | null
  readonly benchmark: Ticker | null
  readonly settings: GivenSettings
}

/** Where the prices of an answer come from and how far they can be trusted. */
export interface Basis {
  readonly basis: 'total'
  readonly source: string | null
  readonly retrieved_at: string | null
  readonly estimation_from: IsoDate | null
  readonly estimation_to: IsoDate | null
  readonly states: Frame['states']
}

export type ImpactDay = EventDay &
  DayVolume & {
    /** Split basis; null without a bar. */
    readonly close: number | null
    /** Where the model's expected returns would have carried the close from before the window; split basis. */
    readonly expectedClose: number | null
    readonly car: number | null
    readonly carSe: number | null
    readonly carLow: number | null
    readonly carHigh: number | null
  }

/** Another event of the ticker whose session lies in one of the windows. */
export interface Overlap {
  readonly event_id: string
  readonly title: string
  readonly day0: IsoDate
  readonly where: 'event' | 'estimation'
}

/** What one admissible event day would give. */
export interface CandidateDay {
  readonly day0: IsoDate
  readonly ar: number | null
  readonly t: number | null
  readonly p: number | null
}

interface Head {
  readonly event: PlacedEvent
  readonly ticker: Ticker
  readonly benchmark: Ticker
  /** Day 0: the session that the event hit; null when none is known. */
  readonly session: IsoDate | null
  /** Every item of the ticker that hit the same session, this one included: one statistical event. Outcomes are none. */
  readonly cluster: readonly { readonly event_id: string; readonly title: string }[]
  readonly settings: Settings
  /** The window to quote first: the day itself, or two days when the hour is unknown. */
  readonly headline: readonly [number, number]
  readonly data: Basis
  readonly candidates: readonly CandidateDay[]
  readonly overlaps: readonly Overlap[]
}

export type Impact =
  | (Head & {
      readonly kind: 'measured'
      readonly model: ModelFigures
      readonly days: readonly ImpactDay[]
      readonly windows: readonly CarWindow[]
      readonly volume: { readonly ratio: number; readonly t: number | null; readonly p: number | null } | null
      /** How the day's move divides at the moment of the news; null beside the reason where it cannot be said. */
      readonly split: Split
      readonly flags: readonly Flag[]
      readonly warnings: readonly Warning[]
      readonly finding: Finding
    })
  | (Head & { readonly kind: 'excluded'; readonly reason: Reason | AlignmentReason; readonly detail: string })

/** Why an event has no day 0. */
export type AlignmentReason = 'tooCoarse' | 'beyondCalendar' | 'notSession'

/** One event of a list: the figures of day 0 and of the windows, without the paths. */
export type ImpactLine = {
  readonly event_id: string
  readonly title: string
  readonly type: string
  readonly family: PlacedEvent['family']
  readonly is_outcome: boolean
  readonly public_at: string | null
  readonly session: IsoDate | null
  readonly session_label: 'pre' | 'regular' | 'post' | 'closed' | null
  readonly cluster: readonly string[]
} & (
  | {
      readonly kind: 'measured'
      readonly reason: null
      readonly detail: null
      readonly r: number | null
      readonly expected: number | null
      readonly ar: number | null
      readonly se: number | null
      readonly t: number | null
      readonly p: number | null
      readonly ciLow: number | null
      readonly ciHigh: number | null
      readonly M: number
      readonly beta: number
      readonly sigma: number
      readonly windows: readonly CarWindow[]
      readonly volumeRatio: number | null
      readonly significant: boolean
    }
  | { readonly kind: 'excluded'; readonly reason: Reason | AlignmentReason; readonly detail: string }
)

/**
 * What an event did to a ticker. The one door for HTTP, CSV and the command line.
 *
 * @throws Problem 404 for an unknown event or ticker, 409 without a benchmark, 400 for settings that cannot be used
 */
export async function measureImpact(db: Db, eventId: string, query: ImpactQuery): Promise<Impact> {
  const event = await findEvent(db, eventId)
  if (event === null) throw new Problem(404, 'unknown_event', `There is no event "${eventId}"`, 'event')
  const symbol = query.ticker ?? (await primaryTicker(db, event))
  const settings = settingsFor(event, query.settings)
  const frame = await frameOf(db, symbol, query.benchmark, settings)
  const others = (await listEvents(db, { ticker: symbol })).filter(({ status }) => status !== 'rejected')
  const placed = placeEvent(event, frame.calendar)
  const design = designOf(frame.series, settings)
  const session = placed.alignment.kind === 'aligned' ? placed.alignment.day0 : null
  const head: Head = {
    event: placed,
    ticker: symbol,
    benchmark: frame.benchmark.symbol,
    session,
    cluster: session === null ? [] : itemsOf(session, event, others, frame),
    settings,
    headline: placed.alignment.kind === 'aligned' && placed.alignment.flags.includes('time_unknown') ? [0, 1] : [0, 0],
    data: await basisOf(db, frame, session, settings),
    candidates: candidatesOf(placed, design, frame, settings),
    overlaps: session === null ? [] : overlapsOf(event, session, others, frame, settings),
  }
  const study = studyOn(placed, design, frame, settings, 'full')
  if (study.kind === 'excluded') return { ...head, kind: 'excluded', reason: study.reason, detail: study.detail }
  const position = frame.position.get(study.day0 as IsoDate) ?? 0
  const volumes = volumeOf(frame, position, settings)
  const days = daysOf(study, position, frame, settings, volumes)
  const dayZero = days.find(({ rel }) => rel === 0)
  return {
    ...head,
    kind: 'measured',
    model: study.model,
    days,
    windows: study.windows,
    volume:
      dayZero?.volumeRatio == null ? null : { ratio: dayZero.volumeRatio, t: dayZero.tVolume, p: dayZero.pVolume },
    split: await priceSplit(db, frame, placed),
    flags: study.flags,
    warnings: study.warnings,
    finding: findingOf({
      ticker: symbol,
      date: study.day0,
      model: study.model.kind,
      day: dayZero ?? null,
      alpha: settings.alpha,
      observations: study.model.M,
      joint: Math.max(0, head.cluster.length - 1),
    }),
  }
}

/** Every event of a ticker, in order of its effective time, one line each. */
export async function measureImpacts(
  db: Db,
  symbol: Ticker,
  range: { readonly from: IsoDate | null; readonly to: IsoDate | null },
  query: Omit<ImpactQuery, 'ticker'>,
): Promise<{
  readonly ticker: Ticker
  readonly benchmark: Ticker
  readonly settings: Settings
  readonly impacts: readonly ImpactLine[]
}> {
  const common = settingsFor(null, query.settings)
  const frame = await frameOf(db, symbol, query.benchmark, common)
  const design = designOf(frame.series, common)
  const events = (await listEvents(db, { ticker: symbol })).filter(({ status }) => status !== 'rejected')
  const clusters = clustersOf(events, frame)
  const impacts = events
    .map((event) => ({ event, placed: placeEvent(event, frame.calendar) }))
    .filter(({ placed }) => isWithin(placed, range))
    .map(({ event, placed }) => lineOf(event, placed, clusters, design, frame, settingsFor(event, query.settings)))
  return { ticker: symbol, benchmark: frame.benchmark.symbol, settings: common, impacts }
}

/** By the session it hit; an event without one is found by the days its time spans. */
function isWithin(
  { alignment }: PlacedEvent,
  { from, to }: { readonly from: IsoDate | null; readonly to: IsoDate | null },
): boolean {
  const first =
    alignment.kind === 'aligned' ? alignment.day0 : alignment.kind === 'skipped' ? alignment.date : alignment.from
  const last =
    alignment.kind === 'aligned' ? alignment.day0 : alignment.kind === 'skipped' ? alignment.date : alignment.to
  return (from === null || last >= from) && (to === null || first <= to)
}

async function primaryTicker(db: Db, event: MarketEvent): Promise<Ticker> {
  for (const { symbol } of event.tickers) {
    const read = ticker(symbol)
    if (read !== null && (await findTicker(db, read)) !== null) return read
  }
  const named = event.tickers.map(({ symbol }) => symbol).join(', ') || 'none'
  throw new Problem(
    409,
    'no_prices',
    `None of the tickers of ${event.event_id} (${named}) has prices: name one with ticker=`,
    'ticker',
  )
}

type Excluded = { readonly kind: 'excluded'; readonly reason: Reason | AlignmentReason; readonly detail: string }

function studyOn(
  { alignment }: PlacedEvent,
  design: Design,
  frame: Frame,
  settings: Settings,
  depth: 'full' | 'light',
): Exclude<EventStudy, { kind: 'excluded' }> | Excluded {
  switch (alignment.kind) {
    case 'too-coarse':
      return {
        kind: 'excluded',
        reason: 'tooCoarse',
        detail: `the time is known only as ${alignment.from} to ${alignment.to}`,
      }
    case 'beyond-calendar':
      return {
        kind: 'excluded',
        reason: 'beyondCalendar',
        detail: `the exchange calendar speaks for ${alignment.from} to ${alignment.to}`,
      }
    case 'skipped':
      return { kind: 'excluded', reason: 'notSession', detail: `the exchange was closed on ${alignment.date}` }
    case 'aligned': {
      const position = frame.position.get(alignment.day0)
      if (position === undefined) {
        const [first, last] = [frame.axis[0], frame.axis.at(-1)]
        const detail = `${frame.benchmark.symbol} has no price on ${alignment.day0}; its prices run from ${first} to ${last}`
        return { kind: 'excluded', reason: 'outsideData', detail }
      }
      return measureEvent(design, position, settings, { depth })
    }
  }
}

function lineOf(
  event: MarketEvent,
  placed: PlacedEvent,
  clusters: ReadonlyMap<IsoDate, readonly MarketEvent[]>,
  design: Design,
  frame: Frame,
  settings: Settings,
): ImpactLine {
  const { alignment } = placed
  const session = alignment.kind === 'aligned' ? alignment.day0 : null
  const head = {
    event_id: event.event_id,
    title: event.title,
    type: event.type,
    family: placed.family,
    is_outcome: placed.is_outcome,
    public_at: placed.public_at,
    session,
    session_label: alignment.kind === 'aligned' ? alignment.session : null,
    cluster: (session === null ? [] : (clusters.get(session) ?? [])).map(({ event_id }) => event_id),
  }
  const study = studyOn(placed, design, frame, settings, 'light')
  if (study.kind === 'excluded') return { ...head, kind: 'excluded', reason: study.reason, detail: study.detail }
  const day = study.days.find(({ rel }) => rel === 0)
  const position = session === null ? undefined : frame.position.get(session)
  const volumes = position === undefined ? null : volumeOf(frame, position, settings)
  return {
    ...head,
    kind: 'measured',
    reason: null,
    detail: null,
    r: day?.r ?? null,
    expected: day?.expected ?? null,
    ar: day?.ar ?? null,
    se: day?.se ?? null,
    t: day?.t ?? null,
    p: day?.p ?? null,
    ciLow: day?.ciLow ?? null,
    ciHigh: day?.ciHigh ?? null,
    M: study.model.M,
    beta: study.model.beta,
    sigma: study.model.sigma,
    windows: study.windows,
    volumeRatio: volumes?.(0).volumeRatio ?? null,
    significant: day?.p != null && day.p < settings.alpha,
  }
}

/** Events of one ticker by the session they hit. */
function clustersOf(events: readonly MarketEvent[], frame: Frame): ReadonlyMap<IsoDate, readonly MarketEvent[]> {
  return Map.groupBy(
    events.filter((event) => !isOutcome(event.type) && sessionOf(event, frame) !== null),
    (event) => sessionOf(event, frame) as IsoDate,
  )
}

function sessionOf(event: MarketEvent, { calendar }: Frame): IsoDate | null {
  const aligned = alignEvent(event, calendar)
  return aligned.kind === 'aligned' ? aligned.day0 : null
}

function itemsOf(session: IsoDate, event: MarketEvent, others: readonly MarketEvent[], frame: Frame) {
  const items = others.some(({ event_id }) => event_id === event.event_id) ? others : [event, ...others]
  return items.filter((item) => sessionOf(item, frame) === session).map(({ event_id, title }) => ({ event_id, title }))
}

function overlapsOf(
  event: MarketEvent,
  session: IsoDate,
  others: readonly MarketEvent[],
  frame: Frame,
  { event: window, estimation }: Settings,
): readonly Overlap[] {
  const zero = frame.position.get(session)
  if (zero === undefined) return []
  return others.flatMap((other): readonly Overlap[] => {
    const day0 = other.event_id === event.event_id || isOutcome(other.type) ? null : sessionOf(other, frame)
    const position = day0 === null ? undefined : frame.position.get(day0)
    if (day0 === null || position === undefined || day0 === session) return []
    const rel = position - zero
    const where =
      rel >= window[0] && rel <= window[1]
        ? 'event'
        : rel >= estimation[0] && rel <= estimation[1]
          ? 'estimation'
          : null
    return where === null ? [] : [{ event_id: other.event_id, title: other.title, day0, where }]
  })
}

/** The same figures for every admissible day of an event whose day is uncertain. */
function candidatesOf(
  { alignment }: PlacedEvent,
  design: Design,
  frame: Frame,
  settings: Settings,
): readonly CandidateDay[] {
  if (alignment.kind !== 'aligned' || alignment.candidates.length < 2) return []
  return alignment.candidates.map((day0) => {
    const position = frame.position.get(day0)
    const study = position === undefined ? null : measureEvent(design, position, settings, { depth: 'light' })
    const day = study?.kind === 'measured' ? study.days.find(({ rel }) => rel === 0) : undefined
    return { day0, ar: day?.ar ?? null, t: day?.t ?? null, p: day?.p ?? null }
  })
}

function daysOf(
  study: Extract<EventStudy, { kind: 'measured' }>,
  position: number,
  frame: Frame,
  settings: Settings,
  volumes: (rel: number) => DayVolume,
): readonly ImpactDay[] {
  const expected = expectedCloses(study.days, position + settings.event[0] - 1, frame, settings)
  return study.days.map((day, index) => {
    const point = study.path[index]
    return {
      ...day,
      close: frame.bars[position + day.rel]?.close ?? null,
      expectedClose: expected[index] ?? null,
      car: point?.car ?? null,
      carSe: point?.se ?? null,
      carLow: point?.ciLow ?? null,
      carHigh: point?.ciHigh ?? null,
      ...volumes(day.rel),
    }
  })
}

/**
 * The path that the expected returns draw from the last close before the window. It is carried on total-return basis
 * and shown on split basis, so that an ex-dividend day steps down in it as it does in the price.
 */
function expectedCloses(
  days: readonly EventDay[],
  before: number,
  frame: Frame,
  settings: Settings,
): readonly (number | null)[] {
  const total = frame.series.asset.values
  let level = total[before] ?? null
  return days.map((day) => {
    if (level === null || day.expected === null) return null
    level *= settings.returnType === 'log' ? Math.exp(day.expected) : 1 + day.expected
    const index = before - settings.event[0] + 1 + day.rel
    const [split, adjusted] = [frame.bars[index]?.close, total[index]]
    return split === undefined || adjusted == null ? null : (level * split) / adjusted
  })
}

async function basisOf(db: Db, frame: Frame, session: IsoDate | null, { estimation }: Settings): Promise<Basis> {
  const fetched = await lastFetchOf(db, frame.ticker.id)
  const zero = session === null ? undefined : frame.position.get(session)
  return {
    basis: 'total',
    source: fetched?.source ?? null,
    retrieved_at: fetched === null ? null : utcText(fetched.endedAt as Instant),
    estimation_from: zero === undefined ? null : (frame.axis[zero + estimation[0]] ?? null),
    estimation_to: zero === undefined ? null : (frame.axis[zero + estimation[1]] ?? null),
    states: frame.states,
  }
}
