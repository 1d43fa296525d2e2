import { addDays, isoDate } from '../../../server/market/day.ts'
import type { View } from '../../core/address.ts'
import type { Verdict } from '../../core/ticker/rails.ts'
import type { BoardEvent } from '../../state/board/board.ts'

/** Days on either side of a session that a link from the board shows. */
const AROUND = 45

/** The chart of a ticker around a session. */
export function sessionOnChart(ticker: string, session: string | null): Partial<View> {
  const day = session === null ? null : isoDate(session)
  const to: Partial<View> = { screen: { kind: 'ticker', ticker }, event: null, query: '' }
  return day === null
    ? to
    : { ...to, range: { kind: 'dates', from: addDays(day, -AROUND), to: addDays(day, AROUND) }, interval: '1d' }
}

/** The same with an event selected. */
export const eventOnChart = (
  ticker: string,
  { event_id, session }: { readonly event_id: string; readonly session: string | null },
): Partial<View> => ({ ...sessionOnChart(ticker, session), event: event_id })

export const verdictOf = ({ kind, p, significant }: BoardEvent): Verdict =>
  kind === 'excluded' || p === null ? 'unknown' : significant ? 'significant' : 'not'
