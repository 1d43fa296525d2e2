import { useSignalEffect } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { drawCrosshair } from '../../chart/crosshair.ts'
import { valueAt } from '../../chart/scales.ts'
import { pixelOf } from '../../core/ticker/layout.ts'
import { usePage } from '../page.ts'
import { useTicker } from './useTicker.ts'

/** Lines over the canvas and the words at their ends: drawn by the signals themselves, the page is not rendered again. */
export function Crosshair() {
  const sheet = useRef<HTMLCanvasElement>(null)
  const { format } = usePage()
  const { viewport, clock, crosshair, chart } = useTicker()
  const { layout, span } = viewport
  const { cursor, cursorY } = crosshair

  useSignalEffect(() => {
    const [where, index, theme] = [layout.value, cursor.value, chart.theme.value]
    const [y, write, dates] = [cursorY.value, format.value, clock.shown.value?.dates]
    const [canvas, drawn] = [sheet.current, chart.chartModel.peek()]
    const to = canvas?.getContext('2d')
    if (canvas == null || to == null) return
    canvas.hidden = index === null || theme === null
    if (index === null || theme === null) return
    const lengths = [where.left + where.width + where.gutter, where.height] as const
    const [width, height] = lengths.map((length) => Math.round(length * devicePixelRatio)) as [number, number]
    if (canvas.width !== width || canvas.height !== height) {
      Object.assign(canvas, { width, height })
      // Stretched by a pixel it would be mixed with the chart dearly.
      Object.assign(canvas.style, { width: `${lengths[0]}px`, height: `${lengths[1]}px` })
    }
    to.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0)
    to.clearRect(0, 0, ...lengths)
    const at = y === null || drawn === null ? null : valueAt(where.price, drawn.scales.price, y)
    drawCrosshair(to, where, theme, {
      x: pixelOf(where, span.value, index),
      y,
      moment: dates?.[index] === undefined ? null : clock.momentAt(index),
      price: at === null ? null : drawn?.zero == null ? write.price(at) : write.percent(at / drawn.zero - 1),
    })
  })

  return (
    <div class="lines" aria-hidden="true">
      <canvas ref={sheet} hidden />
    </div>
  )
}
