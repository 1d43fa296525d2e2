import type { State } from '../state.ts'
import type { DataApi } from './api.ts'
import { keyOfSeries, type Stored } from './stored.ts'

/** Asks anew for the series of a ticker that is done. */
export type Refresh = (ticker: string) => void

const PAUSE = 1000
const PATIENCE = 10_000

/** Asks for what a running job has stored, a second's worth at a time. */
export function makeRefresh({ page }: State, { found, freshCoverage }: Stored, api: DataApi): Refresh {
  const waiting = new Set<string>()
  let timer = 0

  async function refresh(): Promise<void> {
    timer = 0
    const tickers = [...waiting]
    waiting.clear()
    found.value++
    for (const each of tickers)
      try {
        const fresh = await api.coverage(each, AbortSignal.timeout(PATIENCE))
        freshCoverage.value = new Map([
          ...freshCoverage.peek(),
          ...fresh.map((series) => [keyOfSeries(series), series] as const),
        ])
      } catch {
        // A ticker of which nothing could be stored has no coverage; the end of the job asks for everything again.
      }
  }

  return (ticker) => {
    waiting.add(ticker)
    if (timer === 0) timer = page.setTimeout(() => void refresh(), PAUSE)
  }
}
