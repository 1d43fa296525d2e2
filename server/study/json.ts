import { version } from '../version.ts'
import type { StudySpec } from './spec.ts'
import type { Study } from './study.ts'

/** Format of the answer, counted up when a field changes its meaning. */
const STUDY_FORMAT = 'aftershock-study/1'

/**
 * A study as one JSON document, piece by piece, so that neither side need hold the whole of a large one.
 * It carries no time, so that equal studies are equal byte for byte.
 */
export function* studyText({ spec, findings, single }: Study): Iterable<string> {
  yield `${open({ format: STUDY_FORMAT, version, spec: writtenSpec(spec), ...findings })},"single":[`
  let piece: string[] = []
  let length = 0
  let first = true
  for (const event of single()) {
    const text = JSON.stringify(event)
    piece.push(first ? text : `,${text}`)
    first = false
    length += text.length
    if (length < 256 * 1024) continue
    yield piece.join('')
    piece = []
    length = 0
  }
  yield `${piece.join('')}]}\n`
}

/** The text of an object without its closing brace. */
const open = (fields: object): string => JSON.stringify(fields).slice(0, -1)

/** The spec in the form in which it can be sent again. */
function writtenSpec(spec: StudySpec): Readonly<Record<string, unknown>> {
  const { kind: _, ...written } = spec
  return written
}
