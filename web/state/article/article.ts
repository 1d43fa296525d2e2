import { computed, signal } from '@preact/signals'
import { makeClient } from '../../api.ts'
import { eventsState } from '../events/events.ts'
import { oncePer } from '../state.ts'
import { type DraftView, makeArticleApi, type ProposalView, type Reading } from './api.ts'
import { makeAsked } from './asked.ts'
import { keptArticles } from './kept.ts'

/** An article that is read, with what was decided about its proposals, and a draft that is checked. */
export const articleState = oncePer((state) => {
  const api = makeArticleApi(makeClient(state.page.fetch))
  const { edits } = eventsState(state)
  const kept = keptArticles(state)
  const article = makeAsked<Reading>(async (form) => {
    const read = await api.read(form)
    kept.keepRead(read, [])
    return read
  })
  const draft = makeAsked<DraftView>(api.check)
  /** Quotes of the proposals that were stored here, each with what it became and the run that stored it. */
  const stored = signal<ReadonlyMap<string, { readonly status: 'confirmed' | 'proposed'; readonly run: number }>>(
    new Map(),
  )

  return {
    article,
    draft,
    stored: computed(() => stored.value),
    /** Stores a proposal as an event: as one that a person confirms, or as one that waits. */
    async store(proposal: ProposalView, title: string, status: 'confirmed' | 'proposed'): Promise<void> {
      if (proposal.event === null) return
      const run = await edits.add(title, [{ ...proposal.event, title, status }])
      if (run !== null) stored.value = new Map(stored.peek()).set(proposal.quote, { status, run })
    },
    async takeBack(quote: string): Promise<void> {
      const run = stored.peek().get(quote)?.run
      if (run === undefined || !(await edits.takeBack(run))) return
      const left = new Map(stored.peek())
      left.delete(quote)
      stored.value = left
    },
    /** Another article: what was decided about the one before stays in the store, and in the list of edits. */
    leave(): void {
      article.clear()
      stored.value = new Map()
    },
  }
})
