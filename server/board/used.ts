import type { Used } from '../../db/version.ts'
import { usedByFigures } from '../impact/used.ts'
import { type Ticker, ticker } from '../market/ticker.ts'
import { defaultSettings } from '../stats/settings.ts'

interface Shown {
  readonly tickers: readonly {
    readonly ticker: Ticker
    readonly benchmark: Ticker | null
    readonly source: string | null
    readonly retrieved_at: string | null
    readonly spark: object
  }[]
  readonly finding: { readonly event_id: string; readonly ticker: string } | null
}

/** What a board is made of: prices and events of its tickers and of what they are compared with, and what it shows of each. */
export function usedByBoard({ tickers, finding }: Shown): Used {
  const symbols = new Set(
    tickers.flatMap((line) => [line.ticker, ...(line.benchmark === null ? [] : [line.benchmark])]),
  )
  const own = finding === null ? null : ticker(finding.ticker)
  if (own !== null) symbols.add(own)
  const parts = [...symbols].map((symbol) =>
    usedByFigures({ ticker: symbol, benchmarks: [], settings: defaultSettings }),
  )
  return {
    series: parts.flatMap(({ series = [] }) => series),
    events: [...parts.flatMap(({ events = [] }) => events), ...(finding === null ? [] : [{ id: finding.event_id }])],
    shown: tickers.map(({ source: _, retrieved_at: __, spark: ___, ...line }) => line),
  }
}
