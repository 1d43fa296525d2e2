import { addDays, dayOf, daysInMonth, type IsoDate, isoDate, weekday } from '../../../market/day.ts'
import type { Instant } from '../../../market/instant.ts'
import { instantsOf, isZone } from '../../../market/zone.ts'
import { type Component, propertyIn } from './calendarLines.ts'
import { windowsZones } from './windowsZones.ts'

/** A wall clock of a calendar file: a date and seconds since its midnight. */
export interface WallClock {
  readonly date: IsoDate
  readonly second: number
}

/** `20231117T152800`, with a `Z` or without; null for anything else. */
export function wallClock(text: string): WallClock | null {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z?$/.exec(text) ?? []
  const date = isoDate(`${year}-${month}-${day}`)
  const [hours, minutes, seconds] = [Number(hour), Number(minute), Number(second)]
  if (date === null || hours > 23 || minutes > 59 || seconds > 59) return null
  return { date, second: hours * 3600 + minutes * 60 + seconds }
}

/**
 * The IANA zone that a name stands for: itself, what Windows calls it, or the end of a longer name such as
 * `/Europe/London` or `/example.org/20231117_1/Europe/London`. Null for a name that is none of these.
 */
export function zoneNamed(name: string): string | null {
  const plain = name.trim()
  const known = windowsZones.get(plain)
  if (known !== undefined) return known
  if (isZone(plain)) return plain
  const parts = plain.split('/').filter((part) => part !== '')
  const isRooted = plain.startsWith('/')
  const counts = [3, 2, ...(isRooted ? [1] : [])].filter((count) => parts.length > count || isRooted)
  return counts.map((count) => parts.slice(-count).join('/')).find(isZone) ?? null
}

/** When an observance of a zone begins, and the offset east of UTC in seconds that it brings. */
interface Observance {
  readonly from: WallClock
  readonly before: number
  readonly after: number
  readonly rule: ReadonlyMap<string, string> | null
  readonly dates: readonly WallClock[]
}

/** The definition of a zone inside a file: offsets by the wall clock. */
export interface OwnZone {
  readonly name: string
  readonly observances: readonly Observance[]
}

/** The VTIMEZONE of a file; null where it has a rule of another make than years, months and days of the week. */
export function ownZone(part: Component): OwnZone | null {
  const name = propertyIn(part, 'TZID')?.value.trim() ?? ''
  const observances = part.parts
    .filter((one) => one.name === 'STANDARD' || one.name === 'DAYLIGHT')
    .map((one): Observance | null => {
      const from = wallClock(propertyIn(one, 'DTSTART')?.value.trim() ?? '')
      const before = offsetOf(propertyIn(one, 'TZOFFSETFROM')?.value ?? '')
      const after = offsetOf(propertyIn(one, 'TZOFFSETTO')?.value ?? '')
      const text = propertyIn(one, 'RRULE')?.value.trim() ?? ''
      const rule =
        text === ''
          ? null
          : new Map(
              text
                .toUpperCase()
                .split(';')
                .map((piece) => piece.split('=', 2) as [string, string]),
            )
      const dates = one.properties
        .filter((property) => property.name === 'RDATE')
        .flatMap((property) => property.value.split(',').map((date) => wallClock(date.trim())))
      if (from === null || before === null || after === null || dates.includes(null)) return null
      if (rule !== null && !isKnownRule(rule)) return null
      return { from, before, after, rule, dates: dates.filter((date) => date !== null) }
    })
  if (name === '' || observances.length === 0 || observances.includes(null)) return null
  return { name, observances: observances.filter((one) => one !== null) }
}

function offsetOf(text: string): number | null {
  const [, sign, hours, minutes, seconds = '0'] = /^([+-])(\d{2})(\d{2})(\d{2})?$/.exec(text.trim()) ?? []
  if (sign === undefined) return null
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds))
}

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
const ruleParts = new Set(['FREQ', 'BYMONTH', 'BYDAY', 'BYMONTHDAY', 'UNTIL', 'INTERVAL', 'WKST'])

const isKnownRule = (rule: ReadonlyMap<string, string>): boolean =>
  rule.get('FREQ') === 'YEARLY' &&
  (rule.get('INTERVAL') ?? '1') === '1' &&
  /^\d{1,2}$/.test(rule.get('BYMONTH') ?? '') &&
  /^(?:[+-]?[1-5])?(?:SU|MO|TU|WE|TH|FR|SA)$/.test(rule.get('BYDAY') ?? '') &&
  [...rule.keys()].every((key) => ruleParts.has(key))

/** The day of a year on which a yearly rule falls; null when it has ended or does not fall. */
function dayIn(year: number, rule: ReadonlyMap<string, string>): IsoDate | null {
  const month = Number(rule.get('BYMONTH'))
  const byDay = rule.get('BYDAY') ?? ''
  const wanted = weekdays.indexOf(byDay.slice(-2))
  const nth = Number(byDay.slice(0, -2) || '0')
  const allowed = rule.get('BYMONTHDAY')?.split(',').map(Number)
  const until = rule.get('UNTIL')
  const first = isoDate(`${year}-${String(month).padStart(2, '0')}-01`)
  if (first === null) return null
  const days = Array.from({ length: daysInMonth(year, month) }, (_, at) => addDays(first, at)).filter(
    (day) => weekday(day) === wanted && (allowed === undefined || allowed.includes(Number(day.slice(8)))),
  )
  const day = days.at(nth > 0 ? nth - 1 : Math.min(nth, 0)) ?? null
  return day !== null && until !== undefined && day.replaceAll('-', '') > until.slice(0, 8) ? null : day
}

const isBefore = (a: WallClock, b: WallClock): boolean => a.date < b.date || (a.date === b.date && a.second <= b.second)

/** Offset east of UTC in seconds that a zone's own definition gives a wall clock: of the observance that began last. */
export function ownOffset({ observances }: OwnZone, clock: WallClock): number | null {
  const year = Number(clock.date.slice(0, 4))
  let last: { readonly at: WallClock; readonly after: number } | null = null
  for (const { from, rule, dates, after } of observances) {
    const ruled =
      rule === null
        ? []
        : [year - 1, year].flatMap((one) => {
            const day = dayIn(one, rule)
            return day === null || day < from.date ? [] : [{ date: day, second: from.second }]
          })
    for (const at of [from, ...dates, ...ruled])
      if (isBefore(at, clock) && (last === null || isBefore(last.at, at))) last = { at, after }
  }
  if (last !== null) return last.after
  const [first] = [...observances].sort((a, b) => (isBefore(a.from, b.from) ? -1 : 1))
  return first?.before ?? null
}

/** What a wall clock with a zone's name comes to. */
export type ZonedTime =
  /** On the clock of a known zone. */
  | { readonly kind: 'zone'; readonly zone: string; readonly differs: boolean }
  /** By the file's own definition, which names no known zone or another clock than it. */
  | { readonly kind: 'offset'; readonly seconds: number; readonly differs: boolean }
  | { readonly kind: 'unknown' }

/** The zone of a time: the file's own definition counts where it says otherwise than the name does (RFC 5545, 3.6.5). */
export function zonedTime(name: string, clock: WallClock, own: ReadonlyMap<string, OwnZone>): ZonedTime {
  const zone = zoneNamed(name)
  const defined = own.get(name.trim())
  const seconds = defined === undefined ? null : ownOffset(defined, clock)
  if (seconds === null) return zone === null ? { kind: 'unknown' } : { kind: 'zone', zone, differs: false }
  if (zone === null) return { kind: 'offset', seconds, differs: false }
  const asDefined = dayOf(clock.date) * 86_400_000 + (clock.second - seconds) * 1000
  const named: readonly Instant[] = instantsOf(clock.date, clock.second, zone)
  // An hour that clocks skip or show twice is for the reader of times to tell.
  if (named.length !== 1 || named[0] === asDefined) return { kind: 'zone', zone, differs: false }
  return { kind: 'offset', seconds, differs: true }
}
