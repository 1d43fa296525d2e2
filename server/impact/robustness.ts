import { findEvent } from '../../db/events.ts'
import type { Db } from '../../db/file/db.ts'
import { findTicker } from '../../db/tickers.ts'
import type { IsoDate } from '../market/day.ts'
import { alignEvent } from '../market/eventAlign.ts'
import { ticker as readTicker, type Ticker } from '../market/ticker.ts'
import { Problem } from '../problem.ts'
import { type ModelName, modelNames, returnModels, settingsOfModel } from '../stats/models.ts'
import {
  type Cell,
  type CellOutcome,
  defaultGrid,
  type Robustness,
  robustnessOfEvent,
  spreadOf,
} from '../stats/robustness.ts'
import type { Settings } from '../stats/settings.ts'
import { frameOf } from './alignedSeries.ts'
import { type GivenSettings, settingsFor } from './settings.ts'

/** A combination; the model may be a named set of factors. */
type NamedCell = Omit<Cell, 'model'> & { readonly model: Cell['model'] | ModelName } & CellOutcome

const factorModels = modelNames.filter((name) => returnModels[name].inGrid && returnModels[name].kind === 'factors')

export type RobustnessAnswer = Omit<Robustness, 'cells'> & {
  readonly cells: readonly NamedCell[]
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
  const grid = defaultGrid(settings)
  const cells: readonly NamedCell[] = [
    ...robustnessOfEvent(frame.series, positions, settings, grid).cells,
    ...(await factorCells(db, { ticker: symbol, benchmark: frame.benchmark.symbol }, positions, settings)),
  ]
  return {
    event_id: eventId,
    ticker: symbol,
    benchmark: frame.benchmark.symbol,
    settings,
    candidates: alignment.candidates,
    cells,
    all: spreadOf(cells),
    windows: grid.windows.map(([from, to]) => ({
      from,
      to,
      ...spreadOf(cells.filter((cell) => cell.from === from && cell.to === to)),
    })),
  }
}

/** The same under the named factor models; none where the factor returns are not stored. */
async function factorCells(
  db: Db,
  { ticker, benchmark }: { readonly ticker: Ticker; readonly benchmark: Ticker },
  positions: readonly number[],
  settings: Settings,
): Promise<readonly NamedCell[]> {
  const variant = (model: ModelName): Settings => ({ ...settings, ...settingsOfModel(model) })
  try {
    // The five factors hold those of the smaller models.
    const { series } = await frameOf(db, ticker, benchmark, variant('ff5'))
    return factorModels.flatMap((model) => {
      const grid = { ...defaultGrid(settings), models: ['factors'] as const }
      return robustnessOfEvent(series, positions, variant(model), grid).cells.map((cell) => ({ ...cell, model }))
    })
  } catch (error) {
    if (error instanceof Problem && error.code === 'no_factors') return []
    throw error
  }
}

async function firstWithPrices(db: Db, tickers: readonly { readonly symbol: string }[]): Promise<Ticker | null> {
  for (const { symbol } of tickers) {
    const read = readTicker(symbol)
    if (read !== null && (await findTicker(db, read)) !== null) return read
  }
  return null
}
