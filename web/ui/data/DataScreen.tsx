import './DataScreen.css'
import { useEffect, useLayoutEffect } from 'preact/hooks'
import { dataState } from '../../state/data/data.ts'
import { answered } from '../../state/resource.ts'
import type { State } from '../../state/state.ts'
import { Failed } from '../Failed.tsx'
import { listenToUndo } from '../listenToUndo.ts'
import { useWords } from '../page.ts'
import { useTitle } from '../useTitle.ts'
import { CoveragePanel } from './CoveragePanel.tsx'
import { ElsewherePanel } from './ElsewherePanel.tsx'
import { FindingPanel } from './FindingPanel.tsx'
import { ImportsPanel } from './ImportsPanel.tsx'
import { JobPanel } from './JobPanel.tsx'
import { Origins } from './Origins.tsx'
import { RepairPanel } from './RepairPanel.tsx'
import { RunPanel } from './RunPanel.tsx'
import { StartForm } from './StartForm.tsx'
import { TickerPanel } from './TickerPanel.tsx'
import { UpkeepPanel } from './UpkeepPanel.tsx'
import { useData } from './useData.ts'

export { DataScreen as Part }

/** Waits until every panel has its answer, or is refused it. */
export async function settle(state: State): Promise<void> {
  dataState(state)
  await answered(state)
}

/** What is stored and how far it can be trusted; fetching more, and deciding about what checks found. */
function DataScreen() {
  const words = useWords('data')
  const { stored, job, backfills, decisions, upkeep } = useData()
  const { allCoverage, findings, runs, elsewhere } = stored
  useTitle(words.title)
  useEffect(backfills.watch, [])
  useEffect(upkeep.watch, [])
  useLayoutEffect(() => listenToUndo(decisions), [])
  const failed = [allCoverage, findings, runs].find(({ state }) => state.value.kind === 'failed')
  const state = failed?.state.value
  return (
    <main class="data-page" id="content" tabIndex={-1}>
      <header class="data-head">
        <h1>{words.title}</h1>
        <p class="soft">{words.intro}</p>
        <Origins />
      </header>
      {state?.kind === 'failed' && (
        <Failed
          failure={state.failure}
          kept={state.before !== null}
          retry={() => {
            for (const asked of [allCoverage, findings, runs]) if (asked.state.peek().kind === 'failed') asked.retry()
          }}
        />
      )}
      <div class="data-grid">
        <div class="fetching">
          <StartForm />
          {job.state.value !== null ? (
            <JobPanel state={job.state.value} />
          ) : (
            elsewhere.value !== null && <ElsewherePanel run={elsewhere.value} />
          )}
        </div>
        <RunPanel />
        <div class="data-side">
          <CoveragePanel />
          <ImportsPanel />
          <UpkeepPanel />
          <TickerPanel />
        </div>
        <div class="data-side">
          <FindingPanel />
          <RepairPanel />
        </div>
      </div>
    </main>
  )
}
