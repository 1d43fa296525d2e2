import { computed, effect, signal } from '@preact/signals'
import type { PlacedEvent } from '../../server/events/placedEvent.ts'
import { addDays, type IsoDate } from '../../server/market/day.ts'
import { ticker as tickerOf } from '../../server/market/ticker.ts'
import { answer, type Client, makeClient } from '../api.ts'
import { firstArticle } from '../core/article/address.ts'
import { dayOfEvent } from '../core/event/day.ts'
import { firstEvents } from '../core/events/address.ts'
import { languageFacts, languages } from '../core/languages.ts'
import { begins, tickersFor } from '../core/namedSearch.ts'
import { places } from '../core/screens.ts'
import { rangeAround } from '../core/ticker/presets.ts'
import { withSession } from '../core/ticker/session.ts'
import { typedDate } from '../core/typedDate.ts'
import { latest } from './resource.ts'
import { oncePer, type State } from './state.ts'

/** Lines of a kind that are shown at once: more are not read, but narrowed. */
const TICKERS = 6
const EVENTS = 12

/** A line that was found, and what choosing it does. */
export type Found = {
  readonly key: string
  /** A symbol or a day before the name; null for none. */
  readonly mark: string | null
  readonly name: string
  /** What else there is to say of it. */
  readonly more: string
  readonly choose: () => void
}
export type FoundKind = 'days' | 'tickers' | 'events' | 'actions' | 'unknown'
export type FoundGroup = { readonly kind: FoundKind; readonly lines: readonly Found[] }

const ask = (client: Client) => (q: string, signal: AbortSignal) =>
  answer((init) => client.events.$get({ query: { q, limit: String(EVENTS) } }, { init }), signal)

/** Days after a date in which its session is looked for. */
const SOON = 10

/** The search over everything that has a name: tickers, events, and what the page can do. */
export const searchState = oncePer(
  ({ page, view, go, words, spoken, format, market, panels, resource, scheme, setHabit, link, copyText }: State) => {
    const client = makeClient(page.fetch)
    const trimmed = computed(() => (panels.searched.value ?? '').trim())
    const events = resource(
      () => (trimmed.value === '' ? null : trimmed.value),
      ask(client),
      // What was found for fewer letters stands until more is known, as far as it fits: nothing blinks.
      () => true,
    )
    const stored = computed(() => latest(market.tickers.state.value) ?? [])

    const ofTickers = (): readonly Found[] =>
      tickersFor(trimmed.value, stored.value)
        .slice(0, TICKERS)
        .map(({ ticker, name }) => ({
          key: `ticker ${ticker}`,
          mark: ticker,
          name: name ?? '',
          more: '',
          choose: () => go({ screen: { kind: 'ticker', ticker }, event: null, query: '' }),
        }))

    /** The session of a date, or the first one after it, on the chart of the usual ticker. */
    async function goToDay(ticker: string, date: IsoDate): Promise<void> {
      const range = rangeAround(date)
      const show = (over: { readonly se?: string }) =>
        go({ screen: { kind: 'ticker', ticker }, interval: '1d', event: null, query: '', table: false, range, over })
      const asked = { interval: '1d', from: date, to: addDays(date, SOON), limit: '1' } as const
      try {
        const { date: dates } = await answer((init) =>
          client.bars[':ticker'].$get({ param: { ticker }, query: asked }, { init }),
        )
        show(dates[0] === undefined ? {} : { se: dates[0] })
      } catch {
        show({})
      }
    }

    function ofDays(): readonly Found[] {
      const [date, ticker, own] = [typedDate(trimmed.value), market.usual.value, words('over')]
      if (date === null || ticker === null) return []
      const name = own.onChart(format.value.weekday(date), ticker)
      return [{ key: `day ${date}`, mark: ticker, name, more: '', choose: () => void goToDay(ticker, date) }]
    }

    /** A word that looks like a symbol of which nothing is stored leads to where it can be fetched. */
    function ofUnknown(): readonly Found[] {
      const word = trimmed.value
      const symbol = /^(?=.*[a-z^])[\w.^=-]{1,12}$/i.test(word) ? tickerOf(word) : null
      if (symbol === null || stored.value.some(({ ticker }) => ticker === symbol)) return []
      return [
        {
          key: `fetch ${symbol}`,
          mark: symbol,
          name: words('over').fetch(symbol),
          more: '',
          choose: () => go({ screen: { kind: 'ticker', ticker: symbol }, event: null, query: '' }),
        },
      ]
    }

    /** An event is shown with the weeks around it on the chart of the first of its tickers that is stored, else on its own page. */
    function lineOf({ event_id, title, tickers, public_at, occurred_at, alignment }: PlacedEvent): Found {
      const symbols = tickers.map(({ symbol }) => symbol)
      const given = public_at ?? occurred_at ?? ''
      const ticker = symbols.find((symbol) => stored.value.some((one) => one.ticker === symbol))
      return {
        key: `event ${event_id}`,
        // A week or a quarter is shorter than a date, and stays as it was given.
        mark: given.length < 10 ? given : format.value.date(given.slice(0, 10)),
        name: title,
        more: symbols.join(' '),
        choose: () => {
          if (ticker === undefined) return go({ screen: { kind: 'event', event: event_id } })
          const around = {
            range: rangeAround(dayOfEvent({ public_at, occurred_at, alignment })),
            interval: '1d',
            table: false,
          } as const
          const over = withSession(view.peek().over, null)
          go({ screen: { kind: 'ticker', ticker }, event: event_id, query: '', over, ...around })
        },
      }
    }

    function actions(): readonly Found[] {
      const [text, own] = [words('page'), words('over')]
      const line = (name: string, choose: () => void): Found => ({ key: name, mark: null, name, more: '', choose })
      return [
        ...places(market.usual.value).map(({ name, screen }) => line(text[name], () => go({ screen }))),
        line(own.check, () => go({ screen: { kind: 'article', ...firstArticle } })),
        line(scheme.value === 'dark' ? own.toLight : own.toDark, () =>
          setHabit('theme', scheme.peek() === 'dark' ? 'light' : 'dark'),
        ),
        line(text.settings, () => {
          panels.settingsOpen.value = true
        }),
        line(text.share, () => void copyText(link.peek()?.() ?? page.location.href)),
        line(text.help, () => {
          panels.keysOpen.value = true
        }),
        ...languages
          .filter((language) => language !== spoken.value)
          .map((language) =>
            line(languageFacts[language].name, () => {
              setHabit('language', language)
              go({ language })
            }),
          ),
      ].filter(({ name }) => begins(trimmed.value, [name]))
    }

    const answered = computed(() => latest(events.state.value))
    /** Enter must not choose what was found for other letters than those that stand there. */
    const fits = ({ title, tickers }: PlacedEvent) =>
      events.state.value.kind === 'ready' || begins(trimmed.value, [title, ...tickers.map(({ symbol }) => symbol)])
    const groups = computed<readonly FoundGroup[]>(() => {
      const found = trimmed.value === '' ? [] : (answered.value?.events ?? []).filter(fits).map(lineOf)
      const total = answered.value?.total ?? 0
      const others: readonly Found[] =
        found.length > 0 && total > found.length
          ? [
              {
                key: 'all events',
                mark: null,
                name: words('over').allEvents(trimmed.value),
                more: String(total),
                choose: () => go({ screen: { kind: 'events', ...firstEvents }, query: trimmed.peek() }),
              },
            ]
          : []
      const all: readonly FoundGroup[] = [
        { kind: 'days', lines: ofDays() },
        { kind: 'tickers', lines: ofTickers() },
        { kind: 'events', lines: [...found, ...others] },
        { kind: 'actions', lines: actions() },
      ]
      const known = all.filter(({ lines }) => lines.length > 0)
      // A word in capitals is meant as a symbol; any other only where it is known that nothing else is called so.
      const isSymbol = trimmed.value !== '' && trimmed.value === trimmed.value.toUpperCase()
      const isNothing = known.length === 0 && events.state.value.kind !== 'loading'
      const unknown = isSymbol || isNothing ? ofUnknown() : []
      return unknown.length === 0 ? known : [...known, { kind: 'unknown', lines: unknown }]
    })
    const lines = computed(() => groups.value.flatMap((group) => group.lines))
    /** The line that Enter chooses. */
    const at = signal(0)
    effect(() => {
      trimmed.value
      at.value = 0
    })
    return {
      trimmed,
      groups,
      lines,
      events,
      at: computed(() => Math.min(at.value, Math.max(0, lines.value.length - 1))),
      /** Goes to another line, around the ends. */
      move(by: number): void {
        const count = lines.peek().length
        if (count > 0) at.value = (Math.min(at.peek(), count - 1) + by + count) % count
      },
      goTo(line: number): void {
        at.value = line
      },
    }
  },
)
