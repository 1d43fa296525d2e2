import { computed } from '@preact/signals'
import type { Pointed } from '../../chart/crosshair.ts'
import { valueAt } from '../../chart/scales.ts'
import { pixelOf } from '../../core/ticker/layout.ts'
import { priceTag } from '../../core/ticker/priceTag.ts'
import type { State } from '../state.ts'
import type { makeChart } from './chartModel.ts'
import type { Clock } from './clock.ts'
import type { Crosshair } from './crosshair.ts'
import type { Viewport } from './viewport.ts'

/** The crosshair as it is drawn: where its lines are, and what stands at their ends; null: nothing is pointed at. */
export function makePointed(
  { format }: State,
  { layout, span }: Viewport,
  clock: Clock,
  { cursor, cursorY }: Crosshair,
  { chartModel }: ReturnType<typeof makeChart>,
) {
  return computed((): Pointed | null => {
    const [where, index, y] = [layout.value, cursor.value, cursorY.value]
    if (index === null) return null
    const [write, dates, drawn] = [format.value, clock.shown.value?.dates, chartModel.peek()]
    const at = y === null || drawn === null ? null : valueAt(where.price, drawn.scales.price, y)
    return {
      x: pixelOf(where, span.value, index),
      y,
      moment: dates?.[index] === undefined ? null : clock.momentAt(index),
      price: at === null ? null : drawn?.zero == null ? priceTag(write, at) : write.percent(at / drawn.zero - 1),
    }
  })
}
