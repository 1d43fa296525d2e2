import { drawLayers } from './canvas.ts'
import { drawCrosshair, type Pointed } from './crosshair.ts'
import { drawing, init, still } from './engine.ts'
import type { ChartModel } from './model.ts'
import { paint } from './paint.ts'
import { keptPicture } from './picture.ts'

/** A chart on the page. */
export type MountedChart = {
  /** Draws the chart where it is another than before, and over it what is pointed at; null: nothing. */
  readonly draw: (model: ChartModel, pointed: Pointed | null) => void
  readonly dispose: () => void
}

/**
 * Draws into an element with ECharts' canvas, as one element of it: an option that is merged with every step of the
 * reader, or elements that are moved, cost more than the drawing itself.
 */
export function mountChart(host: HTMLElement): MountedChart {
  // Nothing shines through: a browser without a graphics card need not mix every pixel of the chart with the page's.
  const sheet = document.createElement('canvas')
  const to = sheet.getContext('2d', { alpha: false })
  host.append(sheet)
  const size = { width: 1, height: 1 }
  // Of the canvas, as it is made: a page that is zoomed has another from then on.
  const ratio = devicePixelRatio
  const chart = init(sheet, null, { renderer: 'canvas', devicePixelRatio: ratio, ...size })
  const canvas = chart.getZr()
  still(canvas)
  const picture = keptPicture(sheet, ratio)
  let shown: ChartModel | null = null
  let surface = ''
  const element = drawing((to) => {
    if (shown !== null) drawLayers(to, paint(shown), shown.layout.left, shown.layout.width)
  })
  canvas.add(element as unknown as Parameters<typeof canvas.add>[0])

  function redraw(): void {
    element.dirtyShape()
    canvas.refreshImmediately()
    picture.changed()
  }

  function cross({ layout, theme }: ChartModel, pointed: Pointed): void {
    if (to === null) return
    to.save()
    to.setTransform(ratio, 0, 0, ratio, 0, 0)
    picture.cover(drawCrosshair(to, layout, theme, pointed))
    to.restore()
  }

  function resize({ layout, theme }: ChartModel): void {
    const [width, height] = [layout.left + layout.width + layout.gutter, layout.height]
    if (size.width !== width || size.height !== height) chart.resize(Object.assign(size, { width, height }))
    if (surface !== theme.surface) canvas.setBackgroundColor(theme.surface)
    surface = theme.surface
  }

  return {
    draw: (model, pointed) => {
      const isAnother = model !== shown
      // What the engine draws of itself while it is fitted would be drawn twice.
      shown = null
      if (isAnother) resize(model)
      shown = model
      if (isAnother || !picture.uncover()) redraw()
      if (pointed === null) return
      // While the chart moves under the pointer every picture is another: none is worth keeping.
      if (!isAnother) picture.keep()
      cross(model, pointed)
    },
    dispose: () => {
      chart.dispose()
      sheet.remove()
    },
  }
}
