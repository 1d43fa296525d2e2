import { setImmediate as breathe } from 'node:timers/promises'
import { readEvents } from '../../db/events.ts'
import type { Db } from '../../db/file/db.ts'
import { keptBy } from '../../db/file/kept.ts'
import type { PlacedEvent } from '../events/placedEvent.ts'
import { everyWorldEvent } from '../events/world.ts'
import type { BarState } from '../market/bar.ts'
import type { IsoDate } from '../market/day.ts'
import { askedAs, type Ticker } from '../market/ticker.ts'
import { type EventPlace, impactCursors } from '../query/cursors.ts'
import { type Paged, type Paging, pageOf, roomFor, whole } from '../query/page.ts'
import type { Depth } from '../stats/event.ts'
import { reasonText } from '../stats/reasons.ts'
import type { Settings } from '../stats/settings.ts'
import { isSignificant } from '../stats/significance.ts'
import type { ImpactLine, ImpactQuery } from './answer.ts'
import { checkNamesOf, checksFor, withHeld } from './checks.ts'
import type { Comparison } from './comparison.ts'
import { daysOf, type EventIndex, type IndexedEvent } from './eventIndex.ts'
import { clusterOf, clusterShown } from './otherEvents.ts'
import { measurePlaced, type PlacedStudy } from './placedStudy.ts'
import { type Placed, placerOf } from './placing.ts'
import { type Reading, readingOf } from './reading.ts'
import { volumeOf } from './volume.ts'

export interface ImpactList extends Paged {
  readonly ticker: Ticker
  /** The former name it was asked for by. */
  readonly asked_as: Ticker | null
  /** Of events that name none of their own; null where none that fits is stored and all name one. */
  readonly benchmark: Ticker | null
  /** What such events are compared with. */
  readonly comparison: Comparison | null
  readonly settings: Settings
  readonly impacts: readonly ImpactLine[]
  /**
   * Ids of the items of each session that has more of them than a line shows: those of this page, and on the page where
   * the session begins also news about the market as a whole. All pages together name each of them once.
   */
  readonly clusters: Readonly<Record<IsoDate, readonly string[]>>
}

export interface Range {
  readonly from: IsoDate | null
  readonly to: IsoDate | null
}

const placeOf = ({ effectiveMs, eventId }: IndexedEvent): EventPlace => [effectiveMs, eventId]

const keptLists = keptBy<ImpactList>(32)
/** Lines of a list that is kept for whoever asks the same again. */
const KEPT_LINES = 1000

/** Every event of a ticker, in order of its effective time, one line each; or a page of them. */
export const measureImpacts = (
  db: Db,
  symbol: Ticker,
  range: Range,
  query: Omit<ImpactQuery, 'ticker'>,
  page: Paging<EventPlace> = whole,
): Promise<ImpactList> =>
  keptLists(db, JSON.stringify([symbol, range, query, page]), async () => {
    const reading = readingOf(db)
    const value = await listOf(reading, symbol, range, query, page)
    return { value, subjects: value.impacts.length > KEPT_LINES ? null : reading.subjects() }
  })

async function listOf(
  reading: Reading,
  symbol: Ticker,
  range: Range,
  query: Omit<ImpactQuery, 'ticker'>,
  page: Paging<EventPlace>,
): Promise<ImpactList> {
  const { ticker, settings, benchmark, comparison, listed, events } = await eventsOf(reading, symbol, range, query)
  const { total, lines, from } = pageOf(
    listed,
    { ...page, size: Number.POSITIVE_INFINITY },
    placeOf,
    impactCursors.textOf,
  )
  const fits = roomFor(page)
  const lineOf = linesOf(reading)
  const impacts: ImpactLine[] = []
  const clusters: Record<IsoDate, string[]> = {}
  const before = from === 0 ? null : (listed[from - 1]?.session ?? null)
  for await (const placed of events(lines)) {
    const { head, figures } = await lineOf(placed)
    if (!fits(head, figures)) break
    const line = { ...head, ...figures }
    impacts.push(line)
    const { session, others } = placed
    if (session === null || line.cluster_size <= clusterShown) continue
    const known = clusters[session]
    if (known === undefined && session !== before)
      clusters[session] = (others.bySession.get(session) ?? [])
        .map(({ event_id }) => event_id)
        .filter((id) => others.ofMarket.has(id))
    else if (known === undefined) clusters[session] = []
    if (others.isNews(line.event_id)) clusters[session]?.push(line.event_id)
  }
  const shown = impacts.at(-1)?.event_id
  const last = lines.findLast(({ eventId }) => eventId === shown)
  const isLast = last === undefined || last === listed.at(-1)
  const next = isLast ? null : impactCursors.textOf(placeOf(last))
  return { ticker, asked_as: askedAs(symbol, ticker), benchmark, comparison, settings, total, next, impacts, clusters }
}

/**
 * Every event of a ticker one after another, for whoever keeps little of each.
 *
 * @throws Problem 404 for a ticker that is not stored, 409 without a benchmark
 */
export async function impactLines(db: Db, symbol: Ticker, range: Range, query: Omit<ImpactQuery, 'ticker'>) {
  const reading = readingOf(db)
  const { benchmark, events } = await eventsOf(reading, symbol, range, query)
  const lineOf = linesOf(reading)
  async function* lines(): AsyncGenerator<ImpactLine> {
    for await (const placed of events()) {
      const { head, figures } = await lineOf(placed)
      yield { ...head, ...figures }
    }
  }
  return { benchmark, lines: lines() }
}

/** World events with what they did to a ticker. */
export interface WorldImpacts
  extends Pick<ImpactList, 'ticker' | 'asked_as' | 'benchmark' | 'comparison' | 'settings'> {
  readonly events: readonly PlacedEvent[]
  /** One line an event, as those of the ticker's own events are. */
  readonly impacts: readonly ImpactLine[]
}

/**
 * What happened to every market at once, measured on one ticker by the same engine as its own events.
 *
 * @throws Problem 404 for a ticker that is not stored, 409 without a benchmark, 400 for settings that cannot be used
 */
export async function measureWorld(
  db: Db,
  symbol: Ticker,
  range: Range,
  query: Omit<ImpactQuery, 'ticker'>,
): Promise<WorldImpacts> {
  const reading = readingOf(db)
  const placer = await placerOf(reading, symbol, query)
  if (placer.benchmark.kind === 'none') throw placer.benchmark.problem
  const { settings, benchmark, ticker } = placer
  const lineOf = linesOf(reading)
  const [events, impacts]: [PlacedEvent[], ImpactLine[]] = [[], []]
  for (const event of everyWorldEvent()) {
    const placed = await placer.place(event)
    if (placed.session === null || !isWithin(placed, range)) continue
    events.push(placed.event)
    const { head, figures } = await lineOf(placed)
    impacts.push({ ...head, ...figures })
  }
  return {
    ticker: ticker.symbol,
    asked_as: askedAs(symbol, ticker.symbol),
    benchmark: benchmark.row.symbol,
    comparison: await placer.comparison(),
    settings,
    events,
    impacts,
  }
}

/** Events read at once while they are measured one after another. */
const READ = 200

/**
 * The events of a ticker in order of their effective time, and a way to lay them out one by one; series, lists and
 * findings are read once, events when it is their turn.
 *
 * @throws Problem where there is no benchmark for those that name none, unless every one names its own
 */
export async function eventsOf(reading: Reading, symbol: Ticker, range: Range, query: Omit<ImpactQuery, 'ticker'>) {
  const placer = await placerOf(reading, symbol, query)
  const known = await reading.events(placer.ticker.symbol, placer.ticker, 'later')
  if (placer.benchmark.kind === 'none' && known.every((event) => event.benchmark === '')) throw placer.benchmark.problem
  const comparison = await placer.comparison()
  const listed = known.filter(({ days }) => areWithin(days, range))
  async function* events(some: EventIndex = listed): AsyncGenerator<Placed> {
    for (let from = 0; from < some.length; from += READ) {
      if (from > 0) await breathe()
      const ids = some.slice(from, from + READ).map(({ eventId }) => eventId)
      for (const event of await readEvents(reading.db, ids)) yield await placer.place(event)
    }
  }
  const benchmark = placer.benchmark.kind === 'none' ? null : placer.benchmark.row.symbol
  return { ticker: placer.ticker.symbol, settings: placer.settings, benchmark, comparison, listed, events }
}

/** By the session it hit; an event without one is found by the days its time spans. */
export const isWithin = ({ event: { alignment } }: Pick<PlacedStudy, 'event'>, range: Range): boolean =>
  areWithin(daysOf(alignment), range)

export const areWithin = ([first, last]: readonly [IsoDate, IsoDate], { from, to }: Range): boolean =>
  (from === null || last >= from) && (to === null || first <= to)

/** Measures each event; those that share session, series and settings have the same figures, which are computed once. */
export function measuredOnce(depth: Depth): (placed: PlacedStudy) => Study {
  let last: PlacedStudy | null = null
  let study: Study | null = null
  return (placed) => {
    const isSame =
      last !== null &&
      last.position === placed.position &&
      last.session === placed.session &&
      (last.position !== null || last.session !== null) &&
      last.aligned === placed.aligned &&
      last.settings === placed.settings &&
      last.excluded === placed.excluded
    if (study === null || !isSame) study = depth === 'light' ? measuredLightly(placed) : measurePlaced(placed, depth)
    last = placed
    return study
  }
}

/** Figures of lists by the design they were measured on, which is another one when prices, findings or tickers changed. */
const measuredOn = new WeakMap<PlacedStudy['design'], Map<string, Study>>()
/** Figures of one design that are held. */
const MOST = 2000

/** The same figures as long as series, settings, place and the other events are the same. */
function measuredLightly(placed: PlacedStudy): Study {
  const { design, settings, position, others, excluded } = placed
  if (excluded !== null || position === null) return measurePlaced(placed, 'light')
  const known = measuredOn.get(design) ?? new Map<string, Study>()
  measuredOn.set(design, known)
  const key = `${textOf(settings)} ${position} ${others.fingerprint()}`
  const study = known.get(key) ?? measurePlaced(placed, 'light')
  if (known.size >= MOST) known.clear()
  known.set(key, study)
  return study
}

const texts = new WeakMap<Settings, string>()
function textOf(settings: Settings): string {
  const text = texts.get(settings) ?? JSON.stringify(settings)
  texts.set(settings, text)
  return text
}

function stateOf({ aligned, position }: PlacedStudy): BarState | null {
  return position === null ? null : (aligned.stored[position]?.state ?? null)
}

/** What makes a line of each event; what belongs to its session is worked out once for all that have the same figures. */
function linesOf(reading: Reading) {
  const measure = measuredOnce('light')
  return async (placed: Placed) => {
    const study = measure(placed)
    const figures = figuresKnown.get(study) ?? (await figuresOf(reading, placed, study))
    figuresKnown.set(study, figures)
    const { event, aligned, session, benchmark, others } = placed
    const { alignment } = event
    const { items, size } = clusterOf(session, event, others)
    const head = {
      event_id: event.event_id,
      title: event.title,
      type: event.type,
      family: event.family,
      is_outcome: event.is_outcome,
      public_at: event.public_at,
      session,
      session_label: alignment.kind === 'aligned' ? alignment.session : null,
      benchmark: benchmark ?? aligned.benchmark.symbol,
      cluster: items.map(({ event_id }) => event_id),
      cluster_size: size,
    }
    return { head, figures }
  }
}

type Study = ReturnType<typeof measurePlaced>

const figuresKnown = new WeakMap<Study, Awaited<ReturnType<typeof figuresOf>>>()

async function figuresOf(reading: Reading, placed: Placed, study: Study) {
  const { aligned, session, position, settings } = placed
  const checks = checksFor(aligned, await reading.checks(aligned), position, settings)
  const head = {
    state: stateOf(placed),
    heldBy: session === null ? [] : (aligned.heldBy.get(session) ?? []),
    checks: checkNamesOf(checks, 'returns', aligned.ticker.symbol),
    volumeChecks: checkNamesOf(checks, 'volume', aligned.ticker.symbol),
  }
  if (study.kind === 'excluded')
    return { ...head, kind: 'excluded', reason: study.reason, detail: withHeld(study.detail, checks) } as const
  const day = study.days.find(({ rel }) => rel === 0)
  // A window may have returns while day 0 has none: its figures are empty then, and this says why.
  const reason = day?.reason ?? null
  return {
    ...head,
    kind: 'measured',
    reason,
    detail: reason === null ? null : reasonText[reason],
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
    volumeRatio: position === null ? null : volumeOf(aligned, position, settings)(0).volumeRatio,
    significant: day?.p != null && isSignificant(day.p, settings.alpha),
    flags: study.flags,
  } as const
}
