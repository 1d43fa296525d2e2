import './Backfills.css'
import { useEffect } from 'preact/hooks'
import type { RunLine } from '../../state/data/api.ts'
import { useCount, useWords } from '../page.ts'
import { useData } from './useData.ts'

/** A backfill of another process: how far it is. It cannot be stopped from here. */
export function ElsewherePanel({ run }: { readonly run: RunLine }) {
  const words = useWords('data')
  const count = useCount()
  const { clock, recent, duration, watchClock } = useData().moments
  useEffect(watchClock, [])
  const { id, progress, process, started_at } = run
  const lasted = clock.value - new Date(started_at).getTime()
  return (
    <section class="panel" aria-labelledby="elsewhere-head">
      <h2 id="elsewhere-head">{words.runsElsewhere(String(id))}</h2>
      {progress !== null && progress.windows > 0 && (
        <div
          class="progress"
          role="progressbar"
          aria-labelledby="elsewhere-head"
          aria-valuemin={0}
          aria-valuemax={progress.windows}
          aria-valuenow={progress.done}
          aria-valuetext={words.jobProgress(count(progress.done), count(progress.windows))}
        >
          <div style={{ width: `${((progress.done / progress.windows) * 100).toFixed(1)}%` }} />
        </div>
      )}
      <p class="job-figures">
        {progress !== null && (
          <>
            <strong>{words.jobProgress(count(progress.done), count(progress.windows))}</strong>
            <span>{words.bars(count(progress.rows))}</span>
            {progress.ticker !== null && (
              <span class="soft">
                {progress.ticker} {progress.interval}
              </span>
            )}
          </>
        )}
        <span class="soft">
          {process !== null && `${words.elsewhereProcess(String(process.pid), process.host)} · `}
          {words.elsewhereSince(recent(started_at))} · {words.elapsed(duration(lasted))}
        </span>
      </p>
      <p class="soft">{words.elsewhereHow}</p>
    </section>
  )
}
