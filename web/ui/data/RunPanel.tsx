import './Backfills.css'
import { useSignal } from '@preact/signals'
import type { RunLine, RunSeries } from '../../state/data/api.ts'
import { latest } from '../../state/resource.ts'
import { useCount, useWords } from '../page.ts'
import { OutcomeWord } from './OutcomeWord.tsx'
import { useData } from './useData.ts'

const SHOWN = 5

/** The last backfills with how they ended. */
export function RunPanel() {
  const words = useWords('data')
  const count = useCount()
  const { runs } = useData().stored
  const all = useSignal(false)
  const known = latest(runs.state.value)?.runs ?? null
  const listed = all.value ? known : known?.slice(0, SHOWN)
  return (
    <section class="panel" aria-labelledby="runs-head">
      <h2 id="runs-head">{words.runs}</h2>
      {known?.length === 0 && <p class="soft">{words.noRuns}</p>}
      <ul class="runs">
        {listed?.map((run) => (
          <Run key={run.id} run={run} />
        ))}
      </ul>
      {known !== null && !all.value && known.length > SHOWN && (
        <button type="button" class="action" onClick={() => (all.value = true)}>
          {words.more(count(known.length - SHOWN))}
        </button>
      )}
    </section>
  )
}

function Run({ run }: { readonly run: RunLine }) {
  const words = useWords('data')
  const count = useCount()
  const { api, moments } = useData()
  const { duration, recent } = moments
  const series = useSignal<readonly RunSeries[] | null>(null)
  const tickers = run.tickers.length === 0 ? words.everything : run.tickers.join(' ')
  const took = run.ended_at === null ? null : new Date(run.ended_at).getTime() - new Date(run.started_at).getTime()
  return (
    <li>
      <details
        onToggle={async ({ currentTarget }) => {
          if (currentTarget.open && series.value === null && run.ended_at !== null)
            series.value = (await api.run(run.id).catch(() => ({ series: [] }))).series
        }}
      >
        <summary>
          <span class="run-id">{run.id}</span>
          <OutcomeWord outcome={run.outcome} />
          <span class="run-what" title={tickers}>
            {tickers} {run.tickers.length > 0 && run.intervals.join(' ')}
          </span>
          <span class="soft run-when">
            {recent(run.started_at)}
            {took !== null && ` · ${duration(took)}`}
          </span>
        </summary>
        <p class="soft">
          {[
            words.outcomeHelp[run.outcome],
            ...(run.rows === null ? [] : [words.rows(count(run.rows.new), count(run.rows.changed))]),
            ...Object.entries(run.series).map(([outcome, n]) => `${count(n)} ${words.outcomes[outcome] ?? outcome}`),
            ...(run.resume_at === null ? [] : [words.resume(recent(run.resume_at))]),
          ].join(' · ')}
        </p>
        {run.message !== null && <p class="soft">{run.message}</p>}
        {series.value !== null && series.value.length > 0 && (
          <ul class="job-series" aria-label={words.details}>
            {series.value.map(
              // Runs of older releases do not tell the last two.
              ({ ticker, interval, outcome, reason, message, missing_count, held_count = 0, unsettled_count = 0 }) => (
                <li key={`${ticker} ${interval}`}>
                  <strong>
                    {ticker} {interval}
                  </strong>
                  <OutcomeWord outcome={outcome} />
                  <span class="soft">
                    {[
                      ...(missing_count > 0 ? [words.missing(count(missing_count))] : []),
                      ...(held_count > 0 ? [words.states.held(count(held_count))] : []),
                      ...(unsettled_count > 0 ? [words.unsettled(count(unsettled_count))] : []),
                      ...(reason === null ? [] : [words.reasons[reason] ?? reason]),
                      ...(message === null ? [] : [message]),
                    ].join(' · ')}
                  </span>
                </li>
              ),
            )}
          </ul>
        )}
      </details>
    </li>
  )
}
