import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { type Calendar, type Hours, type Session, sessionAt } from '../../../server/market/calendar.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { localTime } from '../../../server/market/zone.ts'

/** What the calendar files of ../shared say, and where our tables say otherwise. */
const root = join(import.meta.dirname, '..', '..')
export const shared = join(root, '..', '..', 'shared', 'data', 'calendars')
export const hasShared = existsSync(shared)
export const sharedMics = (): readonly string[] =>
  readdirSync(shared)
    .filter((name) => name.endsWith('.csv.gz'))
    .map((name) => name.slice(0, -'.csv.gz'.length))

const rowsOf = (text: string): readonly Record<string, string>[] => parse(text, { columns: true })
const fixture = (name: string) => readFileSync(join(root, 'fixtures', 'calendars', name), 'utf8')

export const sharedCount = (mic: string): number =>
  gunzipSync(readFileSync(join(shared, `${mic}.csv.gz`)))
    .toString()
    .trim()
    .split('\n').length - 1

/** Lines `date,open,close,break_start,break_end` of a file, by date. */
export const sharedLines = (mic: string): ReadonlyMap<string, string> =>
  new Map(
    rowsOf(gunzipSync(readFileSync(join(shared, `${mic}.csv.gz`))).toString()).map((row) => [
      row.date ?? '',
      [row.date, row.open, row.close, row.break_start, row.break_end].join(','),
    ]),
  )

export interface Digest {
  readonly mic: string
  readonly year: string
  readonly sessions: number
  readonly sha256: string
}

export const digests = (): readonly Digest[] =>
  rowsOf(fixture('digest.csv')).map(({ mic = '', year = '', sessions = '', sha256 = '' }) => ({
    mic,
    year,
    sessions: Number(sessions),
    sha256,
  }))

/** Hours as local text, empty for no session: what our table says and what the files say, of a stretch of dates. */
export interface Difference {
  readonly mic: string
  readonly from: string
  readonly to: string
  readonly ours: string
  readonly theirs: string
  readonly reason: string
  readonly source: string
}

export const differences = (): readonly Difference[] =>
  rowsOf(fixture('differences.csv')).map(
    ({ mic = '', from = '', to = '', ours = '', theirs = '', reason = '', source = '' }) => ({
      mic,
      from,
      to,
      ours,
      theirs,
      reason,
      source,
    }),
  )

const minutes = (at: Instant) => new Date(at).toISOString().replace(':00.000Z', 'Z')

export function lineOf(session: Session): string {
  const { date, opens, closes } = session
  const pause = session.break === null ? ['', ''] : [minutes(session.break.from), minutes(session.break.to)]
  return [date, minutes(opens), minutes(closes), ...pause].join(',')
}

/** `eve 17:00-08:15` or `09:00-11:30 12:30-15:00`, by the exchange's clock. */
export function localHours(session: Session | null, zone: string): string {
  if (session === null) return ''
  const clock = (at: Instant) => {
    const { date, second } = localTime(at, zone)
    const hour = Math.floor(second / 3600) + (date > session.date ? 24 : 0)
    return `${String(hour).padStart(2, '0')}:${String(Math.floor(second / 60) % 60).padStart(2, '0')}`
  }
  const eve = localTime(session.opens, zone).date < session.date ? 'eve ' : ''
  const ends = session.break === null ? [] : [session.break.from, session.break.to]
  const [first, ...others] = [session.opens, ...ends, session.closes].map(clock)
  return `${eve}${first}${others.map((text, index) => (index % 2 === 0 ? '-' : ' ') + text).join('')}`
}

/** The line that the files hold where a difference says so; null for no session. */
export function theirLine(difference: Difference, date: string, { zone }: Calendar): string | null {
  if (difference.theirs === '') return null
  const eve = difference.theirs.startsWith('eve ')
  const [opens = 0, second = 0, third, fourth] = [...difference.theirs.matchAll(/(\d\d):(\d\d)/g)].map(
    ([, hour, minute]) => Number(hour) * 3600 + Number(minute) * 60,
  )
  const hours: Hours = {
    opens: opens - (eve ? 86_400 : 0),
    closes: fourth ?? second,
    break: third === undefined ? null : { from: second, to: third },
    clock: null,
  }
  return lineOf(sessionAt(mustBeDate(date), hours, hours, zone))
}
