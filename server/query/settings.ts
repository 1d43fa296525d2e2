import { z } from 'zod'
import { factorModels, type GivenSettings } from '../impact/settings.ts'
import { modelKinds } from '../stats/settings.ts'
import { LevelParameter, TickerParameter, WindowParameter, WindowsParameter } from './parameters.ts'

const models = [...modelKinds.filter((kind) => kind !== 'factors'), ...Object.keys(factorModels)]

/** How a study may be asked to differ from the defaults, as query parameters. */
export const settingsShape = {
  benchmark: TickerParameter.optional(),
  model: z.enum(models as [string, ...string[]]).optional(),
  returns: z.enum(['simple', 'log']).optional(),
  estimation: WindowParameter.optional(),
  event: WindowParameter.optional(),
  windows: WindowsParameter.optional(),
  alpha: LevelParameter.optional(),
  mask: z.enum(['none', 'events']).optional(),
}
type Given = z.infer<z.ZodObject<typeof settingsShape>>

export const settingsOf = ({ model, returns, estimation, event, windows, alpha, mask }: Given): GivenSettings => ({
  model: model as GivenSettings['model'],
  ...(returns === undefined ? {} : { returnType: returns }),
  ...(estimation === undefined ? {} : { estimation }),
  ...(event === undefined ? {} : { event }),
  ...(windows === undefined ? {} : { windows }),
  ...(alpha === undefined ? {} : { alpha }),
  ...(mask === undefined ? {} : { estimationMask: mask }),
})
