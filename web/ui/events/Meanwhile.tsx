import { useWords } from '../page.ts'

/** What another has stored in a field while it was written here, and the way to take that. */
export function Meanwhile({
  id,
  theirs,
  take,
}: {
  readonly id: string
  readonly theirs: string
  readonly take: () => void
}) {
  const words = useWords('events')
  return (
    <>
      <span id={id} role="alert">
        {words.storedMeanwhile(theirs === '' ? words.emptied : `“${theirs}”`)}
      </span>{' '}
      <button type="button" class="action" onClick={take}>
        {words.takeTheirs}
      </button>
    </>
  )
}
