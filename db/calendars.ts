import { dateOf, dayOf, type IsoDate } from '../server/market/day.ts'
import type { Instant } from '../server/market/instant.ts'
import { connectionOf, read } from './file/connection.ts'
import type { Reader, Tx } from './file/db.ts'
import { statement } from './file/statement.ts'
import type { StoreCounts } from './file/upsert.ts'

/** A session as a file told it. */
export interface ToldSession {
  readonly date: IsoDate
  readonly opens: Instant
  readonly closes: Instant
  readonly break: { readonly from: Instant; readonly to: Instant } | null
}

/** What files told of one exchange: stretches of dates, and the sessions on them, ascending. */
export interface ToldCalendar {
  readonly spans: readonly { readonly from: IsoDate; readonly to: IsoDate }[]
  readonly sessions: readonly ToldSession[]
}

interface StoredSession {
  mic: string
  day: number
  opens: number
  closes: number
  break_from: number | null
  break_to: number | null
}

/** What files told, by MIC; empty in most stores. */
export const readCalendars = (reader: Reader): Promise<ReadonlyMap<string, ToldCalendar>> =>
  read(reader, (connection) => {
    const told = new Map<string, ToldCalendar>()
    const spans = statement(connection, 'select * from calendar_span order by mic, from_day').all() as {
      mic: string
      from_day: number
      to_day: number
    }[]
    if (spans.length === 0) return told
    const sessions = statement(connection, 'select * from calendar_session order by mic, day').all() as StoredSession[]
    const ofMic = Map.groupBy(sessions, ({ mic }) => mic)
    for (const [mic, own] of Map.groupBy(spans, (span) => span.mic))
      told.set(mic, {
        spans: own.map(({ from_day, to_day }) => ({ from: dateOf(from_day), to: dateOf(to_day) })),
        sessions: (ofMic.get(mic) ?? []).map(sessionOf),
      })
    return told
  })

const sessionOf = ({ day, opens, closes, break_from, break_to }: StoredSession): ToldSession => ({
  date: dateOf(day),
  opens: opens as Instant,
  closes: closes as Instant,
  break: break_from === null || break_to === null ? null : { from: break_from as Instant, to: break_to as Instant },
})

/**
 * Stores what a file tells of an exchange, from its first session to its last: what earlier files told of those dates
 * is forgotten, and stretches that touch become one. Counts are of sessions; one that is gone counts as changed.
 */
export async function storeCalendar(tx: Tx, mic: string, sessions: readonly ToldSession[]): Promise<StoreCounts> {
  const connection = connectionOf(tx)
  const [first, last] = [sessions[0], sessions.at(-1)]
  const counts = { new: 0, changed: 0, unchanged: 0 }
  if (first === undefined || last === undefined) return counts
  const [from, to] = [dayOf(first.date), dayOf(last.date)]
  const stored = connection
    .prepare('select * from calendar_session where mic = ? and day between ? and ?')
    .all(mic, from, to) as StoredSession[]
  const before = new Map(stored.map((row) => [row.day, JSON.stringify(sessionOf(row))]))
  const save = connection.prepare(
    `insert into calendar_session (mic, day, opens, closes, break_from, break_to) values (?, ?, ?, ?, ?, ?)
     on conflict (mic, day) do update set opens = excluded.opens, closes = excluded.closes,
       break_from = excluded.break_from, break_to = excluded.break_to`,
  )
  for (const session of sessions) {
    const day = dayOf(session.date)
    const old = before.get(day)
    before.delete(day)
    const what = old === undefined ? 'new' : old === JSON.stringify(session) ? 'unchanged' : 'changed'
    counts[what]++
    if (what !== 'unchanged')
      save.run(mic, day, session.opens, session.closes, session.break?.from ?? null, session.break?.to ?? null)
  }
  counts.changed += before.size
  const forget = connection.prepare('delete from calendar_session where mic = ? and day = ?')
  for (const day of before.keys()) forget.run(mic, day)
  const touching = connection
    .prepare(
      'select min(from_day) as from_day, max(to_day) as to_day from calendar_span where mic = ? and from_day <= ? and to_day >= ?',
    )
    .get(mic, to + 1, from - 1) as { from_day: number | null; to_day: number | null }
  const [whole, until] = [Math.min(from, touching.from_day ?? from), Math.max(to, touching.to_day ?? to)]
  connection
    .prepare(
      'delete from calendar_span where mic = ? and from_day <= ? and to_day >= ? and (from_day, to_day) <> (?, ?)',
    )
    .run(mic, to + 1, from - 1, whole, until)
  connection
    .prepare('insert into calendar_span (mic, from_day, to_day) values (?, ?, ?) on conflict do nothing')
    .run(mic, whole, until)
  return counts
}
