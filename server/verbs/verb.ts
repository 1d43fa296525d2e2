import type { z } from 'zod'
import type { Over } from '../../db/eventOver.ts'
import type { Db } from '../../db/file/db.ts'
import { asItStands } from '../../db/file/kept.ts'
import { dataVersion, type Used } from '../../db/version.ts'
import type { BackfillRunner } from '../backfill/runner.ts'
import type { IngestQueue } from '../ingest/queue.ts'
import type { StudyQueue } from '../study/queue.ts'
import type { ColumnHead } from '../table/column.ts'
import type { Table } from '../table/table.ts'
import type { UpkeepRunner } from '../upkeep/runner.ts'
import type { FailureCode } from './failures.ts'

/** What verbs work on. */
export interface VerbContext {
  readonly db: Db
  readonly backfills: BackfillRunner
  readonly upkeep: UpkeepRunner
  readonly ingests: IngestQueue
  readonly studies: StudyQueue
  /** Files beyond the usual limits of uploads are taken: whoever runs the server has said so. */
  readonly takesAnySize?: boolean
  /** What whoever asks has read of the event that is to change, where they say so. */
  readonly over?: Over | undefined
  /** The moment of the store at which the question came, where somebody has asked for that already. */
  readonly moment?: string | undefined
  /** UTC milliseconds. */
  readonly now: () => number
}

export type Method = 'get' | 'post' | 'put' | 'delete'

/** What a request carries in its body, where that is not the question itself. */
export interface Body {
  readonly type: 'application/json' | 'text/csv'
  readonly schema: Readonly<Record<string, unknown>>
}

/** What comes back. */
export type Gives =
  /** `versioned`: beside the declared fields stands `data_version`. */
  | {
      readonly kind: 'json'
      readonly status: 200 | 202
      readonly schema: z.ZodType
      readonly versioned: boolean
      /** What comes as lines of JSON (`application/x-ndjson`) where these are accepted. */
      readonly lines?: string
    }
  | { readonly kind: 'csv'; readonly columns: readonly ColumnHead[] }
  /** The question says which of them. */
  | { readonly kind: 'file'; readonly types: readonly string[] }
  | { readonly kind: 'events'; readonly doc: string }
  /** The last part of the path says which. */
  | { readonly kind: 'picture'; readonly type: 'image/svg+xml' | 'image/png' | 'text/html' }

/** What a verb is called, where it is asked, and what may go wrong. */
interface Heading<M extends Method, Path extends string, Subject extends z.ZodObject, Question extends z.ZodObject> {
  /** One word or two, in lower case with hyphens. */
  readonly name: string
  /** What it does, in a sentence without a full stop. */
  readonly does: string
  readonly method: M
  /** Under /api; `:name` for each part of the subject. */
  readonly path: Path
  /** What the question is about. */
  readonly subject: Subject
  readonly question: Question
  /** Where a body is not the question: the question then stands in the query. */
  readonly bodies?: readonly Body[]
  /** What the header If-Match may hold, where it counts; a change that does not count it refuses it. */
  readonly precondition?: string
  readonly fails: readonly FailureCode[]
}

/**
 * What a verb says of itself, once: HTTP, the command line and /api/openapi.json are made from it.
 *
 * @see routes/answering.ts, scripts/command.ts, routes/openapi.ts
 */
export interface Declaration<
  M extends Method = Method,
  Path extends string = string,
  Subject extends z.ZodObject = z.ZodObject,
  Question extends z.ZodObject = z.ZodObject,
> extends Heading<M, Path, Subject, Question> {
  readonly gives: Gives
}

type Asked<Subject extends z.ZodObject, Question extends z.ZodObject> = readonly [
  question: z.output<Question>,
  subject: z.output<Subject>,
]

/** Says what of the store an answer was computed from. */
export type Uses<Subject extends z.ZodObject, Question extends z.ZodObject, Answer> = (
  answer: Answer,
  ...asked: readonly [...Asked<Subject, Question>, context: Pick<VerbContext, 'db'>]
) => Used | Promise<Used>

interface Answering<
  M extends Method,
  Path extends string,
  Subject extends z.ZodObject,
  Question extends z.ZodObject,
  Answer extends object,
  U extends Uses<Subject, Question, Answer> | null,
> extends Heading<M, Path, Subject, Question> {
  readonly run: (context: VerbContext, ...asked: Asked<Subject, Question>) => Promise<Answer>
  /** Null where nothing stored decides the answer: it has no data version then. */
  readonly used: U
}

/** A verb that answers with one JSON object. */
export interface Verb<
  M extends Method,
  Path extends string,
  Subject extends z.ZodObject,
  Question extends z.ZodObject,
  Answer extends object,
  U extends Uses<Subject, Question, Answer> | null,
> extends Answering<M, Path, Subject, Question, Answer, U> {
  readonly gives: Gives
  /** Runs it, and says of which data the answer speaks. */
  readonly ask: (
    context: VerbContext,
    ...asked: Asked<Subject, Question>
  ) => Promise<{ readonly answer: Answer; readonly version: string | null }>
}

/** Declares a verb; the compiler holds what it answers against what it says of that. */
export function verb<
  M extends Method,
  Path extends string,
  Subject extends z.ZodObject,
  Question extends z.ZodObject,
  Schema extends z.ZodType,
  Answer extends z.output<Schema> & object,
  U extends Uses<Subject, Question, Answer> | null,
>({
  answer,
  status = 200,
  ...declared
}: Answering<M, Path, Subject, Question, Answer, U> & {
  readonly answer: Schema
  readonly status?: 200 | 202
}): Verb<M, Path, Subject, Question, Answer, U> {
  const { method, run, used } = declared
  const answered = async (context: VerbContext, ...asked: Asked<Subject, Question>) => {
    const given = await run(context, ...asked)
    const version = used === null ? null : await dataVersion(context.db, await used(given, ...asked, context))
    return { answer: given, version }
  }
  return {
    ...declared,
    gives: { kind: 'json', status, schema: answer, versioned: used !== null },
    ask: (context, ...asked) =>
      method === 'get' && used !== null
        ? asItStands(context.db, () => answered(context, ...asked), context.moment)
        : answered(context, ...asked),
  }
}

interface Tabling<Subject extends z.ZodObject, Question extends z.ZodObject>
  extends Omit<Heading<'get', string, Subject, Question>, 'method'> {
  /** Name of the downloaded file, without its ending. */
  readonly file: (...asked: Asked<Subject, Question>) => string
  readonly run: (context: Pick<VerbContext, 'db'>, ...asked: Asked<Subject, Question>) => Promise<Table>
}

/** A verb that answers with a table: CSV over HTTP, `npm run export` on the command line. */
export interface TableVerb<Subject extends z.ZodObject = z.ZodObject, Question extends z.ZodObject = z.ZodObject>
  extends Tabling<Subject, Question> {
  readonly method: 'get'
  readonly gives: Gives
}

export const tableVerb = <Subject extends z.ZodObject, Question extends z.ZodObject>({
  columns,
  fails,
  ...declared
}: Tabling<Subject, Question> & { readonly columns: readonly ColumnHead[] }): TableVerb<Subject, Question> => ({
  ...declared,
  // Every table takes its turn among the exports.
  fails: [...fails, 'too_many'],
  method: 'get',
  gives: { kind: 'csv', columns },
})
