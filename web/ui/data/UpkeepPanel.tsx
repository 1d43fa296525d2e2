import './UpkeepPanel.css'
import { restoreCommandOf } from '../../core/data/command.ts'
import type { UpkeepView } from '../../state/data/api.ts'
import { Failed } from '../Failed.tsx'
import { useCount, useWords } from '../page.ts'
import { useData } from './useData.ts'

/** Verifying and backing up the database: what is done now, what came of it, and which backups there are. */
export function UpkeepPanel() {
  const words = useWords('data')
  const text = words.upkeep
  const { upkeep, moments } = useData()
  const { view, refused, outcome, sizeOf, start, stop } = upkeep
  const known = view.value
  const running = known?.running ?? null
  const { kind, problems } = problemsOf(known)
  return (
    <section class="panel upkeep" aria-labelledby="upkeep-head">
      <header class="panel-head">
        <h2 id="upkeep-head">{text.title}</h2>
        <span class="acts scripted">
          {running === null ? (
            (['verify', 'backup'] as const).map((task) => (
              <button key={task} type="button" class="action" onClick={() => void start(task)}>
                {text[task]}
              </button>
            ))
          ) : (
            <button type="button" class="action" disabled={running.stopping} onClick={() => void stop()}>
              {running.stopping ? words.stopping : words.stop}
            </button>
          )}
        </span>
      </header>
      {refused.value !== null && <Failed failure={refused.value} kept retry={() => (refused.value = null)} />}
      <div class="now">
        {running !== null ? (
          <Running running={running} />
        ) : (
          <p class={outcome.value === null ? 'soft' : kind === 'unsound' || kind === 'failed' ? 'caution' : undefined}>
            {outcome.value ?? text.idle}
          </p>
        )}
      </div>
      {problems.length > 0 && (
        <ul class="problems" lang="en">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      {known !== null && (
        <>
          <p class="soft">{text.how(known.folder, String(known.kept))}</p>
          <p class="command">
            <code>{restoreCommandOf(known.backups[0]?.name ?? 'BACKUP')}</code>
          </p>
          {known.backups.length === 0 ? (
            <p class="soft">{text.noBackups}</p>
          ) : (
            <ul class="backups" aria-label={text.backups}>
              {known.backups.map(({ name, bytes, made_at }) => (
                <li key={name}>
                  <code>{name}</code>
                  <span>{sizeOf(bytes)}</span>
                  <span class="soft">{moments.recent(made_at)}</span>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  )
}

function problemsOf(view: UpkeepView | null) {
  const result = view?.running === null ? view.last?.result : undefined
  return { kind: result?.kind ?? null, problems: result?.kind === 'unsound' ? result.problems : [] }
}

function Running({ running }: { readonly running: NonNullable<UpkeepView['running']> }) {
  const text = useWords('data').upkeep
  const count = useCount()
  const { task, step, steps, steps_done, done, all } = running
  const share = (steps_done + (all === 0 ? 0 : done / all)) / steps
  const at = text.step(String(steps_done + 1), String(steps), text.steps[step])
  const words = all > 1 ? `${at}, ${text.pieces(count(done), count(all))}` : at
  return (
    <>
      <div
        class="progress"
        role="progressbar"
        aria-label={text.running[task]}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={words}
      >
        <div style={{ width: `${(share * 100).toFixed(1)}%` }} />
      </div>
      <p>{words}</p>
    </>
  )
}
