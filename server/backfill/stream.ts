import type { JobSeries, JobState } from './jobState.ts'
import type { RunOutcome } from './runList.ts'
import type { BackfillRunner, JobEnd } from './runner.ts'

/** Between two events, so that neither side takes a quiet job for a dead connection. */
const BREATH = 15_000

/** What the events of a job's stream carry, by their names. */
export interface JobEvents {
  readonly progress: JobState
  readonly series: JobSeries
  readonly end: EndView
}

interface EndView {
  readonly outcome: RunOutcome
  readonly message: string | null
  readonly resume_at: string | null
}

const written = <Name extends keyof JobEvents>(name: Name, value: JobEvents[Name]): string =>
  `event: ${name}\ndata: ${JSON.stringify(value)}\n\n`

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
      leave = runner.follow(id, {
        state: (state) => send(written('progress', state)),
        series: (series) => send(written('series', series)),
        end: (end) => {
          send(written('end', endView(end)))
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
export function endedStream(view: JobEvents['end']): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      controller.enqueue(new TextEncoder().encode(written('end', view)))
      controller.close()
    },
  })
}

const endView = (end: JobEnd): EndView => {
  if (end.kind === 'broken') return { outcome: 'failed', message: end.message, resume_at: null }
  const { outcome, message, resume_at, stopped } = end.report
  return { outcome: stopped ? 'stopped' : outcome, message, resume_at }
}
