import { computed } from '@preact/signals'
import type { IsoDate } from '../../../server/market/day.ts'
import { type AnswerOf, answer, type Client, everyPage, makeClient } from '../../api.ts'
import { barsIn } from '../../core/ticker/axis.ts'
import { type Days, daysAround } from '../../core/ticker/detail.ts'
import { rulerOf } from '../../core/ticker/ruler.ts'
import { sessionOf } from '../../core/ticker/session.ts'
import { settingsOf } from '../../core/ticker/settings.ts'
import { latest } from '../resource.ts'
import type { State } from '../state.ts'
import type { Viewport } from './viewport.ts'

type Page = AnswerOf<Client['abnormal']['$get']> extends { json(): Promise<infer Body> } ? Body : never

/** One session as the model sees it; the columns of the answer that the page writes. */
export type SessionFigures = {
  readonly date: string
  readonly r: number | null
  /** Sessions that the return covers. */
  readonly span: number | null
  readonly expected: number | null
  readonly ar: number
  readonly t: number | null
  readonly p: number | null
  readonly pAdjusted: number | null
  readonly M: number | null
  readonly verdict: Extract<Page, { verdict: unknown }>['verdict'][number]
  readonly candidate: string | null
  /** Confirmed events that may have hit it, fifty at most, and how many they are. */
  readonly events: readonly string[]
  readonly eventsSize: number
}

/**
 * Abnormal returns of the sessions around those on screen, events or not. They are asked for where they are shown: in the
 * pane, in the table of all rows, and on the card of a session.
 */
export function makeSessions({ view, parts, market, resource, page }: State, { whole, series, settled }: Viewport) {
  const client = makeClient(page.fetch)
  /** Days on screen; null where abnormal returns are not shown, or there are none. */
  const seen = computed((): Days | null => {
    const axis = whole.value?.axis
    const { panes, table, over } = parts
    if (axis === undefined || !market.hasAbnormal.value) return null
    const ruler = rulerOf(over)
    if (!panes.includes('ar') && !table && over.se === undefined && ruler === null) return null
    const { first, last } = barsIn(settled.value, axis.dates.length)
    const [from, to] = [axis.dates[first], axis.dates[last]]
    if (from === undefined || to === undefined) return null
    // Those between the ends of a ruler are added up, on screen or not.
    const ends = [from, to, ...(ruler ?? []).map((end) => end.slice(0, 10))].sort()
    return { from: ends[0], to: ends.at(-1) } as Days
  })

  const asked = resource(
    () => {
      const [days, dates, ticker] = [seen.value, whole.value?.axis.dates, market.ticker.value]
      if (days === null || dates === undefined || ticker === null) return null
      const { event: _, windows: __, ...settings } = settingsOf(view.value)
      const around = daysAround(days, { from: dates[0], to: dates.at(-1) } as Days)
      return { ticker, ...settings, ...around }
    },
    async (query, signal) => {
      const pages = await everyPage((paging) =>
        answer((init) => client.abnormal.$get({ query: { ...query, ...paging } }, { init }), signal),
      )
      return { ...pages[0], rows: new Map(pages.flatMap(rowsOf)), reasons: new Map(pages.flatMap(reasonsOf)) }
    },
    (before, now) =>
      before.ticker === now.ticker &&
      before.model === now.model &&
      before.estimation === now.estimation &&
      before.mask === now.mask,
  )

  return {
    asked,
    /** Place of the session whose card is open; null for none on the axis. */
    place: computed((): number | null => {
      const date = sessionOf(parts.over)
      const index = date === null ? -1 : (series.value?.axis.dates.indexOf(date) ?? -1)
      return index < 0 ? null : index
    }),
    /** Sessions that could be tested by their date; null until they are here. */
    byDate: computed(() => latest(asked.state.value)?.rows ?? null),
    /** Why a session could not be tested; null where it could, or is not asked about. */
    reasonOn: (date: string) => latest(asked.state.value)?.reasons.get(date as IsoDate) ?? null,
  }
}

export type Sessions = ReturnType<typeof makeSessions>

function rowsOf(page: Page): readonly (readonly [string, SessionFigures])[] {
  const { date, span, r, expected, ar, t, p, pAdjusted, M, verdict, candidate, events, events_size } = page
  return date.flatMap((day, i) => {
    const value = ar[i]
    if (value == null) return []
    const of = <T>(column: readonly (T | null)[]): T | null => column[i] ?? null
    return [
      [
        day,
        {
          date: day,
          r: of(r),
          span: of(span),
          expected: of(expected),
          ar: value,
          t: of(t),
          p: of(p),
          pAdjusted: of(pAdjusted),
          M: of(M),
          verdict: of(verdict),
          candidate: of(candidate),
          events: events[i] ?? [],
          eventsSize: events_size[i] ?? 0,
        },
      ] as const,
    ]
  })
}

const reasonsOf = ({ date, reason }: Page) =>
  date.flatMap((day, i) => (reason[i] == null ? [] : [[day, reason[i]] as const]))
