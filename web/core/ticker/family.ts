import type { Rail } from './rails.ts'

const ofFamily: Readonly<Record<string, Rail>> = {
  governance: 'governance',
  management: 'governance',
  deals: 'deals',
  deal: 'deals',
  partnership: 'deals',
  product: 'product',
  customer: 'product',
  legal: 'legal',
  regulation: 'legal',
  macro: 'macro',
  geopolitics: 'macro',
  earnings: 'earnings',
  world: 'world',
}

/** The lane of an event family; disclosures and everything unnamed share the neutral one. */
export const railOf = (family: string): Rail => ofFamily[family] ?? 'other'

type Laned = { readonly event_id: string; readonly family: string }

/** The lane of an event: those of the bundled table of world events have one of their own. */
export const railOfEvent = ({ event_id, family }: Laned): Rail =>
  event_id.startsWith('world:') ? 'world' : railOf(family)

const letters: Readonly<Record<Rail, string>> = {
  governance: 'G',
  deals: 'D',
  product: 'P',
  legal: 'L',
  macro: 'M',
  earnings: 'E',
  other: 'O',
  world: 'W',
}

/** The letter inside a glyph: milestones keep their own on the neutral lane. */
export const letterOf = (family: string): string => (family === 'milestone' ? '★' : letters[railOf(family)])

export const letterOfEvent = (event: Laned): string =>
  event.family === 'milestone' ? '★' : letters[railOfEvent(event)]
