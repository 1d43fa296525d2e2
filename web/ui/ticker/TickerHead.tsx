import { firstData } from '../../core/data/address.ts'
import { weekdaysBetween } from '../../core/weekdays.ts'
import { latest } from '../../state/resource.ts'
import { Link } from '../Link.tsx'
import { useFormat, usePage, useWords } from '../page.ts'
import { Downloads } from './Downloads.tsx'
import { FigureMenu } from './FigureMenu.tsx'
import { useTicker } from './useTicker.ts'

/** Which ticker, how it is drawn, and its numbers to take away. */
export function TickerHead() {
  const text = useWords('page')
  const { view, go, market } = usePage()
  const { selection } = useTicker()
  const { style, interval, table, panes } = view.value
  const facts = market.tickerFacts.value
  const asked = market.ticker.value
  const renamed =
    facts === null || asked === null || facts.ticker === asked ? null : text.renamedTo(asked, facts.ticker)
  const known = latest(market.tickers.state.value) ?? []
  const hours = facts?.bars.some(({ interval: each }) => each === '1h') ?? false
  return (
    <div class="ticker-head">
      <h1>
        <span class="symbol">{market.ticker.value}</span>
        <span class="name">
          {[renamed, facts?.name, facts?.exchange, facts?.kind === 'index' ? text.points : facts?.currency]
            .filter(Boolean)
            .join(' · ')}
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
        {hours && (
          <fieldset class="switch" aria-label={text.interval}>
            {(['1d', '1h'] as const).map((each) => (
              <button
                key={each}
                type="button"
                aria-pressed={interval === each}
                onClick={() => selection.goInterval(each)}
              >
                {each === '1d' ? text.daily : text.hourly}
              </button>
            ))}
          </fieldset>
        )}
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
          aria-pressed={panes.includes('ar') && interval === '1d' && market.comparable.value}
          disabled={interval !== '1d' || !market.comparable.value}
          title={text.arHelp}
          onClick={() => go({ panes: panes.includes('ar') ? panes.filter((pane) => pane !== 'ar') : [...panes, 'ar'] })}
        >
          {text.abnormalPane}
        </button>
        <Downloads />
        <FigureMenu />
      </div>
    </div>
  )
}

function Missing() {
  const text = useWords('page')
  const { market } = usePage()
  const { series } = useTicker().viewport
  const missing = latest(market.bars.state.value)?.missing.length ?? 0
  if (missing === 0) return null
  return <span class="missing"> · {text.partial(missing, series.value?.axis.dates.length ?? missing)}</span>
}

/** Weekdays without prices that no weekend or feast explains. */
const USUAL = 3

/** Prices that ended a while ago: until when they reach, and the way to fetch more. */
function Stale() {
  const text = useWords('page')
  const write = useFormat()
  const { page, market } = usePage()
  const ticker = market.ticker.value
  const to = market.tickerFacts.value?.bars.find(({ interval }) => interval === '1d')?.to
  const today = new Date(page.Date.now()).toISOString().slice(0, 10)
  if (to === undefined || weekdaysBetween(to, today) <= USUAL) return null
  return (
    <Link class="stale" to={{ screen: { kind: 'data', ...firstData, ticker } }}>
      {text.pricesEnd(write.date(to))}
    </Link>
  )
}
