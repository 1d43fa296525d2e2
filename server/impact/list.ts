import type { Db } from '../../db/file/db.ts'
import type { BarState } from '../market/bar.ts'
import type { IsoDate } from '../market/day.ts'
import type { Ticker } from '../market/ticker.ts'
import type { Depth } from '../stats/event.ts'
import { reasonText } from '../stats/reasons.ts'
import type { Settings } from '../stats/settings.ts'
import { isSignificant } from '../stats/significance.ts'
import type { ImpactLine, ImpactQuery } from './answer.ts'
import { checkNamesOf, checksFor, withHeld } from './checks.ts'
import type { Comparison } from './comparison.ts'
import { clusterOf } from './otherEvents.ts'
import { measurePlaced, type PlacedStudy } from './placedStudy.ts'
import { type Placed, placerOf } from './placing.ts'
import { type Reading, readingOf } from './reading.ts'
import { volumeOf } from './volume.ts'

export interface ImpactList {
  readonly ticker: Ticker
  /** Of events that name none of their own; null where none that fits is stored and all name one. */
  readonly benchmark: Ticker | null
  /** What such events are compared with. */
  readonly comparison: Comparison | null
  readonly settings: Settings
  readonly impacts: readonly ImpactLine[]
  /** Ids of the items of each session that has more of them than a line shows. */
  readonly clusters: Readonly<Record<IsoDate, readonly string[]>>
}

export interface Range {
  readonly from: IsoDate | null
  readonly to: IsoDate | null
}

/** Items of its session that a line or a row names; the list names them all, once. */
export const clusterShown = 50

/** Every event of a ticker, in order of its effective time, one line each. */
export async function measureImpacts(
  db: Db,
  symbol: Ticker,
  range: Range,
  query: Omit<ImpactQuery, 'ticker'>,
): Promise<ImpactList> {
  const reading = readingOf(db)
  const { ticker, settings, benchmark, comparison, events } = await eventsOf(reading, symbol, range, query)
  const measure = measuredOnce('light')
  const impacts: ImpactLine[] = []
  const clusters: Record<IsoDate, readonly string[]> = {}
  for await (const placed of events()) {
    impacts.push(await lineOf(reading, placed, measure(placed)))
    const cluster = clusterOf(placed.session, placed.event, placed.others)
    if (placed.session !== null && cluster.length > clusterShown)
      clusters[placed.session] ??= cluster.map(({ event_id }) => event_id)
  }
  return { ticker, benchmark, comparison, settings, impacts, clusters }
}

/**
 * Every event of a ticker laid out, in order of its effective time; the series, lists and findings are read once.
 *
 * @throws Problem where there is no benchmark for those that name none, unless every one names its own
 */
export async function eventsOf(reading: Reading, symbol: Ticker, range: Range, query: Omit<ImpactQuery, 'ticker'>) {
  const placer = await placerOf(reading, symbol, query)
  const known = await reading.events(placer.ticker.symbol)
  const named = known.filter(({ extra }) => (extra.benchmark ?? '') !== '')
  if (placer.benchmark.kind === 'none' && named.length === 0) throw placer.benchmark.problem
  const comparison = await placer.comparison()
  async function* events(): AsyncGenerator<Placed> {
    for (const event of known) {
      const placed = await placer.place(event)
      if (isWithin(placed, range)) yield placed
    }
  }
  const benchmark = placer.benchmark.kind === 'none' ? null : placer.benchmark.row.symbol
  return { ticker: placer.ticker.symbol, settings: placer.settings, benchmark, comparison, events }
}

/** By the session it hit; an event without one is found by the days its time spans. */
export function isWithin({ event: { alignment } }: Pick<PlacedStudy, 'event'>, { from, to }: Range): boolean {
  const [first, last] =
    alignment.kind === 'aligned'
      ? [alignment.day0, alignment.day0]
      : alignment.kind === 'skipped'
        ? [alignment.date, alignment.date]
        : [alignment.from, alignment.to]
  return (from === null || last >= from) && (to === null || first <= to)
}

/** Measures each event; those that share session, series and settings have the same figures, which are computed once. */
export function measuredOnce(depth: Depth): (placed: PlacedStudy) => ReturnType<typeof measurePlaced> {
  let last: PlacedStudy | null = null
  let study: ReturnType<typeof measurePlaced> | null = null
  return (placed) => {
    const isSame =
      last !== null &&
      last.position !== null &&
      last.position === placed.position &&
      last.aligned === placed.aligned &&
      last.settings === placed.settings &&
      last.excluded === placed.excluded
    if (study === null || !isSame) study = measurePlaced(placed, depth)
    last = placed
    return study
  }
}

/** Ids of the items of a session for one of its lines: at most `clusterShown`, its own among them. */
export function shownCluster({ session, event, others }: PlacedStudy): {
  readonly ids: readonly string[]
  readonly size: number
} {
  const items = clusterOf(session, event, others)
  const ids = items.slice(0, clusterShown).map(({ event_id }) => event_id)
  if (items.length > clusterShown && !ids.includes(event.event_id)) ids[clusterShown - 1] = event.event_id
  return { ids, size: items.length }
}

function stateOf({ aligned, position }: PlacedStudy): BarState | null {
  return position === null ? null : (aligned.stored[position]?.state ?? null)
}

async function lineOf(reading: Reading, placed: Placed, study: ReturnType<typeof measurePlaced>): Promise<ImpactLine> {
  const { event, aligned, session, position, settings, benchmark } = placed
  const { alignment } = event
  const checks = checksFor(aligned, await reading.checks(aligned), position, settings)
  const { ids, size } = shownCluster(placed)
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
    cluster: ids,
    cluster_size: size,
    state: stateOf(placed),
    heldBy: session === null ? [] : (aligned.heldBy.get(session) ?? []),
    checks: checkNamesOf(checks, 'returns', aligned.ticker.symbol),
    volumeChecks: checkNamesOf(checks, 'volume', aligned.ticker.symbol),
  }
  if (study.kind === 'excluded')
    return { ...head, kind: 'excluded', reason: study.reason, detail: withHeld(study.detail, checks) }
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
  }
}
