import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { Problem } from '../problem.ts'
import { acceptFinding, undoFinding } from '../quality/decide.ts'
import { findingView, qualityOf } from '../quality/view.ts'
import { IntervalParameter, TickerParameter, wholeNumber } from '../query/parameters.ts'
import type { AppContext } from './context.ts'
import { valid } from './valid.ts'

const severities = ['info', 'warn', 'error'] as const
/** One severity or several: `error,warn`. */
const Severities = z
  .string()
  .max(40)
  .transform((text, context) => {
    const known = text.split(',').flatMap((word) => severities.filter((severity) => severity === word))
    if (known.length === text.split(',').length) return known
    context.addIssue({ code: 'custom', message: 'expected info, warn or error, or several of them' })
    return z.NEVER
  })

const QualityQuery = z.strictObject({
  ticker: TickerParameter.optional(),
  interval: IntervalParameter.optional(),
  status: z.enum(['open', 'accepted', 'resolved']).optional(),
  severity: Severities.optional(),
  part: z.enum(['all', 'findings', 'coverage']).optional(),
})

const Note = z
  .string()
  .max(500)
  // A note is one line of text: control characters, and those that turn the reading direction, have no place in it.
  .regex(/^[^\p{Cc}\u2028-\u202e\u2066-\u2069]*$/u, 'expected text without control characters')
const Decision = z.strictObject({ status: z.enum(['accepted', 'open']), note: Note.nullable().optional() })
const RepairDecision = z.strictObject({
  finding: z.int().positive(),
  action: z.enum(['accept', 'undo']),
  note: Note.nullable().optional(),
})

export const quality = ({ db, now }: AppContext) => {
  const decide = async (id: number, status: 'accepted' | 'open', note: string | null) => {
    const decision = await (status === 'accepted' ? acceptFinding : undoFinding)(db, id, note, now())
    switch (decision.kind) {
      case 'unknown-finding':
        throw new Problem(404, 'unknown_finding', `There is no finding ${id}`, 'finding')
      case 'done':
        return { finding: findingView(decision.finding), repaired: decision.repaired }
    }
  }
  return new Hono()
    .get(
      '/quality',
      describeRoute({ summary: 'Findings, corrections, coverage by month, and what the source last said' }),
      valid('query', QualityQuery),
      async (c) => c.json(await qualityOf(db, c.req.valid('query'), now())),
    )
    .post(
      '/quality/:finding',
      describeRoute({ summary: 'Accept a finding, or take that back' }),
      valid('param', z.object({ finding: wholeNumber(1, 999_999_999) })),
      valid('json', Decision),
      async (c) => {
        const { status, note } = c.req.valid('json')
        return c.json(await decide(c.req.valid('param').finding, status, note ?? null))
      },
    )
    .post(
      '/repairs',
      describeRoute({ summary: 'Lay the correction of a finding over its bars, or take it off again' }),
      valid('json', RepairDecision),
      async (c) => {
        const { finding, action, note } = c.req.valid('json')
        return c.json(await decide(finding, action === 'accept' ? 'accepted' : 'open', note ?? null))
      },
    )
}
