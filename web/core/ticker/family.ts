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
}

/** The lane of an event family; earnings, disclosures and everything unnamed share the neutral one. */
export const railOf = (family: string): Rail => ofFamily[family] ?? 'other'

const letters: Readonly<Record<Rail, string>> = {
  governance: 'G',
  deals: 'D',
  product: 'P',
  legal: 'L',
  macro: 'M',
  other: 'O',
}

/** The letter inside a glyph: earnings and milestones keep their own on the neutral lane. */
export const letterOf = (family: string): string =>
  family === 'earnings' ? 'E' : family === 'milestone' ? '★' : letters[railOf(family)]
