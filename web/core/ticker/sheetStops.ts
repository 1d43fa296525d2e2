/** Where the sheet of a narrow screen rests: its head in sight, over half of the window, over nearly all of it. */
export const sheetStops = ['peek', 'half', 'full'] as const
export type SheetStop = (typeof sheetStops)[number]

/** Pixels that a press may wander and still be a tap. */
const TAP = 8

/** Pixels of the sheet at each stop, as `Sheet.css` has them, in a window so many pixels high. */
export const sheetHeights = (window: number): Readonly<Record<SheetStop, number>> => ({
  peek: 124,
  half: window / 2,
  full: window - 56,
})

/** The stop above or below, or the same where there is none. */
export function stopBeside(stop: SheetStop, by: 1 | -1): SheetStop {
  return sheetStops[sheetStops.indexOf(stop) + by] ?? stop
}

/** The stop after one that is tapped: up and up, and from the highest to the lowest. */
export const stopAfterTap = (stop: SheetStop): SheetStop => (stop === 'full' ? 'peek' : stopBeside(stop, 1))

/**
 * The stop of a sheet that is let go: the nearest one, but a drag that means it leads at least to the next in its direction.
 *
 * @param from where the drag began
 * @param by pixels that the sheet was drawn up; less than nothing: down
 * @param window pixels of its height
 */
export function stopAfterDrag(from: SheetStop, by: number, window: number): SheetStop {
  if (Math.abs(by) <= TAP) return stopAfterTap(from)
  const heights = sheetHeights(window)
  const height = heights[from] + by
  const away = (stop: SheetStop) => Math.abs(heights[stop] - height)
  const nearest = sheetStops.reduce((best, stop) => (away(stop) < away(best) ? stop : best))
  return nearest === from ? stopBeside(from, by > 0 ? 1 : -1) : nearest
}
