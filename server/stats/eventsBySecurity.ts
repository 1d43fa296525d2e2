import { countInside, type DatedEvent, firstNotBefore, othersIn } from './overlap.ts'
import type { SampleEvent } from './sampleEvent.ts'
import type { Window } from './settings.ts'

/**
 * The other events of an event's security: those it names itself, where it does, else those of the sample, which
 * `ordered` lists by date and id. They ascend by date, so what lies in a window is found by bisection, and what an event
 * costs does not grow with the events of its security.
 */
export function knownEvents(ordered: readonly SampleEvent[]) {
  const areTold = ordered.every(({ others }) => others !== undefined)
  const bySecurity = Map.groupBy(areTold ? [] : ordered, ({ security }) => security)
  const placeOf = new Map<SampleEvent, number>()
  for (const siblings of bySecurity.values()) for (const [i, event] of siblings.entries()) placeOf.set(event, i)
  /** Events of the security in a window, from … to - 1 of its list, and the place of the event itself. */
  const range = (event: SampleEvent, [first, last]: Window) => {
    const siblings = bySecurity.get(event.security) ?? []
    const from = firstNotBefore(siblings, event.day0 + first)
    const to = firstNotBefore(siblings, event.day0 + last + 1)
    return { siblings, from, to, own: placeOf.get(event) ?? -1 }
  }
  return {
    /** The others in a window. */
    within: (event: SampleEvent, window: Window): readonly DatedEvent[] => {
      if (event.others !== undefined) return othersIn(event.others, event.day0, window)
      const { siblings, from, to, own } = range(event, window)
      return siblings.slice(from, to).filter((_, i) => from + i !== own)
    },
    /** Is there another in a window? */
    near: (event: SampleEvent, window: Window): boolean => {
      if (event.others !== undefined) return countInside(event.others, event.day0, window) > 0
      const { from, to, own } = range(event, window)
      return to - from > (own >= from && own < to ? 1 : 0)
    },
  }
}
