import { answer, makeClient } from '../api.ts'
import type { State } from './state.ts'

/** Milliseconds between two questions: a number that stays costs the server one look into an index. */
const ASK_EVERY = 5000

/**
 * An open page learns of what others write to the store, here, in a terminal or on another page: while it is in sight it
 * asks for the number of the last change, and asks for everything anew when events, or prices that are on screen, came since,
 * or when the server answers again: what a screen could not get meanwhile comes by itself.
 *
 * @returns ends that
 */
export function followChanges({ page, view, changes }: Pick<State, 'page' | 'view' | 'changes'>): () => void {
  const client = makeClient(page.fetch)
  let since: number | null = null
  let isAsking = false
  let wasCut = false
  async function ask(): Promise<void> {
    if (isAsking || page.document.visibilityState !== 'visible') return
    isAsking = true
    try {
      const query = since === null ? {} : { since: String(since) }
      const { change, events, prices } = await answer((init) => client.changes.$get({ query }, { init }))
      const { screen } = view.peek()
      // The data page looks after its own.
      const isOurs =
        screen.kind === 'ticker'
          ? prices === null || prices.includes(screen.ticker)
          : screen.kind !== 'data' && prices?.length !== 0
      const isNews = since !== null && change !== since && (events?.length !== 0 || isOurs)
      since = change
      if (isNews || wasCut) changes.value++
      wasCut = false
    } catch {
      // What cannot be reached is asked again; the screens themselves say that they cannot.
      wasCut = true
    } finally {
      isAsking = false
    }
  }
  void ask()
  const timer = page.setInterval(() => void ask(), ASK_EVERY)
  return () => page.clearInterval(timer)
}
