import { computed, effect, signal } from '@preact/signals'
import type { JobEvents } from '../../../server/backfill/stream.ts'
import { type Failure, Refusal } from '../../api.ts'
import type { BackfillForm } from '../../core/data/command.ts'
import { dataWords } from '../../i18n/dataText.ts'
import { announce } from '../announce.ts'
import { changes } from '../resource.ts'
import { coverageState, dataShown, elsewhere, found, freshCoverage, keyOfSeries, looks, runs } from './answers.ts'
import { askCoverage, type JobSeries, type JobState, startBackfill, stopBackfill } from './ask.ts'

/** The backfill that runs in the server; null when none does. */
export const job = signal<JobState | null>(null)
export const jobSeries = signal<readonly JobSeries[]>([])
/** Is the server's stream cut off while the job runs on? */
export const jobLost = signal(false)
/** Why the last start or stop did not work. */
export const jobRefused = signal<Failure | null>(null)
export const jobStarting = signal(false)
/** Steady milliseconds at which the job was last heard of. */
export const jobHeard = signal(0)

let stream: EventSource | null = null
let following = 0

const on = <Name extends keyof JobEvents>(source: EventSource, name: Name, hear: (value: JobEvents[Name]) => void) =>
  source.addEventListener(name, ({ data }: MessageEvent<string>) => hear(JSON.parse(data)))

/** Follows a job until its end. What it has stored shows up as it goes. */
export function followJob(id: number): void {
  if (following === id) return
  leaveJob()
  following = id
  const source = new EventSource(`/api/backfills/${id}/progress`)
  stream = source
  source.onopen = () => {
    jobLost.value = false
    jobSeries.value = []
  }
  source.onerror = () => {
    if (stream === source) jobLost.value = true
  }
  on(source, 'progress', (state) => {
    jobHeard.value = performance.now()
    job.value = state
  })
  on(source, 'series', (done) => {
    jobSeries.value = [...jobSeries.value, done]
    sayDone(done)
    const { rows } = done
    if (rows.new + rows.changed + rows.unchanged > 0) refreshSoon(done.ticker)
  })
  on(source, 'end', ({ outcome }) => {
    const words = dataWords.peek()
    source.close()
    announce(words.spokenEnd(words.outcomes[outcome] ?? outcome))
    changes.value++
    // Until the list of backfills has its outcome too, the page would say two things at once.
    const leave = effect(() => {
      if (runs.state.value.kind !== 'loading')
        queueMicrotask(() => {
          leave()
          if (stream === source) leaveJob()
        })
    })
  })
}

const SAY_EVERY = 10_000
let said = Number.NEGATIVE_INFINITY

/** Says how far the job is, once in a while: of twenty series a second nobody could listen to each. */
function sayDone(done: JobSeries): void {
  if (performance.now() - said < SAY_EVERY) return
  said = performance.now()
  const words = dataWords.peek()
  announce(
    words.spokenDone(
      keyOfSeries(done),
      words.outcomes[done.outcome] ?? done.outcome,
      String(jobSeries.peek().length),
      String(job.peek()?.series ?? ''),
    ),
  )
}

function leaveJob(): void {
  stream?.close()
  stream = null
  following = 0
  job.value = null
  jobSeries.value = []
  jobLost.value = false
}

const waiting = new Set<string>()
let timer = 0

/** Asks anew for the series of tickers that are done, a second's worth at a time. */
function refreshSoon(ticker: string): void {
  waiting.add(ticker)
  if (timer !== 0) return
  timer = window.setTimeout(async () => {
    timer = 0
    const tickers = [...waiting]
    waiting.clear()
    found.value++
    for (const each of tickers)
      try {
        const series = await askCoverage(each, AbortSignal.timeout(10_000))
        freshCoverage.value = new Map([
          ...freshCoverage.peek(),
          ...series.map((line) => [keyOfSeries(line), line] as const),
        ])
      } catch {
        // A ticker of which nothing could be stored has no coverage; the end of the job asks for everything again.
      }
  }, 1000)
}

export async function start(form: BackfillForm): Promise<boolean> {
  jobStarting.value = true
  jobRefused.value = null
  try {
    const { id } = await startBackfill(form)
    looks.value++
    followJob(id)
    return true
  } catch (error) {
    jobRefused.value = error instanceof Refusal ? error.failure : { kind: 'offline' }
    looks.value++
    return false
  } finally {
    jobStarting.value = false
  }
}

export async function stop(): Promise<void> {
  const { id } = job.peek() ?? {}
  if (id === undefined) return
  try {
    await stopBackfill(id)
  } catch (error) {
    jobRefused.value = error instanceof Refusal ? error.failure : { kind: 'offline' }
  }
}

const LOOK_EVERY = 10_000
/** While another process runs one, whose progress is in the list of runs alone. */
const FOLLOW_EVERY = 2000

/** What another process stores shows up series by series, and everything is asked for again at its end. */
function followElsewhere(): () => void {
  let before: string | null = null
  let runs = false
  return effect(() => {
    const run = elsewhere.value
    const now = run?.progress?.ticker ?? null
    if (before !== null && before !== now) refreshSoon(before)
    before = now
    if (runs && run === null) changes.value++
    runs = run !== null
  })
}

/** While the page is open: finds the job that runs, and looks for new ones. @returns ends that */
export function watchJobs(): () => void {
  // What was asked series by series stands until the whole list has been asked anew.
  const unmerge = effect(() => {
    if (coverageState.state.value.kind === 'ready') freshCoverage.value = new Map()
  })
  const unfollow = effect(() => {
    const state = runs.state.value
    if (state.kind === 'ready' && state.value.running !== null) followJob(state.value.running.id)
  })
  const look = () => {
    if (dataShown.peek() !== null && document.visibilityState === 'visible' && stream === null) looks.value++
  }
  const busy = computed(() => elsewhere.value !== null)
  const unwatch = effect(() => {
    const clock = setInterval(look, busy.value ? FOLLOW_EVERY : LOOK_EVERY)
    return () => clearInterval(clock)
  })
  const leave = followElsewhere()
  return () => {
    unmerge()
    unfollow()
    unwatch()
    leave()
    leaveJob()
  }
}
