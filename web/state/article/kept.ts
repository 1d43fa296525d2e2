import { computed, signal } from '@preact/signals'
import { type KeptArticle, keeping, parseKept } from '../../core/article/kept.ts'
import { oncePer } from '../state.ts'
import type { Reading } from './api.ts'

const KEY = 'articles'

/** The last articles that were read. They stay in this browser: the store has no article, only events. */
export const keptArticles = oncePer(({ page }) => {
  const kept = signal(parseKept(stored()))
  function stored(): string | null {
    try {
      return page.localStorage.getItem(KEY)
    } catch {
      // Storage may be forbidden; articles then last as long as the page.
      return null
    }
  }
  function put(all: readonly KeptArticle[]): void {
    kept.value = all
    try {
      page.localStorage.setItem(KEY, JSON.stringify(all))
    } catch {
      // See above, or there is no room left.
    }
  }
  return {
    all: computed(() => kept.value),
    keep: (article: KeptArticle): void => put(keeping(kept.peek(), article)),
    /** Keeps an article that was read, with what was said of it before. @param beside events that it was read beside */
    keepRead(
      { article: { title, text, language, published, zone, anchors } }: Reading,
      beside: readonly string[],
    ): void {
      const before = kept.peek().find((one) => one.text === text)
      const named = anchors.map(({ event_id }) => event_id)
      const events = [...new Set([...(before?.events ?? []), ...beside, ...named])]
      put(keeping(kept.peek(), { title, text, language, published, zone, anchors: before?.anchors ?? [], events }))
    },
    forget: (text: string): void => put(kept.peek().filter((one) => one.text !== text)),
  }
})
