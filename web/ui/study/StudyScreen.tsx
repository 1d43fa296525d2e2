import './StudyScreen.css'
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { latest, until } from '../../state/resource.ts'
import type { State } from '../../state/state.ts'
import { studyState } from '../../state/study/study.ts'
import { useFormat, usePage, useWords } from '../page.ts'
import { useTitle } from '../useTitle.ts'
import { CaarTable } from './CaarTable.tsx'
import { EventTable } from './EventTable.tsx'
import { Excluded } from './Excluded.tsx'
import { GroupTable } from './GroupTable.tsx'
import { MethodsParagraph } from './MethodsParagraph.tsx'
import { RegressionTable } from './RegressionTable.tsx'
import { ResampledTable } from './ResampledTable.tsx'
import { SpecFile } from './SpecFile.tsx'
import { StudyBuilder } from './StudyBuilder.tsx'
import { StudyFinding } from './StudyFinding.tsx'
import { StudyPlots } from './StudyPlots.tsx'
import { StudyProgress } from './StudyProgress.tsx'
import { TakeAway } from './TakeAway.tsx'
import { TestTable } from './TestTable.tsx'
import { Unanswered } from './Unanswered.tsx'
import { useStudy } from './useStudy.ts'
import { useTold } from './useTold.ts'

export { StudyScreen as Part }

/** Asks for the study, and waits until its form is whole: a study may be computed for long. */
export async function settle(state: State): Promise<void> {
  studyState(state)
  await until(() => state.market.tickers.state.value.kind !== 'loading')
}

/** Many events at once: what is studied on the left, what it gives on the right. */
function StudyScreen() {
  const text = useWords('study')
  const { study } = useStudy()
  const answer = latest(study.state.value)
  const isDraggedOver = useSignal(false)
  useTitle(text.title)
  return (
    <main
      id="content"
      tabIndex={-1}
      class={isDraggedOver.value ? 'study dropping' : 'study'}
      data-drop={text.specDrop}
      onDragOver={(event) => {
        if (event.dataTransfer?.types.includes('Files') !== true) return
        event.preventDefault()
        isDraggedOver.value = true
      }}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget as Node | null)) isDraggedOver.value = false
      }}
      // What a file holds is found out where every screen's drops are taken.
      onDrop={() => (isDraggedOver.value = false)}
    >
      <header>
        <h1>{text.title}</h1>
        <p class="soft">{text.lead}</p>
        <OnPaper version={answer?.data_version} />
      </header>
      <div class="study-question scripted">
        <Question />
      </div>
      <Result />
    </main>
  )
}

/** What came of the question; while it has no answer, that of the question before, dimmed. */
function Result() {
  const text = useWords('study')
  const { study } = useStudy()
  const state = study.state.value
  const answer = latest(state)
  const isStale = state.kind === 'failed'
  return (
    <div class={`study-result scripted${isStale ? ' stale' : ''}`} aria-busy={state.kind === 'loading'}>
      <p class="unseen" role="status">
        {state.kind === 'loading' ? text.computing : ''}
      </p>
      {state.kind === 'loading' && <StudyProgress />}
      {state.kind === 'failed' && <Unanswered failure={state.failure} kept={state.before !== null} />}
      {answer === null ? (
        state.kind === 'loading' && <p class="soft">{text.computing}</p>
      ) : (
        <>
          <StudyFinding answer={answer} />
          <StudyPlots answer={answer} />
          <CaarTable answer={answer} />
          <TestTable answer={answer} />
          <GroupTable answer={answer} />
          <ResampledTable answer={answer} />
          <RegressionTable answer={answer} />
          <EventTable answer={answer} />
          <Excluded answer={answer} />
          <MethodsParagraph answer={answer} />
          <TakeAway answer={answer} />
        </>
      )}
    </div>
  )
}

/** The form; on a narrow screen behind a line that says what is studied, so that the answer comes first. */
function Question() {
  const text = useWords('study')
  const { narrow } = usePage()
  const { study } = useStudy()
  const told = useTold()
  const box = useRef<HTMLDetailsElement>(null)
  const kind = study.state.value.kind
  // The question has been asked: its answer is to be seen. A refusal leaves it open for another try.
  useEffect(() => {
    if (kind === 'ready' && box.current?.open) {
      box.current.open = false
      box.current.scrollIntoView({ block: 'nearest' })
    }
  }, [kind])
  const parts = (
    <>
      <StudyBuilder />
      <SpecFile />
    </>
  )
  if (!narrow.value) return parts
  return (
    <details class="question" ref={box}>
      <summary class="opens">
        {text.form} <span class="soft">{told}</span>
      </summary>
      {parts}
    </details>
  )
}

/** What a sheet of paper must say of itself. */
function OnPaper({ version }: { readonly version: string | undefined }) {
  const text = useWords('study')
  const write = useFormat()
  const { page, addressOf } = usePage()
  const today = new Date(page.Date.now()).toISOString().slice(0, 10)
  return (
    <p class="on-paper soft">
      {text.printed(write.date(today))} · {text.hash} {version ?? '–'} ·{' '}
      {new URL(addressOf({}), page.location.href).href}
    </p>
  )
}
