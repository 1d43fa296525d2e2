import './Chart.css'
import './Hands.css'
import { effect, useSignalEffect } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { control } from '../../chart/controller.ts'
import { mountChart } from '../../chart/mount.ts'
import { readTheme } from '../../chart/theme.ts'
import { barsIn } from '../../core/ticker/axis.ts'
import { indexAt } from '../../core/ticker/layout.ts'
import type { Loader } from '../brought.ts'
import { Later } from '../Later.tsx'
import { useFormat, usePage, useStillDrawing, useWords } from '../page.ts'
import { ClusterList } from './ClusterList.tsx'
import { GlyphName } from './GlyphName.tsx'
import { intervalName } from './intervalName.ts'
import { listenToPixels } from './listenToPixels.ts'
import { PlotNotes } from './PlotNotes.tsx'
import { listenToPrinting } from './printing.tsx'
import { RailStops } from './RailStops.tsx'
import { useTicker } from './useTicker.ts'

/** What is moved by hand comes in where there is something to move. */
export const hands: Loader = {
  words: ['hands'],
  load: async () => {
    const { Hands, settle } = await import('./Hands.tsx')
    return { Part: Hands, settle }
  },
}

/** The chart: a canvas that is drawn, and over it everything that can be reached, heard and pressed. */
export function Chart() {
  const host = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLDivElement>(null)
  const text = useWords('page')
  const page = usePage()
  const { scheme, habits, market } = page
  const StillDrawing = useStillDrawing()
  const { viewport, crosshair, selection, chart, pointed, chartKeys, byHand } = useTicker()
  const name = useChartName()
  const isByHand = byHand.wish.value !== null || byHand.loaded.value !== null || byHand.isInView()
  const { size, series, layout, span, rangeIsEmpty } = viewport

  useEffect(() => {
    const box = host.current
    if (box === null) return
    // Without the foot that a box of figures takes on a narrow screen.
    const watch = new ResizeObserver((seen) => {
      for (const { contentRect: at } of seen)
        size.value = { width: Math.round(at.width), height: Math.round(at.height) }
    })
    watch.observe(box)
    const release = control(box, {
      layout: () => layout.peek(),
      span: () => span.peek(),
      move: viewport.moveTo,
      hover: (x, y) => {
        crosshair.pointAt(x, y)
        selection.hoverAt(x, y)
      },
      leave: () => {
        crosshair.clear()
        selection.hoverAt(-1, -1)
      },
      press: selection.pressAt,
      rule: (from, to, done) => {
        const [where, seen] = [layout.peek(), span.peek()]
        byHand.pullRuler(indexAt(where, seen, from), indexAt(where, seen, to), done)
      },
      swipe: (direction) => selection.step(direction, false),
    })
    return () => {
      watch.disconnect()
      release()
    }
  }, [])

  // What came drawn with the page stands until the engine has drawn.
  useLayoutEffect(() => {
    if (page.drawing !== null) host.current?.append(page.drawing)
  }, [])

  useEffect(() => {
    const box = canvas.current
    if (box === null) return
    let mounted = mountChart(box)
    const unlisten = listenToPrinting(page)
    // A canvas keeps the pixels that it was made with. The shades of the overview are drawn with every size.
    const unwatch = listenToPixels(() => {
      mounted.dispose()
      mounted = mountChart(box)
      size.value = { ...size.peek() }
    })
    const undraw = effect(() => {
      if (chart.chartModel.value === null) return
      mounted.draw(chart.chartModel.value, pointed.value)
      page.drawing?.remove()
      page.drawing = null
    })
    return () => {
      unlisten()
      unwatch()
      undraw()
      mounted.dispose()
    }
  }, [])

  useSignalEffect(() => {
    scheme.value
    habits.directions.value
    if (host.current !== null) chart.theme.value = readTheme(host.current)
  })

  return (
    <div
      class={market.bars.state.value.kind === 'loading' ? 'chart busy' : 'chart'}
      id="plot"
      ref={host}
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application is what it is: its keys are listed by "?"
      tabIndex={0}
      aria-roledescription={text.plotRole}
      aria-label={name}
      aria-describedby="plot-hint"
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return
        if (chartKeys.press(event)) event.preventDefault()
      }}
    >
      <p id="plot-hint" class="unseen">
        {text.plotHint}
      </p>
      {StillDrawing === null ? (
        <>
          <div class="canvas" ref={canvas} aria-hidden="true" />
          <i class="edges" />
          <i class="edges beside" />
          <RailStops />
          <PlotNotes />
          <GlyphName />
          <ClusterList />
          {isByHand && <Later loader={hands} waiting={null} />}
        </>
      ) : (
        <div class="drawing" id="drawing" aria-hidden="true">
          <StillDrawing />
        </div>
      )}
      {rangeIsEmpty.value && <p class="over">{text.emptyRange}</p>}
      {series.value === null && market.bars.state.value.kind !== 'ready' && <p class="over">{text.loading}</p>}
    </div>
  )
}

/** What the chart shows, in a sentence for those who hear it. */
function useChartName(): string {
  const text = useWords('page')
  const write = useFormat()
  const { market } = usePage()
  const { viewport, marks } = useTicker()
  const ticker = market.ticker.value ?? ''
  const all = viewport.series.value
  if (all === null) return ticker
  const { first, last } = barsIn(viewport.settled.value, all.axis.dates.length)
  const dates = all.axis.dates.slice(first, last + 1)
  return text.plotName({
    ticker,
    interval: intervalName(market.interval.value, text).toLowerCase(),
    from: write.date(dates[0] ?? ''),
    to: write.date(dates.at(-1) ?? ''),
    bars: new Set(dates).size,
    events: marks.marksInView.value.length,
  })
}
