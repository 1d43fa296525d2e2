import { barsIn, zoomed } from '../../core/ticker/axis.ts'
import type { State } from '../state.ts'
import type { Crosshair } from './crosshair.ts'
import type { Marks } from './marks.ts'
import type { Selection } from './selection.ts'
import type { Speech } from './speech.ts'
import type { Viewport } from './viewport.ts'

/** The chart by keyboard. */
export function makeChartKeys(
  { view, announce }: State,
  { series, span, moveTo }: Viewport,
  { cursor, cursorY, described }: Crosshair,
  { marks, selectedMark }: Marks,
  { select, selectSession }: Selection,
  speech: Speech,
) {
  /** Puts the crosshair on a bar, brings it into sight and says it. */
  function moveCursor(index: number): void {
    const { from, to } = span.peek()
    if (index < from || index > to) {
      const half = (to - from) / 2
      const middle = index < from ? index + half * 0.8 : index - half * 0.8
      moveTo({ from: middle - half, to: middle + half }, true)
    }
    cursor.value = index
    cursorY.value = null
    announce(speech.bar(index))
  }

  /** Selects the event of a bar, says its finding, or goes to the next event of the same bar. */
  function enter(index: number): void {
    const here = marks.peek().filter(({ effective }) => effective === index)
    const chosen = here.find(({ id }) => id === view.peek().event)
    if (chosen !== undefined && (here.length === 1 || cursor.peek() === null)) {
      announce(speech.finding(chosen.id))
      return
    }
    const next = here[(chosen === undefined ? -1 : here.indexOf(chosen)) + 1] ?? here[0]
    if (next !== undefined) select(next.id)
    else selectSession(index)
  }

  function page(direction: 1 | -1): void {
    const { from, to } = span.peek()
    const by = (to - from) * 0.8 * direction
    moveTo({ from: from + by, to: to + by }, true)
  }

  return {
    /** A key of the chart itself, while it has the focus. @returns whether it is one */
    press({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): boolean {
      const length = series.peek()?.axis.dates.length
      if (length === undefined) return false
      const { first, last } = barsIn(span.peek(), length)
      const at = cursor.peek() ?? described.peek()?.index ?? last
      const stride = shiftKey ? 10 : 1
      switch (key) {
        case 'ArrowLeft':
          moveCursor(Math.max(0, at - stride))
          return true
        case 'ArrowRight':
          moveCursor(Math.min(length - 1, at + stride))
          return true
        case 'Home':
          moveCursor(first === at ? 0 : first)
          return true
        case 'End':
          moveCursor(last === at ? length - 1 : last)
          return true
        case 'PageUp':
          page(-1)
          return true
        case 'PageDown':
          page(1)
          return true
        case 'Enter':
          enter(at)
          return true
        default:
          return false
      }
    },
    /** The bar that is described, as a time of the event format: a day, or the moment at which an hour begins. */
    timeOfBar(): string | null {
      const now = described.peek()
      return now === null ? null : (now.bar?.start ?? now.date)
    },
    /** Zooms about the crosshair, the selected event, or the middle. */
    zoomBy(factor: number): void {
      const { from, to } = span.peek()
      const chosen = selectedMark.peek()?.effective
      const at = cursor.peek() ?? (chosen !== undefined && chosen >= from && chosen <= to ? chosen : (from + to) / 2)
      moveTo(zoomed({ from, to }, at, factor), true)
    },
  }
}

export type ChartKeys = ReturnType<typeof makeChartKeys>
