import type { DatedEvent } from './overlap.ts'
import type { SampleEvent } from './sampleEvent.ts'
import type { Window } from './settings.ts'

/**
 * The other events of an event's security: those it names itself, where it does, else those of the sample, which
 * `ordered` lists by date.
 */
export function knownEvents(ordered: readonly SampleEvent[]) {
  const bySecurity = Map.groupBy(ordered, ({ security }) => security)
  const place = new Map<SampleEvent, number>()
  for (const siblings of bySecurity.values()) for (const [i, event] of siblings.entries()) place.set(event, i)
  const siblingsOf = ({ security }: SampleEvent) => bySecurity.get(security) ?? []
  const others = (event: SampleEvent): readonly DatedEvent[] => {
    if (event.others !== undefined) return event.others
    const siblings = siblingsOf(event)
    return siblings.length > 1 ? siblings.filter((other) => other !== event) : []
  }
  /** Those around the event whose day 0 lies in a window: siblings ascend by date, so only neighbours are visited. */
  const within = (event: SampleEvent, [from, to]: Window): readonly DatedEvent[] => {
    const inside = ({ day0 }: DatedEvent) => day0 >= event.day0 + from && day0 <= event.day0 + to
    if (event.others !== undefined) return event.others.filter(inside)
    const siblings = siblingsOf(event)
    const at = place.get(event) ?? 0
    const found: DatedEvent[] = []
    for (let i = at - 1; i >= 0; i--) {
      const other = siblings[i] as SampleEvent
      if (other.day0 < event.day0 + from) break
      if (inside(other)) found.push(other)
    }
    for (let i = at + 1; i < siblings.length; i++) {
      const other = siblings[i] as SampleEvent
      if (other.day0 > event.day0 + to) break
      if (inside(other)) found.push(other)
    }
    return found
  }
  const near = (event: SampleEvent, window: Window): boolean => within(event, window).length > 0
  return { others, within, near }
}
