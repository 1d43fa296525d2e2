import type { BackfillRunner, JobEnd } from './runner.ts'

/** Between two events, so that neither side takes a quiet job for a dead connection. */
const BREATH = 15_000

/**
 * A job as server-sent events: `progress` with its whole state, `series` for each series that is done, then `end`; the
 * stream closes after that, and when the server stops.
 *
 * @returns null when the job does not run here
 */
export function jobStream(runner: BackfillRunner, id: number): ReadableStream<Uint8Array> | null {
  const encoder = new TextEncoder()
  let leave: (() => void) | null = null
  let breath: NodeJS.Timeout | undefined
  const over = () => {
    clearInterval(breath)
    leave?.()
  }
  let followed = false
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      const send = (text: string) => {
        // A reader that does not keep up misses a step; the next state says everything again.
        if ((controller.desiredSize ?? 0) > -1000) controller.enqueue(encoder.encode(text))
      }
      const event = (name: string, value: unknown) => send(`event: ${name}\ndata: ${JSON.stringify(value)}\n\n`)
      leave = runner.follow(id, {
        state: (state) => event('progress', state),
        series: (series) => event('series', series),
        end: (end) => {
          event('end', endView(end))
          over()
          controller.close()
        },
      })
      followed = leave !== null
      breath = setInterval(() => send(': \n\n'), BREATH)
      breath.unref()
    },
    cancel: over,
  })
  if (followed) return stream
  over()
  return null
}

/** The only event of a job that is over. */
export function endedStream(view: unknown): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      controller.enqueue(new TextEncoder().encode(`event: end\ndata: ${JSON.stringify(view)}\n\n`))
      controller.close()
    },
  })
}

const endView = (end: JobEnd) => {
  if (end.kind === 'broken') return { outcome: 'failed' as const, message: end.message, resume_at: null }
  const { outcome, message, resume_at, stopped } = end.report
  return { outcome: stopped ? ('stopped' as const) : outcome, message, resume_at }
}
