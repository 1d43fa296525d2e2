/** A stretch of a text that is marked; both places in UTF-16 units, the second one after the last. */
export type Marking = { readonly start: number; readonly end: number }

/** A piece of a text: as it is (`of` null), or marked. */
export type Piece<M extends Marking> = { readonly start: number; readonly text: string; readonly of: M | null }

/**
 * A text cut into pieces, none of which holds two markings: of those that overlap the first in the list stays, and of
 * those that reach out of the text none.
 */
export function piecesOf<M extends Marking>(text: string, markings: readonly M[]): readonly Piece<M>[] {
  const kept: M[] = []
  for (const marking of markings) {
    const { start, end } = marking
    const isFree = kept.every((other) => end <= other.start || start >= other.end)
    if (start >= 0 && start < end && end <= text.length && isFree) kept.push(marking)
  }
  const pieces: Piece<M>[] = []
  let at = 0
  for (const of of kept.toSorted((a, b) => a.start - b.start)) {
    if (of.start > at) pieces.push({ start: at, text: text.slice(at, of.start), of: null })
    pieces.push({ start: of.start, text: text.slice(of.start, of.end), of })
    at = of.end
  }
  if (at < text.length) pieces.push({ start: at, text: text.slice(at), of: null })
  return pieces
}

/** The paragraphs of a text with blank lines between them, each with the markings that lie in it, at places of its own. */
export function paragraphsOf<M extends Marking>(
  text: string,
  markings: readonly M[],
): readonly { readonly start: number; readonly pieces: readonly Piece<M>[] }[] {
  let start = 0
  return text.split('\n\n').map((paragraph) => {
    const from = start
    const end = from + paragraph.length
    start = end + 2
    const own = markings
      .filter((marking) => marking.start >= from && marking.end <= end)
      .map((marking) => ({ ...marking, start: marking.start - from, end: marking.end - from }))
    return { start: from, pieces: piecesOf(paragraph, own) }
  })
}

/** Where a phrase stands in a text, in any case. */
export function placesOf(phrase: string, text: string): readonly Marking[] {
  const [wanted, hay] = [phrase.toLowerCase(), text.toLowerCase()]
  const places: Marking[] = []
  if (wanted === '' || hay.length !== text.length) return places
  for (let at = hay.indexOf(wanted); at >= 0; at = hay.indexOf(wanted, at + wanted.length))
    places.push({ start: at, end: at + wanted.length })
  return places
}

/** The parts of a piece before, in and after a stretch, all in places of the piece; empty ones are left out. */
export function partsOf(
  text: string,
  { start, end }: Marking,
): readonly { readonly text: string; readonly isIn: boolean }[] {
  const [from, to] = [Math.min(Math.max(start, 0), text.length), Math.min(Math.max(end, 0), text.length)]
  return [
    { text: text.slice(0, from), isIn: false },
    { text: text.slice(from, to), isIn: true },
    { text: text.slice(Math.max(from, to)), isIn: false },
  ].filter((part) => part.text !== '')
}
