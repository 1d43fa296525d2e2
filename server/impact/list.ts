import { listEvents } from '../../db/events.ts'
import type { Db } from '../../db/file/db.ts'
import { type PlacedEvent, placeEvent } from '../events/placedEvent.ts'
import type { BarState } from '../market/bar.ts'
import type { IsoDate } from '../market/day.ts'
import type { MarketEvent } from '../market/event.ts'
import type { Ticker } from '../market/ticker.ts'
import { type Design, designOf } from '../stats/design.ts'
import type { DatedEvent } from '../stats/overlap.ts'
import type { Settings } from '../stats/settings.ts'
import { isSignificant } from '../stats/significance.ts'
import { type Frame, frameOf } from './alignedSeries.ts'
import type { ImpactLine, ImpactQuery } from './answer.ts'
import { type CheckedBars, checksBehind, findingsBehind } from './checks.ts'
import { studyOn } from './eventStudy.ts'
import { clustersOf, companyOf, marketNews } from './otherEvents.ts'
import { settingsFor } from './settings.ts'
import { volumeOf } from './volume.ts'

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
  const market = marketNews(await listEvents(db, { ticker: frame.benchmark.symbol }), frame)
  const clusters = clustersOf([...events, ...market], frame)
  const company = companyOf(events, frame)
  const findings = await findingsBehind(db, frame)
  const impacts = events
    .map((event) => ({ event, placed: placeEvent(event, frame.calendar) }))
    .filter(({ placed }) => isWithin(placed, range))
    .map(({ event, placed }) =>
      lineOf(event, placed, clusters, company, design, frame, findings, settingsFor(event, query.settings)),
    )
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

function stateAt(frame: Frame, session: IsoDate | null): BarState | null {
  if (session === null) return null
  const bar = frame.bars[frame.position.get(session) ?? -1]
  return bar?.state ?? (frame.heldBy.has(session) ? 'held' : null)
}

function lineOf(
  event: MarketEvent,
  placed: PlacedEvent,
  clusters: ReadonlyMap<IsoDate, readonly MarketEvent[]>,
  company: readonly DatedEvent[],
  design: Design,
  frame: Frame,
  findings: readonly CheckedBars[],
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
    state: stateAt(frame, session),
    heldBy: session === null ? [] : (frame.heldBy.get(session) ?? []),
    checks: [...new Set(checksBehind(frame, findings, session, settings).map(({ check }) => check))].sort(),
  }
  const position = session === null ? undefined : frame.position.get(session)
  const study = studyOn(placed, design, frame, settings, 'light', company)
  if (study.kind === 'excluded') return { ...head, kind: 'excluded', reason: study.reason, detail: study.detail }
  const day = study.days.find(({ rel }) => rel === 0)
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
    significant: day?.p != null && isSignificant(day.p, settings.alpha),
  }
}
