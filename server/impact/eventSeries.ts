import type { Db } from '../../db/file/db.ts'
import type { IsoDate } from '../market/day.ts'
import { askedAs, type Ticker } from '../market/ticker.ts'
import { Problem } from '../problem.ts'
import { type DatedEvent, inOrder, othersIn } from '../stats/overlap.ts'
import type { Settings } from '../stats/settings.ts'
import type { ImpactQuery } from './answer.ts'
import { optionsAt } from './placedStudy.ts'
import { placedEvent } from './placing.ts'
import { readingOf } from './reading.ts'

/** What an event is measured on, as the pure engine takes it: with it `studyEvent` gives the figures of the event's answer. */
export interface EventSeries {
  readonly event_id: string
  readonly ticker: Ticker
  /** The former name it was asked for by. */
  readonly asked_as: Ticker | null
  readonly benchmark: string
  readonly settings: Settings
  /** Place of day 0 among the sessions. */
  readonly day0: number
  readonly calendar: readonly IsoDate[]
  /** Closes on total-return basis; null where there is none or it is held. */
  readonly asset: readonly (number | null)[]
  /** The same of the benchmark, in the currency that it is compared in. */
  readonly market: readonly (number | null)[]
  /** Returns of the factors that the model takes, by name; fractions. */
  readonly factors: Readonly<Record<string, readonly (number | null)[]>>
  /** Other events of the security, by the place of their session. */
  readonly others: readonly DatedEvent[]
  /** Places of own results, index changes, payments, splits and world events. */
  readonly confounders: readonly number[]
  /** Places that do not serve for estimation by these settings, besides those around `others`. */
  readonly kept_out: readonly number[]
}

/** Sessions before and after day 0: as far as an estimation window of 2,000 that ends 999 before may reach, and any window after. */
const REACH = { before: 3_250, after: 260 }

/**
 * @throws Problem 422 for an event that cannot be placed among the prices, and what `placedEvent` says
 */
export async function seriesOfEvent(db: Db, eventId: string, asked: ImpactQuery): Promise<EventSeries> {
  const placed = await placedEvent(readingOf(db), eventId, asked)
  const { aligned, settings, position, benchmark, excluded } = placed
  if (excluded !== null || position === null)
    throw new Problem(
      422,
      'not_measured',
      `Cannot measure ${eventId}: ${excluded?.detail ?? 'it has no place'}`,
      'event',
    )
  const { others = inOrder([]), unusable = null } = optionsAt(placed, position)
  const [first, last] = [
    Math.max(0, position - REACH.before),
    Math.min(aligned.axis.length - 1, position + REACH.after),
  ]
  const within = <T>(column: readonly T[]): readonly T[] => column.slice(first, last + 1)
  const places = (those: readonly number[]): readonly number[] => [
    ...new Set(those.flatMap((place) => (place < first || place > last ? [] : [place - first]))),
  ]
  const { asset, market, factors = {} } = aligned.series
  return {
    event_id: eventId,
    ticker: aligned.ticker.symbol,
    asked_as: askedAs(asked.ticker, aligned.ticker.symbol),
    benchmark: benchmark ?? aligned.benchmark.symbol,
    settings,
    day0: position - first,
    calendar: within(aligned.axis),
    asset: within(asset.values),
    market: within(market?.values ?? []),
    factors: Object.fromEntries(Object.entries(factors).map(([name, returns]) => [name, within(returns)])),
    others: othersIn(others, position, [first - position, last - position]).map(({ id, day0 }) => ({
      id,
      day0: day0 - first,
    })),
    confounders: places(
      placed.confounders().flatMap(({ event_id, position }) => (event_id === eventId ? [] : [position])),
    ),
    kept_out: places([...(unusable ?? [])].flatMap((out, place) => (out === 1 ? [place] : []))),
  }
}
