import { z } from 'zod'
import { cursorsOf } from './page.ts'

/** How each list is ordered that is answered page by page. */

const text = z.string().max(100)

/** Where an event stands in lists of events: by its effective time in UTC milliseconds, then its id. */
export type EventPlace = readonly [effectiveMs: number, eventId: string]
const eventPlace = z.tuple([z.int(), text]) satisfies z.ZodType<EventPlace>
export const eventCursors = cursorsOf<EventPlace>('events', eventPlace)
export const impactCursors = cursorsOf<EventPlace>('impacts', eventPlace)

/** First the sessions that stand out, by date; then events without a move, by their place. */
export type MovePlace = readonly [part: 0 | 1, at: string | number, eventId: string]
export const moveCursors = cursorsOf<MovePlace>(
  'moves',
  z.union([z.tuple([z.literal(0), text, text]), z.tuple([z.literal(1), z.int(), text])]),
)

/** Sessions by their date. */
export type SessionPlace = readonly [date: string]
export const abnormalCursors = cursorsOf<SessionPlace>('abnormal', z.tuple([z.iso.date()]))

/** Daily bars by their session, others by their start in UTC milliseconds. */
export type BarPlace = readonly [interval: string, at: string | number]
export const barCursors = cursorsOf<BarPlace>('bars', z.tuple([text, z.union([z.iso.date(), z.int()])]))

export type TickerPlace = readonly [symbol: string]
export const tickerCursors = cursorsOf<TickerPlace>('tickers', z.tuple([text]))

/** Findings by weight and from the newest on; corrections and series by ticker and interval. */
export type QualityPlace = readonly [part: 'findings' | 'repairs' | 'coverage', ...by: (string | number)[]]
export const qualityCursors = cursorsOf<QualityPlace>(
  'quality',
  z.union([
    z.tuple([z.literal('findings'), z.int(), z.int(), z.int(), text, z.int()]),
    z.tuple([z.literal('repairs'), text, text, z.int(), text]),
    z.tuple([z.literal('coverage'), text, text]),
  ]) as z.ZodType<QualityPlace>,
)

/** Runs from the newest on. */
export type RunPlace = readonly [minusId: number]
export const runCursors = cursorsOf<RunPlace>('runs', z.tuple([z.int()]))
/** Series of a run as they stand in its report. */
export type RunSeriesPlace = readonly [index: number]
export const runSeriesCursors = cursorsOf<RunSeriesPlace>('run-series', z.tuple([z.int()]))
