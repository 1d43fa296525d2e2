import { useSignalEffect } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { valueAt } from '../../chart/scales.ts'
import { pixelOf } from '../../core/ticker/layout.ts'
import { usePage } from '../page.ts'
import { useTicker } from './useTicker.ts'

/** Lines over the canvas: moved by the signals themselves, the page is not rendered again. */
export function Crosshair() {
  const vertical = useRef<HTMLDivElement>(null)
  const horizontal = useRef<HTMLDivElement>(null)
  const day = useRef<HTMLSpanElement>(null)
  const price = useRef<HTMLSpanElement>(null)

  const { format } = usePage()
  const { viewport, clock, crosshair, chart } = useTicker()
  const { layout, span } = viewport
  const { cursor, cursorY } = crosshair

  useSignalEffect(() => {
    const where = layout.value
    const foot = where.axis.top - where.price.top
    const index = cursor.value
    const upright = vertical.current
    if (upright !== null) {
      const x = index === null ? -1 : pixelOf(where, span.value, index)
      upright.hidden = index === null || x < where.left || x > where.left + where.width
      upright.style.transform = `translate(${Math.round(x)}px, ${where.price.top}px)`
      upright.style.height = `${foot}px`
    }
    const y = cursorY.value
    const line = horizontal.current
    if (line !== null) {
      line.hidden = y === null || index === null
      line.style.transform = `translate(${where.left}px, ${y ?? 0}px)`
      line.style.width = `${where.width}px`
    }
    const mark = price.current
    const drawn = chart.chartModel.peek()
    if (mark !== null) {
      mark.hidden = y === null || index === null || drawn === null
      if (y !== null && drawn !== null) {
        const at = valueAt(where.price, drawn.scales.price, y)
        mark.textContent = drawn.zero === null ? format.value.price(at) : format.value.percent(at / drawn.zero - 1)
        mark.style.transform = `translate(${where.left + where.width + 2}px, ${Math.round(y)}px) translateY(-50%)`
      }
    }
    const tag = day.current
    const date = index === null ? undefined : clock.shown.value?.dates[index]
    if (tag !== null) {
      tag.hidden = date === undefined
      if (date !== undefined && index !== null) {
        tag.textContent = clock.momentAt(index)
        // Inside the chart, however wide it is: the style sheet knows, asking would lay the page out with each move.
        const [x, right] = [Math.round(pixelOf(where, span.value, index)), where.left + where.width + where.gutter]
        tag.style.transform = `translate(clamp(0px, ${x}px - 50%, ${right}px - 100%), ${where.axis.top + 2}px)`
      }
    }
  })

  return (
    <div class="lines" aria-hidden="true">
      <div class="vertical" ref={vertical} hidden />
      <div class="horizontal" ref={horizontal} hidden />
      <span class="tag" ref={day} hidden />
      <span class="tag" ref={price} hidden />
    </div>
  )
}
