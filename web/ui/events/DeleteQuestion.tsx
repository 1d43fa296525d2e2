import { useLayoutEffect, useRef } from 'preact/hooks'
import { useCount, useWords } from '../page.ts'
import { useEvents } from './useEvents.ts'

const NAMED = 5

/** What would be deleted, and whether it shall: nothing is before. Escape says no. */
export function DeleteQuestion() {
  const words = useWords('events')
  const count = useCount()
  const { asked, answer } = useEvents().editing
  const no = useRef<HTMLButtonElement>(null)
  const some = asked.value
  useLayoutEffect(() => no.current?.focus(), [some])
  if (some === null) return null
  return (
    <div
      class="event-question"
      role="alertdialog"
      aria-labelledby="event-question"
      aria-describedby="event-question-lines"
      onKeyDown={(event) => {
        if (event.key === 'Escape') void answer(false)
      }}
    >
      <h2 id="event-question">{words.deleteQuestion(count(some.length))}</h2>
      <ul id="event-question-lines">
        {some.slice(0, NAMED).map(({ id, title }) => (
          <li key={id}>{title}</li>
        ))}
        {some.length > NAMED && <li>… {words.andMore(count(some.length - NAMED))}</li>}
      </ul>
      <p class="soft">{words.deleteHow}</p>
      <p class="decide">
        <button type="button" class="action" ref={no} onClick={() => void answer(false)}>
          {words.no}
        </button>{' '}
        <button type="button" class="action primary" onClick={() => void answer(true)}>
          {words.delete}
        </button>
      </p>
    </div>
  )
}
