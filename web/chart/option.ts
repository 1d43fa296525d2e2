import type { EChartsOption } from 'echarts/types/dist/echarts'
import { type Box, barWidth, type Layout } from '../core/ticker/layout.ts'
import type { ChartModel } from './model.ts'

/** A grid each, from the foot up; all on one axis of bars. */
export const paneNames = ['backdrop', 'price', 'rails', 'volume', 'ar'] as const
export type Pane = (typeof paneNames)[number]

const hidden = { show: false }

const boxesOf = ({ price, rails, volume, ar, axis }: Layout): Readonly<Record<Pane, Box>> => ({
  backdrop: { top: price.top, height: axis.top - price.top },
  price,
  rails,
  volume: volume ?? { top: axis.top, height: 0 },
  ar: ar ?? { top: axis.top, height: 0 },
})

const labelOf = ({ theme }: ChartModel, fontSize = 11) => ({ color: theme.soft, fontFamily: theme.font, fontSize })

/** What a mark of the time axis says; nothing where half of it would be outside the plot. */
function tickLabel({ ticks, tickText, span, layout }: ChartModel, value: number): string {
  const tick = ticks.find(({ index }) => index === Math.round(value))
  if (tick === undefined || (value - span.from) * barWidth(layout, span) < 18) return ''
  const text = tickText(tick)
  return tick.kind === 'day' || tick.kind === 'hour' ? text : `{strong|${text}}`
}

/** The time axis under all panes. @param latest the model on screen, which pans while the structure stays */
const timeAxis = (model: ChartModel, latest: () => ChartModel) => ({
  ...labelOf(model),
  hideOverlap: true,
  showMinLabel: null,
  showMaxLabel: null,
  formatter: (value: number) => tickLabel(latest(), value),
  rich: { strong: { ...labelOf(model), color: model.theme.ink, fontWeight: 600 as const } },
})

function valueAxis(model: ChartModel, pane: Pane) {
  const ends = { margin: 6, showMinLabel: false, showMaxLabel: false }
  switch (pane) {
    case 'price':
      return { ...labelOf(model), ...ends, formatter: (value: number) => model.priceText(value) }
    case 'ar':
      if (model.layout.ar === null) return hidden
      return { ...labelOf(model), ...ends, formatter: (value: number) => model.percentText(value) }
    default:
      return hidden
  }
}

/**
 * Everything of the chart that stays while the reader pans and zooms: the panes, their axes and who paints them.
 *
 * @param latest the model on screen
 * @param painters one for each pane
 */
export function optionOf(
  model: ChartModel,
  latest: () => ChartModel,
  painters: Readonly<Record<Pane, () => object | null>>,
): EChartsOption {
  const { layout, theme } = model
  const boxes = boxesOf(layout)
  return {
    animation: false,
    backgroundColor: 'transparent',
    grid: paneNames.map((pane) => ({
      left: layout.left,
      width: layout.width,
      ...boxes[pane],
      outerBoundsMode: 'none' as const,
    })),
    xAxis: paneNames.map((pane, gridIndex) => ({
      type: 'value' as const,
      gridIndex,
      axisLine: hidden,
      axisTick: hidden,
      splitLine: hidden,
      axisLabel: pane === 'backdrop' ? timeAxis(model, latest) : hidden,
    })),
    yAxis: paneNames.map((pane, gridIndex) => ({
      type: 'value' as const,
      gridIndex,
      position: 'right' as const,
      axisLine: hidden,
      axisTick: hidden,
      splitNumber: pane === 'price' ? Math.max(3, Math.round(layout.price.height / 56)) : 3,
      splitLine: pane === 'price' ? { lineStyle: { color: theme.grid } } : hidden,
      axisLabel: valueAxis(model, pane),
    })),
    // A custom series may return null, which its type does not know.
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
      renderItem: painters[pane],
      data: [[0, 0]],
    })) as unknown as NonNullable<EChartsOption['series']>,
  }
}
