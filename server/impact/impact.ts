import type { Db } from '../../db/file/db.ts'
import { type Instant, utcText } from '../market/instant.ts'
import { askedAs, type Ticker } from '../market/ticker.ts'
import type { CarWindow } from '../stats/car.ts'
import { measureEvent } from '../stats/event.ts'
import { studyVariance } from '../stats/variance.ts'
import type { Basis, CandidateDay, Impact, ImpactHead, ImpactQuery } from './answer.ts'
import { checksFor, withHeld } from './checks.ts'
import { comparisonOf } from './comparison.ts'
import { confoundersAt, withoutConfounders } from './confounders.ts'
import { daysOf } from './impactDays.ts'
import { moveAtNews } from './moveAtNews.ts'
import { clusterOf, noOverlaps, overlapsAt } from './otherEvents.ts'
import { admissible, measurePlaced, optionsAt, type PlacedStudy } from './placedStudy.ts'
import { type Placed, placedEvent } from './placing.ts'
import { type Reading, readingOf } from './reading.ts'
import { doubtOf, findingOf } from './sentence.ts'
import { volumeOf } from './volume.ts'

/**
 * What an event did to a ticker. The one door for HTTP, CSV and the command line.
 *
 * @throws Problem 404 for an unknown event or ticker, 409 without a benchmark, 400 for settings that cannot be used
 */
export async function measureImpact(db: Db, eventId: string, query: ImpactQuery): Promise<Impact> {
  const reading = readingOf(db)
  const placed = await placedEvent(reading, eventId, query)
  const head = await headOf(reading, placed, query.ticker)
  const study = measurePlaced(placed, 'full')
  if (study.kind === 'excluded')
    return { ...head, kind: 'excluded', reason: study.reason, detail: withHeld(study.detail, head.checks) }
  const {
    aligned,
    settings,
    position,
    session,
    event: { alignment },
  } = placed
  if (position === null || session === null) throw new RangeError(`Cannot measure ${eventId} without a place`)
  const days = daysOf(study, position, aligned, settings, volumeOf(aligned, position, settings))
  const zero = days.find(({ rel }) => rel === 0)
  return {
    ...head,
    kind: 'measured',
    model: study.model,
    days,
    windows: study.windows,
    without_confounders:
      settings.estimationMask === 'confounders'
        ? withoutConfounders(head.confounders, { length: aligned.axis.length, day0: position }, (leftOut) =>
            windowsWithout(placed, position, leftOut),
          )
        : null,
    volume: zero?.volumeRatio == null ? null : { ratio: zero.volumeRatio, t: zero.tVolume, p: zero.pVolume },
    split: await moveAtNews(db, aligned, placed.event),
    variance: studyVariance(aligned.series, position, settings, optionsAt(placed, position)),
    flags: study.flags,
    warnings: study.warnings,
    finding: findingOf({
      ticker: aligned.ticker.symbol,
      date: study.day0,
      model: study.model.kind,
      day: zero ?? null,
      heldBy: aligned.heldBy.get(session) ?? [],
      alpha: settings.alpha,
      observations: study.model.M,
      joint: Math.max(0, head.cluster_size - 1),
      doubt: alignment.kind === 'aligned' ? doubtOf(alignment) : null,
    }),
  }
}

function windowsWithout(placed: Placed, position: number, leftOut: Uint8Array): readonly CarWindow[] {
  const options = { depth: 'light', leftOut, ...optionsAt(placed, position) } as const
  const study = measureEvent(placed.design, position, placed.settings, options)
  return study.kind === 'measured' ? study.windows : []
}

async function headOf(reading: Reading, placed: Placed, asked: Ticker | null): Promise<ImpactHead> {
  const { event, aligned, session, position, settings, others, benchmark } = placed
  const { alignment } = event
  const { items: cluster, size } = clusterOf(session, event, others)
  return {
    event,
    ticker: aligned.ticker.symbol,
    asked_as: askedAs(asked, aligned.ticker.symbol),
    benchmark: benchmark ?? aligned.benchmark.symbol,
    comparison: comparisonOf(placed),
    session,
    cluster,
    cluster_size: size,
    settings,
    headline: alignment.kind === 'aligned' && alignment.flags.includes('time_unknown') ? [0, 1] : [0, 0],
    data: await basisOf(reading, placed),
    checks: checksFor(aligned, await reading.checks(aligned), position, settings),
    candidates: candidatesOf(placed),
    confounders: position === null ? [] : confoundersAt(position, event.event_id, placed.confounders(), settings),
    ...(position === null ? noOverlaps : overlapsAt(position, others, aligned, settings)),
  }
}

/** Where the prices behind an event come from. */
export async function sourceOf(
  reading: Reading,
  { aligned }: PlacedStudy,
): Promise<Pick<Basis, 'source' | 'retrieved_at'>> {
  const fetched = await reading.lastFetch(aligned.ticker)
  return {
    source: fetched?.source ?? null,
    retrieved_at: fetched === null ? null : utcText(fetched.endedAt as Instant),
  }
}

async function basisOf(reading: Reading, placed: PlacedStudy): Promise<Basis> {
  const { aligned, position, settings } = placed
  const at = (rel: number) => (position === null ? null : (aligned.axis[position + rel] ?? null))
  const [from, to] = settings.estimation
  return {
    basis: 'total',
    ...(await sourceOf(reading, placed)),
    estimation_from: at(from),
    estimation_to: at(to),
    states: aligned.states,
    without_benchmark: aligned.withoutBenchmark.length,
    stale_excluded: position === null ? 0 : countStale(aligned.stale, position + from, position + to),
  }
}

const countStale = (stale: Uint8Array | null, from: number, to: number): number =>
  stale?.slice(Math.max(0, from), Math.max(0, to + 1)).reduce((sum, still) => sum + still, 0) ?? 0

/** The same figures for every admissible day of an event whose day is uncertain. */
function candidatesOf(placed: Placed): readonly CandidateDay[] {
  const { alignment } = placed.event
  if (alignment.kind !== 'aligned' || alignment.candidates.length < 2) return []
  const places = new Map(admissible(placed))
  return alignment.candidates.map((day0) => {
    const position = places.get(day0)
    const study =
      position === undefined || placed.excluded !== null
        ? null
        : measureEvent(placed.design, position, placed.settings, { depth: 'light', ...optionsAt(placed, position) })
    const day = study?.kind === 'measured' ? study.days.find(({ rel }) => rel === 0) : undefined
    return { day0, ar: day?.ar ?? null, t: day?.t ?? null, p: day?.p ?? null }
  })
}
