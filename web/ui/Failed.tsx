import type { Failure } from '../refusal.ts'
import { usePage, useWords } from './page.ts'
import { Refused } from './Refused.tsx'

/** A failed fetch: why, what is still shown, and how to try again. */
export function Failed({
  failure,
  kept,
  retry,
  csv,
}: {
  readonly failure: Failure
  /** Is older data still on screen? */
  readonly kept: boolean
  readonly retry: () => void
  /** Where the same data are as a file. */
  readonly csv?: string | undefined
}) {
  const text = useWords('page')
  const { copyText } = usePage()
  return (
    <div class="banner" role="alert">
      <p>
        {failure.kind === 'refused' ? <Refused failure={failure} /> : kept ? text.offlineKept : text.offline}
        {failure.kind === 'refused' && failure.id !== '' && <small> {text.errorId(failure.id)}</small>}
      </p>
      {csv && <a href={csv}>CSV</a>}
      {failure.kind === 'refused' && failure.id !== '' && (
        <button type="button" class="action" onClick={() => copyText(`${failure.detail} (${failure.id})`)}>
          {text.copyError}
        </button>
      )}
      <button type="button" class="action" onClick={retry}>
        {text.retry}
      </button>
    </div>
  )
}
