import { z } from 'zod'
import { modelKinds } from './models.ts'
import { defaultSettings, lumpedReturns, problemsOf, type Settings } from './settings.ts'

const position = z.int().min(-5_000).max(5_000)
const window = z.tuple([position, position])
const name = z.string().min(1).max(60)

/** The written form of settings: every key may be left out, an unknown key is refused. */
export const SettingsInput = z.strictObject({
  returnType: z.enum(['simple', 'log']).optional(),
  model: z.enum(modelKinds).optional(),
  estimation: window.optional(),
  event: window.optional(),
  windows: z.array(window).max(100).optional(),
  alpha: z.number().gt(0).lt(1).optional(),
  minCommon: z.int().min(3).max(5_000).optional(),
  minEstimationObs: z.int().min(1).max(5_000).nullable().optional(),
  factors: z.array(name).max(20).optional(),
  riskFree: name.nullable().optional(),
  dimsonLags: z.int().min(1).max(5).optional(),
  lumped: z.enum(lumpedReturns).optional(),
  estimationMask: z.enum(['none', 'events', 'confounders']).optional(),
  separate: z.boolean().optional(),
  bootstrap: z
    .strictObject({
      draws: z.int().min(1).max(99_999).default(999),
      seed: z.int().min(0).max(0xffffffff).default(1),
      block: z.int().min(1).max(5_000).nullable().default(1),
    })
    .nullable()
    .optional(),
})

export type SettingsReading =
  | { readonly kind: 'accepted'; readonly settings: Settings }
  | { readonly kind: 'refused'; readonly problems: readonly string[] }

/**
 * Settings from what a person or a file wrote, completed with the defaults.
 * When the event window is given without windows, the default windows that fit inside it are kept.
 */
export function readSettings(input: unknown): SettingsReading {
  const parsed = SettingsInput.safeParse(input)
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `Cannot read ${issue.path.length === 0 ? 'the settings' : issue.path.join('.')}: ${issue.message}`,
    )
    return { kind: 'refused', problems }
  }
  const given = Object.fromEntries(Object.entries(parsed.data).filter(([, value]) => value !== undefined))
  const event = parsed.data.event ?? defaultSettings.event
  const windows = parsed.data.windows ?? defaultSettings.windows.filter(([a, b]) => a >= event[0] && b <= event[1])
  const settings: Settings = { ...defaultSettings, ...given, windows }
  const problems = problemsOf(settings)
  return problems.length === 0 ? { kind: 'accepted', settings } : { kind: 'refused', problems }
}
