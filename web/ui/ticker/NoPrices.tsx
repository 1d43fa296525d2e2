import type { Ticker } from '../../api.ts'
import { usePage, useWords } from '../page.ts'

/** A ticker without prices: the command that fetches them, and the tickers that are here. */
export function NoPrices({ ticker, known }: { readonly ticker: string; readonly known: readonly Ticker[] }) {
  const text = useWords('page')
  const { copyText, go } = usePage()
  const command = `npm run backfill -- ${ticker}`
  return (
    <main class="page-note" id="content" tabIndex={-1}>
      <h1>{text.emptyTicker(ticker)}</h1>
      <p>{text.emptyTickerHow}</p>
      <p class="command">
        <code>{command}</code>
        <button type="button" class="action" onClick={() => copyText(command)}>
          {text.copyCommand}
        </button>
      </p>
      {known.length > 0 && (
        <>
          <h2>{text.otherTickers}</h2>
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
