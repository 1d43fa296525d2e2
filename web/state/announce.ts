import { signal } from '@preact/signals'

/** What a screen reader is told next. */
export const announcement = signal('')

const PAUSE = 300
let waiting = 0
let last = 0

/** Says a sentence, at most one every 300 ms: of a burst the last one is heard. */
export function announce(sentence: string): void {
  clearTimeout(waiting)
  const wait = Math.max(0, last + PAUSE - performance.now())
  waiting = window.setTimeout(() => {
    last = performance.now()
    // The same sentence again is news only when the text changes.
    announcement.value = announcement.value === sentence ? `${sentence} ` : sentence
  }, wait)
}
