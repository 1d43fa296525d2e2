import { findEvent, listEvents } from '../../db/events.ts'
import type { Db } from '../../db/file/db.ts'
import { lastFetchOf } from '../../db/runs.ts'
import { placeEvent } from '../events/placedEvent.ts'
import { primaryTicker } from '../events/primaryTicker.ts'
import type { IsoDate } from '../market/day.ts'
import { type Instant, utcText } from '../market/instant.ts'
import { Problem } from '../problem.ts'
import { designOf } from '../stats/design.ts'
import type { Settings } from '../stats/settings.ts'
import { studyVariance } from '../stats/variance.ts'
import { type Frame, frameOf } from './alignedSeries.ts'
import type { Basis, Impact, ImpactHead, ImpactQuery } from './answer.ts'
import { checksBehind, findingsBehind } from './checks.ts'
import { candidatesOf, studyOn } from './eventStudy.ts'
import { daysOf } from './impactDays.ts'
import { priceSplit } from './moveAtNews.ts'
import { companyOf, itemsOf, marketNews, overlapsOf } from './otherEvents.ts'
import { findingOf } from './sentence.ts'
import { settingsFor } from './settings.ts'
import { volumeOf } from './volume.ts'

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
  const market = marketNews(await listEvents(db, { ticker: frame.benchmark.symbol }), frame)
  const placed = placeEvent(event, frame.calendar)
  const design = designOf(frame.series, settings)
  const session = placed.alignment.kind === 'aligned' ? placed.alignment.day0 : null
  const head: ImpactHead = {
    event: placed,
    ticker: symbol,
    benchmark: frame.benchmark.symbol,
    session,
    cluster: session === null ? [] : itemsOf(session, event, [...others, ...market], frame),
    settings,
    headline: placed.alignment.kind === 'aligned' && placed.alignment.flags.includes('time_unknown') ? [0, 1] : [0, 0],
    data: await basisOf(db, frame, session, settings),
    checks: checksBehind(frame, await findingsBehind(db, frame), session, settings),
    candidates: candidatesOf(placed, design, frame, settings),
    overlaps: session === null ? [] : overlapsOf(event, session, others, frame, settings),
  }
  const study = studyOn(placed, design, frame, settings, 'full', companyOf(others, frame))
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
    variance: studyVariance(frame.series, position, settings),
    flags: frame.unadjusted ? [...study.flags, 'unadjustedPrices'] : study.flags,
    warnings: study.warnings,
    finding: findingOf({
      ticker: symbol,
      date: study.day0,
      model: study.model.kind,
      day: dayZero ?? null,
      heldBy: frame.heldBy.get(study.day0 as IsoDate) ?? [],
      alpha: settings.alpha,
      observations: study.model.M,
      joint: Math.max(0, head.cluster.length - 1),
    }),
  }
}

async function basisOf(db: Db, frame: Frame, session: IsoDate | null, { estimation }: Settings): Promise<Basis> {
  const fetched = await lastFetchOf(db, frame.ticker.id, '1d')
  const zero = session === null ? undefined : frame.position.get(session)
  return {
    basis: 'total',
    source: fetched?.source ?? null,
    retrieved_at: fetched === null ? null : utcText(fetched.endedAt as Instant),
    estimation_from: zero === undefined ? null : (frame.axis[zero + estimation[0]] ?? null),
    estimation_to: zero === undefined ? null : (frame.axis[zero + estimation[1]] ?? null),
    states: frame.states,
    without_benchmark: frame.withoutBenchmark.length,
    stale_excluded: zero === undefined ? 0 : countStale(frame, zero + estimation[0], zero + estimation[1]),
  }
}

function countStale({ stale }: Frame, from: number, to: number): number {
  return stale?.slice(Math.max(0, from), Math.max(0, to + 1)).reduce((sum, masked) => sum + masked, 0) ?? 0
}
