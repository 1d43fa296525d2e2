import './EventsScreen.css'
import { useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import { emptyForm } from '../../core/events/form.ts'
import { eventsState } from '../../state/events/events.ts'
import { until } from '../../state/resource.ts'
import type { State } from '../../state/state.ts'
import { take } from '../dropped.ts'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { listenToUndo } from '../listenToUndo.ts'
import { useCount, usePage, useWords } from '../page.ts'
import { useTitle } from '../useTitle.ts'
import { TypeList } from './CellEditor.tsx'
import { DeleteQuestion } from './DeleteQuestion.tsx'
import { EditBar } from './EditBar.tsx'
import { EventFacets } from './EventFacets.tsx'
import { EventFilters } from './EventFilters.tsx'
import { EventForm } from './EventForm.tsx'
import { EventGrid } from './EventGrid.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import { FilePicker } from './FilePicker.tsx'
import { ImportPanel } from './ImportPanel.tsx'
import { StoryReview } from './StoryReview.tsx'
import { useEvents } from './useEvents.ts'

export { EventsScreen as Part }

/** Waits until the first page of the list is there, or is refused. */
export async function settle(state: State): Promise<void> {
  const { listed } = eventsState(state)
  await until(() => state.pending.value === 0 && !listed.isLoading.value)
}

/** Every stored event: found, looked at, put right, brought in and taken away. */
function EventsScreen() {
  const words = useWords('events')
  const count = useCount()
  const state = usePage()
  const { page } = state
  const { listed, edits, isReviewing } = useEvents()
  const { rows, total, failure, retry } = listed
  const isWriting = useSignal(false)
  useTitle(words.title)
  useLayoutEffect(() => listenToUndo(edits), [])
  const all = total.value
  return (
    <main class="events-page" id="content" tabIndex={-1}>
      <header class="events-head">
        <h1>{words.title}</h1>
        <p class="soft" aria-live="polite">
          {all === null ? words.counting : words.count(count(all))}
        </p>
        <div class="tools scripted">
          <button type="button" class="action primary" onClick={() => (isWriting.value = true)}>
            {words.newEvent}
          </button>
          <FilePicker take={(file) => void take(state, file)} />
          <Link class="action" to={{ screen: { kind: 'article', task: 'read' } }}>
            {words.texts}
          </Link>
          <button
            type="button"
            class="action"
            aria-pressed={isReviewing.value}
            onClick={() => (isReviewing.value = !isReviewing.value)}
          >
            {words.review}
          </button>
          <ExportMenu />
        </div>
      </header>
      {isWriting.value && <EventForm of={null} first={emptyForm} close={() => (isWriting.value = false)} />}
      <ImportPanel />
      {isReviewing.value && <StoryReview close={() => (isReviewing.value = false)} />}
      <DeleteQuestion />
      <div class="events-grid scripted">
        <details class="facet-box" open={page.matchMedia('(min-width: 1100px)').matches}>
          <summary class="opens">{words.filters}</summary>
          <EventFacets />
        </details>
        <div class="events-list">
          <EventFilters />
          {failure.value !== null && <Failed failure={failure.value} kept={rows.value.length > 0} retry={retry} />}
          <EditBar isWriting={isWriting.value} />
          <EventGrid />
          {total.value !== 0 && <p class="soft keys-hint">{words.gridHow}</p>}
        </div>
      </div>
      <TypeList />
    </main>
  )
}
