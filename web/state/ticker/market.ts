import { computed } from '@preact/signals'
import type { Settings } from '../../api.ts'
import type { View } from '../../core/address.ts'
import { latest, resource } from '../resource.ts'
import { view } from '../view.ts'

/** The ticker on screen, null elsewhere. */
export const ticker = computed(() => (view.value.screen.kind === 'ticker' ? view.value.screen.ticker : null))

export const levelOf = (level: View['level']): number => Number(`0.${level}`)

/** The typed client loads beside the shell, not inside it. */
const api = () => import('../../api.ts')

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

export const tickers = resource(
  () => 'tickers',
  async () => (await api()).readTickers(),
  () => true,
)

export const bars = resource(
  () => (ticker.value === null ? null : { ticker: ticker.value, interval: view.value.interval }),
  async ({ ticker, interval }, signal) => (await api()).readBars(ticker, interval, signal),
  sameTicker,
)

export const events = resource(
  () => (ticker.value === null ? null : { ticker: ticker.value }),
  async ({ ticker }, signal) => (await api()).readEvents(ticker, signal),
  sameTicker,
)

/** An index is what shares are compared with: alone in the store it has nothing to be compared with itself. */
export const comparable = computed(() => {
  const symbol = ticker.value
  if (symbol === null || !symbol.startsWith('^')) return symbol !== null
  return (latest(tickers.state.value) ?? []).some(({ ticker: other }) => other.startsWith('^') && other !== symbol)
})

const settings = computed(() => JSON.stringify(settingsOf(view.value)))

export const impacts = resource(
  () => (ticker.value === null || !comparable.value ? null : { ticker: ticker.value, settings: settings.value }),
  async ({ ticker, settings }, signal) => (await api()).readImpacts(ticker, JSON.parse(settings) as Settings, signal),
  sameTicker,
)

export const impact = resource(
  () =>
    ticker.value === null || view.value.event === null || !comparable.value
      ? null
      : { ticker: ticker.value, event: view.value.event, settings: settings.value },
  async ({ ticker, event, settings }, signal) =>
    (await api()).readImpact(event, ticker, JSON.parse(settings) as Settings, signal),
  (before, now) => sameTicker(before, now) && before.event === now.event,
)

/** The chosen ticker's line in the list of tickers. */
export const tickerFacts = computed(
  () => latest(tickers.state.value)?.find((known) => known.ticker === ticker.value) ?? null,
)

export const zoneOfExchange = computed(() => tickerFacts.value?.zone ?? 'America/New_York')
