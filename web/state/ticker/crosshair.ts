import { computed, signal } from '@preact/signals'
import { barsIn } from '../../core/ticker/axis.ts'
import { indexAt } from '../../core/ticker/layout.ts'
import { type BarSeries, barAt } from '../../core/ticker/series.ts'
import type { State } from '../state.ts'
import type { Abnormal } from './abnormal.ts'
import type { Marks } from './marks.ts'
import type { Sessions } from './sessions.ts'
import type { Viewport } from './viewport.ts'

/** Milliseconds between two bars that the readout tells while the pointer moves: nobody reads faster. */
const STRIDE = 80

/** The bar that is pointed at, and the one that the readout describes. */
export function makeCrosshair(
  { page }: Pick<State, 'page'>,
  { series, layout, span, settled }: Viewport,
  { selectedMark }: Marks,
  abnormal: Abnormal,
  { place }: Pick<Sessions, 'place'>,
) {
  type Pointed = { readonly index: number; readonly on: BarSeries | null }
  const pointed = signal<Pointed | null>(null)
  /** The same, as far as the readout has come. */
  const read = signal<Pointed | null>(null)
  /** Of a place of an axis that is not on screen any more, because finer bars came in, nothing is known. */
  const indexOf = (now: Pointed | null, on: BarSeries | null): number | null =>
    now === null || (now.on !== on && on?.passing !== null) ? null : now.index
  const placed = (index: number | null) => (index === null ? null : { index, on: series.peek() })
  /** Bar under the crosshair, by place on the axis; null: none. */
  const cursor = {
    get value(): number | null {
      return indexOf(pointed.value, series.value)
    },
    set value(index: number | null) {
      pointed.value = read.value = placed(index)
    },
    peek: (): number | null => indexOf(pointed.peek(), series.peek()),
  }
  /** Vertical pixel of the pointer inside the price pane; null with the keyboard. */
  const cursorY = signal<number | null>(null)
  const describe = (now: Pointed | null) => {
    const all = series.value
    if (all === null) return null
    const { first, last } = barsIn(settled.value, all.axis.dates.length)
    const chosen = selectedMark.value?.effective ?? place.value ?? undefined
    const index = indexOf(now, all) ?? (chosen !== undefined && chosen >= first && chosen <= last ? chosen : last)
    return {
      index,
      bar: barAt(all, index),
      isBreak: all.axis.breaks.has(index),
      date: all.axis.dates[index] ?? '',
      abnormal: abnormal.value.get(index) ?? null,
    }
  }

  let resting = true
  /** Lets the readout follow the pointer: at once, then a stride at a time. */
  function follow(): void {
    if (!resting || read.peek() === pointed.peek()) return
    resting = false
    read.value = pointed.peek()
    page.setTimeout(() => {
      resting = true
      follow()
    }, STRIDE)
  }

  return {
    cursor,
    cursorY,
    /** Puts the crosshair on the bar under a pixel of the chart. */
    pointAt(x: number, y: number): void {
      const all = series.peek()
      const where = layout.peek()
      if (all === null) return
      const { first, last } = barsIn(span.peek(), all.axis.dates.length)
      pointed.value = placed(Math.min(last, Math.max(first, Math.round(indexAt(where, span.peek(), x)))))
      cursorY.value = y >= where.price.top && y <= where.price.top + where.price.height ? y : null
      follow()
    },
    clear(): void {
      cursor.value = null
      cursorY.value = null
    },
    /** The bar under the crosshair, else the selected event's or session's, else the newest on screen, when that rests. */
    described: computed(() => describe(pointed.value)),
    /** The same for the readout. */
    told: computed(() => describe(read.value)),
  }
}

export type Crosshair = ReturnType<typeof makeCrosshair>
