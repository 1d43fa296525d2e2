import { useLayoutEffect, useRef } from 'preact/hooks'
import { statuses } from '../../../server/market/eventStatus.ts'
import { eventTypes } from '../../../server/market/eventType.ts'
import type { Editable } from '../../core/events/change.ts'
import { useWords } from '../page.ts'
import { Refused } from '../Refused.tsx'
import { useEvents } from './useEvents.ts'

/** A cell while it is written: Enter stores, Escape leaves it as it was, and so does going elsewhere with nothing changed. */
export function CellEditor({
  column,
  text,
  title,
}: {
  readonly column: Editable
  readonly text: string
  readonly title: string
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
  const common = {
    ref: field,
    class: 'entry',
    'aria-label': words.writing(words.columns[column], title),
    'aria-invalid': isRefused,
    'aria-describedby': isRefused ? 'cell-refused' : undefined,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Escape') editing.cancel()
      else if (event.key === 'Enter') void editing.save(field.current?.value ?? text, true)
      else return
      event.preventDefault()
      event.stopPropagation()
    },
    onBlur: () => void editing.save(field.current?.value ?? text, false),
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
      {failure !== null && (
        <span class="cell-refused" id="cell-refused" role="alert">
          {failure.kind === 'offline'
            ? words.offlineEdit
            : (words.faults[failure.code] ?? <Refused failure={failure} />)}
        </span>
      )}
    </>
  )
}

/** The codes of the format, for fields that take one. */
export const TypeList = () => (
  <datalist id="event-types">
    {eventTypes.map((type) => (
      <option key={type} value={type} />
    ))}
  </datalist>
)
