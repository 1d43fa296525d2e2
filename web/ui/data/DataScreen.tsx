import { useEffect } from 'preact/hooks'
import '../../style/dataPage.css'
import { dataWords } from '../../i18n/dataText.ts'
import { coverageState, elsewhere, findings, runs } from '../../state/data/answers.ts'
import { listenToUndo } from '../../state/data/decide.ts'
import { job, watchJobs } from '../../state/data/job.ts'
import { Failed } from '../Failed.tsx'
import { CoveragePanel } from './CoveragePanel.tsx'
import { ElsewherePanel } from './ElsewherePanel.tsx'
import { FindingPanel } from './FindingPanel.tsx'
import { JobPanel } from './JobPanel.tsx'
import { Origins } from './Origins.tsx'
import { RepairPanel } from './RepairPanel.tsx'
import { RunPanel } from './RunPanel.tsx'
import { StartForm } from './StartForm.tsx'

/** What is stored and how far it can be trusted; fetching more, and deciding about what checks found. */
export function DataScreen() {
  const words = dataWords.value
  useEffect(watchJobs, [])
  useEffect(listenToUndo, [])
  useEffect(() => {
    document.title = `${words.title} · Aftershock`
  }, [words])
  const failed = [coverageState, findings, runs].find(({ state }) => state.value.kind === 'failed')
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
            for (const asked of [coverageState, findings, runs]) if (asked.state.peek().kind === 'failed') asked.retry()
          }}
        />
      )}
      <div class="data-grid">
        {job.value !== null ? (
          <JobPanel state={job.value} />
        ) : elsewhere.value !== null ? (
          <ElsewherePanel run={elsewhere.value} />
        ) : (
          <StartForm />
        )}
        <RunPanel />
        <CoveragePanel />
        <div class="data-side">
          <FindingPanel />
          <RepairPanel />
        </div>
      </div>
    </main>
  )
}
