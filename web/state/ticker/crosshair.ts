import { computed, signal } from '@preact/signals'
import { barsIn } from '../../core/ticker/axis.ts'
import { indexAt } from '../../core/ticker/layout.ts'
import { type BarSeries, barAt } from '../../core/ticker/series.ts'
import type { Abnormal } from './abnormal.ts'
import type { Marks } from './marks.ts'
import type { Sessions } from './sessions.ts'
import type { Viewport } from './viewport.ts'

/** The bar that is pointed at, and the one that the readout describes. */
export function makeCrosshair(
  { series, layout, span, settled }: Viewport,
  { selectedMark }: Marks,
  abnormal: Abnormal,
  { place }: Pick<Sessions, 'place'>,
) {
  const pointed = signal<{ readonly index: number; readonly on: BarSeries | null } | null>(null)
  /** Of a place of an axis that is not on screen any more, because finer bars came in, nothing is known. */
  const indexOf = (now: typeof pointed.value, on: BarSeries | null): number | null =>
    now === null || (now.on !== on && on?.passing !== null) ? null : now.index
  /** Bar under the crosshair, by place on the axis; null: none. */
  const cursor = {
    get value(): number | null {
      return indexOf(pointed.value, series.value)
    },
    set value(index: number | null) {
      pointed.value = index === null ? null : { index, on: series.peek() }
    },
    peek: (): number | null => indexOf(pointed.peek(), series.peek()),
  }
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
    /** The bar the readout describes: under the crosshair, else the selected event's or session's, else the newest on screen, when that rests. */
    described: computed(() => {
      const all = series.value
      if (all === null) return null
      const { first, last } = barsIn(settled.value, all.axis.dates.length)
      const chosen = selectedMark.value?.effective ?? place.value ?? undefined
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
