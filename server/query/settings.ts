import { z } from 'zod'
import type { Ticker } from '../market/ticker.ts'
import { type ModelKind, type ModelName, modelNames } from '../stats/models.ts'
import { lumpedReturns, type Settings } from '../stats/settings.ts'
import {
  LevelParameter,
  orNull,
  RatesParameter,
  TickerParameter,
  told,
  WindowParameter,
  WindowsParameter,
} from './parameters.ts'

/** What a reader asked for; what is left out is decided by the event and then by the defaults. */
export type GivenSettings = Partial<Omit<Settings, 'model'>> & {
  readonly model?: ModelName | ModelKind | undefined
}

export const benchmarkShape = {
  benchmark: told(
    orNull(TickerParameter),
    "what to compare with (default the event's own, then what fits the market)",
    'TICKER',
  ),
}
/** What to compare with, and in which currency. */
export const comparisonShape = {
  ...benchmarkShape,
  convert: told(
    RatesParameter.optional().transform((rates): readonly Ticker[] => rates ?? []),
    "exchange rates that may bring the benchmark into the ticker's currency, with commas",
    'RATE',
  ),
}

/** How a study may be asked to differ from the defaults, as parameters. */
export const settingsShape = {
  model: told(z.enum(modelNames).optional(), 'of normal returns (default market)', 'NAME'),
  returns: told(z.enum(['simple', 'log']).optional(), 'simple (default) or log'),
  estimation: told(WindowParameter.optional(), 'estimation window, sessions from day 0 (default -260..-11)', 'A..B'),
  event: told(WindowParameter.optional(), 'event window (default -10..10)', 'A..B').meta({ option: 'event-window' }),
  windows: told(WindowsParameter.optional(), 'windows whose CAR is tested, comma-separated', 'A..B,…'),
  alpha: told(LevelParameter.optional(), 'two-sided level (default 0.05)', 'P'),
  mask: told(
    z.enum(['none', 'events', 'confounders']).optional(),
    'events leaves sessions around other events out of the estimation window, confounders also those of dividends, splits and world events (default none)',
  ),
  lumped: told(
    z.enum(lumpedReturns).optional(),
    'returns over several sessions: leave-out of estimation (default), or trade-to-trade',
  ),
}
type Given = z.output<z.ZodObject<typeof settingsShape>>

export const settingsOf = ({
  model,
  returns,
  estimation,
  event,
  windows,
  alpha,
  mask,
  lumped,
}: Given): GivenSettings => ({
  model,
  ...(returns === undefined ? {} : { returnType: returns }),
  ...(estimation === undefined ? {} : { estimation }),
  ...(event === undefined ? {} : { event }),
  ...(windows === undefined ? {} : { windows }),
  ...(alpha === undefined ? {} : { alpha }),
  ...(mask === undefined ? {} : { estimationMask: mask }),
  ...(lumped === undefined ? {} : { lumped }),
})
