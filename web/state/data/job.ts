import { effect, signal } from '@preact/signals'
import type { JobSeries, JobState } from '../../../server/backfill/jobState.ts'
import type { JobEvents } from '../../../server/backfill/stream.ts'
import type { EventStream } from '../pageWindow.ts'
import type { State } from '../state.ts'
import type { Refresh } from './refresh.ts'
import { keyOfSeries, type Stored } from './stored.ts'

/** Milliseconds between two sentences about how far a job is: of twenty series a second nobody could listen to each. */
const SAY_EVERY = 10_000

/** `EventSource.CLOSED`: the browser was refused and asks no more. */
const CLOSED = 2

const on = <Name extends keyof JobEvents>(stream: EventStream, name: Name, hear: (value: JobEvents[Name]) => void) =>
  stream.addEventListener(name, ({ data }) => hear(JSON.parse(data)))

/** The backfill that runs in the server, as its stream tells it. */
export function makeJob({ page, words, announce, changes }: State, { runs }: Stored, refreshSoon: Refresh) {
  /** Null when none runs. */
  const state = signal<JobState | null>(null)
  const series = signal<readonly JobSeries[]>([])
  /** Is the server's stream cut off while the job runs on? */
  const isLost = signal(false)
  /** Has the server sent the reader away, as it does once many follow? */
  const isRefused = signal(false)
  /** Steady milliseconds at which the job was last heard of. */
  const heardAt = signal(0)

  let stream: EventStream | null = null
  let following = 0
  let said = Number.NEGATIVE_INFINITY

  /** Says how far the job is, once in a while. */
  function say(done: JobSeries): void {
    if (page.performance.now() - said < SAY_EVERY) return
    said = page.performance.now()
    const text = words('data')
    announce(
      text.spokenDone({
        series: keyOfSeries(done),
        outcome: text.outcomes[done.outcome] ?? done.outcome,
        done: String(series.peek().length),
        all: String(state.peek()?.series ?? ''),
      }),
    )
  }

  function leave(): void {
    stream?.close()
    stream = null
    following = 0
    state.value = null
    series.value = []
    isLost.value = false
    isRefused.value = false
  }

  /** The list of backfills has its outcome a moment later: until then the page would say two things at once. */
  function leaveWhenListed(ended: EventStream): void {
    const unwatch = effect(() => {
      if (runs.state.value.kind !== 'loading')
        queueMicrotask(() => {
          unwatch()
          if (stream === ended) leave()
        })
    })
  }

  /** Follows a job until its end. What it has stored shows up as it goes. */
  function follow(id: number): void {
    if (following === id) return
    leave()
    following = id
    const source = new page.EventSource(`/api/backfills/${id}/progress`)
    stream = source
    source.onopen = () => {
      isLost.value = false
      isRefused.value = false
      series.value = []
    }
    source.onerror = () => {
      if (stream !== source) return
      isLost.value = true
      isRefused.value = source.readyState === CLOSED
    }
    on(source, 'progress', (now) => {
      heardAt.value = page.performance.now()
      state.value = now
    })
    on(source, 'series', (done) => {
      series.value = [...series.peek(), done]
      say(done)
      const { rows } = done
      if (rows.new + rows.changed + rows.unchanged > 0) refreshSoon(done.ticker)
    })
    on(source, 'end', ({ outcome }) => {
      const text = words('data')
      source.close()
      announce(text.spokenEnd(text.outcomes[outcome] ?? outcome))
      changes.value++
      leaveWhenListed(source)
    })
  }

  return { state, series, isLost, isRefused, heardAt, follow, leave, isFollowed: () => stream !== null }
}

export type Job = ReturnType<typeof makeJob>
