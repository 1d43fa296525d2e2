import { useEffect, useRef } from 'preact/hooks'
import type { Failure } from '../../refusal.ts'
import { latest } from '../../state/resource.ts'
import { STOPPED } from '../../state/study/study.ts'
import { Failed } from '../Failed.tsx'
import { usePage, useWords } from '../page.ts'
import { SpecFaults } from './SpecFile.tsx'
import { useStudy } from './useStudy.ts'
import { useTold } from './useTold.ts'

/** Why a study has no answer, and what was asked. */
export function Unanswered({ failure, kept }: { readonly failure: Failure; readonly kept: boolean }) {
  const text = useWords('study')
  const { study, form } = useStudy()
  const told = useTold()
  const box = useRef<HTMLDivElement>(null)
  const known = latest(usePage().market.tickers.state.value)
  const unknown =
    known === null ? [] : form.value.tickers.filter((asked) => known.every(({ ticker }) => ticker !== asked))
  // The form may be longer than the screen: why there is no answer comes into sight.
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' })
  }, [failure])
  const report = failure.kind === 'refused' ? (failure.report ?? []) : []
  const isStopped = failure.kind === 'refused' && failure.code === STOPPED
  return (
    <div ref={box} class="refused">
      {isStopped ? <Stopped retry={study.retry} /> : <Failed failure={failure} kept={kept} retry={study.retry} />}
      <p class="soft">{text.refusedAsked(told)}</p>
      {report.length > 0 && <SpecFaults report={report} />}
      {unknown.length > 0 && <p class="caution">{text.unknownTickers(unknown.join(', '))}</p>}
      {kept && <p class="soft">{text.answerBefore}</p>}
    </div>
  )
}

/** A study that the reader gave up. The button that did it is gone: the focus goes to the one in its place. */
function Stopped({ retry }: { readonly retry: () => void }) {
  const text = useWords('study')
  const page = useWords('page')
  const again = useRef<HTMLButtonElement>(null)
  useEffect(() => again.current?.focus(), [])
  return (
    <div class="banner">
      <p id="stopped">{text.stopped}</p>
      <button type="button" class="action" ref={again} aria-describedby="stopped" onClick={retry}>
        {page.retry}
      </button>
    </div>
  )
}
