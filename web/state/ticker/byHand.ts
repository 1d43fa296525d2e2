import { signal } from '@preact/signals'
import { withRuler } from '../../core/ticker/ruler.ts'
import type { State } from '../state.ts'
import type { Hands, HandsParts, makeHands, Wish } from './hands.ts'

/** What is moved by hand on the chart, ruler and windows: what does the work comes in when somebody wants it. */
export function makeByHand(state: State, parts: Omit<HandsParts, 'wish'>) {
  const { view, go } = state
  const loaded = signal<Hands | null>(null)
  const wish = signal<Wish | null>(null)
  return {
    /** Null until its code is here. */
    loaded,
    /** What its code has still to do. */
    wish,
    /** Its code is here. */
    begin: (make: typeof makeHands): void => {
      loaded.value ??= make(state, { ...parts, wish })
    },
    /** Is there a ruler, or an event whose windows have edges? */
    isInView: (): boolean => state.parts.over.ru !== undefined || state.parts.event !== null,
    hasRuler: (): boolean => state.parts.over.ru !== undefined,
    /** A ruler at the bar under the crosshair, or away with the one there is. */
    toggleRuler: (): void => {
      const { over, table } = view.peek()
      if (over.ru !== undefined) go({ over: withRuler(over, null) })
      else if (!table) wish.value = { kind: 'begin' }
    },
    pullRuler: (from: number, to: number, done: boolean): void => {
      wish.value = { kind: 'pull', from, to, done }
    },
  }
}

export type ByHand = ReturnType<typeof makeByHand>
