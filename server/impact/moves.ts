import type { Db } from '../../db/file/db.ts'
import type { IsoDate } from '../market/day.ts'
import { askedAs, type Ticker } from '../market/ticker.ts'
import { type MovePlace, moveCursors } from '../query/cursors.ts'
import { type Paged, type Paging, pageOf } from '../query/page.ts'
import { findMoves, type Moves } from '../stats/moves.ts'
import type { Settings } from '../stats/settings.ts'
import { besideBenchmark, type ComparisonQuery } from './besideBenchmark.ts'
import type { Comparison } from './comparison.ts'
import type { IndexedEvent } from './eventIndex.ts'
import { readingOf } from './reading.ts'
import { settingsOf } from './settings.ts'

export interface MovesQuery extends ComparisonQuery {
  readonly from: IsoDate | null
  readonly to: IsoDate | null
  /** Share of false findings that is accepted among the sessions named. */
  readonly fdr: number
}

/** A session that stands out, with the confirmed events on it. */
export interface Move {
  readonly date: string
  readonly r: number
  readonly ar: number
  readonly t: number
  readonly p: number
  /** Benjamini-Hochberg adjusted over the tested sessions. */
  readonly pAdjusted: number
  /** Confirmed events that may have hit the session; empty: unexplained. */
  readonly events: readonly string[]
  /** For an unexplained session: an event that waits for confirmation, or null when there is no candidate at all. */
  readonly candidate: string | null
}

export interface MovesAnswer {
  readonly ticker: Ticker
  /** The former name it was asked for by. */
  readonly asked_as: Ticker | null
  readonly benchmark: Ticker
  readonly comparison: Comparison
  readonly settings: Settings
  readonly fdr: number
  /** Sessions tested, and sessions that could not be, by reason. */
  readonly tested: number
  readonly untested: Moves['untested']
  readonly moves: readonly Move[]
  /** In order of their effective time. */
  readonly eventsWithoutMove: readonly (Moves['eventsWithoutMove'][number] & { readonly effectiveMs: number })[]
}

/** Moves and then events without one, as one list of pages. */
export interface MovesPage extends Omit<MovesAnswer, 'moves' | 'eventsWithoutMove'>, Paged {
  readonly moves: readonly (Move & { readonly events_size: number })[]
  readonly eventsWithoutMove: Moves['eventsWithoutMove']
}

/** Events that a move names. */
const EVENTS_NAMED = 50

export function movesPage({ moves, eventsWithoutMove, ...answer }: MovesAnswer, page: Paging<MovePlace>): MovesPage {
  const lines = [
    ...moves.map((move) => ({ move, place: [0, move.date, ''] as MovePlace })),
    ...eventsWithoutMove.map((event) => ({ event, place: [1, event.effectiveMs, event.id] as MovePlace })),
  ]
  const { lines: shown, total, next } = pageOf(lines, page, ({ place }) => place, moveCursors.textOf)
  return {
    ...answer,
    total,
    next,
    moves: shown.flatMap((line) =>
      'move' in line
        ? [{ ...line.move, events: line.move.events.slice(0, EVENTS_NAMED), events_size: line.move.events.length }]
        : [],
    ),
    eventsWithoutMove: shown.flatMap((line) => {
      if (!('event' in line)) return []
      const { id, sessions, untested } = line.event
      return [{ id, sessions, untested }]
    }),
  }
}

/**
 * Sessions on which a ticker moved more than its market model lets expect, and events on whose sessions it did not.
 * Records that the price itself set explain nothing and are left out.
 *
 * @throws Problem 404 for an unknown ticker, 409 without a benchmark
 */
export async function movesOf(
  db: Db,
  symbol: Ticker,
  { benchmark, convert, from, to, fdr }: MovesQuery,
): Promise<MovesAnswer> {
  const settings = settingsOf({ alpha: fdr })
  const reading = readingOf(db)
  const { ticker, aligned, comparison } = await besideBenchmark(reading, symbol, { benchmark, convert }, settings)
  // Events of the same sessions share one list of places, as they share one of days.
  const placesOf = new Map<readonly IsoDate[], readonly number[]>()
  const placesIn = ({ isOutcome, session, sessions }: IndexedEvent): readonly number[] => {
    if (isOutcome || session === null) return []
    return placesOf.getOrInsertComputed(sessions, () => sessions.flatMap((day) => aligned.position.get(day) ?? []))
  }
  const known = await reading.events(ticker.symbol, ticker, 'later')
  const first = from === null ? 0 : aligned.axis.findIndex((date) => date >= from)
  const last = to === null ? aligned.axis.length - 1 : aligned.axis.findLastIndex((date) => date <= to)
  const range = [first < 0 ? aligned.axis.length : first, last] as const
  const confirmed: { readonly id: string; readonly effectiveMs: number; readonly sessions: readonly number[] }[] = []
  for (const event of known) {
    const sessions = event.status === 'confirmed' ? placesIn(event) : []
    if (sessions.some((index) => index >= range[0] && index <= range[1]))
      confirmed.push({ id: event.eventId, effectiveMs: event.effectiveMs, sessions })
  }
  const found = findMoves(aligned.series, confirmed, settings, range, aligned.stale)
  return {
    ticker: ticker.symbol,
    asked_as: askedAs(symbol, ticker.symbol),
    benchmark: aligned.benchmark.symbol,
    comparison,
    settings,
    fdr,
    tested: found.tested,
    untested: found.untested,
    moves: found.moves.map((move) => {
      const { date, r, ar, t, p, pAdjusted } = move
      const index = aligned.position.get(date as IsoDate) ?? -1
      const events = move.kind === 'explained' ? move.events : []
      const waiting =
        events.length > 0
          ? undefined
          : known.find((event) => event.status === 'proposed' && placesIn(event).includes(index))
      return { date, r, ar, t, p, pAdjusted, events, candidate: waiting?.eventId ?? null }
    }),
    eventsWithoutMove: found.eventsWithoutMove,
  }
}
