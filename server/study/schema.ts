import { z } from 'zod'
import { SettingsInput } from '../stats/readSettings.ts'
import { Inline, StoredByChoice, StoredById } from './spec.ts'

/** The spec as JSON Schema, for the description of the server's paths. */
export const specSchema = (): Record<string, unknown> =>
  z.toJSONSchema(
    z.union([Inline, StoredById, StoredByChoice].map((shape) => shape.extend({ settings: SettingsInput.optional() }))),
    { io: 'input', unrepresentable: 'any', target: 'draft-2020-12' },
  )
