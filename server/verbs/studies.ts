import { study as studyAnswer } from '../answers/study.ts'
import { StudyTableQuestion } from '../query/questions.ts'
import { nothing } from '../query/range.ts'
import { specSchema } from '../study/schema.ts'
import { studyColumns } from '../study/tables.ts'
import { ofMeasuring } from './failures.ts'
import type { Declaration } from './verb.ts'

/**
 * Studies from a spec in the body. It is read by a thread of its own: a large one must not hold up other requests, so
 * the routes hand the body on as it comes.
 */
export const specBodies = [
  {
    type: 'application/json',
    // Made when the paths are described: a server that starts has no need of it.
    get schema() {
      return specSchema()
    },
  },
] as const
/** Why a study may be refused. */
export const ofStudies = [
  'bad_json',
  'bad_spec',
  'missing_series',
  'no_events',
  'unknown_event',
  'no_prices',
  ...ofMeasuring,
  'too_many',
  'too_long',
  'too_large',
] as const

export const study = {
  name: 'study',
  does: 'A study of many events from one spec: docs/study-spec.md',
  method: 'post',
  path: '/studies',
  subject: nothing,
  question: nothing,
  bodies: specBodies,
  gives: {
    kind: 'json',
    status: 200,
    schema: studyAnswer,
    versioned: true,
    lines:
      '{"progress": {"step", "done", "of"}} from time to time, and last the answer, or the refusal of a study that had begun',
  },
  fails: ofStudies,
} as const satisfies Declaration

export const studyCsv = {
  name: 'study-table',
  does: 'One table of a study',
  method: 'post',
  path: '/studies.csv',
  subject: nothing,
  question: StudyTableQuestion,
  bodies: specBodies,
  gives: { kind: 'csv', columns: studyColumns },
  fails: ofStudies,
} as const satisfies Declaration
