import { computed } from '@preact/signals'
import { needsBenchmark, returnModels } from '../../../server/stats/models.ts'
import type { Api, Settings } from '../../api.ts'
import type { View } from '../../core/address.ts'
import type { Navigation } from '../navigation.ts'
import { latest, type Resources } from '../resource.ts'

export const levelOf = (level: View['level']): number => Number(`0.${level}`)

/** Windows every card shows, in sessions from day 0. */
const always: readonly (readonly [number, number])[] = [
  [0, 0],
  [0, 1],
  [-1, 1],
  [0, 5],
]

/** What the server is asked to compute for a view. The estimation window keeps clear of the event window. */
export function settingsOf({ window, estimation, model, level }: View): Settings {
  const from = Math.min(-10, window[0])
  const to = Math.max(10, window[1])
  const [length, gap] = estimation
  const clear = Math.max(gap, -from)
  const windows = [...always, window].map(([a, b]) => `${a}..${b}`)
  return {
    model,
    estimation: `${-(clear + length)}..${-(clear + 1)}`,
    event: `${from}..${to}`,
    windows: [...new Set(windows)].join(','),
    alpha: String(levelOf(level)),
  }
}

const sameTicker = (before: { ticker: string }, now: { ticker: string }) => before.ticker === now.ticker

/**
 * What the server says of the ticker on screen. It is asked as soon as the shell is there, while the screen still loads.
 *
 * @param api the typed client, which loads beside the shell and not inside it
 */
export function makeMarket({ view }: Navigation, { resource }: Resources, api: () => Promise<Api>) {
  /** The ticker on screen, null elsewhere. */
  const ticker = computed(() => (view.value.screen.kind === 'ticker' ? view.value.screen.ticker : null))

  const tickers = resource(
    () => 'tickers',
    async () => (await api()).tickers(),
    () => true,
  )
  const bars = resource(
    () => (ticker.value === null ? null : { ticker: ticker.value, interval: view.value.interval }),
    async ({ ticker, interval }, signal) => (await api()).bars(ticker, interval, signal),
    sameTicker,
  )
  const events = resource(
    () => (ticker.value === null ? null : { ticker: ticker.value }),
    async ({ ticker }, signal) => (await api()).events(ticker, signal),
    sameTicker,
  )

  /** An index is what shares are compared with: most have nothing to be compared with themselves but their own past. */
  const comparable = computed(() => {
    const symbol = ticker.value
    if (symbol === null || !symbol.startsWith('^') || !needsBenchmark(returnModels[view.value.model].kind))
      return symbol !== null
    const known = latest(tickers.state.value) ?? []
    const own = known.find((each) => each.ticker === symbol)
    if (own?.benchmark != null) return own.benchmark !== 'none'
    const fitting = own?.benchmarks ?? []
    return known.some((other) => fitting.includes(other.ticker))
  })

  const impacts = resource(
    () =>
      ticker.value === null || !comparable.value ? null : { ticker: ticker.value, settings: settingsOf(view.value) },
    async ({ ticker, settings }, signal) => (await api()).impacts(ticker, settings, signal),
    sameTicker,
  )
  const impact = resource(
    () =>
      ticker.value === null || view.value.event === null || !comparable.value
        ? null
        : { ticker: ticker.value, event: view.value.event, settings: settingsOf(view.value) },
    async ({ ticker, event, settings }, signal) => (await api()).impact(event, ticker, settings, signal),
    (before, now) => sameTicker(before, now) && before.event === now.event,
  )

  /** The chosen ticker's line in the list of tickers. */
  const tickerFacts = computed(
    () =>
      latest(tickers.state.value)?.find((known) => known.ticker === ticker.value) ??
      latest(tickers.state.value)?.find(({ former_names: names }) => names.some((name) => name === ticker.value)) ??
      null,
  )

  return {
    ticker,
    tickers,
    bars,
    events,
    comparable,
    impacts,
    impact,
    tickerFacts,
    zoneOfExchange: computed(() => tickerFacts.value?.zone ?? 'America/New_York'),
    /** Significance asked for, a probability. */
    level: computed(() => levelOf(view.value.level)),
  }
}
