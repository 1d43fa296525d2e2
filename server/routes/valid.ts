import type { ValidationTargets } from 'hono'
import { validator } from 'hono-openapi'
import type { z } from 'zod'
import { Problem } from '../problem.ts'

/** Checks one part of a request and documents it; a refusal names the first parameter at fault. */
export const valid = <S extends z.ZodType, T extends keyof ValidationTargets>(target: T, schema: S) =>
  validator(target, schema, (result) => {
    if (result.success) return
    const [issue] = result.error as readonly {
      readonly path?: readonly unknown[]
      readonly message: string
      readonly keys?: readonly string[]
    }[]
    const field = issue?.path?.[0] ?? issue?.keys?.[0]
    const name =
      typeof field === 'object' && field !== null && 'key' in field
        ? String(field.key)
        : field === undefined
          ? null
          : String(field)
    const shown = name === null ? 'the request' : name.replaceAll(/[^\w.\-[\]]/g, '?').slice(0, 60)
    throw new Problem(
      400,
      'bad_parameter',
      `Cannot read ${shown}: ${issue?.message ?? 'not as documented'}`,
      name === null ? null : shown,
    )
  })
