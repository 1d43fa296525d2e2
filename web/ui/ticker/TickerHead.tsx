import { words } from '../../i18n/text.ts'
import { latest } from '../../state/resource.ts'
import { bars, ticker, tickerFacts, tickers } from '../../state/ticker/market.ts'
import { series } from '../../state/ticker/viewport.ts'
import { go, view } from '../../state/view.ts'
import { Downloads } from './Downloads.tsx'

/** Which ticker, how it is drawn, and its numbers to take away. */
export function TickerHead() {
  const text = words.value
  const { style, interval, table, panes } = view.value
  const facts = tickerFacts.value
  const known = latest(tickers.state.value) ?? []
  const hours = facts?.bars.some(({ interval: each }) => each === '1h') ?? false
  return (
    <div class="head">
      <h1>
        <span class="symbol">{ticker.value}</span>
        <span class="name">
          {[facts?.name, facts?.exchange].filter(Boolean).join(' · ')}
          <Missing />
        </span>
      </h1>
      {known.length > 1 && (
        <label class="pick">
          <span class="unseen">{text.ticker}</span>
          <select
            value=""
            onChange={({ currentTarget }) =>
              go({ screen: { kind: 'ticker', ticker: currentTarget.value }, event: null, query: '' })
            }
          >
            <option value="">⇄</option>
            {known
              .filter((each) => each.ticker !== ticker.value)
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
              <button key={each} type="button" aria-pressed={interval === each} onClick={() => toInterval(each)}>
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
          aria-pressed={panes.includes('ar')}
          disabled={interval !== '1d'}
          title={text.arHelp}
          onClick={() => go({ panes: panes.includes('ar') ? panes.filter((pane) => pane !== 'ar') : [...panes, 'ar'] })}
        >
          {text.abnormalPane}
        </button>
        <Downloads />
      </div>
    </div>
  )
}

/** Hours exist for some weeks only: going there shows the hours of the range, or all there are. */
function toInterval(interval: '1d' | '1h'): void {
  const hours = tickerFacts.peek()?.bars.find(({ interval: each }) => each === '1h')
  const { range } = view.peek()
  const inside = range.kind === 'dates' && hours !== undefined && range.from >= hours.from && range.to <= hours.to
  if (interval === '1h' && hours !== undefined && !inside)
    go({ interval, range: { kind: 'dates', from: hours.from, to: hours.to } })
  else go({ interval })
}

function Missing() {
  const missing = latest(bars.state.value)?.missing.length ?? 0
  if (missing === 0) return null
  return <span class="missing"> · {words.value.partial(missing, series.value?.axis.dates.length ?? missing)}</span>
}
