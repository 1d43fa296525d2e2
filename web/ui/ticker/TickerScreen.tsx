import './TickerScreen.css'
import { useEffect, useRef } from 'preact/hooks'
import { csvAddress } from '../../api.ts'
import { hasNoBenchmark } from '../../refusal.ts'
import { latest } from '../../state/resource.ts'
import { Failed } from '../Failed.tsx'
import { usePage, useWords } from '../page.ts'
import { useTitle } from '../useTitle.ts'
import { Chart } from './Chart.tsx'
import { Divider } from './Divider.tsx'
import { EventCard } from './EventCard.tsx'
import { EventList } from './EventList.tsx'
import { listenToKeys } from './listenToKeys.ts'
import { NoBenchmark } from './NoBenchmark.tsx'
import { NoPrices } from './NoPrices.tsx'
import { Overview } from './Overview.tsx'
import { PriceTable } from './PriceTable.tsx'
import { QualityRibbon } from './QualityRibbon.tsx'
import { Ranges } from './Ranges.tsx'
import { Readout } from './Readout.tsx'
import { Sheet } from './Sheet.tsx'
import { TickerHead } from './TickerHead.tsx'
import { useTicker } from './useTicker.ts'

export function TickerScreen() {
  const text = useWords('page')
  const { view, narrow, panels, link, market } = usePage()
  const { viewport, keys } = useTicker()
  const { bars, events, impacts, ticker, tickerFacts, tickers } = market
  const symbol = ticker.value
  useEffect(() => listenToKeys(panels, keys.press), [])
  useEffect(() => {
    link.value = viewport.absoluteAddress
    return () => (link.value = null)
  }, [])
  const chosen = latest(events.state.value)?.find(({ event_id }) => event_id === view.value.event)
  useTitle([symbol, chosen?.title ?? tickerFacts.value?.name].filter(Boolean).join(' · '))
  const failed = [bars, events, impacts].find(({ state }) => state.value.kind === 'failed')
  const state = failed?.state.value
  const failure = state?.kind === 'failed' ? state.failure : null
  const noPrices =
    (failure?.kind === 'refused' && failure.status === 404) ||
    (bars.state.value.kind === 'ready' && bars.state.value.value.date.length === 0 && view.value.interval === '1d')
  if (noPrices && symbol !== null) return <NoPrices ticker={symbol} known={latest(tickers.state.value) ?? []} />
  return (
    <main
      id="content"
      tabIndex={-1}
      class={panels.sideOpen.value && !narrow.value ? 'ticker-screen with-side' : 'ticker-screen'}
      style={{ '--side': `${panels.sideWidth.value}px` }}
    >
      <section class="chart-column" aria-label={text.chart}>
        <TickerHead />
        <Ranges />
        {failure !== null && hasNoBenchmark(failure) && <NoBenchmark />}
        {failure !== null && !hasNoBenchmark(failure) && (
          <Failed
            failure={failure}
            csv={symbol === null ? undefined : csvAddress(`bars/${encodeURIComponent(symbol)}`, {})}
            kept={viewport.series.value !== null}
            retry={() => {
              for (const asked of [bars, events, impacts]) if (asked.state.peek().kind === 'failed') asked.retry()
            }}
          />
        )}
        <NoHours />
        <Readout />
        {view.value.table ? <PriceTable /> : <Chart />}
        {!view.value.table && <QualityRibbon />}
        {!narrow.value && !view.value.table && <Overview />}
      </section>
      {narrow.value ? <Sheet /> : panels.sideOpen.value && <Side />}
    </main>
  )
}

/** List and card beside the chart; the reader sets how wide they are, and how high the list. */
function Side() {
  const text = useWords('page')
  const { sideWidth, listHeight } = usePage().panels
  const box = useRef<HTMLElement>(null)
  return (
    <>
      <Divider
        name={text.sideWidth}
        orientation="vertical"
        value={sideWidth}
        least={300}
        most={640}
        at={({ clientX }) => (box.current?.getBoundingClientRect().right ?? 0) - clientX}
        grows={-1}
      />
      <aside class="side" aria-label={text.events} ref={box} style={{ '--list': `${listHeight.value}%` }}>
        <EventList />
        <Divider
          name={text.listHeight}
          orientation="horizontal"
          value={listHeight}
          least={20}
          most={80}
          at={({ clientY }) => {
            const { top, height } = box.current?.getBoundingClientRect() ?? { top: 0, height: 1 }
            return ((clientY - top) / height) * 100
          }}
          grows={1}
        />
        <EventCard />
      </aside>
    </>
  )
}

/** Hours were asked for and there are none: say which there are. */
function NoHours() {
  const text = useWords('page')
  const { view, go, market } = usePage()
  const { bars, tickerFacts } = market
  if (view.value.interval !== '1h') return null
  const hours = tickerFacts.value?.bars.find(({ interval }) => interval === '1h')
  const empty = bars.state.value.kind === 'ready' && bars.state.value.value.date.length === 0
  if (!empty) return null
  return (
    <div class="banner" role="status">
      <p>
        {text.noHours} {hours !== undefined && text.hoursSpan(hours.from, hours.to)}
      </p>
      <button type="button" class="action" onClick={() => go({ interval: '1d' })}>
        {text.daily}
      </button>
    </div>
  )
}
