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
import { keepJson, putTogether } from '../query/parts.ts'
import type { Measured } from '../stats/event.ts'
import { reasonText } from '../stats/reasons.ts'
import type { Settings } from '../stats/settings.ts'
import { isSignificant } from '../stats/significance.ts'
import type { AlignedSeries } from './alignedSeries.ts'
import type { ImpactLine, ImpactQuery } from './answer.ts'
import { namedChecks, withHeld } from './checks.ts'
import type { Comparison } from './comparison.ts'
import { daysOf, type EventIndex, type IndexedEvent } from './eventIndex.ts'
import { measuredOnce, type Study } from './measured.ts'
import { clusterOf, clusterShown } from './otherEvents.ts'
import type { PlacedStudy } from './placedStudy.ts'
import { type Placed, placerOf } from './placing.ts'
import { type Reading, readingOf } from './reading.ts'
import { volumeRatioOf } from './volume.ts'

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
    const line = await lineOf(placed)
    if (!fits(line)) break
    impacts.push(line)
    const { session, others } = placed
    if (session === null || line.cluster_size <= clusterShown) continue
    const known = clusters[session]
    if (known === undefined && session !== before)
      clusters[session] = [...(others.bySession.get(session)?.ofMarket ?? [])]
    else if (known === undefined) clusters[session] = []
    if (others.isNews(line.event_id)) clusters[session]?.push(line.event_id)
  }
  const shown = impacts.at(-1)?.event_id
  const last = lines.findLast(({ eventId }) => eventId === shown)
  const isLast = last === undefined || last === listed.at(-1)
  const next = isLast ? null : impactCursors.textOf(placeOf(last))
  return { ticker, asked_as: askedAs(symbol, ticker), benchmark, comparison, settings, total, next, impacts, clusters }
}

/** Every event of a ticker one after another, each time that it is asked for: for whoever keeps little of each. */
export interface ImpactLines extends Pick<ImpactList, 'benchmark' | 'settings'> {
  readonly lines: () => AsyncIterable<ImpactLine> | Iterable<ImpactLine>
}

/** @throws Problem 404 for a ticker that is not stored, 409 without a benchmark */
export async function impactLines(
  db: Db,
  symbol: Ticker,
  range: Range,
  query: Omit<ImpactQuery, 'ticker'>,
): Promise<ImpactLines> {
  const reading = readingOf(db)
  const { benchmark, settings, listed, events } = await eventsOf(reading, symbol, range, query)
  if (listed.length <= KEPT_LINES) {
    const { impacts } = await measureImpacts(db, symbol, range, query)
    return { benchmark, settings, lines: () => impacts }
  }
  async function* lines(): AsyncGenerator<ImpactLine> {
    const lineOf = linesOf(reading)
    for await (const placed of events()) {
      yield await lineOf(placed)
    }
  }
  return { benchmark, settings, lines }
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
    impacts.push(await lineOf(placed))
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

function stateOf({ aligned, position }: PlacedStudy): BarState | null {
  return position === null ? null : (aligned.stored[position]?.state ?? null)
}

/** What makes a line of each event; what belongs to its session is worked out once for all that have the same figures. */
function linesOf(reading: Reading) {
  const measure = measuredOnce(reading.db, 'light')
  return async (placed: Placed) => {
    const { line, parts } = await figuresOf(reading, placed, measure(placed))
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
    return putTogether<ImpactLine>({ ...head, ...line }, [head, ...parts])
  }
}

/** As they were told last, by what lives longer than a change of prices. */
const figuresKnown = new WeakMap<Study, { readonly aligned: AlignedSeries; readonly figures: Told }>()
type Told = Awaited<ReturnType<typeof withPrices>>

/** Figures on prices: the same for every event that shares a study and the series that it stands on. */
async function figuresOf(reading: Reading, placed: Placed, study: Study): Promise<Told> {
  const { aligned } = placed
  const known = figuresKnown.get(study)
  if (known?.aligned === aligned) return known.figures
  const figures = await withPrices(reading, placed, study)
  figuresKnown.set(study, { aligned, figures })
  return figures
}

/** @returns the figures of a line, and the parts that they are put together of, those of the study as they were before */
async function withPrices(reading: Reading, placed: Placed, study: Study) {
  const { aligned, session, position, settings } = placed
  const checks = namedChecks(aligned, await reading.checks(aligned), position, settings)
  const head = {
    state: stateOf(placed),
    heldBy: session === null ? [] : (aligned.heldBy.get(session) ?? []),
    checks: checks.returns,
    volumeChecks: checks.volume,
  }
  if (study.kind === 'excluded') {
    const why = { kind: 'excluded', reason: study.reason, detail: withHeld(study.detail, checks.all) } as const
    return { line: { ...head, ...why }, parts: [head, why] }
  }
  const volume = { volumeRatio: position === null ? null : volumeRatioOf(aligned, position, settings) }
  const { figures, rest } = toldOf(study, settings)
  return { line: { ...head, ...figures, ...volume, ...rest }, parts: [head, figures, volume, rest] }
}

const told = new WeakMap<Measured, ReturnType<typeof studyTold>>()

function toldOf(study: Measured, settings: Settings) {
  const known = told.get(study) ?? studyTold(study, settings)
  told.set(study, known)
  return known
}

/** What a line tells of a study, before and after what it tells of volume. */
function studyTold(study: Measured, settings: Settings) {
  const day = study.days.find(({ rel }) => rel === 0)
  // A window may have returns while day 0 has none: its figures are empty then, and this says why.
  const reason = day?.reason ?? null
  const figures = {
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
  } as const
  const rest = { significant: day?.p != null && isSignificant(day.p, settings.alpha), flags: study.flags } as const
  return { figures: keepJson(figures), rest: keepJson(rest) }
}
