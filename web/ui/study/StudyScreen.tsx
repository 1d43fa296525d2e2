import './StudyScreen.css'
import { useEffect, useRef } from 'preact/hooks'
import { latest } from '../../state/resource.ts'
import { Failed } from '../Failed.tsx'
import { usePage, useWords } from '../page.ts'
import { useTitle } from '../useTitle.ts'
import { CaarPlot } from './CaarPlot.tsx'
import { EventTable } from './EventTable.tsx'
import { Excluded } from './Excluded.tsx'
import { GroupTable } from './GroupTable.tsx'
import { StudyBuilder } from './StudyBuilder.tsx'
import { StudyFinding } from './StudyFinding.tsx'
import { TakeAway } from './TakeAway.tsx'
import { TestTable } from './TestTable.tsx'
import { useStudy } from './useStudy.ts'

/** Many events at once: what is studied on the left, what it gives on the right. */
export function StudyScreen() {
  const text = useWords('study')
  const { study, form } = useStudy()
  const state = study.state.value
  const answer = latest(state)
  useTitle(text.title)
  const failed = useRef<HTMLDivElement>(null)
  const isStale = state.kind === 'failed'
  const known = latest(usePage().market.tickers.state.value)
  const unknown =
    known === null ? [] : form.value.tickers.filter((asked) => known.every(({ ticker }) => ticker !== asked))
  // The form may be longer than the screen: why there is no answer comes into sight.
  useEffect(() => {
    if (isStale) failed.current?.scrollIntoView({ block: 'nearest' })
  }, [state])
  return (
    <main id="content" tabIndex={-1} class="study">
      <header>
        <h1>{text.title}</h1>
        <p class="soft">{text.lead}</p>
      </header>
      <StudyBuilder />
      <div class={isStale ? 'study-result stale' : 'study-result'} aria-busy={state.kind === 'loading'}>
        <p class="unseen" role="status">
          {state.kind === 'loading' ? text.computing : ''}
        </p>
        {state.kind === 'failed' && (
          <div ref={failed}>
            <Failed failure={state.failure} kept={state.before !== null} retry={study.retry} />
            {unknown.length > 0 && <p class="caution">{text.unknownTickers(unknown.join(', '))}</p>}
            {answer !== null && <p class="soft">{text.answerBefore}</p>}
          </div>
        )}
        {answer === null ? (
          state.kind === 'loading' && <p class="soft">{text.computing}</p>
        ) : (
          <>
            <StudyFinding answer={answer} />
            <CaarPlot answer={answer} />
            <TestTable answer={answer} />
            <GroupTable answer={answer} />
            <EventTable answer={answer} />
            <Excluded answer={answer} />
            <TakeAway answer={answer} />
          </>
        )}
      </div>
    </main>
  )
}
