import { firstData } from '../../core/data/address.ts'
import { isStale } from '../../core/stale.ts'
import { rails } from '../../core/ticker/rails.ts'
import { latest } from '../../state/resource.ts'
import { Link } from '../Link.tsx'
import { useCount, useFormat, usePage, useWords } from '../page.ts'
import { Downloads } from './Downloads.tsx'
import { FigureMenu } from './FigureMenu.tsx'
import { intervalName } from './intervalName.ts'
import { useTicker } from './useTicker.ts'

/** Which ticker, how it is drawn, and its numbers to take away. */
export function TickerHead() {
  const text = useWords('page')
  const { parts, go, market } = usePage()
  const { compare, byHand } = useTicker()
  const isCompared = compare.open.value || compare.asked().tickers.length > 0
  const { style, table, panes, rails: lanes } = parts
  const facts = market.tickerFacts.value
  const asked = market.ticker.value
  const renamed =
    facts === null || asked === null || facts.ticker === asked ? null : text.renamedTo(asked, facts.ticker)
  const known = latest(market.tickers.state.value) ?? []
  const told = [
    renamed,
    facts?.name,
    // An index trades nowhere: what stands there is the letters of who makes it.
    ...(facts?.kind === 'index' ? [text.points] : [facts?.exchange, facts?.currency]),
  ]
    .filter(Boolean)
    .join(' · ')
  return (
    <div class="ticker-head">
      <h1>
        <span class="symbol">{market.ticker.value}</span>
        <span class="name">
          {told !== '' && <span>{told}</span>}
          <NoDays />
          <Missing />
          <Stale />
        </span>
      </h1>
      {known.length > 1 && (
        <label class="other">
          <span class="unseen">{text.ticker}</span>
          <select
            class="pick"
            value=""
            onChange={({ currentTarget }) =>
              go({ screen: { kind: 'ticker', ticker: currentTarget.value }, event: null, query: '' })
            }
          >
            <option value="">⇄</option>
            {known
              .filter((each) => each.ticker !== market.ticker.value)
              .map((each) => (
                <option key={each.ticker} value={each.ticker}>
                  {each.ticker} {each.name}
                </option>
              ))}
          </select>
        </label>
      )}
      <div class="tools">
        <Intervals />
        <fieldset class="switch" aria-label={text.style}>
          {(['candle', 'line'] as const).map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={!table && style === each}
              onClick={() => go({ style: each, table: false })}
            >
              {each === 'candle' ? text.candles : text.line}
            </button>
          ))}
          <button type="button" aria-pressed={table} onClick={() => go({ table: !table })}>
            {text.table}
          </button>
        </fieldset>
        <button
          type="button"
          class="toggle"
          aria-pressed={panes.includes('ar') && market.hasAbnormal.value}
          disabled={!market.hasAbnormal.value}
          title={text.arHelp}
          onClick={() => go({ panes: panes.includes('ar') ? panes.filter((pane) => pane !== 'ar') : [...panes, 'ar'] })}
        >
          {text.ar}
        </button>
        <button
          type="button"
          class="toggle"
          aria-pressed={lanes.includes('world')}
          onClick={() => go({ rails: rails.filter((rail) => lanes.includes(rail) !== (rail === 'world')) })}
        >
          {text.rails.world}
        </button>
        <button
          type="button"
          class="toggle"
          aria-pressed={isCompared}
          onClick={() => {
            if (compare.asked().tickers.length > 0) compare.change({ tickers: [] })
            compare.open.value = !isCompared
          }}
        >
          {text.compare}
        </button>
        {!table && (
          <button type="button" class="toggle" aria-pressed={byHand.hasRuler()} onClick={byHand.toggleRuler}>
            {text.ruler}
          </button>
        )}
        <Downloads />
        <FigureMenu />
      </div>
    </div>
  )
}

/** Choices that stand side by side; more of them are a list. */
const SIDE_BY_SIDE = 3

/** The lengths of bars that are stored. */
function Intervals() {
  const text = useWords('page')
  const { market } = usePage()
  const { selection } = useTicker()
  const [stored, shown] = [market.stored.value, market.interval.value]
  if (stored.length < 2) return null
  if (stored.length > SIDE_BY_SIDE)
    return (
      <label>
        <span class="unseen">{text.interval}</span>
        <select
          class="pick"
          value={shown}
          onChange={({ currentTarget }) =>
            selection.goInterval(stored.find((each) => each === currentTarget.value) ?? shown)
          }
        >
          {stored.map((each) => (
            <option key={each} value={each}>
              {intervalName(each, text)}
            </option>
          ))}
        </select>
      </label>
    )
  return (
    <fieldset class="switch" aria-label={text.interval}>
      {stored.map((each) => (
        <button key={each} type="button" aria-pressed={shown === each} onClick={() => selection.goInterval(each)}>
          {intervalName(each, text)}
        </button>
      ))}
    </fieldset>
  )
}

/** A ticker of which no session is stored, but bars within the day are. */
function NoDays() {
  const text = useWords('page')
  const { market } = usePage()
  const [stored, shown] = [market.stored.value, market.interval.value]
  return stored.length === 0 || stored.includes('1d') ? null : <span class="missing">{text.noDays(shown)}</span>
}

function Missing() {
  const text = useWords('page')
  const count = useCount()
  const { series, columns } = useTicker().viewport
  const missing = columns.value?.missing.length ?? 0
  if (missing === 0) return null
  return <span class="missing">{text.partial(count(missing), count(series.value?.axis.dates.length ?? missing))}</span>
}

/** Prices that ended a while ago: until when they reach, and the way to fetch more. */
function Stale() {
  const text = useWords('page')
  const write = useFormat()
  const { page, market } = usePage()
  const ticker = market.ticker.value
  const facts = market.tickerFacts.value
  const to = facts?.bars.find(({ interval }) => interval === '1d')?.to
  if (facts === null || to === undefined || !isStale({ to, nextClose: facts.next_close }, page.Date.now())) return null
  return (
    <Link class="stale" to={{ screen: { kind: 'data', ...firstData, ticker } }}>
      {text.pricesEnd(write.date(to))}
    </Link>
  )
}
