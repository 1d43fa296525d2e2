import { statuses } from '../../../server/market/eventStatus.ts'
import { Failed } from '../Failed.tsx'
import { useCount, useWords } from '../page.ts'
import { useEvents } from './useEvents.ts'

/**
 * What can be done with the chosen events, and the way back from what was done.
 *
 * @param isWriting an event is being written in a form, which says itself why it was refused
 */
export function EditBar({ isWriting }: { readonly isWriting: boolean }) {
  const words = useWords('events')
  const count = useCount()
  const { cursor, edits, editing } = useEvents()
  const { done, canRedo, isBusy, undo, redo, refused } = edits
  const ids = [...cursor.chosen.value]
  const last = done.value.at(-1)
  const isIdle = ids.length === 0 && last === undefined && !canRedo.value
  return (
    <>
      {refused.value !== null && !isWriting && editing.written.value === null && (
        <Failed failure={refused.value} kept retry={() => (refused.value = null)} />
      )}
      <div class="edit-bar" aria-busy={isBusy.value} hidden={isIdle}>
        {ids.length > 0 && (
          <fieldset class="chosen-acts" aria-label={words.chosenActs}>
            <b>{words.chosen(count(ids.length))}</b>
            {statuses.map((status) => (
              <button
                key={status}
                type="button"
                class="action"
                aria-disabled={isBusy.value}
                onClick={() => void edits.setStatus(ids, status)}
              >
                {words.setStatus[status]}
              </button>
            ))}
            <button type="button" class="action" onClick={editing.ask}>
              {words.delete} …
            </button>
            <button type="button" class="action" onClick={cursor.clear}>
              {words.chooseNone}
            </button>
          </fieldset>
        )}
        <p class="undo">
          {last !== undefined && <span class="soft">{last.what}</span>}
          <button
            type="button"
            class="action"
            aria-disabled={last === undefined || isBusy.value}
            onClick={() => void undo()}
          >
            {words.undo}
          </button>
          <button
            type="button"
            class="action"
            aria-disabled={!canRedo.value || isBusy.value}
            onClick={() => void redo()}
          >
            {words.redo}
          </button>
        </p>
      </div>
    </>
  )
}
