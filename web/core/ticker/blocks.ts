/** Places of so many rows in blocks of a size, the last one shorter. */
export const blocksOf = (count: number, size: number): readonly (readonly number[])[] =>
  Array.from({ length: Math.ceil(count / size) }, (_, k) =>
    Array.from({ length: Math.min(size, count - k * size) }, (_, i) => k * size + i),
  )

type Edges = { readonly top: number; readonly bottom: number }

/**
 * First and last of the blocks that lie within `ahead` pixels of a screen of a height; null where none does.
 *
 * @param boxes of the blocks from the first on, null where one is not laid out
 */
export function blocksSeen(
  boxes: readonly (Edges | null)[],
  height: number,
  ahead: number,
): readonly [from: number, to: number] | null {
  const near = boxes.flatMap((box, k) => (box !== null && box.bottom >= -ahead && box.top <= height + ahead ? [k] : []))
  const [from, to] = [near[0], near.at(-1)]
  return from === undefined || to === undefined ? null : [from, to]
}
