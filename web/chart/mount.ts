import { init, still } from './engine.ts'
import type { ChartModel } from './model.ts'
import { paint } from './paint.ts'
import { retained } from './retained.ts'

/** A chart on the page. */
export type MountedChart = {
  readonly draw: (model: ChartModel) => void
  readonly dispose: () => void
}

/** More elements than any layer has. */
const LAYER = 10_000

/**
 * Draws into an element with ECharts' own elements and canvas. They are moved, not described anew: an option that is
 * merged with every step of the reader costs more than the drawing itself.
 */
export function mountChart(host: HTMLElement): MountedChart {
  // Nothing shines through: a browser without a graphics card need not mix every pixel of the chart with the page's.
  const sheet = document.createElement('canvas')
  sheet.getContext('2d', { alpha: false })
  host.append(sheet)
  const size = { width: 1, height: 1 }
  const chart = init(sheet, null, { renderer: 'canvas', devicePixelRatio, ...size })
  const canvas = chart.getZr()
  still(canvas)
  const groups: ReturnType<typeof retained>[] = []
  let surface = ''

  return {
    draw: (model) => {
      const { layout } = model
      const [width, height] = [layout.left + layout.width + layout.gutter, layout.height]
      if (size.width !== width || size.height !== height) chart.resize(Object.assign(size, { width, height }))
      if (surface !== model.theme.surface) canvas.setBackgroundColor(model.theme.surface)
      surface = model.theme.surface
      for (const [at, layer] of paint(model).entries()) {
        const known = groups[at] ?? retained()
        if (groups[at] === undefined) {
          groups.push(known)
          canvas.add(known.group)
        }
        known.show(layer, layout.left, layout.width, at * LAYER)
      }
      canvas.refreshImmediately()
    },
    dispose: () => {
      chart.dispose()
      sheet.remove()
    },
  }
}
