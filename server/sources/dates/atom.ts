import type { DateMeaning, Meaning } from './meaning.ts'
import type { Token } from './token.ts'

/** A reading of the tokens from one to before another. */
export interface Atom {
  readonly from: number
  readonly to: number
  readonly meaning: Meaning
}

export const isDate = (meaning: Meaning): meaning is DateMeaning =>
  meaning.kind === 'date' || meaning.kind === 'weekday'

/** Words between two atoms, when they are few and in the same sentence; else null. */
export function gap(tokens: readonly Token[], from: number, to: number, most: number): readonly string[] | null {
  if (to - from > most || to < from || tokens[from - 1]?.sentence !== tokens[to]?.sentence) return null
  return tokens.slice(from, to).map(({ lower }) => lower)
}

export const within = (words: readonly string[] | null, allowed: ReadonlySet<string>): boolean =>
  words?.every((word) => allowed.has(word)) ?? false
