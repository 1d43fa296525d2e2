import './NotePanel.css'
import { emptyForm } from '../../core/events/form.ts'
import { EventForm } from '../events/EventForm.tsx'
import { usePage } from '../page.ts'

/** An event is written at a bar of the chart: a title, and the day or the moment; then the reader is back on the chart. */
export function NotePanel() {
  const { note } = usePage().panels
  if (note.value === null) return null
  const { ticker, time } = note.value
  return (
    <aside class="note-panel">
      <EventForm
        of={null}
        first={{ ...emptyForm, time, tickers: ticker }}
        close={() => {
          note.value = null
          document.getElementById('plot')?.focus()
        }}
      />
    </aside>
  )
}
