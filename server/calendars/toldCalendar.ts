import type { ToldCalendar } from '../../db/calendars.ts'
import type { Calendar, Session } from '../market/calendar.ts'
import type { IsoDate } from '../market/day.ts'
import { localTime } from '../market/zone.ts'

/** A calendar of which files told some stretches: there they count alone, elsewhere what is known otherwise. */
export function toldCalendar(base: Calendar, { spans, sessions }: ToldCalendar): Calendar {
  const told = new Map(sessions.map((session) => [session.date, session]))
  const usual = usualSeconds(sessions, base.zone)
  const isTold = (date: IsoDate) => spans.some(({ from, to }) => date >= from && date <= to)
  const session = (date: IsoDate): Session | null => {
    if (!isTold(date)) return base.session(date)
    const found = told.get(date)
    if (found === undefined) return null
    const { opens, closes } = secondsOf(found, base.zone)
    return { ...found, earlyClose: closes < usual.closes, lateOpen: opens > usual.opens }
  }
  const ends = spans.flatMap(({ from, to }) => [from, to]).sort()
  const knowsSome = base.certainty(base.from) !== 'unknown'
  return {
    ...base,
    from: [...(knowsSome ? [base.from] : []), ...ends].sort()[0] ?? base.from,
    to: [...(knowsSome ? [base.to] : []), ...ends].sort().at(-1) ?? base.to,
    session,
    certainty: (date) => (isTold(date) ? 'known' : base.certainty(date)),
  }
}

const DAY = 86_400

/** Opening and close in seconds since midnight of the session's date, negative on the evening before. */
function secondsOf({ date, opens, closes }: ToldCalendar['sessions'][number], zone: string) {
  const of = (at: typeof opens) => {
    const local = localTime(at, zone)
    return local.second + (local.date < date ? -DAY : local.date > date ? DAY : 0)
  }
  return { opens: of(opens), closes: of(closes) }
}

/** The opening and the close that most sessions have. */
function usualSeconds(sessions: ToldCalendar['sessions'], zone: string) {
  const most = (field: 'opens' | 'closes') => {
    const counts = new Map<number, number>()
    for (const session of sessions) {
      const second = secondsOf(session, zone)[field]
      counts.set(second, (counts.get(second) ?? 0) + 1)
    }
    return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
  }
  return { opens: most('opens'), closes: most('closes') }
}
