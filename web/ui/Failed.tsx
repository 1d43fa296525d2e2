import type { Failure } from '../refusal.ts'
import { useWords } from './page.ts'

/** A failed fetch: why, what is still shown, and how to try again. */
export function Failed({
  failure,
  kept,
  retry,
}: {
  readonly failure: Failure
  /** Is older data still on screen? */
  readonly kept: boolean
  readonly retry: () => void
}) {
  const text = useWords('page')
  return (
    <div class="banner" role="alert">
      <p>
        {failure.kind === 'offline' ? (kept ? text.offlineKept : text.offline) : text.refused(failure.detail)}
        {failure.kind === 'refused' && failure.id !== '' && <small> {text.errorId(failure.id)}</small>}
      </p>
      <button type="button" class="action" onClick={retry}>
        {text.retry}
      </button>
    </div>
  )
}
