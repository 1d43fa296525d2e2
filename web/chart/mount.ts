import type { EChartsOption } from 'echarts/types/dist/echarts'
import { type Box, barWidth, type Layout } from '../core/ticker/layout.ts'
import { init } from './engine.ts'
import type { ChartModel } from './model.ts'
import { paintBackdrop } from './paintBackdrop.ts'
import { paintNotes } from './paintNotes.ts'
import { paintAbnormal, paintVolume } from './paintPanes.ts'
import { type Element, paintPrice } from './paintPrice.ts'
import { paintRails } from './paintRails.ts'
import { onto, type Scales, scalesOf } from './scales.ts'

/** A chart on the page. */
export type MountedChart = {
  readonly draw: (model: ChartModel) => void
  readonly dispose: () => void
}

type Pane = 'backdrop' | 'price' | 'rails' | 'volume' | 'ar'
const paneNames: readonly Pane[] = ['backdrop', 'price', 'rails', 'volume', 'ar']

/** Draws into an element: one ECharts instance, five grids on one index axis, one custom series a grid. */
export function mountChart(host: HTMLElement): MountedChart {
  const chart = init(host, null, { renderer: 'canvas' })
  let model: ChartModel | null = null
  let scales: Scales | null = null
  let built: { readonly layout: Layout; readonly theme: object } | null = null
  let frame = 0

  const paint = (pane: Pane) => (): { type: 'group'; children: Element[] } | null => {
    if (model === null || scales === null) return null
    const { layout } = model
    switch (pane) {
      case 'backdrop':
        return { type: 'group', children: [...paintBackdrop(model)] }
      case 'price': {
        const y = onto(layout.price, scales.price)
        return { type: 'group', children: [...paintPrice(model, y), ...paintNotes(model, y)] }
      }
      case 'rails':
        return { type: 'group', children: [...paintRails(model)] }
      case 'volume':
        return layout.volume && { type: 'group', children: [...paintVolume(model, onto(layout.volume, scales.volume))] }
      case 'ar':
        return layout.ar && { type: 'group', children: [...paintAbnormal(model, onto(layout.ar, scales.ar))] }
    }
  }

  /** Everything that stays while the reader pans and zooms. */
  const structure = ({ layout, span, theme, priceText, percentText, tickText, ticks }: ChartModel): EChartsOption => {
    const boxes: Record<Pane, Box> = {
      backdrop: { top: layout.price.top, height: layout.axis.top - layout.price.top },
      price: layout.price,
      rails: layout.rails,
      volume: layout.volume ?? { top: layout.axis.top, height: 0 },
      ar: layout.ar ?? { top: layout.axis.top, height: 0 },
    }
    const label = { color: theme.soft, fontFamily: theme.font, fontSize: 11 }
    const hidden = { show: false }
    return {
      animation: false,
      backgroundColor: 'transparent',
      grid: paneNames.map((pane) => ({
        left: layout.left,
        width: layout.width,
        ...boxes[pane],
        outerBoundsMode: 'none' as const,
      })),
      xAxis: paneNames.map((_, gridIndex) => ({
        type: 'value' as const,
        gridIndex,
        axisLine: hidden,
        axisTick: hidden,
        splitLine: hidden,
        ...(gridIndex === 0
          ? {
              axisLabel: {
                ...label,
                hideOverlap: true,
                showMinLabel: null,
                showMaxLabel: null,
                formatter: (value: number) => {
                  const tick = (model?.ticks ?? ticks).find(({ index }) => index === Math.round(value))
                  // A label half outside the plot says nothing.
                  const from = model?.span.from ?? value
                  if (tick === undefined || (value - from) * barWidth(layout, model?.span ?? span) < 18) return ''
                  const text = (model?.tickText ?? tickText)(tick)
                  return tick.kind === 'day' || tick.kind === 'hour' ? text : `{strong|${text}}`
                },
                rich: { strong: { ...label, color: theme.ink, fontWeight: 600 as const } },
              },
            }
          : { axisLabel: hidden }),
      })),
      yAxis: paneNames.map((pane, gridIndex) => ({
        type: 'value' as const,
        gridIndex,
        position: 'right' as const,
        axisLine: hidden,
        axisTick: hidden,
        splitNumber: pane === 'price' ? Math.max(2, Math.round(layout.price.height / 64)) : 4,
        splitLine: pane === 'price' ? { lineStyle: { color: theme.grid } } : hidden,
        axisLabel:
          pane === 'price'
            ? {
                ...label,
                margin: 6,
                showMinLabel: false,
                showMaxLabel: false,
                formatter: (value: number) => priceText(value),
              }
            : pane === 'ar' && layout.ar !== null
              ? {
                  ...label,
                  fontSize: 10,
                  margin: 6,
                  showMinLabel: false,
                  showMaxLabel: false,
                  formatter: (value: number) => percentText(value),
                }
              : hidden,
      })),
      series: paneNames.map((pane, index) => ({
        id: pane,
        type: 'custom' as const,
        coordinateSystem: 'cartesian2d' as const,
        xAxisIndex: index,
        yAxisIndex: index,
        z: index + 1,
        clip: pane !== 'rails',
        silent: true,
        progressive: 0,
        renderItem: paint(pane),
        data: [[0, 0]],
      })) as unknown as NonNullable<EChartsOption['series']>,
    }
  }

  return {
    draw: (next) => {
      model = next
      scales = scalesOf(next)
      const { layout, theme, span, ticks } = next
      if (built === null || built.layout !== layout || built.theme !== theme) {
        chart.resize({ width: layout.left + layout.width + layout.gutter, height: layout.height })
        chart.setOption(structure(next), { notMerge: true })
        built = { layout, theme }
      }
      frame++
      const marked = ticks.map(({ index }) => index)
      const range = { min: span.from, max: span.to }
      chart.setOption({
        xAxis: paneNames.map((_, i) => (i === 0 ? { ...range, axisLabel: { customValues: marked } } : range)),
        yAxis: [{}, scales.price, { min: 0, max: 1 }, scales.volume, scales.ar],
        // A new datum is what makes a custom series paint again.
        series: paneNames.map((pane) => ({ id: pane, data: [[(span.from + span.to) / 2, frame]] })),
      })
    },
    dispose: () => chart.dispose(),
  }
}
