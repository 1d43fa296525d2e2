import { latest } from '../../state/resource.ts'
import { usePage, useWords } from '../page.ts'
import { AddTicker } from './AddTicker.tsx'

/** A ticker without prices: fetched here or by the command that does the same; and the tickers that are here. */
export function NoPrices() {
  const text = useWords('page')
  const words = useWords('board')
  const { copyText, go, market } = usePage()
  const ticker = market.ticker.value ?? ''
  const known = latest(market.tickers.state.value) ?? []
  const command = `npm run backfill -- ${ticker}`
  return (
    <main class="page-note no-prices" id="content" tabIndex={-1}>
      <h1>{words.emptyTicker(ticker)}</h1>
      <AddTicker ticker={ticker} />
      <p>{words.inTerminal}</p>
      <p class="command">
        <code>{command}</code>
        <button type="button" class="action" onClick={() => copyText(command)}>
          {text.copyCommand}
        </button>
      </p>
      {known.length > 0 && (
        <>
          <h2>{words.otherTickers}</h2>
          <ul>
            {known.map(({ ticker: other, name }) => (
              <li key={other}>
                <button type="button" class="action" onClick={() => go({ screen: { kind: 'ticker', ticker: other } })}>
                  {other} {name}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </main>
  )
}
