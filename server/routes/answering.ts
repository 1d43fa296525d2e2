import type { Context, Env, Handler, TypedResponse } from 'hono'
import type { JSONParsed } from 'hono/utils/types'
import type { z } from 'zod'
import { download, downloaded } from '../http/download.ts'
import { Problem } from '../problem.ts'
import { isOfKnownRows } from '../query/cuts.ts'
import { answerBytes } from '../query/parts.ts'
import { LinkQuestion } from '../query/questions.ts'
import { read } from '../query/read.ts'
import type { Declaration, Method, TableVerb, Uses, Verb, VerbContext } from '../verbs/verb.ts'

/** Where every answer says which data it was computed from. */
export const VERSION_HEADER = 'Data-Version'

/** The body of an answer that is whole before it is sent, among the variables of its context. */
export const BODY = 'body'

/** Among them: the headers of such an answer in JSON, which are all that it has. */
export const HEADERS = 'headers'

/** Among them: is it made again about as fast as it is kept? */
export const CHEAP = 'cheap'

/** Among them: the moment of the store at which the answer was looked for and not found. */
export const MOMENT = 'moment'

/** Among them: the response has every header that it is to have. */
export const WHOLE = 'whole'

type Answered<Answer, U> = U extends null ? Answer : Answer & { readonly data_version: string }

type Part<Name extends string, Shape extends z.ZodObject> = keyof Shape['shape'] extends never
  ? object
  : { [Key in Name]: z.input<Shape> }

/** The request as the page's client makes it: the subject in the path, the question in query or body. */
interface Asked<M extends Method, Subject extends z.ZodObject, Question extends z.ZodObject> {
  in: Part<'param', Subject> & Part<M extends 'get' | 'delete' ? 'query' : 'json', Question>
  // biome-ignore lint/complexity/noBannedTypes: hono's word for no validated values
  out: {}
}

type Reply<Answer> = Promise<Response & TypedResponse<JSONParsed<Answer>, 200, 'json'>>

/** A verb as the handler of its path: asks it what the request asks, and answers with what it gives. */
export function answering<
  M extends Method,
  Path extends string,
  Subject extends z.ZodObject,
  Question extends z.ZodObject,
  Answer extends object,
  U extends Uses<Subject, Question, Answer> | null,
>(
  verb: Verb<M, Path, Subject, Question, Answer, U>,
  context: VerbContext,
  // biome-ignore lint/suspicious/noExplicitAny: the environment and path are those of whoever mounts it
): Handler<any, any, Asked<M, Subject, Question>, Reply<Answered<Answer, U>>> {
  return (async (c: Context) => {
    const asked = [await questionOf(verb, c), subjectOf(verb, c)] as const
    const over = verb.precondition === undefined ? undefined : overOf(c)
    const moment: string | undefined = c.get(MOMENT)
    const { answer, version } = await verb.ask({ ...context, over, moment }, ...asked)
    if (version === null) return c.json(answer, verb.gives.kind === 'json' ? verb.gives.status : 200)
    const whole = { data_version: version, ...answer }
    const bytes = answerBytes(whole)
    const headers = { 'Content-Type': 'application/json', [VERSION_HEADER]: version }
    // Whoever keeps answers need not read them out of the response again.
    c.set(BODY, bytes)
    c.set(HEADERS, headers)
    c.set(CHEAP, isOfKnownRows(whole))
    return new Response(bytes, { headers })
  }) as unknown as Handler<Env, string, Asked<M, Subject, Question>, Reply<Answered<Answer, U>>>
}

/** A table as the handler of its path, made while it is sent. */
export const tabling =
  <Subject extends z.ZodObject, Question extends z.ZodObject>(
    verb: TableVerb<Subject, Question>,
    context: VerbContext,
  ) =>
  async (c: Context): Promise<Response> => {
    const { l, ...question } = queryOf(c)
    read(LinkQuestion, l === undefined ? {} : { l })
    const asked = [read(verb.question, question), subjectOf(verb, c)] as const
    const table = await verb.run(context, ...asked)
    const bytes = await table.bytes?.()
    c.set(BODY, bytes)
    const name = verb.file(...asked)
    const response = bytes === undefined ? await download(table.csv(), name) : downloaded(bytes, name)
    response.headers.set(VERSION_HEADER, table.version)
    return response
  }

export const subjectOf = <Subject extends z.ZodObject>(
  { subject }: Pick<Declaration<Method, string, Subject>, 'subject'>,
  c: Context,
): z.output<Subject> =>
  read(
    subject,
    Object.fromEntries(
      Object.keys(subject.shape).map((name) => [name, (c.req.param(name) ?? '').replace(/\.(csv|svg|png|html)$/, '')]),
    ),
  )

type Asks<M extends Method, Question extends z.ZodObject> = Pick<
  Declaration<M, string, z.ZodObject, Question>,
  'method' | 'bodies' | 'question' | 'precondition'
>

/**
 * From the query; from a body of JSON where a change is asked for and its body is nothing else.
 *
 * @throws Problem 400 for a change with a condition that it does not count: it must not be made as if there were none
 */
export async function questionOf<M extends Method, Question extends z.ZodObject>(
  { method, bodies, question, precondition }: Asks<M, Question>,
  c: Context,
): Promise<z.output<Question>> {
  if (method !== 'get' && precondition === undefined && c.req.header('if-match') !== undefined)
    throw new Problem(
      400,
      'bad_parameter',
      `If-Match does not count at ${method.toUpperCase()} ${c.req.path}: it does where one event is changed, docs/api.md says where`,
      'If-Match',
    )
  const isBody = (method === 'post' || method === 'put') && bodies === undefined
  return read(question, isBody ? await bodyOf(c) : queryOf(c))
}

/**
 * What the header If-Match says was read of an event (RFC 9110, 13.1.1): the version that each tag of an answer about it begins
 * with, so that the packing of the answer does not count. Undefined without the header.
 *
 * @throws Problem for what is no list of tags
 */
export function overOf(c: Context): VerbContext['over'] {
  const header = c.req.header('if-match')?.trim()
  if (header === undefined || header === '*') return header === undefined ? undefined : 'any'
  return header.split(',').map((tag) => {
    // `W/"0123456789ab-…"`, `"0123456789ab"`
    const [, version] = /^\s*(?:W\/)?"([0-9a-f]{12})(?:-[\w-]{1,40})?"\s*$/.exec(tag) ?? []
    if (version !== undefined) return version
    const words = 'Cannot read If-Match as tags of an event, such as "0123456789ab"'
    throw new Problem(400, 'bad_parameter', words, 'If-Match')
  })
}

/** A parameter that is given twice stays a list, which no question takes. */
const queryOf = (c: Context): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(c.req.queries()).map(([name, values]) => [name, values.length > 1 ? values : values[0]]),
  )

async function bodyOf(c: Context): Promise<unknown> {
  try {
    return await c.req.json()
  } catch {
    throw new Problem(400, 'bad_request', 'Malformed JSON in request body')
  }
}
