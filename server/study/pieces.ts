import type { StudyTable } from '../query/questions.ts'
import { studyText } from './json.ts'
import { studyTable } from './tables.ts'
import type { VersionedStudy } from './version.ts'

/** How a study is written. */
export type StudyOutput = { readonly kind: 'json' } | { readonly kind: 'csv'; readonly table: StudyTable }

const PIECE = 256 * 1024

/** The written study as UTF-8 in pieces of a bounded size, each a buffer of its own that can be handed over. */
export async function* studyPieces(
  answer: VersionedStudy,
  output: StudyOutput,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  for await (const text of output.kind === 'json' ? studyText(answer) : studyTable(answer, output.table).csv()) {
    const bytes = encoder.encode(text)
    for (let from = 0; from < bytes.length; from += PIECE) yield bytes.slice(from, from + PIECE)
  }
}
