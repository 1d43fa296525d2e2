import { sessionOf } from '../../market/align.ts'
import type { Phase } from '../../market/bar.ts'
import { type Calendar, isClosed } from '../../market/calendar.ts'
import { dayOf } from '../../market/day.ts'
import { type Instant, instant } from '../../market/instant.ts'
import { localTime } from '../../market/zone.ts'
import { type DateOrder, readTime } from '../eventFile/time.ts'

const DAY = 86_400_000

/** Part of a local day in which no clock changes, as it lies to a session. */
interface LocalDay {
  /** First moment and first one after it. */
  readonly from: number
  readonly until: number
  readonly day: number
  readonly isClosed: boolean
  /** The phases of moments in it, by the moment at which each ends; null where it is not one throughout. */
  readonly phases: readonly (readonly [until: number, phase: Phase | null])[]
}

/** What is the same for all bars of a day is looked up once a day. */
export interface LocalDays {
  /** The moment that text writes in a usual form; NaN for other text, which is for `readTime` to read. */
  readonly startOf: (text: string) => number
  /** The local day of a moment and how it lies to the session; null where it has to be looked up alone. */
  readonly dayAt: (start: number) => LocalDay | null
}

/** The calendar decides; where it says nothing, the file does. */
export function phaseOf(start: Instant, calendar: Calendar | null, stated: string): Phase {
  const label = calendar === null ? stated : sessionOf(start, calendar).label
  return label === 'pre' || label === 'post' ? label : 'regular'
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57
const two = (text: string, at: number): number => {
  const [tens, ones] = [text.charCodeAt(at), text.charCodeAt(at + 1)]
  return isDigit(tens) && isDigit(ones) ? (tens - 48) * 10 + ones - 48 : Number.NaN
}

export function localDays(zone: string, calendar: Calendar | null, dateOrder: DateOrder | null): LocalDays {
  let known: LocalDay | null = null
  let [date, suffix, midnight] = ['', '', Number.NaN]

  /** First moment of a date where its clock runs through, so that every time of it follows; NaN elsewhere. */
  const midnightOf = (day: string, offset: string): number => {
    const ends = ['T00:00:00', 'T23:59:59'].map((clock) => {
      const read = readTime(`${day}${clock}${offset}`, { zone, dateOrder }, false)
      return read.kind === 'time' && !read.folded ? (instant(read.text) ?? Number.NaN) : Number.NaN
    })
    const [first = Number.NaN, last = Number.NaN] = ends
    return last - first === DAY - 1000 ? first : Number.NaN
  }

  const lookUp = (start: number): LocalDay | null => {
    const at = start as Instant
    const utc = Math.floor(start / DAY) * DAY
    const local = localTime(at, zone)
    const isOneOffset =
      start > 1e11 &&
      localTime(utc as Instant, zone).offset === local.offset &&
      localTime((utc + DAY) as Instant, zone).offset === local.offset
    if (!isOneOffset) return null
    const begins = start - local.second * 1000 - (start % 1000)
    const [from, until] = [Math.max(utc, begins), Math.min(utc + DAY, begins + DAY)]
    const session = calendar?.session(local.date) ?? null
    const edges = session === null ? [until] : [session.opens, session.closes, until]
    const phases = edges.map((edge, place): readonly [number, Phase | null] => {
      const [first, last] = [Math.max(from, edges[place - 1] ?? from), Math.min(edge, until) - 1000]
      if (last < first) return [edge, null]
      const phase = phaseOf(first as Instant, calendar, '')
      return [edge, phaseOf(last as Instant, calendar, '') === phase ? phase : null]
    })
    return {
      from,
      until,
      day: dayOf(local.date),
      isClosed: calendar !== null && isClosed(calendar, local.date),
      phases,
    }
  }

  return {
    startOf: (text) => {
      const { length } = text
      if (length < 16) return Number.NaN
      const separator = text.charCodeAt(10)
      if ((separator !== 84 && separator !== 32) || text.charCodeAt(13) !== 58) return Number.NaN
      const hasSeconds = text.charCodeAt(16) === 58
      const [hour, minute, second] = [two(text, 11), two(text, 14), hasSeconds ? two(text, 17) : 0]
      if (!(hour < 24 && minute < 60 && second < 60)) return Number.NaN
      const offset = text.slice(hasSeconds ? 19 : 16)
      if (offset !== suffix || !text.startsWith(date) || date === '') {
        if (offset !== '' && !/^(Z|[+-]\d{2}:?\d{2})$/.test(offset)) return Number.NaN
        ;[date, suffix] = [text.slice(0, 10), offset]
        midnight = midnightOf(date, offset)
      }
      return midnight + hour * 3_600_000 + minute * 60_000 + second * 1000
    },
    dayAt: (start) => {
      if (known === null || start < known.from || start >= known.until) known = lookUp(start)
      return known
    },
  }
}
