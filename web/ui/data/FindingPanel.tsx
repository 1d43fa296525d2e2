import './Findings.css'
import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { type DataSeverity, type DataStatus, dataSeverities, dataStatuses } from '../../core/data/address.ts'
import { latest } from '../../state/resource.ts'
import { Failed } from '../Failed.tsx'
import { useCount, useWords } from '../page.ts'
import { TwinLinks } from '../TwinLinks.tsx'
import { FindingItem } from './FindingItem.tsx'
import { useData } from './useData.ts'
import { useHeld } from './useHeld.ts'

const SHOWN = 20

/** What checks found, with its evidence, and what was decided about it. */
export function FindingPanel() {
  const words = useWords('data')
  const text = useWords('page')
  const count = useCount()
  const { stored, decisions } = useData()
  const { findings } = stored
  const all = useSignal(false)
  const quality = latest(findings.state.value)
  const listed = all.value ? quality?.findings : quality?.findings.slice(0, SHOWN)
  const hidden = (quality?.findings.length ?? 0) - (listed?.length ?? 0)
  const section = useRef<HTMLElement>(null)
  useHeld(section)
  // The place of the finding that was decided: the reader goes on with what stands there now.
  const decided = useRef<number | null>(null)
  useLayoutEffect(() => {
    const at = decided.current
    if (at === null) return
    decided.current = null
    if (document.activeElement !== document.body) return
    const actions = [...(section.current?.querySelectorAll<HTMLElement>('.findings .decide .action') ?? [])]
    const next = actions[Math.min(at, actions.length - 1)]
    ;(next ?? section.current?.querySelector<HTMLElement>('.decisions .action'))?.focus()
  }, [quality])
  return (
    <section
      class="panel tall"
      ref={section}
      aria-labelledby="findings-head"
      aria-busy={findings.state.value.kind === 'loading'}
    >
      <header class="panel-head">
        <h2 id="findings-head">{words.findings}</h2>
        {quality !== null && (
          <p class="soft">
            {words.openCounts(count(quality.counts.error), count(quality.counts.warn), count(quality.counts.info))}
          </p>
        )}
        <TwinLinks />
      </header>
      <Filters />
      {decisions.refused.value !== null && (
        <Failed failure={decisions.refused.value} kept retry={() => (decisions.refused.value = null)} />
      )}
      <Decisions />
      {quality === null ? (
        <p class="soft">{text.loading}</p>
      ) : quality.findings.length === 0 ? (
        <p class="soft">{words.noFindings}</p>
      ) : (
        <ul class="findings">
          {listed?.map((finding, at) => (
            <FindingItem
              key={finding.id}
              finding={finding}
              repair={quality.repairs.find((repair) => repair.finding === finding.id) ?? null}
              onDecide={() => (decided.current = at)}
            />
          ))}
        </ul>
      )}
      {hidden > 0 && (
        <button type="button" class="action" onClick={() => (all.value = true)}>
          {words.more(count(hidden))}
        </button>
      )}
    </section>
  )
}

function Filters() {
  const words = useWords('data')
  const { dataShown, coverage, show } = useData().stored
  const asked = dataShown.value
  const tickers = [...new Set<string>(coverage.value?.map(({ ticker }) => ticker) ?? [])]
  if (asked === null) return null
  const known = asked.ticker === null || tickers.includes(asked.ticker) ? tickers : [asked.ticker, ...tickers]
  return (
    <p class="finding-filters scripted">
      <select
        class="entry"
        aria-label={words.tickerFilter}
        value={asked.ticker ?? ''}
        onChange={({ currentTarget }) => show({ ticker: currentTarget.value || null })}
      >
        <option value="">{words.allTickers}</option>
        {known.map((ticker) => (
          <option key={ticker} value={ticker}>
            {ticker}
          </option>
        ))}
      </select>
      <select
        class="entry"
        aria-label={words.severityFilter}
        value={asked.severity}
        onChange={({ currentTarget }) =>
          show({ severity: dataSeverities.find((each) => each === currentTarget.value) ?? 'serious' })
        }
      >
        {dataSeverities.map((severity: DataSeverity) => (
          <option key={severity} value={severity}>
            {words.severities[severity]}
          </option>
        ))}
      </select>
      <select
        class="entry"
        aria-label={words.statusFilter}
        value={asked.status}
        onChange={({ currentTarget }) =>
          show({ status: dataStatuses.find((each) => each === currentTarget.value) ?? 'open' })
        }
      >
        {dataStatuses.map((status: DataStatus) => (
          <option key={status} value={status}>
            {words.statuses[status]}
          </option>
        ))}
      </select>
    </p>
  )
}

/** What was decided since the page was opened, with the way back. */
function Decisions() {
  const words = useWords('data')
  const { done, canRedo, undo, redo } = useData().decisions
  if (done.value.length === 0 && !canRedo.value) return null
  return (
    <div class="decisions">
      <h3>{words.decisions}</h3>
      <ol>
        {done.value.map(({ finding, what, action }, at) => (
          <li key={`${finding} ${at}`}>
            {what}: {words.decided[action]}
          </li>
        ))}
      </ol>
      <p>
        <button type="button" class="action" aria-disabled={done.value.length === 0} onClick={() => void undo()}>
          {words.undo}
        </button>{' '}
        <button type="button" class="action" aria-disabled={!canRedo.value} onClick={() => void redo()}>
          {words.redo}
        </button>{' '}
        <small class="soft">{words.undoKeys}</small>
      </p>
    </div>
  )
}
