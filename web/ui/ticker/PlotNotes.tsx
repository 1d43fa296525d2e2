import { useSignalEffect } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { barsDrawn, onto, scalesOf } from '../../chart/scales.ts'
import { barsIn } from '../../core/ticker/axis.ts'
import { usePage, useWords } from '../page.ts'
import { useTicker } from './useTicker.ts'

/** What the scales are in, the last price of the bars on screen, and what one drawn bar stands for. */
export function PlotNotes() {
  const text = useWords('page')
  const { format, view, narrow, market } = usePage()
  const { viewport, clock, chart } = useTicker()
  const where = viewport.layout.value
  const gutter = where.left + where.width
  const facts = market.tickerFacts.value
  const last = useRef<HTMLSpanElement>(null)
  const merged = useRef<HTMLSpanElement>(null)
  useSignalEffect(() => {
    const model = chart.chartModel.value
    const [tag, note] = [last.current, merged.current]
    if (tag === null || note === null) return
    const bar = model === null ? undefined : lastIn(model)
    tag.hidden = bar === undefined
    if (model !== null && bar !== undefined) {
      tag.textContent = format.value.price(bar)
      tag.style.transform = `translate(${gutter + 2}px, ${Math.round(onto(model.layout.price, scalesOf(model).price)(bar))}px) translateY(-50%)`
    }
    const size = model === null ? 1 : barsDrawn(model)
    note.hidden = size === 1
    note.textContent = text.barsInOne(size, view.value.interval === '1d')
  })
  const unit = facts?.kind === 'index' ? text.points : facts?.currency
  return (
    <>
      <span class="last" aria-hidden="true" ref={last} hidden />
      <span
        class="pane-name inside"
        ref={merged}
        style={{ left: `${where.left + 4}px`, top: `${where.price.top + 10}px` }}
        hidden
      />
      {unit && !narrow.value && (
        <span class="pane-name unit" style={{ top: `${where.price.top + 6}px` }}>
          {unit}
        </span>
      )}
      {view.value.interval !== '1d' && (
        <span class="pane-name" style={{ left: `${gutter + 6}px`, top: `${where.axis.top + 11}px` }}>
          {clock.place}
        </span>
      )}
    </>
  )
}

/** The close of the last bar on screen that has one. */
function lastIn({ series, span }: Parameters<typeof scalesOf>[0]): number | undefined {
  const closes = series.pyramid.levels[0]?.close
  const { first, last } = barsIn(span, series.pyramid.length)
  for (let i = last; i >= first; i--) if (Number.isFinite(closes?.[i])) return closes?.[i]
  return undefined
}
