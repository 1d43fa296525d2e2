import type { MarketEvent } from './event.ts'

const held = new WeakSet<MarketEvent>()

/** Says of an event that the same object is given again for as long as the event is the same. */
export function hold(event: MarketEvent): MarketEvent {
  held.add(event)
  return event
}

/** Is it worth remembering what is made of an event? Others pass by and are read anew. */
export const isHeld = (event: MarketEvent): boolean => held.has(event)
