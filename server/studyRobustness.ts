import { findEvent } from '../db/events.ts'
import type { Db } from '../db/open.ts'
import { findTicker } from '../db/tickers.ts'
import { frameOf } from './frame.ts'
import { type GivenSettings, settingsFor } from './impactSettings.ts'
import type { IsoDate } from './market/day.ts'
import { alignEvent } from './market/eventAlign.ts'
import { ticker as readTicker, type Ticker } from './market/ticker.ts'
import { Problem } from './problem.ts'
import { defaultGrid, type Robustness, robustnessOfEvent } from './study/robustness.ts'
import type { Settings } from './study/settings.ts'

export type RobustnessAnswer = Robustness & {
  readonly event_id: string
  readonly ticker: Ticker
  readonly benchmark: Ticker
  readonly settings: Settings
  /** Every session the news may have hit. */
  readonly candidates: readonly IsoDate[]
}

/**
 * One stored event recomputed over models, estimation lengths, windows and admissible days.
 *
 * @throws Problem 404 for an unknown event or ticker, 409 without prices, 422 for an event without a day 0
 */
export async function robustnessOfStored(
  db: Db,
  eventId: string,
  asked: { readonly ticker: Ticker | null; readonly benchmark: Ticker | null; readonly settings: GivenSettings },
): Promise<RobustnessAnswer> {
  const event = await findEvent(db, eventId)
  if (event === null) throw new Problem(404, 'unknown_event', `There is no event "${eventId}"`, 'event')
  const settings = settingsFor(event, asked.settings)
  const symbol = asked.ticker ?? (await firstWithPrices(db, event.tickers))
  if (symbol === null)
    throw new Problem(409, 'no_prices', `No ticker of ${eventId} has prices: name one with ticker=`, 'ticker')
  const frame = await frameOf(db, symbol, asked.benchmark, settings)
  const alignment = alignEvent(event, frame.calendar)
  if (alignment.kind !== 'aligned')
    throw new Problem(422, 'no_day_zero', `Cannot place ${eventId} on a session: ${alignment.kind}`, 'event')
  const positions = alignment.candidates.flatMap((day) => frame.position.get(day) ?? [])
  if (positions.length === 0)
    throw new Problem(422, 'outside_data', `There are no prices of ${symbol} on ${alignment.day0}`, 'event')
  return {
    event_id: eventId,
    ticker: symbol,
    benchmark: frame.benchmark.symbol,
    settings,
    candidates: alignment.candidates,
    ...robustnessOfEvent(frame.series, positions, settings, defaultGrid(settings)),
  }
}

async function firstWithPrices(db: Db, tickers: readonly { readonly symbol: string }[]): Promise<Ticker | null> {
  for (const { symbol } of tickers) {
    const read = readTicker(symbol)
    if (read !== null && (await findTicker(db, read)) !== null) return read
  }
  return null
}
