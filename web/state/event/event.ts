import { computed } from '@preact/signals'
import { addDays } from '../../../server/market/day.ts'
import { answer, type Client, type Impact, makeApi, makeClient, type PlacedEvent } from '../../api.ts'
import { dayOfEvent } from '../../core/event/day.ts'
import { STORY_DAYS } from '../../core/event/story.ts'
import { settingsOf } from '../../core/ticker/settings.ts'
import { type Failure, failureOf } from '../../refusal.ts'
import { latest } from '../resource.ts'
import { oncePer } from '../state.ts'

/** Tickers of an event whose impact is shown. */
const MOST_TICKERS = 12

const makeEventApi = (client: Client) => ({
  event: (id: string, signal: AbortSignal) =>
    answer((init) => client.events[':event'].$get({ param: { event: id } }, { init }), signal),
  history: (id: string, signal: AbortSignal) =>
    answer((init) => client.events[':event'].history.$get({ param: { event: id } }, { init }), signal),
  passport: (id: string, signal: AbortSignal) =>
    answer((init) => client.events[':event'].passport.$get({ param: { event: id }, query: {} }, { init }), signal),
  around: (ticker: string, from: string, to: string, signal: AbortSignal) =>
    answer((init) => client.events.$get({ query: { ticker, from, to, limit: '1000' } }, { init }), signal),
})

/** What an event did to one of its tickers, or why that is not known. */
export type TickerImpact = { readonly ticker: string; readonly impact: Impact | null; readonly failure: Failure | null }

/** The page of one event: what is stored of it, its story, and what it did to each ticker. */
export const eventState = oncePer((state) => {
  const { view, resource, page } = state
  const client = makeClient(page.fetch)
  const [api, measured] = [makeEventApi(client), makeApi(client)]
  const id = computed(() => (view.value.screen.kind === 'event' ? view.value.screen.event : null))
  const isSame = (before: { readonly id: string }, now: { readonly id: string }) => before.id === now.id
  const event = resource(
    () => (id.value === null ? null : { id: id.value }),
    ({ id }, signal) => api.event(id, signal),
    isSame,
  )
  const stored = computed((): PlacedEvent | null => {
    const found = latest(event.state.value)
    return found?.event_id === id.value ? found : null
  })
  const tickers = computed(() =>
    (stored.value?.tickers ?? []).map(({ symbol }) => symbol).filter((symbol) => symbol !== '*'),
  )

  const impacts = resource(
    () =>
      id.value === null || tickers.value.length === 0
        ? null
        : { id: id.value, tickers: tickers.value.slice(0, MOST_TICKERS), settings: settingsOf(view.value) },
    async ({ id, tickers, settings }, signal) => {
      const all: TickerImpact[] = []
      // One after another: each is a moment of the serving thread.
      for (const ticker of tickers)
        try {
          all.push({ ticker, impact: await measured.impact(id, ticker, settings, signal), failure: null })
        } catch (error) {
          if (signal.aborted) throw error
          all.push({ ticker, impact: null, failure: failureOf(error) })
        }
      return all
    },
    isSame,
  )

  const around = resource(
    () => {
      const [ticker] = tickers.value
      const day = stored.value === null ? null : dayOfEvent(stored.value)
      return id.value === null || ticker === undefined || day === null ? null : { id: id.value, ticker, day }
    },
    async ({ ticker, day }, signal) =>
      (await api.around(ticker, addDays(day, -STORY_DAYS), addDays(day, STORY_DAYS), signal)).events,
    isSame,
  )

  const passport = resource(
    () => (id.value === null ? null : { id: id.value }),
    ({ id }, signal) => api.passport(id, signal),
    isSame,
  )

  const history = resource(
    () => (id.value === null ? null : { id: id.value }),
    async ({ id }, signal) => (await api.history(id, signal)).versions,
    isSame,
  )

  return { id, event, stored, tickers, impacts, around, passport, history }
})
