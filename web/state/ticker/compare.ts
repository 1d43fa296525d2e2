import { signal } from '@preact/signals'
import { type Asked, askedOf, changed, withAsked } from '../../core/ticker/compare.ts'
import type { State } from '../state.ts'
import type { Comparing, makeComparing } from './comparing.ts'
import type { Marks } from './marks.ts'
import type { Viewport } from './viewport.ts'

/** Laying other tickers beside the one on screen: what does the work comes in when somebody wants it. */
export function makeCompare(state: State, viewport: Viewport, marks: Marks) {
  const { view, parts, go, market } = state
  const loaded = signal<Comparing | null>(null)
  const asked = () => askedOf(parts.over, market.ticker.value)
  return {
    /** What the pane of relative strength is called; null while its words are not here. */
    strengthName: (): string | null =>
      loaded.value === null
        ? null
        : state.words('compare').strengthPane(market.ticker.value ?? '', asked().tickers.join(', ')),
    /** Null until its code is here. */
    loaded,
    /** Are its controls shown though nothing is compared yet? */
    open: signal(false),
    asked,
    /** Its code is here. */
    begin: (make: typeof makeComparing): void => {
      loaded.value ??= make(state, viewport, marks)
    },
    change: (by: Partial<Asked>): void => {
      const ticker = market.ticker.peek()
      const before = askedOf(view.peek().over, ticker)
      go({ over: withAsked(view.peek().over, changed(before, by)) })
    },
  }
}

export type Compare = ReturnType<typeof makeCompare>
