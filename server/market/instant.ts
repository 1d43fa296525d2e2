import { type Brand, daysInMonth } from './day.ts'

/** A moment: milliseconds since 1970-01-01T00:00Z. */
export type Instant = Brand<number, 'Instant'>

const pattern = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})$/

/**
 * The moment that `text` writes as a full ISO 8601 date and time with `Z` or an offset, or null.
 * Nothing is guessed: no zone means no moment, and 2023-11-31 is not the first of December.
 */
export function instant(text: string): Instant | null {
  const match = pattern.exec(text)
  if (match === null) return null
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6] ?? 0)]
  const millisecond = match[7] === undefined ? 0 : Math.floor(Number(`0.${match[7]}`) * 1000 + 1e-6)
  const offset = offsetMinutes(match[8] ?? 'Z')
  if (day < 1 || day > daysInMonth(year, month) || hour > 23 || minute > 59 || second > 59 || offset === null)
    return null
  return (Date.UTC(year, month - 1, day, hour, minute, second, millisecond) - offset * 60_000) as Instant
}

/** Minutes east of UTC that `Z`, `+07:00` or `-0500` stand for, or null beyond 18 hours. */
function offsetMinutes(text: string): number | null {
  if (text === 'Z') return 0
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2))
  if (Number(text.slice(-2)) > 59 || minutes > 18 * 60) return null
  return text.startsWith('-') ? -minutes : minutes
}

/** `2023-11-17T20:28:00Z`, with milliseconds only where there are some. */
export const utcText = (at: Instant): string => new Date(at).toISOString().replace('.000Z', 'Z')
