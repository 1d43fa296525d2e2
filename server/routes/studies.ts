import { type Context, Hono, type TypedResponse } from 'hono'
import type { JSONParsed } from 'hono/utils/types'
import { type Problem, refusalText } from '../problem.ts'
import { followedStudy } from '../study/followed.ts'
import type { StudyAnswer } from '../study/json.ts'
import { study, studyCsv } from '../verbs/studies.ts'
import type { VerbContext } from '../verbs/verb.ts'
import { questionOf, VERSION_HEADER } from './answering.ts'
import { type Queues, queued } from './queued.ts'

/** Any error as the refusal that it is answered with; what is our mistake is reported. */
export type Refusing = (requestId: string, error: unknown) => Problem

/** A response that another thread has written as the JSON text of a `T`: its type goes on to the page's client. */
const jsonOf = <T>(response: Response) => response as Response & TypedResponse<JSONParsed<T>, 200, 'json'>

/**
 * Studies from a spec in the body, which is read by a thread of its own: a large one must not hold up other requests.
 *
 * @param refuse of a study that is followed, and refused when its answer has begun; null where none is followed
 */
export const studies = (
  { studies: queue }: VerbContext,
  queues: Pick<Queues, 'studies'>,
  refuse: Refusing | null = null,
) =>
  new Hono()
    .post(study.path, queued(queues.studies), async (c) => {
      await questionOf(study, c)
      const { body, signal } = c.req.raw
      if (refuse !== null && wantsLines(c)) {
        const requestId = c.get('requestId' as never) as string
        const lines = await followedStudy(
          (tell, left) => queue.study(body, { kind: 'json' }, AbortSignal.any([signal, left]), tell),
          (error) => refusalText(refuse(requestId, error), requestId),
        )
        return jsonOf<StudyAnswer>(
          new Response(lines, {
            headers: { 'Content-Type': `${LINES}; charset=utf-8`, 'X-Accel-Buffering': 'no' },
          }),
        )
      }
      const { version, bytes } = await queue.study(body, { kind: 'json' }, signal)
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

/** JSON line by line: progress, and last the study. */
const LINES = 'application/x-ndjson'

const wantsLines = (c: Context): boolean => c.req.header('accept')?.includes(LINES) === true
