import './Backfills.css'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { JobSeries, JobState } from '../../../server/backfill/jobState.ts'
import { useCount, useFormat, usePage, useWords } from '../page.ts'
import { OutcomeWord } from './OutcomeWord.tsx'
import { useData } from './useData.ts'

/** Seconds of silence after which the page says so. */
const QUIET = 4
/** Series shown while it runs, in the place that is kept for them; the list of backfills has all of them afterwards. */
const LAST = 4

/** The backfill that runs: how far it is, how fast, what it waits for, and what came of each series. */
export function JobPanel({ state }: { readonly state: JobState }) {
  const words = useWords('data')
  const write = useFormat()
  const count = useCount()
  const { page, announce } = usePage()
  const { job, backfills, moments } = useData()
  const { clock, duration, watchClock } = moments
  const quiet = useSignal(0)
  useEffect(watchClock, [])
  useEffect(() => {
    const beat = setInterval(() => {
      quiet.value = Math.floor((page.performance.now() - job.heardAt.peek()) / 1000)
    }, 1000)
    return () => clearInterval(beat)
  }, [quiet])
  const share = state.windows === 0 ? 0 : state.done / state.windows
  const wait = state.paused_until === null ? 0 : (new Date(state.paused_until).getTime() - clock.value) / 1000
  const trouble = job.isLost.value
    ? { kind: 'lost', text: job.isRefused.value ? words.tooManyFollow : words.lost }
    : wait > 0
      ? { kind: 'paused', text: words.paused(String(Math.ceil(wait))) }
      : quiet.value >= QUIET
        ? { kind: 'quiet', text: words.quiet(String(quiet.value)) }
        : null
  // Said when it begins; the seconds go on counting in sight only.
  useEffect(() => {
    if (trouble !== null) announce(trouble.text)
  }, [trouble?.kind])
  return (
    <section class="panel" aria-labelledby="job-head">
      <header class="panel-head">
        <h2 id="job-head">{words.jobTitle(String(state.id))}</h2>
        <button type="button" class="action" disabled={state.stopping} onClick={() => void backfills.stop()}>
          {state.stopping ? words.stopping : words.stop}
        </button>
      </header>
      <div
        class={wait > 0 ? 'progress waits' : 'progress'}
        role="progressbar"
        aria-labelledby="job-head"
        aria-valuemin={0}
        aria-valuemax={state.windows}
        aria-valuenow={state.done}
        aria-valuetext={words.jobProgress(count(state.done), count(state.windows))}
      >
        <div style={{ width: `${(share * 100).toFixed(1)}%` }} />
      </div>
      <p class="job-figures">
        <strong>{words.series(count(state.series_done), count(state.series))}</strong>
        <span>{words.jobProgress(count(state.done), count(state.windows))}</span>
        <span>{words.bars(count(state.rows))}</span>
        {state.rate !== null && <span>{words.rate(count(state.rate))}</span>}
        {state.left_ms !== null && trouble === null && <span>{words.left(duration(state.left_ms))}</span>}
        {state.at !== null && (
          <span class="soft">{words.at(state.at.ticker, state.at.interval, write.date(state.at.to))}</span>
        )}
      </p>
      <p class="job-figures">
        {(['complete', 'partial', 'deferred', 'failed'] as const)
          .filter((outcome) => state.outcomes[outcome] > 0)
          .map((outcome) => (
            <span key={outcome}>
              {count(state.outcomes[outcome])} <OutcomeWord outcome={outcome} />
            </span>
          ))}
      </p>
      <p class="job-state">{trouble !== null && <span class="caution">{trouble.text}</span>}</p>
      <ul class="job-series latest">
        {worthSeeing(job.series.value).map((series) => (
          <SeriesLine key={`${series.ticker} ${series.interval}`} series={series} />
        ))}
      </ul>
    </section>
  )
}

/** The last series, newest first; those that brought nothing stay in sight below them. */
function worthSeeing(all: readonly JobSeries[]): readonly JobSeries[] {
  const isBad = ({ outcome }: JobSeries) => outcome === 'failed' || outcome === 'deferred'
  const older = all
    .slice(0, -LAST / 2)
    .filter(isBad)
    .slice(-LAST / 2)
  const newest = all.slice(older.length - LAST).filter((series) => !older.includes(series))
  return [...newest.toReversed(), ...older.toReversed()]
}

function SeriesLine({ series }: { readonly series: JobSeries }) {
  const words = useWords('data')
  const count = useCount()
  const { ticker, interval, outcome, reason, rows, missing_count, held_count, unsettled_count } = series
  const told = [
    words.rows(count(rows.new), count(rows.changed)),
    ...(missing_count > 0 ? [words.missing(count(missing_count))] : []),
    ...(held_count > 0 ? [words.states.held(count(held_count))] : []),
    ...(unsettled_count > 0 ? [words.unsettled(count(unsettled_count))] : []),
    ...(reason === null ? [] : [words.reasons[reason] ?? reason]),
  ].join(' · ')
  return (
    <li>
      <strong>
        {ticker} {interval}
      </strong>
      <OutcomeWord outcome={outcome} />
      <span class="soft" title={told}>
        {told}
      </span>
    </li>
  )
}
