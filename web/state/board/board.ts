import { computed, signal } from '@preact/signals'
import { type AnswerOf, answer, type Client, makeClient } from '../../api.ts'
import { daysOfRange } from '../../core/board/range.ts'
import { isStale } from '../../core/stale.ts'
import { latest } from '../resource.ts'
import { oncePer, type State } from '../state.ts'
import { makeOwnTicker } from './ownTicker.ts'

const ask =
  (client: Client) =>
  (
    { from, to, shown }: { readonly from: string | null; readonly to: string | null; readonly shown: number },
    signal: AbortSignal,
  ) =>
    answer((init) => client.board.$get({ query: { ...bounds(from, to), limit: String(shown) } }, { init }), signal)

/** The bounds of a range as parameters; one that is open is left out. */
export const bounds = (from: string | null, to: string | null) => ({
  ...(from === null ? {} : { from }),
  ...(to === null ? {} : { to }),
})

export type BoardAnswer = AnswerOf<ReturnType<typeof ask>>
export type BoardLine = BoardAnswer['tickers'][number]
export type BoardEvent = BoardLine['events']['latest'][number]
export type BoardMove = BoardLine['moves']['most'][number]

/** An event or a session of one of the tickers. */
export type Of<T> = T & { readonly ticker: string }

/** Tickers that are shown at first, and each time that more are wanted. */
export const STEP = 24
/** Lines of the two tables. */
const [EVENTS, MOVES] = [12, 10]

/** The board: what moved in a range, ticker by ticker. */
export const boardState = oncePer((state: State) => {
  const { view, market, resource, page } = state
  const stored = computed(() => latest(market.tickers.state.value))
  const newest = computed(
    () =>
      stored.value
        ?.flatMap(({ bars }) => bars.filter(({ interval }) => interval === '1d').map(({ to }): string => to))
        .reduce<string | null>((last, to) => (last === null || to > last ? to : last), null) ?? null,
  )
  /** Tickers that are shown. */
  const shown = signal(STEP)
  const days = computed(() => daysOfRange(view.value.range, newest.value))
  const board = resource(
    () => (view.value.screen.kind !== 'board' || stored.value === null ? null : { ...days.value, shown: shown.value }),
    ask(makeClient(page.fetch)),
    () => true,
  )
  const lines = computed(() => latest(board.state.value)?.tickers ?? [])

  const latestEvents = computed((): readonly Of<BoardEvent>[] =>
    lines.value
      .flatMap(({ ticker, events }) => events.latest.map((event) => ({ ...event, ticker })))
      .sort((a, b) => (timeOf(a) < timeOf(b) ? 1 : -1))
      .slice(0, EVENTS),
  )
  const mostAbnormal = computed((): readonly Of<BoardMove>[] =>
    lines.value
      .flatMap(({ ticker, moves }) => moves.most.map((move) => ({ ...move, ticker })))
      .sort((a, b) => Math.abs(b.t) - Math.abs(a.t))
      .slice(0, MOVES),
  )
  /** Whose daily prices have ended, of all that are stored. */
  const stale = computed(() =>
    (stored.value ?? []).flatMap(({ ticker, bars, next_close }) => {
      const to = bars.find(({ interval }) => interval === '1d')?.to
      return to !== undefined && isStale({ to, nextClose: next_close }, page.Date.now()) ? [{ ticker, to }] : []
    }),
  )
  return { board, stored, days, shown, lines, latestEvents, mostAbnormal, stale, own: makeOwnTicker(state, stored) }
})

const timeOf = ({ public_at, session }: BoardEvent): string => `${session ?? ''} ${public_at ?? ''}`
