import { useWords } from '../page.ts'

/** How a run or a series ended: a word, and a mark whose shape says the same. */
export function OutcomeWord({ outcome }: { readonly outcome: string }) {
  const words = useWords('data')
  return (
    <span class={`outcome ${outcome}`} title={words.outcomeHelp[outcome]}>
      <span class="mark" aria-hidden="true" />
      {words.outcomes[outcome] ?? outcome}
    </span>
  )
}
