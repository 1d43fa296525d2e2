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
}

/** The lane of an event family; disclosures and everything unnamed share the neutral one. */
export const railOf = (family: string): Rail => ofFamily[family] ?? 'other'

const letters: Readonly<Record<Rail, string>> = {
  governance: 'G',
  deals: 'D',
  product: 'P',
  legal: 'L',
  macro: 'M',
  earnings: 'E',
  other: 'O',
}

/** The letter inside a glyph: milestones keep their own on the neutral lane. */
export const letterOf = (family: string): string => (family === 'milestone' ? '★' : letters[railOf(family)])
