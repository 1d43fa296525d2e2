import { Hono, type TypedResponse } from 'hono'
import type { JSONParsed } from 'hono/utils/types'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { StudyAnswer } from '../study/json.ts'
import { studyQueue } from '../study/queue.ts'
import { specSchema } from '../study/schema.ts'
import { studyTables } from '../study/tables.ts'
import type { AppContext } from './context.ts'
import { valid } from './valid.ts'

const requestBody = { required: true, content: { 'application/json': { schema: specSchema } } }

/** A response that another thread has written as the JSON text of a `T`: its type goes on to the page's client. */
const jsonOf = <T>(response: Response) => response as Response & TypedResponse<JSONParsed<T>, 200, 'json'>

/**
 * Studies from a spec in the body. The body is read by a thread of its own, so it passes no validator here: a large one
 * must not hold up other requests.
 */
export const studies = ({ db }: AppContext) => {
  const queue = studyQueue(db)
  return new Hono()
    .post(
      '/studies',
      describeRoute({ summary: 'A study of many events from one spec: docs/study-spec.md', requestBody }),
      valid('query', z.strictObject({})),
      async (c) =>
        jsonOf<StudyAnswer>(
          new Response(await queue.study(c.req.raw.body, { kind: 'json' }), {
            headers: { 'Content-Type': 'application/json; charset=utf-8' },
          }),
        ),
    )
    .post(
      '/studies.csv',
      describeRoute({ summary: 'One table of a study as CSV', requestBody }),
      valid('query', z.strictObject({ table: z.enum(studyTables).default('windows') })),
      async (c) => {
        const { table } = c.req.valid('query')
        return new Response(await queue.study(c.req.raw.body, { kind: 'csv', table }), {
          headers: {
            'Content-Type': 'text/csv; charset=utf-8',
            'Content-Disposition': `attachment; filename="study-${table}.csv"`,
          },
        })
      },
    )
}
