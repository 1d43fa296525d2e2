import { z } from 'zod'
import type { GivenSettings } from '../impact/settings.ts'
import { modelNames } from '../stats/models.ts'
import { lumpedReturns } from '../stats/settings.ts'
import { LevelParameter, TickerParameter, WindowParameter, WindowsParameter } from './parameters.ts'

/** How a study may be asked to differ from the defaults, as query parameters. */
export const settingsShape = {
  benchmark: TickerParameter.optional(),
  model: z.enum(modelNames).optional(),
  returns: z.enum(['simple', 'log']).optional(),
  estimation: WindowParameter.optional(),
  event: WindowParameter.optional(),
  windows: WindowsParameter.optional(),
  alpha: LevelParameter.optional(),
  mask: z.enum(['none', 'events']).optional(),
  lumped: z.enum(lumpedReturns).optional(),
}
type Given = z.infer<z.ZodObject<typeof settingsShape>>

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
