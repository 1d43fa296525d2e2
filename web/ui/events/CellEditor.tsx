import { useLayoutEffect, useRef } from 'preact/hooks'
import { daysInstead } from '../../../server/market/day.ts'
import { statuses } from '../../../server/market/eventStatus.ts'
import { eventTypes } from '../../../server/market/eventType.ts'
import type { Editable } from '../../core/events/form.ts'
import type { Words } from '../../i18n/words.ts'
import { useWords } from '../page.ts'
import { Refused } from '../Refused.tsx'
import { Meanwhile } from './Meanwhile.tsx'
import { useEvents } from './useEvents.ts'

/** A cell while it is written: Enter stores, Escape leaves it as it was, and so does going elsewhere with nothing changed. */
export function CellEditor({
  column,
  text,
  title,
  theirs,
  left,
}: {
  readonly column: Editable
  readonly text: string
  readonly title: string
  readonly theirs: string | null
  /** What another has done to the event so that it left the list; null: it is still there. */
  readonly left: 'changed' | 'deleted' | null
}) {
  const words = useWords('events')
  const { editing, edits } = useEvents()
  const field = useRef<HTMLInputElement & HTMLSelectElement>(null)
  // Before the next key: what is typed at once is text, not a command of the grid.
  useLayoutEffect(() => {
    field.current?.focus()
    if (field.current instanceof HTMLInputElement) field.current.select()
  }, [])
  const failure = edits.refused.value
  const isRefused = failure !== null
  const told = [isRefused && 'cell-refused', left !== null && 'cell-left', theirs !== null && 'meanwhile-cell'].filter(
    (id) => id !== false,
  )
  const common = {
    ref: field,
    class: 'entry',
    'aria-label': words.writing(words.columns[column], title),
    'aria-invalid': isRefused,
    'aria-describedby': told.length === 0 ? undefined : told.join(' '),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Escape') editing.cancel()
      // Tab stores as well, and leaves the focus on the cell; where a person is asked, it leads to the answers.
      else if (event.key === 'Enter' || (event.key === 'Tab' && theirs === null && left !== 'deleted' && !isRefused))
        void editing.save(field.current?.value ?? text, true)
      else return
      event.preventDefault()
      event.stopPropagation()
    },
    // Where another has written meanwhile, a person says which of the two it shall be; what is deleted takes nothing more.
    onBlur: () => theirs === null && left !== 'deleted' && void editing.save(field.current?.value ?? text, false),
  }
  return (
    <>
      {column === 'status' ? (
        <select {...common} defaultValue={text}>
          {statuses.map((status) => (
            <option key={status} value={status} selected={status === text}>
              {words.statuses[status]}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...common}
          type="text"
          autocomplete="off"
          spellcheck={column === 'title'}
          list={column === 'type' ? 'event-types' : undefined}
          placeholder={column === 'time' ? words.timeHint : column === 'tickers' ? words.tickersHint : undefined}
          defaultValue={text}
        />
      )}
      {(theirs !== null || left !== null) && (
        <span class="cell-refused">
          {left !== null && (
            <span id="cell-left" role="alert">
              {words.leftList[left]}{' '}
            </span>
          )}
          {left === 'deleted' ? (
            <button type="button" class="action" onClick={editing.cancel}>
              {words.leave}
            </button>
          ) : (
            theirs !== null && (
              <>
                <Meanwhile id="meanwhile-cell" theirs={theirs} take={editing.cancel} />{' '}
                <button
                  type="button"
                  class="action"
                  onClick={() => void editing.save(field.current?.value ?? text, true)}
                >
                  {words.keepMine}
                </button>
              </>
            )
          )}
        </span>
      )}
      {failure !== null && (
        <span class="cell-refused" id="cell-refused" role="alert">
          {failure.kind === 'offline'
            ? words.offlineEdit
            : failure.code === 'E_TIME_FORMAT'
              ? timeTold(failure.report?.[0]?.value ?? '', words)
              : (words.faults[failure.code] ?? <Refused failure={failure} />)}
        </span>
      )}
    </>
  )
}

function timeTold(text: string, words: Words['events']): string {
  const instead = daysInstead(text)
  return instead === null ? words.noTime : words.noSuchDay(instead.month, String(instead.days))
}

/** The codes of the format, for fields that take one. */
export const TypeList = () => (
  <datalist id="event-types">
    {eventTypes.map((type) => (
      <option key={type} value={type} />
    ))}
  </datalist>
)
