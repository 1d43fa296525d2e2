import type { IsoDate } from './day.ts'
import { dateOf, dayOf } from './day.ts'
import type { Instant } from './instant.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const DAY_SECONDS = 86_400
/** Since 1973 clocks change on whole minutes only (Liberia was the last to leave half of one). */
const WHOLE_MINUTES = Date.UTC(1973, 0, 1)
/** Days whose offset is kept for a zone: more than a century. */
const REMEMBERED = 50_000
const offsets = new Map<string, Map<number, number>>()
const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known !== undefined) return known
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  clocks.set(zone, clock)
  return clock
}

/**
 * Short names that the runtime's library takes beside IANA's, each for one of several zones that are called so (`IST` is
 * used in India, Ireland and Israel): Unicode CLDR, "legacy" zone identifiers of ICU.
 */
const shortNames = new Set(
  'ACT AET AGT ART AST BET BST CAT CNT CST CTT EAT ECT IET IST JST MIT NET NST PLT PNT PRT PST SST VST'.split(' '),
)
export const isAmbiguousZone = (zone: string): boolean => shortNames.has(zone.toUpperCase())

const spelled = new Map(Intl.supportedValuesOf('timeZone').map((zone) => [zone.toLowerCase(), zone]))

/** A zone as IANA spells it, `America/New_York` for `america/new_york`; one that has capitals of its own stays as it is. */
export const spelledZone = (zone: string): string =>
  zone !== zone.toLowerCase()
    ? zone
    : (spelled.get(zone) ?? zone.replaceAll(/(^|[/_-])([a-z])/g, (_, before, letter) => before + letter.toUpperCase()))

/** Is `zone` an IANA time zone that this runtime knows? */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(zone) || isAmbiguousZone(zone)) return false
  try {
    clockOf(zone)
    return true
  } catch {
    return false
  }
}

/** What a wall clock in `zone` shows at a moment. */
export interface LocalTime {
  readonly date: IsoDate
  /** Seconds since local midnight, 0 … 86,399. */
  readonly second: number
  /** Minutes east of UTC at that moment. */
  readonly offset: number
}

/** @throws RangeError for a zone the runtime does not know */
export function localTime(at: Instant, zone: string): LocalTime {
  const east = offsetOf(at, zone)
  const wall = Math.floor(at / 1000) + east
  const day = Math.floor(wall / DAY_SECONDS)
  return { date: dateOf(day), second: wall - day * DAY_SECONDS, offset: Math.round(east / 60) }
}

/**
 * Since 1973 no zone has changed its clocks twice within so many days: the least was a day less than eight, in the
 * north-east of Brazil in October 2000 (IANA, release 2025b, which tells the next decades too).
 */
const CHANGES_APART = 6

/**
 * Seconds east of UTC. Asking the runtime is slow, so the offsets at which spans of days begin are remembered: where a span
 * begins and ends with one offset it has it throughout. Else days are asked, as no clock changes twice within one.
 */
function offsetOf(at: Instant, zone: string): number {
  if (at >= last.from && at < last.to && zone === last.zone) return last.east
  if (at < WHOLE_MINUTES) return askedOffset(at, zone)
  const day = Math.floor(at / DAY)
  const span = day - (day % CHANGES_APART)
  if (span * DAY >= WHOLE_MINUTES) {
    const east = keptOffset(span, zone)
    if (east === keptOffset(span + CHANGES_APART, zone)) {
      last = { zone, east, from: span * DAY, to: (span + CHANGES_APART) * DAY }
      return east
    }
  }
  const begins = keptOffset(day, zone)
  return begins === keptOffset(day + 1, zone) ? begins : askedOffset(at, zone)
}

/** The span that was found last: bars that follow one another ask for the same. */
let last = { zone: '', east: 0, from: 0, to: 0 }

function keptOffset(day: number, zone: string): number {
  const known = offsets.get(zone) ?? new Map<number, number>()
  const seen = known.get(day)
  if (seen !== undefined) return seen
  const east = askedOffset((day * DAY) as Instant, zone)
  if (known.size >= REMEMBERED) known.clear()
  offsets.set(zone, known.set(day, east))
  return east
}

function askedOffset(at: Instant, zone: string): number {
  if (at >= WHOLE_MINUTES) return namedOffset(at, zone)
  const parts: Record<string, string> = {}
  for (const { type, value } of clockOf(zone).formatToParts(at)) parts[type] = value
  const date = `${parts.year?.padStart(4, '0')}-${parts.month}-${parts.day}` as IsoDate
  const second = Number(parts.hour) * 3600 + Number(parts.minute) * 60 + Number(parts.second)
  return dayOf(date) * DAY_SECONDS + second - Math.floor(at / 1000)
}

const namers = new Map<string, Intl.DateTimeFormat>()

/** The offset as the runtime names it, `GMT-05:00` and `GMT` for none: in a third of the time of a whole clock. */
function namedOffset(at: Instant, zone: string): number {
  const namer = namers.get(zone) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  namers.set(zone, namer)
  const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?$/.exec(namer.format(at)) ?? []
  const east = 3600 * Number(hours ?? 0) + 60 * Number(minutes ?? 0)
  return sign === '-' ? -east : east
}

/**
 * The moments at which a wall clock in `zone` shows this date and second of the day, earliest first:
 * none in the hour that a clock change skips, two in the hour that comes twice, else one.
 */
export function instantsOf(date: IsoDate, second: number, zone: string): readonly Instant[] {
  const asUtc = dayOf(date) * DAY + second * 1000
  // Offsets a day earlier and a day later bracket every clock change near this wall time.
  const offsets = new Set([asUtc - DAY, asUtc + DAY].map((at) => localTime(at as Instant, zone).offset))
  return [...offsets]
    .map((offset) => (asUtc - offset * MINUTE) as Instant)
    .filter((at) => asUtc - localTime(at, zone).offset * MINUTE === at)
    .sort((a, b) => a - b)
}

/** `2023-11-17T15:28:00-05:00`: seconds always, a fraction only where there is one, the zone's numeric offset. */
export function zonedText(at: Instant, zone: string): string {
  const { offset } = localTime(at, zone)
  const wall = Math.floor(at / 1000) + offset * 60
  const day = Math.floor(wall / DAY_SECONDS)
  const second = wall - day * DAY_SECONDS
  const millisecond = at - Math.floor(at / 1000) * 1000
  const fraction = millisecond === 0 ? '' : `.${String(millisecond).padStart(3, '0')}`
  const east = `${offset < 0 ? '-' : '+'}${hourAndMinute(Math.abs(offset))}`
  return `${dateOf(day)}T${hourAndMinute(Math.floor(second / 60))}:${two(second % 60)}${fraction}${east}`
}

const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`)
const ofDay = Array.from({ length: 1440 }, (_, minute) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`)
/** Minutes of a day as `15:28`. */
const hourAndMinute = (minutes: number): string => ofDay[minutes] ?? ''

/** The date in a zone at a moment. */
export const dateAt = (zone: string, at: number): IsoDate => localTime(at as Instant, zone).date
