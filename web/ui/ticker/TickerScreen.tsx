import './TickerScreen.css'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { csvAddress } from '../../api.ts'
import { sessionOf } from '../../core/ticker/session.ts'
import { hasNoBenchmark } from '../../refusal.ts'
import { answered, latest } from '../../state/resource.ts'
import type { State } from '../../state/state.ts'
import { tickerState } from '../../state/ticker/ticker.ts'
import { bring, type Loader, type Place } from '../brought.ts'
import { Failed } from '../Failed.tsx'
import { Later } from '../Later.tsx'
import { usePage, useWords } from '../page.ts'
import { useTitle } from '../useTitle.ts'
import { Chart, hands } from './Chart.tsx'
import { Comparison, compareBar } from './Comparison.tsx'
import { Divider } from './Divider.tsx'
import { confounders, EventCard, fan, sessionCard, split } from './EventCard.tsx'
import { EventList } from './EventList.tsx'
import { listenToKeys } from './listenToKeys.ts'
import { NoBenchmark } from './NoBenchmark.tsx'
import { Overview } from './Overview.tsx'
import { QualityRibbon } from './QualityRibbon.tsx'
import { Ranges } from './Ranges.tsx'
import { Readout } from './Readout.tsx'
import { Sheet } from './Sheet.tsx'
import { TickerHead } from './TickerHead.tsx'
import { useTicker } from './useTicker.ts'

export { TickerScreen as Part, titleOf as title }

/** Waits for prices, events and figures; with a place known the chart is laid out in it at once. */
export async function settle(state: State, place: Place | null): Promise<void> {
  const { viewport } = tickerState(state)
  if (place !== null) viewport.size.value = place
  if (tickerState(state).compare.asked().tickers.length > 0)
    await (await bring(compareBar, state)).settle?.(state, null)
  if (state.view.peek().over.ru !== undefined) await (await bring(hands, state)).settle?.(state, null)
  if (sessionOf(state.view.peek().over) !== null) await bring(sessionCard, state)
  await answered(state)
  if (hasNoPrices(state)) await bring(noPrices, state)
  if (state.view.peek().table) await bring(priceTable, state)
  // How the move divides and what else may have caused it stand among the figures of the card: all is drawn at once, or it would move.
  if (state.view.peek().event !== null) await Promise.all([split, fan, confounders].map((each) => bring(each, state)))
}

/** The bars as a table come in when they are asked for. */
const priceTable: Loader = {
  words: ['session'],
  load: async () => ({ Part: (await import('./PriceTable.tsx')).PriceTable }),
}

/** Of a ticker that is not stored there is something else to see than a chart. */
const noPrices: Loader = {
  words: ['board'],
  load: async () => ({ Part: (await import('../board/BoardScreen.tsx')).NoPrices }),
}

function hasNoPrices({ market: { bars, interval, tickers } }: State): boolean {
  const state = bars.state.value
  return state.kind === 'failed'
    ? state.failure.kind === 'refused' && state.failure.status === 404
    : state.kind === 'ready' &&
        state.value.rows === 0 &&
        interval.value === '1d' &&
        tickers.state.value.kind !== 'loading'
}

/** What the window is called. */
export function titleOf({ market, view }: State): string {
  const chosen = latest(market.events.state.value)?.find(({ event_id }) => event_id === view.value.event)
  return [market.ticker.value, chosen?.title ?? market.tickerFacts.value?.name].filter(Boolean).join(' · ')
}

function TickerScreen() {
  const text = useWords('page')
  const page = usePage()
  const { view, narrow, panels, link, market } = page
  const { viewport, keys, undoing, heard } = useTicker()
  const { bars, events, impacts, ticker } = market
  const symbol = ticker.value
  useLayoutEffect(() => listenToKeys(page, { ...keys, ...undoing, heard }), [])
  useEffect(() => {
    link.value = viewport.absoluteAddress
    return () => (link.value = null)
  }, [])
  useTitle(titleOf(page))
  const failed = [bars, events, impacts].find(({ state }) => state.value.kind === 'failed')
  const state = failed?.state.value
  const failure = state?.kind === 'failed' ? state.failure : null
  if (hasNoPrices(page)) return <Later loader={noPrices} waiting={null} />
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
        <Comparison />
        {failure !== null && hasNoBenchmark(failure) && <NoBenchmark />}
        {failure !== null && !hasNoBenchmark(failure) && (
          <Failed
            failure={failure}
            csv={
              symbol === null ? undefined : csvAddress(`bars/${encodeURIComponent(symbol)}`, { l: page.spoken.value })
            }
            kept={viewport.series.value !== null}
            retry={() => {
              for (const asked of [bars, events, impacts]) if (asked.state.peek().kind === 'failed') asked.retry()
            }}
          />
        )}
        <NoHours />
        <OtherData />
        <div class="told">
          <Readout />
        </div>
        {view.value.table ? <Later loader={priceTable} waiting={null} /> : <Chart />}
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

/** Bars within the day were asked for and there are none: say which there are. */
function NoHours() {
  const text = useWords('page')
  const { go, market } = usePage()
  const { bars, tickerFacts } = market
  const shown = market.interval.value
  if (shown === '1d') return null
  const stored = tickerFacts.value?.bars.find(({ interval }) => interval === shown)
  const empty = bars.state.value.kind === 'ready' && bars.state.value.value.rows === 0
  if (!empty) return null
  return (
    <div class="banner" role="status">
      <p>
        {text.noHours(shown)} {stored !== undefined && text.hoursSpan(shown, stored.from, stored.to)}
      </p>
      <button type="button" class="action" onClick={() => go({ interval: '1d' })}>
        {text.daily}
      </button>
    </div>
  )
}

/** The link that led here was copied from other prices: what it showed may have been something else. */
function OtherData() {
  const text = useWords('page')
  const { view, go, market } = usePage()
  const now = latest(market.bars.state.value)?.data_version
  const { data } = view.value
  if (data === null || now === undefined || now === data) return null
  return (
    <div class="banner" role="status">
      <p>{text.otherData(data, now)}</p>
      <button type="button" class="action" onClick={() => go({ data: null }, 'replace')}>
        {text.close}
      </button>
    </div>
  )
}
