import type { Db } from '../../db/file/db.ts'
import type { IsoDate } from '../market/day.ts'
import { askedAs, type Ticker } from '../market/ticker.ts'
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
import { admissible, optionsAt, type PlacedStudy } from './placedStudy.ts'
import { type Asked, placedEvent } from './placing.ts'
import { type Reading, readingOf } from './reading.ts'

/** A combination; the model may be a named set of factors. */
export type NamedCell = Omit<Cell, 'model'> & { readonly model: Cell['model'] | ModelName } & CellOutcome
export type NamedRobustness = Omit<Robustness, 'cells'> & { readonly cells: readonly NamedCell[] }

export type RobustnessAnswer = NamedRobustness & {
  readonly event_id: string
  readonly ticker: Ticker
  /** The former name it was asked for by. */
  readonly asked_as: Ticker | null
  readonly benchmark: string
  readonly settings: Settings
  /** Every session the news may have hit. */
  readonly candidates: readonly IsoDate[]
}

/**
 * One stored event recomputed over models, estimation lengths, windows and admissible days.
 *
 * @throws Problem 404 for an unknown event or ticker, 409 without prices, 422 for an event that cannot be placed
 */
export async function robustnessOfStored(
  db: Db,
  eventId: string,
  asked: Asked & { readonly ticker: Ticker | null },
): Promise<RobustnessAnswer> {
  const reading = readingOf(db)
  const placed = await placedEvent(reading, eventId, asked)
  const { event, aligned, settings, excluded, benchmark } = placed
  const { alignment } = event
  if (alignment.kind !== 'aligned')
    throw new Problem(422, 'no_day_zero', `Cannot place ${eventId} on a session: ${alignment.kind}`, 'event')
  if (excluded !== null && excluded.reason !== 'outsideData')
    throw new Problem(422, 'not_measured', `Cannot measure ${eventId}: ${excluded.detail}`, 'event')
  if (admissible(placed).length === 0)
    throw new Problem(
      422,
      'outside_data',
      `There are no prices of ${aligned.ticker.symbol} on ${alignment.day0}`,
      'event',
    )
  return {
    event_id: eventId,
    ticker: aligned.ticker.symbol,
    asked_as: askedAs(asked.ticker, aligned.ticker.symbol),
    benchmark: benchmark ?? aligned.benchmark.symbol,
    settings,
    candidates: alignment.candidates,
    ...(await robustnessOfPlaced(reading, placed)),
  }
}

const factorModels = modelNames.filter((name) => returnModels[name].inGrid && returnModels[name].kind === 'factors')

/** The same of an event that is laid out already; the named factor models only where their returns are stored. */
export async function robustnessOfPlaced(reading: Reading, placed: PlacedStudy): Promise<NamedRobustness> {
  const { aligned, settings } = placed
  const grid = defaultGrid(settings)
  const days = admissible(placed)
  const positions = days.map(([, position]) => position)
  const over = (series: typeof aligned.series, variant: Settings, models: typeof grid.models) =>
    robustnessOfEvent(series, positions, variant, { ...grid, models }, (day0) => optionsAt(placed, day0)).cells
  const cells: NamedCell[] = [...over(aligned.series, settings, grid.models)]
  for (const name of factorModels) {
    const variant = { ...settings, ...settingsOfModel(name) }
    const withFactors = await stored(reading.aligned(aligned.ticker, aligned.benchmark, aligned.rate, variant))
    if (withFactors !== null)
      cells.push(...over(withFactors.series, variant, ['factors']).map((cell): NamedCell => ({ ...cell, model: name })))
  }
  return {
    cells,
    all: spreadOf(cells),
    windows: grid.windows.map(([from, to]) => ({
      from,
      to,
      ...spreadOf(cells.filter((cell) => cell.from === from && cell.to === to)),
    })),
  }
}

/** Null where the factor returns are not stored. */
async function stored<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Problem && error.code === 'no_factors') return null
    throw error
  }
}
