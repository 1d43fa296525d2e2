import { type IsoDate, isoDate, weekday } from '../../../market/day.ts'

/** A time of a feed as the event format writes it: a date, or a clock time with its offset; null: on the clock of nobody knows whom. */
export type FeedTime =
  | { readonly kind: 'time'; readonly date: IsoDate; readonly clock: string | null; readonly offset: string | null }
  | { readonly kind: 'span'; readonly text: string }
  | { readonly kind: 'refused'; readonly code: 'E_TIME_FORMAT' | 'E_TIME_ZONE'; readonly expected: string }

const names = (text: string): ReadonlyMap<string, number> =>
  new Map(text.split(' ').flatMap((row, at) => row.split('|').map((name) => [name, at] as const)))
/** English as RFC 822 has them, and Indonesian ones, which feeds of Indonesia write in their place. */
const months = names('jan feb mar apr may|mei jun jul aug|agu|agt sep oct|okt nov dec|des')
const weekdays = names('sun|min mon|sen tue|sel wed|rab thu|kam fri|jum sat|sab')

/** The zones of RFC 822 by its own table, UTC by its common name, and the three of Indonesia, which no other country names so. */
const zones: ReadonlyMap<string, string> = new Map([
  ...['UT', 'GMT', 'UTC', 'Z'].map((name) => [name, 'Z'] as const),
  ...(
    [
      ['EST', -5],
      ['EDT', -4],
      ['CST', -6],
      ['CDT', -5],
      ['MST', -7],
      ['MDT', -6],
      ['PST', -8],
      ['PDT', -7],
      ['WIB', 7],
      ['WITA', 8],
      ['WIT', 9],
    ] as const
  ).map(([name, hours]) => [name, `${hours < 0 ? '-' : '+'}0${Math.abs(hours)}:00`] as const),
])

const FORMS =
  'a time of RFC 822 (Mon, 20 Nov 2023 07:55:00 -0500) or RFC 3339 (2023-11-20T07:55:00-05:00) that a calendar has'
const refused = (code: 'E_TIME_FORMAT' | 'E_TIME_ZONE', expected: string): FeedTime => ({
  kind: 'refused',
  code,
  expected,
})

const mail =
  /^(?:([A-Za-z]{3}), ?)?(\d{1,2}) ([A-Za-z]{3}) (\d{2}|\d{4})(?: (\d{2}):(\d{2})(?::(\d{2}))?(?: ?([A-Za-z]{1,5}|[+-]\d{2}:?\d{2}))?)?$/
const iso = /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?([Zz]|[+-]\d{2}:?\d{2})?)?$/

/**
 * What a feed says of a time, strictly. RFC 822 with four digits of the year or two (RFC 2822, 4.3), also with Indonesian
 * names; RFC 3339; of W3CDTF also days, months and years. A weekday must be that of its date, and a zone one that means
 * one offset: the letters A to Y of RFC 822 are counted the wrong way round by some (RFC 2822, 4.3), and names such as CST
 * outside that table belong to several zones.
 */
export function feedTime(written: string): FeedTime {
  const text = written.replaceAll(/\s+/g, ' ').trim()
  if (text.length > 60) return refused('E_TIME_FORMAT', FORMS)
  if (/^\d{4}(-\d{2})?$/.test(text)) return { kind: 'span', text }
  const digits = iso.exec(text)
  if (digits !== null) {
    const [, day = '', hour, minute, second, fraction = '', offset] = digits
    return timeOf(isoDate(day), { hour, minute, second, fraction, zone: offset })
  }
  const words = mail.exec(text)
  if (words === null) return refused('E_TIME_FORMAT', FORMS)
  const [, weekdayName, day = '', monthName = '', yearText = '', hour, minute, second, zone] = words
  const month = months.get(monthName.toLowerCase())
  if (month === undefined) return refused('E_TIME_FORMAT', FORMS)
  const year = yearText.length === 4 ? yearText : String(Number(yearText) + (Number(yearText) < 50 ? 2000 : 1900))
  const date = isoDate(`${year}-${String(month + 1).padStart(2, '0')}-${day.padStart(2, '0')}`)
  if (weekdayName !== undefined && date !== null && weekdays.get(weekdayName.toLowerCase()) !== weekday(date))
    return refused('E_TIME_FORMAT', `a date whose weekday is its own: ${date} is no ${weekdayName}`)
  return timeOf(date, { hour, minute, second, fraction: '', zone })
}

interface Clock {
  readonly hour: string | undefined
  readonly minute: string | undefined
  readonly second: string | undefined
  readonly fraction: string
  readonly zone: string | undefined
}

function timeOf(date: IsoDate | null, { hour, minute, second = '00', fraction, zone }: Clock): FeedTime {
  if (date === null) return refused('E_TIME_FORMAT', FORMS)
  if (hour === undefined || minute === undefined) return { kind: 'time', date, clock: null, offset: null }
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return refused('E_TIME_FORMAT', FORMS)
  const clock = `${hour}:${minute}:${second}${fraction}`
  if (zone === undefined) return { kind: 'time', date, clock, offset: null }
  const offset = /^[+-]/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(-2)}` : (zones.get(zone.toUpperCase()) ?? null)
  if (offset === null)
    return refused(
      'E_TIME_ZONE',
      `an offset or a zone of RFC 822 (GMT, EST, …), WIB, WITA or WIT: ${zone} is none of them`,
    )
  if (offset !== 'Z' && (Number(offset.slice(1, 3)) > 14 || Number(offset.slice(4)) > 59))
    return refused('E_TIME_ZONE', `an offset of at most 14 hours: it is ${zone}`)
  return { kind: 'time', date, clock, offset }
}
