import { computed } from '@preact/signals'
import { makeClient } from '../../api.ts'
import { articleOf, type Binding, type KeptArticle } from '../../core/article/kept.ts'
import { makeArticleApi, type Reading } from '../article/api.ts'
import { makeAsked } from '../article/asked.ts'
import { keptArticles } from '../article/kept.ts'
import { oncePer } from '../state.ts'
import { eventState } from './event.ts'

/** The article that tells of an event, read beside it. */
export const eventArticle = oncePer((state) => {
  const api = makeArticleApi(makeClient(state.page.fetch))
  const kept = keptArticles(state)
  const { stored } = eventState(state)
  const article = computed(() => (stored.value === null ? null : articleOf(kept.all.value, stored.value)))
  const reading = state.resource(
    () => {
      const of = article.value
      if (of === null) return null
      const { text, language, published, zone, anchors } = of
      return { text, language, published, zone, anchors }
    },
    (question) => api.readKept(question),
    (before, now) => before.text === now.text,
  )
  const change = (anchors: (before: readonly Binding[]) => readonly Binding[]): void => {
    const of = article.peek()
    if (of !== null) kept.keep({ ...of, anchors: anchors(of.anchors) })
  }
  /** An article that is put beside the event, and read for the first time. */
  const asked = makeAsked<Reading>(async (form) => {
    const read = await api.read(form)
    const id = stored.peek()?.event_id
    if (id !== undefined) kept.keepRead(read, [id])
    return read
  })
  return {
    article,
    reading,
    asked,
    /** A phrase that stood for another event stands for this one from now on. */
    bind(phrase: string): void {
      const id = stored.peek()?.event_id
      if (id === undefined) return
      const isOther = (one: Binding) => one.phrase.toLowerCase() !== phrase.toLowerCase()
      change((before) => [...before.filter(isOther), { phrase, event: id }])
    },
    unbind: (phrase: string): void => change((before) => before.filter((one) => one.phrase !== phrase)),
    setPublished(published: string | null): void {
      const of = article.peek()
      if (of !== null) kept.keep({ ...of, published })
    },
    forget(): void {
      const of: KeptArticle | null = article.peek()
      if (of !== null) kept.forget(of.text)
      asked.clear()
    },
  }
})
