import type { StudyProgress } from './progress.ts'
import type { Tell, WrittenStudy } from './queue.ts'

type Bytes = Uint8Array<ArrayBuffer>

/**
 * A study as lines, for whoever wants to see how far it is: as many of progress as there was time for, and last the
 * study itself in the one line that it has without them, or why it was refused.
 *
 * @param begin starts the study
 * @param refused the refusal in one line
 * @returns once something can be said; whoever stops reading ends the study with `begin`'s signal
 * @throws Problem for a study that is refused before any progress was told
 */
export async function followedStudy(
  begin: (tell: Tell, signal: AbortSignal) => Promise<WrittenStudy>,
  refused: (error: unknown) => string,
): Promise<ReadableStream<Bytes>> {
  const encoder = new TextEncoder()
  const leave = new AbortController()
  const first = Promise.withResolvers<void>()
  let stream: ReadableStreamDefaultController<Bytes> | null = null
  let latest: Bytes | null = null
  const tell = (progress: StudyProgress) => {
    latest = encoder.encode(`${JSON.stringify({ progress })}\n`)
    first.resolve()
    // A reader that does not keep up misses a step; the next one says it all.
    if ((stream?.desiredSize ?? 0) > 0) stream?.enqueue(latest)
  }
  const answer = begin(tell, leave.signal)
  await Promise.race([first.promise, answer])
  let reader: ReadableStreamDefaultReader<Bytes> | null = null
  return new ReadableStream({
    start: (controller) => {
      stream = controller
      if (latest !== null) controller.enqueue(latest)
    },
    pull: async (controller) => {
      try {
        reader ??= (await answer).bytes.getReader()
        const { done, value } = await reader.read()
        if (done) controller.close()
        else controller.enqueue(value)
      } catch (error) {
        if (reader !== null) throw error
        controller.enqueue(encoder.encode(`${refused(error)}\n`))
        controller.close()
      }
    },
    cancel: async (reason) => {
      leave.abort()
      await reader?.cancel(reason)
    },
  })
}
