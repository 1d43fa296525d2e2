import { dataWords } from '../../i18n/dataText.ts'

/** How a run or a series ended: a word, and a mark whose shape says the same. */
export function OutcomeWord({ outcome }: { readonly outcome: string }) {
  const words = dataWords.value
  return (
    <span class={`outcome ${outcome}`} title={words.outcomeHelp[outcome]}>
      <span class="mark" aria-hidden="true" />
      {words.outcomes[outcome] ?? outcome}
    </span>
  )
}
