import { computed, signal } from '@preact/signals'
import { barsIn } from '../../core/ticker/axis.ts'
import { indexAt } from '../../core/ticker/layout.ts'
import { barAt } from '../../core/ticker/series.ts'
import type { Abnormal } from './abnormal.ts'
import type { Marks } from './marks.ts'
import type { Viewport } from './viewport.ts'

/** The bar that is pointed at, and the one that the readout describes. */
export function makeCrosshair({ series, layout, span }: Viewport, { selectedMark }: Marks, abnormal: Abnormal) {
  /** Bar under the crosshair, by place on the axis; null: none. */
  const cursor = signal<number | null>(null)
  /** Vertical pixel of the pointer inside the price pane; null with the keyboard. */
  const cursorY = signal<number | null>(null)
  return {
    cursor,
    cursorY,
    /** Puts the crosshair on the bar under a pixel of the chart. */
    pointAt(x: number, y: number): void {
      const all = series.peek()
      const where = layout.peek()
      if (all === null) return
      const { first, last } = barsIn(span.peek(), all.axis.dates.length)
      cursor.value = Math.min(last, Math.max(first, Math.round(indexAt(where, span.peek(), x))))
      cursorY.value = y >= where.price.top && y <= where.price.top + where.price.height ? y : null
    },
    clear(): void {
      cursor.value = null
      cursorY.value = null
    },
    /** The bar the readout describes: under the crosshair, else the selected event's, else the newest on screen. */
    described: computed(() => {
      const all = series.value
      if (all === null) return null
      const { first, last } = barsIn(span.value, all.axis.dates.length)
      const chosen = selectedMark.value?.effective
      const index = cursor.value ?? (chosen !== undefined && chosen >= first && chosen <= last ? chosen : last)
      return {
        index,
        bar: barAt(all, index),
        isBreak: all.axis.breaks.has(index),
        date: all.axis.dates[index] ?? '',
        abnormal: abnormal.value.get(index) ?? null,
      }
    }),
  }
}

export type Crosshair = ReturnType<typeof makeCrosshair>
