import { signal } from '@preact/signals'
import { makeClient } from '../../api.ts'
import { oncePer } from '../state.ts'
import { makeEventsApi } from './api.ts'
import { makeCursor } from './cursor.ts'
import { makeEditing } from './editing.ts'
import { makeEdits } from './edits.ts'
import { makeImporting } from './importing.ts'
import { makeListed } from './listed.ts'

/** What the events page knows and does besides the rest of the page. */
export const eventsState = oncePer((state) => {
  const api = makeEventsApi(makeClient(state.page.fetch), state.page.fetch)
  const listed = makeListed(state, api)
  const cursor = makeCursor(listed)
  const edits = makeEdits(state, api)
  /** Are events that may be one story looked through? */
  const isReviewing = signal(false)
  return {
    api,
    isReviewing,
    stories: state.resource(
      () => (isReviewing.value ? listed.question.value : null),
      (question, signal) => api.stories(question, signal),
      () => true,
    ),
    listed,
    /** How many events each choice would leave. */
    facets: state.resource(
      () => listed.question.value,
      (question, signal) => api.facets(question, signal),
      () => true,
    ),
    cursor,
    edits,
    importing: makeImporting(state, edits, api, () => state.changes.value++),
    editing: makeEditing(state, listed, cursor, edits, api),
  }
})
