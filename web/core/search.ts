/** Folds case and accents so that "Ébène" is found by "ebene". */
export const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Does every word of the query occur somewhere in the texts? An empty query matches everything. */
export function matches(query: string, texts: readonly (string | null | undefined)[]): boolean {
  const hay = folded(texts.filter(Boolean).join(' '))
  return folded(query)
    .split(/\s+/)
    .every((word) => hay.includes(word))
}
