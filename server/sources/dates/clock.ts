import type { Meaning } from './meaning.ts'
import type { Found } from './pattern.ts'
import type { Token } from './token.ts'
import { cityZones, englishZones, indonesianZones, type Zone, zoneLetters } from './zones.ts'

/** How a language writes the time of day. */
export interface ClockWords {
  /** Words that stand before a clock time: "at", "pukul". */
  readonly before: ReadonlySet<string>
  /** Whether such a word must stand there for a time without letters or zone. */
  readonly half: (
    tokens: readonly Token[],
    at: number,
    hour: number,
  ) => { readonly hour: number; readonly to: number } | null
  readonly zone: (tokens: readonly Token[], at: number) => { readonly zone: Zone; readonly to: number } | null
  readonly words: ReadonlyMap<string, number>
}

type Clock = Extract<Meaning, { kind: 'clock' }>

const isDigits = (token: Token | undefined, most: number): token is Token =>
  token?.kind === 'number' && token.text.length <= most

/** A zone after a clock time, in brackets too, from letters, an offset such as UTC+7, or words. */
function zoneAfter(
  tokens: readonly Token[],
  at: number,
  words: ClockWords,
): { readonly zone: Zone; readonly to: number } | null {
  const bracket = tokens[at]?.text === '(' ? 1 : 0
  // "5 p.m., New York time,".
  if (tokens[at]?.text === ',' && tokens[at + 1]?.capital === true) {
    const named = words.zone(tokens, at + 1)
    if (named !== null) return { zone: named.zone, to: named.to }
  }
  const first = tokens[at + bracket]
  if (first === undefined) return null
  const close = (zone: Zone, to: number) =>
    bracket === 0 ? { zone, to } : tokens[to]?.text === ')' ? { zone, to: to + 1 } : null
  const letters = zoneLetters.get(first.text)
  if (letters !== undefined) {
    const sign = tokens[at + bracket + 1]
    const hours = tokens[at + bracket + 2]
    if (
      letters.name === 'UTC' &&
      sign?.glued &&
      (sign.text === '+' || sign.text === '-') &&
      isDigits(hours, 2) &&
      Number(hours.text) <= 14
    )
      return close({ name: 'UTC', offset: (sign.text === '-' ? -60 : 60) * Number(hours.text) }, at + bracket + 3)
    return close(letters, at + bracket + 1)
  }
  const named = words.zone(tokens, at + bracket)
  return named === null ? null : close(named.zone, named.to)
}

/** The longest name of up to four words in a table of zones that begins at a token. */
function nameIn(
  table: ReadonlyMap<string, Zone>,
  tokens: readonly Token[],
  at: number,
): { readonly zone: Zone; readonly to: number } | null {
  let [text, best] = ['', null as { zone: Zone; to: number } | null]
  for (let to = at; to < Math.min(tokens.length, at + 5); to++) {
    const token = tokens[to]
    if (token === undefined) break
    text += `${token.glued || to === at ? '' : ' '}${token.lower}`
    const zone = table.get(text)
    if (zone !== undefined) best = { zone, to: to + 1 }
  }
  return best
}

export const english: ClockWords = {
  before: new Set(['at', 'by', 'around', 'about', 'until', 'from', 'before', 'after', 'since', '@']),
  half: (tokens, at, hour) => {
    const [a, stop, m] = [tokens[at], tokens[at + 1], tokens[at + 2]]
    const one = a !== undefined && /^[ap]m$/.test(a.lower)
    const apart = a !== undefined && /^[ap]$/.test(a.lower) && stop?.text === '.' && m?.lower === 'm'
    if ((!one && !apart) || hour < 1 || hour > 12) return null
    const to = one ? at + 1 : at + 3 + (tokens[at + 3]?.text === '.' && tokens[at + 3]?.glued ? 1 : 0)
    return { hour: (hour % 12) + (a.lower.startsWith('p') ? 12 : 0), to }
  },
  zone: (tokens, at) => {
    // "3 p.m. in New York" is told by the clocks there.
    const place =
      tokens[at]?.lower === 'in' && tokens[at + 1]?.capital === true ? nameIn(cityZones, tokens, at + 1) : null
    if (place !== null) return place
    const found = nameIn(englishZones, tokens, at)
    if (found === null) return null
    if (tokens[found.to]?.lower === 'time') return { ...found, to: found.to + 1 }
    return /^(eastern|pacific|central|mountain)$/.test(tokens[at]?.lower ?? '') && tokens[at]?.capital ? found : null
  },
  words: new Map([
    ['noon', 12],
    ['midday', 12],
    ['midnight', 0],
  ]),
}

export const indonesian: ClockWords = {
  before: new Set(['pukul', 'jam']),
  half: (tokens, at, hour) => {
    const [part, next] = [tokens[at]?.lower, tokens[at + 1]?.lower]
    if (part === 'dini' && next === 'hari') return hour <= 5 ? { hour, to: at + 2 } : null
    if (part === 'pagi') return hour <= 11 ? { hour, to: at + 1 } : null
    if (part === 'siang')
      return hour >= 10 && hour <= 15 ? { hour, to: at + 1 } : hour <= 3 ? { hour: hour + 12, to: at + 1 } : null
    if (part === 'sore' || part === 'petang') return hour <= 7 ? { hour: hour + 12, to: at + 1 } : { hour, to: at + 1 }
    if (part === 'malam') return { hour: hour === 12 ? 24 : hour <= 11 ? hour + 12 : hour, to: at + 1 }
    return null
  },
  zone: (tokens, at) => {
    if (tokens[at]?.lower === 'di' && tokens[at + 1]?.capital === true) return nameIn(cityZones, tokens, at + 1)
    if (tokens[at]?.lower !== 'waktu') return null
    return nameIn(indonesianZones, tokens, at + 1)
  },
  words: new Map(),
}

/**
 * A clock time that begins at a token: `3:28 p.m. ET`, `15.28 waktu New York`, `pukul 09.00 WITA`, `0730 GMT`, `noon`.
 * Digits alone are none: letters, a zone or a word such as "at" must stand with them.
 */
export function clockAt(tokens: readonly Token[], at: number, words: ClockWords): Found | null {
  const first = tokens[at]
  if (first === undefined) return null
  const named = words.before.has(first.lower)
  const start = named ? at + 1 : at
  const spoken = words.words.get(tokens[start]?.lower ?? '')
  if (spoken !== undefined) {
    const zone = zoneAfter(tokens, start + 1, words)
    return {
      to: zone?.to ?? start + 1,
      value: {
        kind: 'clock',
        second: spoken * 3600,
        zone: zone?.zone ?? null,
        bare: zone === null && !named,
      } satisfies Clock,
    }
  }
  const digits = tokens[start]
  if (!isDigits(digits, 4)) return null
  if (digits.text.length >= 3) return military(tokens, start, words)
  const [mark, minutes, mark2, seconds] = [tokens[start + 1], tokens[start + 2], tokens[start + 3], tokens[start + 4]]
  const hasMinutes =
    mark?.glued === true &&
    (mark.text === ':' || mark.text === '.') &&
    isDigits(minutes, 2) &&
    minutes.glued &&
    minutes.text.length === 2
  const hasSeconds =
    hasMinutes && mark2?.glued === true && mark2.text === mark.text && isDigits(seconds, 2) && seconds.glued
  const told = start + (hasSeconds ? 5 : hasMinutes ? 3 : 1)
  const end = hasMinutes ? pastRange(tokens, told) : told
  const [hour, minute, second] = [
    Number(digits.text),
    hasMinutes ? Number(minutes.text) : 0,
    hasSeconds ? Number(seconds.text) : 0,
  ]
  if (hour > 24 || minute > 59 || second > 59) return null
  const half = words.half(tokens, end, hour)
  const zone = zoneAfter(tokens, half?.to ?? end, words)
  const isClock =
    half !== null || (hasMinutes && (zone !== null || (named && (mark?.text === ':' || words === indonesian))))
  const isHour = !hasMinutes && named && words === indonesian && zone !== null
  if (!isClock && !isHour)
    return mark?.text === ':' && hasMinutes ? clockOf(hour, minute, second, null, true, end) : null
  return clockOf(half?.hour ?? hour, minute, second, zone?.zone ?? null, false, zone?.to ?? half?.to ?? end)
}

/** The end of a range of hours whose start was read: `09.00-11.00 WIB` is the moment it begins. */
function pastRange(tokens: readonly Token[], at: number): number {
  const [dash, hour, mark, minute] = tokens.slice(at, at + 4)
  const isRange =
    dash !== undefined && /^([-–]|hingga|sampai)$/.test(dash.lower) && isDigits(hour, 2) && mark?.glued === true
  return isRange && /^[.:]$/.test(mark.text) && isDigits(minute, 2) && minute.glued ? at + 4 : at
}

const clockOf = (
  hour: number,
  minute: number,
  second: number,
  zone: Zone | null,
  bare: boolean,
  to: number,
): Found => ({
  to,
  value: { kind: 'clock', second: hour * 3600 + minute * 60 + second, zone, bare } satisfies Clock,
})

/** `0730 GMT`: four digits, and a zone that shows them to be a time. */
function military(tokens: readonly Token[], at: number, words: ClockWords): Found | null {
  const text = tokens[at]?.text ?? ''
  const zone = zoneAfter(tokens, at + 1, words)
  const [hour, minute] = [Number(text.slice(0, -2)), Number(text.slice(-2))]
  if (text.length !== 4 || zone === null || hour > 23 || minute > 59) return null
  return clockOf(hour, minute, 0, zone.zone, false, zone.to)
}

/** The clock part of an ISO moment, from its `T` on: `T15:28:00-05:00`, `T20:28Z`. */
export function isoClockAt(tokens: readonly Token[], at: number): Found | null {
  const [first] = tokens.slice(at, at + 1)
  if (first?.glued !== true || !/^[Tt]$/.test(first.text)) return null
  let [text, to] = ['', at]
  for (; to < Math.min(tokens.length, at + 14); to++) {
    const token = tokens[to]
    if (token === undefined || (to > at && !token.glued)) break
    text += token.text
  }
  const match = /^T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(?:(Z)|([+-])(\d\d):?(\d\d))?/i.exec(text)
  if (match === null) return null
  const [whole, hour, minute, second = '0', utc, sign, hours, minutes] = match
  const offset =
    utc !== undefined ? 0 : sign === undefined ? null : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null
  let length = 0
  let end = at
  while (length < whole.length) length += tokens[end++]?.text.length ?? whole.length
  return clockOf(
    Number(hour),
    Number(minute),
    Number(second),
    offset === null ? null : { name: 'UTC', offset },
    false,
    end,
  )
}
