import { useEffect } from 'preact/hooks'
import { words } from '../../i18n/text.ts'
import { listenToKeys } from '../../state/keys.ts'
import { narrow } from '../../state/preferences.ts'
import { latest } from '../../state/resource.ts'
import { bars, events, impacts, ticker, tickerFacts, tickers } from '../../state/ticker/market.ts'
import { sideOpen } from '../../state/ticker/panels.ts'
import { series } from '../../state/ticker/viewport.ts'
import { go, view } from '../../state/view.ts'
import { Failed } from '../Failed.tsx'
import { Sheet } from '../Sheet.tsx'
import { Chart } from './Chart.tsx'
import { EventCard } from './EventCard.tsx'
import { EventList } from './EventList.tsx'
import { NoPrices } from './NoPrices.tsx'
import { Overview } from './Overview.tsx'
import { PriceTable } from './PriceTable.tsx'
import { QualityRibbon } from './QualityRibbon.tsx'
import { Ranges } from './Ranges.tsx'
import { Readout } from './Readout.tsx'
import { TickerHead } from './TickerHead.tsx'

export function TickerScreen() {
  const symbol = ticker.value
  useEffect(listenToKeys, [])
  useEffect(() => {
    const chosen = latest(events.state.value)?.find(({ event_id }) => event_id === view.value.event)
    const name = chosen?.title ?? tickerFacts.value?.name
    document.title = `${symbol ?? ''}${name ? ` · ${name}` : ''} · Aftershock`
  }, [symbol, tickerFacts.value, view.value.event, events.state.value])
  const failed = [bars, events, impacts].find(({ state }) => state.value.kind === 'failed')
  const state = failed?.state.value
  const failure = state?.kind === 'failed' ? state.failure : null
  const noPrices =
    (failure?.kind === 'refused' && failure.status === 404) ||
    (bars.state.value.kind === 'ready' && bars.state.value.value.date.length === 0 && view.value.interval === '1d')
  if (noPrices && symbol !== null) return <NoPrices ticker={symbol} known={latest(tickers.state.value) ?? []} />
  return (
    <main id="content" tabIndex={-1} class={sideOpen.value && !narrow.value ? 'screen with-side' : 'screen'}>
      <section class="stage" aria-label={words.value.chart}>
        <TickerHead />
        <Ranges />
        {failure !== null && (
          <Failed
            failure={failure}
            kept={series.value !== null}
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
      {narrow.value ? (
        <Sheet />
      ) : (
        sideOpen.value && (
          <aside class="side" aria-label={words.value.events}>
            <EventList />
            <EventCard />
          </aside>
        )
      )}
    </main>
  )
}

/** Hours were asked for and there are none: say which there are. */
function NoHours() {
  if (view.value.interval !== '1h') return null
  const text = words.value
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
