import { computed } from '@preact/signals'
import { type Interval, intervals } from '../../../server/market/bar.ts'
import { needsBenchmark, returnModels } from '../../../server/stats/models.ts'
import type { Api } from '../../api.ts'
import { levelOf, settingsOf } from '../../core/ticker/settings.ts'
import type { Navigation } from '../navigation.ts'
import { latest, type Resources } from '../resource.ts'

/** Rows in which all bars within the day come at first: a session each for twenty years. */
const MOST = '5000'

/** World events come in with code of their own. */
const ofWorld = () => import('./world.ts')

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
  /** The chosen ticker's line in the list of tickers. */
  const tickerFacts = computed(
    () =>
      latest(tickers.state.value)?.find((known) => known.ticker === ticker.value) ??
      latest(tickers.state.value)?.find(({ former_names: names }) => names.some((name) => name === ticker.value)) ??
      null,
  )

  /** The ticker on screen, else the one that a chart begins with. */
  const usual = computed(() => {
    const known = latest(tickers.state.value) ?? []
    return ticker.value ?? (known.find((each) => each.ticker === 'MSFT') ?? known[0])?.ticker ?? null
  })

  /** Lengths of bars that are stored of the ticker, the longest first. */
  const stored = computed((): readonly Interval[] =>
    intervals.filter((each) => tickerFacts.value?.bars.some(({ interval }) => interval === each)).toReversed(),
  )

  /** The length of the bars on screen: the one asked for, but the longest there is where neither it nor a session is stored. */
  const interval = computed((): Interval => {
    const asked = view.value.interval
    const [longest = asked] = stored.value
    return stored.value.includes(asked) || stored.value.includes('1d') ? asked : longest
  })

  const bars = resource(
    () => (ticker.value === null ? null : { ticker: ticker.value, interval: interval.value }),
    async ({ ticker, interval }, signal) =>
      (await api()).bars(ticker, interval, interval === '1d' ? {} : { max: MOST }, signal),
    sameTicker,
  )
  /** Is the lane of world events on? They are asked for beside the ticker's own. */
  const world = computed(() => view.value.rails.includes('world'))
  const events = resource(
    () => (ticker.value === null ? null : { ticker: ticker.value, world: world.value }),
    async ({ ticker, world }, signal) => {
      const { client, events } = await api()
      const own = await events(ticker, signal)
      return world ? (await ofWorld()).withEvents(own, client, ticker, signal) : own
    },
    sameTicker,
  )

  /** Is anything stored that the ticker is compared with, or need it nothing? Null until the tickers are known. */
  const hasBenchmark = computed((): boolean | null => {
    if (!needsBenchmark(returnModels[view.value.model].kind)) return true
    const facts = tickerFacts.value
    if (facts === null) return null
    if (facts.benchmark !== null) return facts.benchmark !== 'none'
    return (latest(tickers.state.value) ?? []).some((other) => facts.benchmarks.includes(other.ticker))
  })
  /**
   * Is the server asked what events did? An index is what shares are compared with: most have nothing to be compared with
   * themselves but their own past. Of a share it says why not, and its events may name a benchmark of their own.
   */
  const comparable = computed(
    () => ticker.value !== null && (!ticker.value.startsWith('^') || hasBenchmark.value === true),
  )
  /** Abnormal returns are daily figures: hours have none, nor has what nothing is compared with. */
  const hasAbnormal = computed(() => comparable.value && hasBenchmark.value !== false && interval.value === '1d')

  const impacts = resource(
    () =>
      ticker.value === null || !comparable.value
        ? null
        : { ticker: ticker.value, settings: settingsOf(view.value), world: world.value },
    async ({ ticker, settings, world }, signal) => {
      const { client, impacts } = await api()
      const own = await impacts(ticker, settings, signal)
      return world ? (await ofWorld()).withImpacts(own, client, ticker, settings, signal) : own
    },
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

  return {
    ticker,
    usual,
    tickers,
    stored,
    interval,
    bars,
    events,
    comparable,
    hasAbnormal,
    impacts,
    impact,
    tickerFacts,
    zoneOfExchange: computed(() => tickerFacts.value?.zone ?? 'America/New_York'),
    /** Significance asked for, a probability. */
    level: computed(() => levelOf(view.value.level)),
  }
}
