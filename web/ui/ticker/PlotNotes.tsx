import { useComputed } from '@preact/signals'
import { barsDrawn } from '../../chart/scales.ts'
import { isPercent } from '../../core/ticker/compare.ts'
import { usePage, useWords } from '../page.ts'
import { useTicker } from './useTicker.ts'

/** What the scales are in, and what one drawn bar stands for. */
export function PlotNotes() {
  const text = useWords('page')
  const { narrow, market } = usePage()
  const { viewport, clock, chart, compare } = useTicker()
  const where = viewport.layout.value
  const gutter = where.left + where.width
  const facts = market.tickerFacts.value
  const merged = useComputed(() => (chart.chartModel.value === null ? 1 : barsDrawn(chart.chartModel.value)))
  const { merged: rows = null } = viewport.columns.value ?? {}
  const isOfSessions = rows === null ? market.interval.value === '1d' : rows.span === '1d'
  const unit = isPercent(compare.asked().axis) ? null : facts?.kind === 'index' ? text.points : facts?.currency
  return (
    <>
      {(merged.value > 1 || rows !== null) && (
        <span class="pane-name inside" style={{ left: `${where.left + 4}px`, top: `${where.price.top + 10}px` }}>
          {[
            rows !== null && text.merged(rows.span, market.interval.value),
            merged.value > 1 && text.barsInOne(merged.value, isOfSessions),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      )}
      {unit && !narrow.value && (
        <span class="pane-name unit" style={{ top: `${where.price.top + 6}px` }}>
          {unit}
        </span>
      )}
      {market.interval.value !== '1d' && (
        <span class="pane-name clock" style={{ left: `${gutter + 6}px`, top: `${where.axis.top + 11}px` }}>
          {clock.place}
        </span>
      )}
    </>
  )
}
