import { setImmediate as breathe } from 'node:timers/promises'
import type { StoredDailyBar } from '../../db/bars.ts'
import type { Db } from '../../db/file/db.ts'
import { keptBy } from '../../db/file/kept.ts'
import { noChecks } from '../../db/findings.ts'
import { priceChecks, volumeChecks } from '../checks/figures.ts'
import type { PlacedEvent } from '../events/placedEvent.ts'
import type { IsoDate } from '../market/day.ts'
import type { Ticker } from '../market/ticker.ts'
import type { EventDay, Measured, PathPoint } from '../stats/event.ts'
import { factorsTaken, type Settings } from '../stats/settings.ts'
import type { AlignedSeries } from './alignedSeries.ts'
import type { Basis, ImpactQuery } from './answer.ts'
import { checksFor, isMisaligned, withHeld } from './checks.ts'
import { sourceOf } from './impact.ts'
import { expectedCloses } from './impactDays.ts'
import { eventsOf, type Range } from './list.ts'
import { measuredOnce, type Study } from './measured.ts'
import { clusterOf } from './otherEvents.ts'
import type { Exclusion } from './placedStudy.ts'
import { type Placed, placedEvent } from './placing.ts'
import { type Reading, readingOf } from './reading.ts'
import { volumeRatiosOf } from './volume.ts'

/** One session of an event's window: figures of the study beside the bar they come from. */
export interface PanelDay {
  /** The study's own objects: where a change left its figures as they were, they are the same ones. */
  readonly figures: EventDay
  readonly point: PathPoint | null
  readonly expectedClose: number | null
  readonly bar: StoredDailyBar | null
  /** Names of the checks that say something of the session's prices and returns. */
  readonly checks: readonly string[]
  /** The same of its volume. */
  readonly volumeChecks: readonly string[]
}

/** One measured event with its sessions: the figures of `measureImpact`, without what only a page of its own shows. */
export interface PanelEvent
  extends Pick<Basis, 'source' | 'retrieved_at'>,
    Pick<Measured, 'model' | 'flags' | 'warnings'> {
  readonly kind: 'measured'
  readonly event: PlacedEvent
  readonly ticker: Ticker
  readonly benchmark: string
  /** Series that a model of factors takes; null in other models. */
  readonly factors: readonly string[] | null
  readonly session: IsoDate
  /** Ids of the items that hit the same session, this one among them, as far as they are shown; and how many they are. */
  readonly cluster: readonly string[]
  readonly clusterSize: number
  readonly days: readonly PanelDay[]
  /** Volume of each of them as a multiple of the usual one: another with every volume around it. Null where there is none to compare. */
  readonly volumeRatios: readonly (number | null)[]
  /** The same object for as long as all but days and volume ratios is the same. */
  readonly head: object
}

/** Measured events one after the other, with what was asked for all of them. */
export interface Panel {
  readonly settings: Settings
  /** Of events that name none of their own; null where none that fits is stored and all name one. */
  readonly benchmark: Ticker | null
  readonly events: () => AsyncIterable<PanelEvent> | Iterable<PanelEvent>
  /** All of them where they are few enough to be kept: the same object whenever they are asked for. */
  readonly kept: KeptPanel | null
}

export interface KeptPanel {
  readonly events: readonly PanelEvent[]
  /** Its table as it leaves, once somebody asked for that. */
  told: Uint8Array<ArrayBuffer> | null
}

const keptPanels = keptBy<Panel>(4)
/** Sessions of a panel that is kept for whoever asks the same again: two megabytes of rows, and as much once more as a table. */
const KEPT_SESSIONS = 5000
/** Events measured before others are answered. */
const AT_ONCE = 8

type PanelAnswer = PanelEvent | (Exclusion & { readonly kind: 'excluded' })

/**
 * Every measured event of a ticker with its sessions, one after the other; those that cannot be measured are left out.
 *
 * @throws Problem before the first, for what is not stored or cannot be used
 */
export async function measurePanel(
  db: Db,
  symbol: Ticker,
  range: Range,
  query: Omit<ImpactQuery, 'ticker'>,
): Promise<Panel> {
  const reading = readingOf(db)
  // When prices last came is told beside them, and is no change of them.
  const fetched = await reading.lastFetch(await reading.ticker(symbol))
  return keptPanels(db, JSON.stringify([symbol, range, query, fetched]), async (panel) => {
    const before = new Map((panel?.kept?.events ?? []).map((event) => [event.event.event_id, event]))
    const { settings, benchmark, listed, events } = await eventsOf(reading, symbol, range, query)
    const measure = measuredOnce(db, 'full')
    async function* measured(): AsyncGenerator<PanelEvent> {
      let count = 0
      for await (const placed of events()) {
        const event = await panelEvent(reading, placed, measure(placed), before.get(placed.event.event_id))
        if (event.kind === 'measured') yield event
        if (++count % AT_ONCE === 0) await breathe()
      }
    }
    const [first, last] = settings.event
    if (listed.length * (last - first + 1) > KEPT_SESSIONS)
      return { value: { settings, benchmark, events: measured, kept: null }, subjects: null }
    const all = await Array.fromAsync(measured())
    const kept: KeptPanel = { events: all, told: null }
    return { value: { settings, benchmark, events: () => all, kept }, subjects: reading.subjects() }
  })
}

/** The same of one event; why there is nothing where it cannot be measured. */
export async function measurePanelOf(
  db: Db,
  eventId: string,
  query: ImpactQuery,
): Promise<PanelAnswer & { readonly settings: Settings }> {
  const reading = readingOf(db)
  const placed = await placedEvent(reading, eventId, query)
  const answer = await panelEvent(reading, placed, measuredOnce(db, 'full')(placed))
  return { ...answer, settings: placed.settings }
}

/** @param before the same event as it was told last */
async function panelEvent(reading: Reading, placed: Placed, study: Study, before?: PanelEvent): Promise<PanelAnswer> {
  const { event, aligned, benchmark, session, position, settings } = placed
  if (study.kind === 'excluded' || position === null || session === null) {
    const why = study.kind === 'excluded' ? study : { reason: 'outsideData' as const, detail: 'no session', M: 0 }
    const checks = checksFor(aligned, await reading.checks(aligned), position, settings)
    return { ...why, kind: 'excluded', detail: withHeld(why.detail, checks) }
  }
  const { items, size } = clusterOf(session, event, placed.others)
  const { model, flags, warnings } = study
  const head = {
    kind: 'measured',
    event,
    ticker: aligned.ticker.symbol,
    benchmark: benchmark ?? aligned.benchmark.symbol,
    factors: factorsTaken(settings),
    session,
    cluster: items.map(({ event_id }) => event_id),
    clusterSize: size,
    model,
    flags,
    warnings,
    ...(await sourceOf(reading, placed)),
  } as const
  const days = panelDays(aligned, settings, position, study)
  const ratioAt = volumeRatiosOf(aligned, position, settings)
  const volumeRatios = days.map(({ figures }) => ratioAt(figures.rel))
  return { ...head, days, volumeRatios, head: before !== undefined && isAsBefore(head, before) ? before.head : head }
}

function isAsBefore(head: Omit<PanelEvent, 'days' | 'volumeRatios' | 'head'>, before: PanelEvent): boolean {
  const names = Object.keys(head) as (keyof typeof head)[]
  return names.every(
    (name) =>
      head[name] === before[name] ||
      ((name === 'cluster' || name === 'factors') && areEqual(head[name] ?? [], before[name] ?? [])),
  )
}

const areEqual = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((item, at) => item === other[at])

/** Sessions of figures on prices, which all items of a session share, as they were told last. */
const daysKnown = new WeakMap<Measured, { readonly aligned: AlignedSeries; readonly days: readonly PanelDay[] }>()

function panelDays(aligned: AlignedSeries, settings: Settings, position: number, study: Measured): readonly PanelDay[] {
  const known = daysKnown.get(study)
  if (known?.aligned === aligned) return known.days
  const isComparable =
    known !== undefined &&
    known.aligned.layout === aligned.layout &&
    known.aligned.series === aligned.series &&
    known.aligned.checks === aligned.checks
  const days = isComparable ? daysWith(known.days, position, aligned) : daysMade(aligned, settings, position, study)
  daysKnown.set(study, { aligned, days })
  return days
}

/** The same days of equal closes: only bars may be others. */
function daysWith(days: readonly PanelDay[], position: number, { stored }: AlignedSeries): readonly PanelDay[] {
  const barOf = ({ figures }: PanelDay) => stored[position + figures.rel] ?? null
  if (days.every((day) => day.bar === barOf(day))) return days
  return days.map((day) => (day.bar === barOf(day) ? day : { ...day, bar: barOf(day) }))
}

function daysMade(aligned: AlignedSeries, settings: Settings, position: number, study: Measured): readonly PanelDay[] {
  const expected = expectedCloses(study, position, aligned, settings)
  return study.days.map((figures, index): PanelDay => {
    const date = figures.date as IsoDate | null
    const found = (date === null ? null : aligned.checks.get(date)) ?? noChecks
    const lost = date !== null && isMisaligned(aligned, date) ? ['BENCH_ALIGN'] : []
    return {
      figures,
      point: study.path[index] ?? null,
      expectedClose: expected[index] ?? null,
      bar: aligned.stored[position + figures.rel] ?? null,
      checks: [...lost, ...priceChecks(found)],
      volumeChecks: volumeChecks(found),
    }
  })
}
