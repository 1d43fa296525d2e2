import type { Layout } from '../core/ticker/layout.ts'
import { init } from './engine.ts'
import type { ChartModel } from './model.ts'
import { optionOf, type Pane, paneNames } from './option.ts'
import { paint } from './paint.ts'
import { type Scales, scalesOf } from './scales.ts'

/** A chart on the page. */
export type MountedChart = {
  readonly draw: (model: ChartModel) => void
  readonly dispose: () => void
}

/** Draws into an element: one ECharts instance, five grids on one index axis, one custom series a grid. */
export function mountChart(host: HTMLElement): MountedChart {
  const chart = init(host, null, { renderer: 'canvas' })
  let drawn: { readonly model: ChartModel; readonly scales: Scales } | null = null
  let built: { readonly layout: Layout; readonly theme: object } | null = null
  let frame = 0

  const painter = (pane: Pane) => () => {
    const children = drawn === null ? null : paint(pane, drawn.model, drawn.scales)
    return children === null ? null : { type: 'group', children: [...children] }
  }
  const painters = {
    backdrop: painter('backdrop'),
    price: painter('price'),
    rails: painter('rails'),
    volume: painter('volume'),
    ar: painter('ar'),
  }

  /** Builds the structure anew where the layout or the colours have changed. */
  function build(model: ChartModel): void {
    const { layout, theme } = model
    if (built?.layout === layout && built.theme === theme) return
    chart.resize({ width: layout.left + layout.width + layout.gutter, height: layout.height })
    chart.setOption(
      optionOf(model, () => drawn?.model ?? model, painters),
      { notMerge: true },
    )
    built = { layout, theme }
  }

  return {
    draw: (model) => {
      const scales = scalesOf(model)
      drawn = { model, scales }
      build(model)
      frame++
      const { span, ticks } = model
      const range = { min: span.from, max: span.to }
      const marked = { customValues: ticks.map(({ index }) => index) }
      chart.setOption({
        xAxis: paneNames.map((pane) => (pane === 'backdrop' ? { ...range, axisLabel: marked } : range)),
        yAxis: [{}, scales.price, { min: 0, max: 1 }, scales.volume, scales.ar],
        // A new datum is what makes a custom series paint again.
        series: paneNames.map((pane) => ({ id: pane, data: [[(span.from + span.to) / 2, frame]] })),
      })
    },
    dispose: () => chart.dispose(),
  }
}
