import { checkAge } from '../checks/answer/respStale.ts'
import type { Finding } from '../checks/finding.ts'
import { type Calendar, previousSession, sessionUpTo } from '../market/calendar.ts'
import { dateAt } from '../market/zone.ts'
import type { SourceChart } from '../sources/priceSource.ts'
import type { Window } from './plan.ts'

const HOUR = 3_600_000

/** RESP_STALE: how old the last trade is that a source knows, where what is asked for reaches the last session that ended. */
export function checkAnswerAge(
  { facts: { zone }, bars, lastTradeAt }: Pick<SourceChart, 'facts' | 'bars' | 'lastTradeAt'>,
  { to }: Window,
  calendar: Calendar | null,
  now: number,
): readonly Finding[] {
  const trade = lastTradeAt === null ? bars.at(-1)?.date : dateAt(zone, lastTradeAt)
  if (calendar === null || trade === undefined) return []
  const today = sessionUpTo(calendar, dateAt(zone, now))
  const last = today !== null && today.closes + HOUR > now ? previousSession(calendar, today.date) : today
  return last === null ? [] : checkAge(trade, last.date, to, calendar)
}
