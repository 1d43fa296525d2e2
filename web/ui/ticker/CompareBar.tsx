import './CompareBar.css'
import { useEffect } from 'preact/hooks'
import { firstCommon, sinceBase } from '../../../server/market/rebased.ts'
import { answer, csvAddress, makeClient } from '../../api.ts'
import { barsIn } from '../../core/ticker/axis.ts'
import { axisKinds, lookAt, MOST_COMPARED } from '../../core/ticker/compare.ts'
import { latest } from '../../state/resource.ts'
import type { State } from '../../state/state.ts'
import { type Beside, type Missing, makeComparing } from '../../state/ticker/comparing.ts'
import { tickerState } from '../../state/ticker/ticker.ts'
import { useCount, useFormat, usePage, useWords } from '../page.ts'
import { useTicker } from './useTicker.ts'

/** From here on what the address asks for is drawn. */
export async function settle(state: State): Promise<void> {
  tickerState(state).compare.begin(makeComparing)
}

/** What is laid beside the ticker: which line is which, what became of each, and what must be said of it. */
export function CompareBar() {
  const text = useWords('compare')
  const page = useWords('page')
  const { narrow } = usePage()
  const { compare, viewport } = useTicker()
  const comparing = compare.loaded.value
  useEffect(() => compare.begin(makeComparing), [])
  if (comparing === null) return null
  const { tickers } = compare.asked()
  const drawn = comparing.drawn.value
  const shown = comparing.beside.value
  const isLoading = comparing.bars.state.value.kind === 'loading' && shown.length < tickers.length
  return (
    <section class="compare-bar" aria-label={text.title}>
      <ul aria-busy={isLoading}>
        {shown.map((each) => (
          <Line key={each.symbol} of={each} at={tickers.indexOf(each.symbol)} />
        ))}
      </ul>
      {isLoading && (
        <span class="soft" role="status">
          {text.loading}
        </span>
      )}
      {tickers.length === 0 && <span class="soft">{text.none}</span>}
      <Add />
      {narrow.value ? (
        <details>
          <summary>{text.more}</summary>
          <Choices />
        </details>
      ) : (
        <Choices />
      )}
      {drawn !== null && drawn.base === null && viewport.series.value !== null && (
        <p class="caution" role="status">
          {text.noCommon}
        </p>
      )}
      <Notes shown={shown} />
      {tickers.length === 0 && (
        <button
          type="button"
          class="icon"
          aria-label={page.close}
          onClick={() => {
            compare.open.value = false
          }}
        >
          ✕
        </button>
      )}
    </section>
  )
}

function Line({ of, at }: { readonly of: Beside | Missing; readonly at: number }) {
  const text = useWords('compare')
  const write = useFormat()
  const { compare, crosshair } = useTicker()
  const { symbol } = of
  const drawn = compare.loaded.value?.drawn.value ?? null
  const place = crosshair.described.value?.index ?? 0
  const since = 'closes' in of && drawn?.base != null ? sinceBase(of.closes, drawn.base, place) : null
  const { rail, dash } = lookAt(at)
  return (
    <li>
      <svg viewBox="0 0 26 8" aria-hidden="true">
        <path d="M0 4h26" style={{ stroke: `var(--rail-${rail})` }} stroke-dasharray={dash.join(' ') || undefined} />
      </svg>
      <b>{symbol}</b>
      <span class="number">{write.percent(since)}</span>
      <button
        type="button"
        class="icon"
        aria-label={text.remove(symbol)}
        onClick={() => compare.change({ tickers: compare.asked().tickers.filter((other) => other !== symbol) })}
      >
        ✕
      </button>
    </li>
  )
}

function Add() {
  const text = useWords('compare')
  const { market } = usePage()
  const { compare } = useTicker()
  const { tickers } = compare.asked()
  const facts = market.tickerFacts.value
  const known = latest(market.tickers.state.value) ?? []
  const others = known.filter(({ ticker }) => ticker !== facts?.ticker && !tickers.includes(ticker))
  const benchmark = benchmarkOf(facts, known)
  if (others.length === 0 || tickers.length >= MOST_COMPARED) return null
  return (
    <label>
      <span class="unseen">{text.add}</span>
      <select
        class="pick"
        value=""
        onChange={({ currentTarget }) => compare.change({ tickers: [...tickers, currentTarget.value] })}
      >
        <option value="">{text.add}</option>
        {others
          .toSorted((a, b) => Number(b.ticker === benchmark) - Number(a.ticker === benchmark))
          .map(({ ticker, name }) => (
            <option key={ticker} value={ticker}>
              {[ticker, name, ticker === benchmark && `(${text.benchmark})`].filter(Boolean).join(' ')}
            </option>
          ))}
      </select>
    </label>
  )
}

type Known = NonNullable<ReturnType<typeof usePage>['market']['tickerFacts']['value']>

/** What abnormal returns of the ticker are measured against; null for nothing. */
function benchmarkOf(facts: Known | null, known: readonly Known[]): string | null {
  if (facts?.benchmark === 'none') return null
  return facts?.benchmark ?? facts?.benchmarks.find((symbol) => known.some(({ ticker }) => ticker === symbol)) ?? null
}

function Choices() {
  const text = useWords('compare')
  const write = useFormat()
  const { view, market, spoken } = usePage()
  const { compare, crosshair, viewport } = useTicker()
  const { axis, base, strength, tickers } = compare.asked()
  const dates = viewport.series.value?.axis.dates ?? []
  const drawn = compare.loaded.value?.drawn.value
  const { first, last } = barsIn(viewport.settled.value, dates.length)
  const from = dates[first] ?? null
  const at = drawn?.base == null ? null : (dates[drawn.base] ?? null)
  return (
    <>
      <label>
        {text.axis}
        <select
          class="pick"
          value={axis}
          onChange={({ currentTarget }) =>
            compare.change({ axis: axisKinds.find((kind) => kind === currentTarget.value) ?? 'price' })
          }
        >
          {axisKinds.map((kind) => (
            <option key={kind} value={kind}>
              {text.axes[kind]}
            </option>
          ))}
        </select>
      </label>
      {(tickers.length > 0 || axis.startsWith('pct')) && (
        <label>
          {text.base}
          <select
            class="pick"
            value={base}
            onChange={({ currentTarget: { value } }) => {
              const bar = dates[crosshair.described.peek()?.index ?? first]
              if (value === 'first' || value === 'event') compare.change({ base: value })
              else if (bar !== undefined) compare.change({ base: bar as typeof base })
            }}
          >
            <option value="first">{text.bases.first}</option>
            <option value="event" disabled={view.value.event === null}>
              {text.bases.event}
            </option>
            {base !== 'first' && base !== 'event' && <option value={base}>{text.baseOn(write.date(base))}</option>}
            <option value="bar">{text.bases.bar}</option>
          </select>
        </label>
      )}
      {tickers.length > 0 && (
        <>
          <button
            type="button"
            class="toggle"
            aria-pressed={strength}
            onClick={() => compare.change({ strength: !strength })}
          >
            {text.strength}
          </button>
          {market.interval.value === '1d' && (
            <a
              class="action"
              title={text.csvHelp}
              href={csvAddress('compare', {
                tickers: [market.ticker.value ?? '', ...tickers].join(','),
                from,
                to: dates[last] ?? null,
                base: base === 'first' ? null : at,
                l: spoken.value,
              })}
            >
              {text.csv}
            </a>
          )}
        </>
      )}
      <OwnBenchmark />
    </>
  )
}

/** What abnormal returns of the ticker are measured against: stored with it, for whoever asks. */
function OwnBenchmark() {
  const text = useWords('compare')
  const { market, page, changes, announce } = usePage()
  const facts = market.tickerFacts.value
  const known = latest(market.tickers.state.value) ?? []
  if (facts === null) return null
  const usual = benchmarkOf({ ...facts, benchmark: null }, known)
  const choose = async (benchmark: string) => {
    const client = makeClient(page.fetch)
    const param = { ticker: facts.ticker }
    await answer((init) => client.tickers[':ticker'].benchmark.$put({ param, json: { benchmark } }, { init }))
    announce(text.saved(benchmark))
    changes.value++
  }
  return (
    <label>
      {text.ownBenchmark}
      <select
        class="pick"
        value={facts.benchmark ?? 'default'}
        onChange={({ currentTarget }) => void choose(currentTarget.value)}
      >
        <option value="default">{usual === null ? text.byMarketNone : text.byMarket(usual)}</option>
        <option value="none">{text.noBenchmark}</option>
        {known
          .filter(({ ticker }) => ticker !== facts.ticker)
          .map(({ ticker }) => (
            <option key={ticker} value={ticker}>
              {ticker}
            </option>
          ))}
      </select>
    </label>
  )
}

/** What a reader of the lines must know: sessions without a close, other currencies, other exchanges. */
function Notes({ shown }: { readonly shown: readonly (Beside | Missing)[] }) {
  const text = useWords('compare')
  const count = useCount()
  const page = useWords('page')
  const write = useFormat()
  const { market } = usePage()
  const { viewport, compare } = useTicker()
  const { series, columns, settled } = viewport
  const all = series.value
  if (all === null) return null
  const { first, last } = barsIn(settled.value, all.axis.dates.length)
  const own = all.pyramid.levels[0]?.close ?? []
  const prices = columns.value
  const drawn = compare.loaded.value?.drawn.value ?? null
  const base = drawn?.base == null ? null : (all.axis.dates[drawn.base] ?? null)
  const notes = shown.flatMap((each): readonly string[] => {
    if (!('closes' in each)) {
      const { failure } = each
      return [text.failed(each.symbol, failure.kind === 'refused' ? failure.detail : page.offline)]
    }
    if (each.otherSpan) return [text.failed(each.symbol, text.otherSpan)]
    let [without, bars] = [0, 0]
    for (let at = first; at <= last; at++) {
      if (firstCommon([own], at, at) === null) continue
      bars++
      if (firstCommon([each.closes], at, at) === null) without++
    }
    const isApart = prices !== null && each.calendar !== prices.calendar.mic
    const inOther = prices?.currency != null && each.currency !== null && each.currency !== prices.currency
    const said = [
      ...(without > 0 ? [text.without(count(without), count(bars), market.interval.value === '1d')] : []),
      ...(inOther ? [text.currency(each.currency ?? '', prices.currency ?? '')] : []),
      ...(isApart ? [text.calendar(each.calendar)] : []),
      ...(drawn?.lines.find(({ symbol }) => symbol === each.symbol)?.factor === null && without < bars
        ? [text.noBase]
        : []),
    ]
    return said.length === 0 ? [] : [text.failed(each.symbol, said.join(', '))]
  })
  if (base !== null) notes.unshift(`0\u00a0%: ${text.baseOn(write.date(base))}`)
  return notes.length === 0 ? null : <p class="notes-of">{notes.join(' · ')}</p>
}
