import { effect, useSignalEffect } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { control } from '../../chart/controller.ts'
import { readTheme } from '../../chart/theme.ts'
import { barsIn } from '../../core/ticker/axis.ts'
import { indexAt } from '../../core/ticker/layout.ts'
import { format } from '../../i18n/format.ts'
import { words } from '../../i18n/text.ts'
import { scheme } from '../../state/preferences.ts'
import { plotKey } from '../../state/ticker/chartKeys.ts'
import { chartModel, theme } from '../../state/ticker/chartModel.ts'
import { bars, ticker } from '../../state/ticker/market.ts'
import { pressAt } from '../../state/ticker/pressing.ts'
import {
  cursor,
  cursorY,
  layout,
  marksInView,
  moveTo,
  rangeIsEmpty,
  series,
  settled,
  size,
  span,
  step,
} from '../../state/ticker/viewport.ts'
import { view } from '../../state/view.ts'
import { ClusterList } from './ClusterList.tsx'
import { Crosshair } from './Crosshair.tsx'
import { RailStops } from './RailStops.tsx'

/** The chart: a canvas that is drawn, and over it everything that can be reached, heard and pressed. */
export function Chart() {
  const host = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const box = host.current
    if (box === null) return
    const watch = new ResizeObserver(() => {
      size.value = { width: box.clientWidth, height: box.clientHeight }
    })
    watch.observe(box)
    const release = control(box, {
      layout: () => layout.peek(),
      span: () => span.peek(),
      move: moveTo,
      hover: (x, y) => {
        const all = series.peek()
        const where = layout.peek()
        if (all === null || size.peek().width === 0) return
        const { first, last } = barsIn(span.peek(), all.axis.dates.length)
        cursor.value = Math.min(last, Math.max(first, Math.round(indexAt(where, span.peek(), x))))
        cursorY.value = y >= where.price.top && y <= where.price.top + where.price.height ? y : null
      },
      leave: () => {
        cursor.value = null
        cursorY.value = null
      },
      press: pressAt,
      swipe: (direction) => step(direction, false),
    })
    return () => {
      watch.disconnect()
      release()
    }
  }, [])

  // The engine is fetched when there is something to draw with it.
  useEffect(() => {
    const place = canvas.current
    if (place === null) return
    let gone = false
    let stop = () => {}
    void import('../../chart/mount.ts').then(({ mountChart }) => {
      if (gone) return
      const chart = mountChart(place)
      const undraw = effect(() => {
        if (chartModel.value !== null) chart.draw(chartModel.value)
      })
      stop = () => {
        undraw()
        chart.dispose()
      }
    })
    return () => {
      gone = true
      stop()
    }
  }, [])

  useSignalEffect(() => {
    scheme.value
    if (host.current !== null) theme.value = readTheme(host.current)
  })

  return (
    <div
      class={bars.state.value.kind === 'loading' ? 'plot busy' : 'plot'}
      id="plot"
      ref={host}
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application is what it is: its keys are listed by "?"
      tabIndex={0}
      aria-roledescription={words.value.plotRole}
      aria-label={chartName()}
      aria-describedby="plot-hint"
      onKeyDown={plotKey}
    >
      <p id="plot-hint" class="unseen">
        {words.value.plotHint}
      </p>
      <div class="canvas" ref={canvas} aria-hidden="true" />
      <Crosshair />
      <RailStops />
      <ClusterList />
      {rangeIsEmpty.value && <p class="over">{words.value.emptyRange}</p>}
      {series.value === null && <p class="over">{words.value.loading}</p>}
    </div>
  )
}

/** What the chart shows, in a sentence for those who hear it. */
function chartName(): string {
  const all = series.value
  if (all === null) return ticker.value ?? ''
  const text = words.value
  const write = format.value
  const { first, last } = barsIn(settled.value, all.axis.dates.length)
  const dates = all.axis.dates.slice(first, last + 1)
  return text.plotName(
    ticker.value ?? '',
    view.value.interval === '1d' ? text.daily.toLowerCase() : text.hourly.toLowerCase(),
    write.date(dates[0] ?? ''),
    write.date(dates.at(-1) ?? ''),
    new Set(dates).size,
    marksInView.value.length,
  )
}
