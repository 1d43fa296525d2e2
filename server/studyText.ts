import type { Study } from './study.ts'
import type { StudySpec } from './studySpec.ts'
import { version } from './version.ts'

/** Format of the answer, counted up when a field changes its meaning. */
export const STUDY_FORMAT = 'aftershock-study/1'

/**
 * A study as one JSON document, piece by piece, so that neither side need hold the whole of a large one.
 *
 * @param generatedAt UTC text, or null to leave the time out and make equal studies equal byte for byte
 */
export function* studyText({ spec, findings, single }: Study, generatedAt: string | null): Iterable<string> {
  const head = { format: STUDY_FORMAT, version, ...(generatedAt === null ? {} : { generated_at: generatedAt }) }
  yield `${open({ ...head, spec: writtenSpec(spec), ...findings })},"single":[`
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
export function writtenSpec(spec: StudySpec): Readonly<Record<string, unknown>> {
  const { kind: _, ...written } = spec
  return written
}
