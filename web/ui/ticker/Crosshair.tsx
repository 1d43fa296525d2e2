import { useSignalEffect } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { scalesOf, valueAt } from '../../chart/scales.ts'
import { pixelOf } from '../../core/ticker/layout.ts'
import { usePage } from '../page.ts'
import { useTicker } from './useTicker.ts'

/** Lines over the canvas: moved by the signals themselves, the page is not rendered again. */
export function Crosshair() {
  const vertical = useRef<HTMLDivElement>(null)
  const horizontal = useRef<HTMLDivElement>(null)
  const selected = useRef<HTMLDivElement>(null)
  const day = useRef<HTMLSpanElement>(null)
  const price = useRef<HTMLSpanElement>(null)

  const { format } = usePage()
  const { viewport, clock, crosshair, marks, chart } = useTicker()
  const { layout, span } = viewport
  const { cursor, cursorY } = crosshair

  useSignalEffect(() => {
    const where = layout.value
    const foot = where.axis.top - where.price.top
    const put = (line: HTMLDivElement | null, index: number | null) => {
      if (line === null) return
      const x = index === null ? -1 : pixelOf(where, span.value, index)
      line.hidden = index === null || x < where.left || x > where.left + where.width
      line.style.transform = `translate(${Math.round(x)}px, ${where.price.top}px)`
      line.style.height = `${foot}px`
    }
    const index = cursor.value
    put(vertical.current, index)
    put(selected.current, marks.selectedMark.value?.effective ?? null)
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
        mark.textContent = format.value.price(valueAt(where.price, scalesOf(drawn).price, y))
        mark.style.transform = `translate(${where.left + where.width + 2}px, ${Math.round(y)}px) translateY(-50%)`
      }
    }
    const tag = day.current
    const date = index === null ? undefined : clock.shown.value?.dates[index]
    if (tag !== null) {
      tag.hidden = date === undefined
      if (date !== undefined && index !== null) {
        tag.textContent = clock.momentAt(index)
        const half = tag.offsetWidth / 2
        const right = where.left + where.width + where.gutter - half
        const x = Math.max(half, Math.min(right, pixelOf(where, span.value, index)))
        tag.style.transform = `translate(${Math.round(x)}px, ${where.axis.top + 2}px) translateX(-50%)`
      }
    }
  })

  return (
    <div class="lines" aria-hidden="true">
      <div class="selected" ref={selected} hidden />
      <div class="vertical" ref={vertical} hidden />
      <div class="horizontal" ref={horizontal} hidden />
      <span class="tag" ref={day} hidden />
      <span class="tag" ref={price} hidden />
    </div>
  )
}
