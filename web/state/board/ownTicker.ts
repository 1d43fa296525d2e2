import { type ReadonlySignal, signal } from '@preact/signals'
import type { JobEvents } from '../../../server/backfill/stream.ts'
import { fittingBenchmarks } from '../../../server/market/exchange/benchmarks.ts'
import type { Ticker as Named } from '../../../server/market/ticker.ts'
import { answer, makeClient, type Ticker } from '../../api.ts'
import { type Failure, failureOf } from '../../refusal.ts'
import type { State } from '../state.ts'

/** What became of a ticker that the reader asked for. */
export type Own =
  | { readonly kind: 'none' }
  | { readonly kind: 'fetching'; readonly ticker: Named; readonly done: number; readonly of: number }
  | { readonly kind: 'done'; readonly ticker: Named; readonly outcome: string; readonly reasons: readonly string[] }
  | { readonly kind: 'refused'; readonly ticker: Named; readonly failure: Failure }

/** Fetches a ticker the reader names, and what it is compared with where nothing that fits is stored. */
export function makeOwnTicker({ page, changes }: State, stored: ReadonlySignal<readonly Ticker[] | null>) {
  const client = makeClient(page.fetch)
  const own = signal<Own>({ kind: 'none' })

  function follow(ticker: Named, id: number): void {
    const reasons: string[] = []
    const stream = new page.EventSource(`/api/backfills/${id}/progress`)
    const on = <Name extends keyof JobEvents>(name: Name, hear: (value: JobEvents[Name]) => void) =>
      stream.addEventListener(name, ({ data }) => hear(JSON.parse(data)))
    on('progress', ({ done, windows }) => {
      own.value = { kind: 'fetching', ticker, done, of: windows }
    })
    on('series', ({ ticker, outcome, reason }) => {
      if (outcome !== 'complete' && reason !== null) reasons.push(`${ticker} ${reason}`)
    })
    on('end', ({ outcome }) => {
      stream.close()
      own.value = { kind: 'done', ticker, outcome, reasons }
      changes.value++
    })
    stream.onerror = () => {
      // A stream that was refused asks no more: the backfill goes on, and the page hears of it as of any other.
      if (stream.readyState === 2 && own.peek().kind === 'fetching') own.value = { kind: 'none' }
    }
  }

  return {
    own,
    fetch: async (ticker: Named): Promise<void> => {
      if (own.peek().kind === 'fetching') return
      own.value = { kind: 'fetching', ticker, done: 0, of: 0 }
      const known = new Set<string>(stored.peek()?.map((each) => each.ticker))
      const fitting = fittingBenchmarks({ symbol: ticker, exchange: null, kind: null, zone: null }).map(
        ({ symbol }) => symbol,
      )
      const [first] = fitting
      const beside = first === undefined || fitting.some((symbol) => known.has(symbol)) ? [] : [first]
      try {
        const json = { tickers: [ticker, ...beside], intervals: ['1d' as const] }
        const { id } = await answer((init) => client.backfills.$post({ json }, { init }))
        follow(ticker, id)
      } catch (error) {
        own.value = { kind: 'refused', ticker, failure: failureOf(error) }
      }
    },
  }
}
