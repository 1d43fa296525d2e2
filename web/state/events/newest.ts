import { makeClient } from '../../api.ts'
import { oncePer } from '../state.ts'
import { makeEventsApi } from './api.ts'

/** Events that a page without scripts lists. */
const LISTED = 50

/** The newest of the stored events that the address asks for, where no grid can bring the others. */
export const newestState = oncePer((state) => {
  const api = makeEventsApi(makeClient(state.page.fetch), state.page.fetch)
  return state.resource(
    () => {
      const { screen, query } = state.view.value
      return screen.kind === 'events' ? { ...screen, query, order: 'desc' as const } : null
    },
    (question, signal) => api.page(question, LISTED, null, signal),
    () => false,
  )
})
