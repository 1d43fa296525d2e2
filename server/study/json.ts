import { version } from '../version.ts'
import { gathered, jsonText } from './jsonText.ts'
import type { StudySpec } from './spec.ts'
import type { SingleEvent, StudyFindings } from './study.ts'
import type { VersionedStudy } from './version.ts'

/** Format of the answer, counted up when a field changes its meaning. */
const STUDY_FORMAT = 'aftershock-study/1'

/** A spec in the form in which it can be sent again. */
type WrittenSpec<S extends StudySpec = StudySpec> = S extends StudySpec ? Omit<S, 'kind' | 'given'> : never

/** A study as it is answered and written to files. */
export interface StudyAnswer extends StudyFindings {
  readonly format: typeof STUDY_FORMAT
  readonly version: string
  /** Of the stored data, or of the numbers that the spec brings: docs/api.md. */
  readonly data_version: string
  readonly spec: WrittenSpec
  readonly single: readonly SingleEvent[]
}

/**
 * A study as one JSON document, piece by piece, so that neither side need hold the whole of a large one.
 * It carries no time, so that equal studies are equal byte for byte.
 */
export function* studyText({ study, version: data_version }: VersionedStudy): Iterable<string> {
  const { spec, findings, single } = study
  const answer: Omit<StudyAnswer, 'single'> & { readonly single: Iterable<SingleEvent> } = {
    format: STUDY_FORMAT,
    version,
    data_version,
    spec: writtenSpec(spec),
    ...findings,
    single: single(),
  }
  yield* gathered(jsonText(answer))
  yield '\n'
}

function writtenSpec(spec: StudySpec): WrittenSpec {
  const { kind: _, given: __, ...written } = spec
  return written
}
