import { Hono, type TypedResponse } from 'hono'
import type { JSONParsed } from 'hono/utils/types'
import type { StudyAnswer } from '../study/json.ts'
import { study, studyCsv } from '../verbs/studies.ts'
import type { VerbContext } from '../verbs/verb.ts'
import { questionOf, VERSION_HEADER } from './answering.ts'
import { type Queues, queued } from './queued.ts'

/** A response that another thread has written as the JSON text of a `T`: its type goes on to the page's client. */
const jsonOf = <T>(response: Response) => response as Response & TypedResponse<JSONParsed<T>, 200, 'json'>

/** Studies from a spec in the body, which is read by a thread of its own: a large one must not hold up other requests. */
export const studies = ({ studies: queue }: VerbContext, queues: Pick<Queues, 'studies'>) =>
  new Hono()
    .post(study.path, queued(queues.studies), async (c) => {
      await questionOf(study, c)
      const { version, bytes } = await queue.study(c.req.raw.body, { kind: 'json' }, c.req.raw.signal)
      const headers = { 'Content-Type': 'application/json; charset=utf-8', [VERSION_HEADER]: version }
      return jsonOf<StudyAnswer>(new Response(bytes, { headers }))
    })
    .post(studyCsv.path, queued(queues.studies), async (c) => {
      const { table } = await questionOf(studyCsv, c)
      const { version, bytes } = await queue.study(c.req.raw.body, { kind: 'csv', table }, c.req.raw.signal)
      return new Response(bytes, {
        headers: {
          'Content-Type': 'text/csv; charset=utf-8',
          'Content-Disposition': `attachment; filename="study-${table}.csv"`,
          [VERSION_HEADER]: version,
        },
      })
    })
