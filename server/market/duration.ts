const pattern =
  /^P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$/
const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const units = [365 * DAY, 30 * DAY, 7 * DAY, DAY, HOUR, MINUTE, SECOND]

/**
 * Milliseconds of an ISO 8601 duration such as `PT15M` or `P1D`, or null when `text` is none. A year counts as 365 days
 * and a month as 30: it is used as a half-width, not to move a date.
 */
export function durationMs(text: string): number | null {
  const match = pattern.exec(text)
  if (match === null || text.endsWith('T') || text === 'P') return null
  return units.reduce((sum, unit, at) => sum + unit * Number(match[at + 1] ?? 0), 0)
}
