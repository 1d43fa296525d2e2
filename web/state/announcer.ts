import { type ReadonlySignal, signal } from '@preact/signals'
import type { PageWindow } from './pageWindow.ts'

const PAUSE = 300

export type Announcer = {
  /** What a screen reader is told next. */
  readonly announcement: ReadonlySignal<string>
  /** Says a sentence, at most one every 300 ms: of a burst the last one is heard. */
  readonly announce: (sentence: string) => void
}

export function makeAnnouncer({ performance, setTimeout, clearTimeout }: PageWindow): Announcer {
  const announcement = signal('')
  let waiting = 0
  let last = Number.NEGATIVE_INFINITY
  return {
    announcement,
    announce: (sentence) => {
      clearTimeout(waiting)
      waiting = setTimeout(
        () => {
          last = performance.now()
          // The same sentence again is news only when the text changes.
          announcement.value = announcement.peek() === sentence ? `${sentence} ` : sentence
        },
        Math.max(0, last + PAUSE - performance.now()),
      )
    },
  }
}
