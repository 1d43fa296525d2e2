/** What is told of a window: its first and last session from day 0, and how many sessions its sum covers. */
interface Sum {
  readonly from: number
  readonly to: number
  readonly L: number
  readonly car: number | null
}

interface Day {
  readonly rel: number
  /** Checks that hold its bar back. */
  readonly heldBy: readonly string[]
}

/** Windows whose sum lacks sessions, as no bar is stored at their end or a factor has no value; of one whose bar is held back no sum is shown. */
export const partialWindows = <Window extends Sum>(
  windows: readonly Window[],
  days: readonly Day[],
): readonly Window[] => {
  const held = new Set(days.flatMap(({ rel, heldBy }) => (heldBy.length > 0 ? [rel] : [])))
  return windows.filter(({ from, to, L, car }) => car !== null && L < to - from + 1 && !held.has(to))
}
