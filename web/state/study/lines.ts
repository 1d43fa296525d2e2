import type { StudyProgress } from '../../../server/study/progress.ts'

const PROGRESS = '{"progress":'

/**
 * Reads the lines in which a study is answered: hands on what they say of its progress, and gives the last one.
 *
 * @returns null where the answer has no line of its own
 * @throws TypeError where the connection breaks
 */
export async function lastLine(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  tell: (progress: StudyProgress) => void,
): Promise<string | null> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let pieces: string[] = []
  let last: string | null = null
  const end = () => {
    // Put together once: the last line may be as long as a book.
    const line = pieces.join('')
    pieces = []
    if (line.startsWith(PROGRESS)) tell((JSON.parse(line) as { progress: StudyProgress }).progress)
    else if (line !== '') last = line
  }
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    const [first = '', ...rest] = value.split('\n')
    pieces.push(first)
    for (const piece of rest) {
      end()
      pieces.push(piece)
    }
  }
  end()
  return last
}
