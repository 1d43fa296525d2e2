import type { Writer } from '../../server/checks/sentence.ts'

/** Numbers, dates and times as people of a language write them. What is absent is an en dash, never NaN and never 0. */
export type Format = {
  /** 369.85, with the decimals of `decimalsOf` for a kind of ticker. */
  readonly price: (value: number | null, kind?: string | null) => string
  /** A fraction as a signed percentage: −0.0168 → `−1.68 %`. */
  readonly percent: (fraction: number | null) => string
  /** The same without a sign: a spread. */
  readonly spread: (fraction: number | null) => string
  /** One decimal of a percentage without its sign: an end of an interval whose column names the unit. */
  readonly bound: (fraction: number | null) => string
  /** Two decimals, signed minus: t, z. */
  readonly statistic: (value: number | null) => string
  readonly p: (value: number | null) => string
  /** A level or the share of an interval, with the digits it was asked for: 0.05 → `5 %`, 0.9995 → `99.95 %`. */
  readonly level: (fraction: number) => string
  readonly plain: (value: number | null, decimals: number) => string
  /** 32.3 M */
  readonly compact: (value: number | null) => string
  /** 17 Nov 2023 */
  readonly date: (iso: string) => string
  /** Fri 17 Nov 2023 */
  readonly weekday: (iso: string) => string
  /** 17 Nov */
  readonly day: (iso: string) => string
  /** Nov */
  readonly month: (iso: string) => string
  /** 17 Nov 2023, 15:28 New York; the zone is always named. */
  readonly instant: (iso: string, zone: string) => string
  /** 15:28 */
  readonly clock: (iso: string, zone: string) => string
  /** Numbers and dates in what a check found: six significant digits, as its values have no common scale. */
  readonly evidence: Writer
}

export const ABSENT = '–'
/**
 * Decimals of a price: two, as many as it has cents; of a small one those of four digits, 0.00001239. What one currency
 * costs in another is told by five digits, 1.0702 and 156.23, as its moves within a month are in the third and fourth.
 *
 * @param kind of the ticker
 */
export function decimalsOf(price: number, kind?: string | null): number {
  const magnitude = Math.floor(Math.log10(Math.abs(price)))
  if (!(magnitude < 0)) return kind === 'currency' ? Math.max(2, 4 - magnitude || 2) : 2
  // What is left of a difference of equal prices is none.
  return magnitude < -12 || magnitude > -3 ? 4 : 3 - magnitude
}

/** A number never parts from its unit at the end of a line. */
const PERCENT = '\u00a0%'

/** A sentence from elsewhere in which no number parts from its percent sign, its equals sign or its letter. */
export const unbroken = (sentence: string): string =>
  sentence.replaceAll(' %', PERCENT).replace(/\b([tpM]) ([=<]) /g, '$1\u00a0$2\u00a0')

/** A date has no zone: it is read and written at noon UTC so that no zone can move it. */
const noon = (iso: string) => new Date(`${iso.slice(0, 10)}T12:00:00Z`)

/** Dates whose text is kept of each form: a century of sessions. */
const KEPT = 30_000

/**
 * Making a formatter costs a hundred times what using one does: each is made once.
 *
 * @param tag whose numbers and dates are written
 * @param compactTag the same for 32.3M, where another variety of the language has the letter that is usual on charts
 */
export function makeFormat(tag: string, compactTag = tag): Format {
  const numbers = new Map<string, Intl.NumberFormat>()
  const fixed = (decimals: number, signed: boolean) => {
    const key = `${decimals} ${signed}`
    const number =
      numbers.get(key) ??
      new Intl.NumberFormat(tag, {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
        // What rounds to zero has no sign.
        signDisplay: signed ? 'exceptZero' : 'negative',
      })
    numbers.set(key, number)
    return (value: number | null) => (value === null || !Number.isFinite(value) ? ABSENT : minus(number.format(value)))
  }
  const two = fixed(2, false)
  const signed = fixed(2, true)
  const one = fixed(1, true)
  const three = fixed(3, false)
  const compact = new Intl.NumberFormat(compactTag, { notation: 'compact', maximumSignificantDigits: 3 })
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', ...options })
    // The same few dates are written with every step of a chart.
    const known = new Map<string, string>()
    return (iso: string) => {
      const text = known.get(iso) ?? short(format.format(noon(iso)))
      if (known.size < KEPT) known.set(iso, text)
      return text
    }
  }
  const inZone = (options: Intl.DateTimeFormatOptions) => {
    const made = new Map<string, Intl.DateTimeFormat>()
    return (iso: string, zone: string) => {
      const format = made.get(zone) ?? new Intl.DateTimeFormat(tag, { ...options, timeZone: zone })
      made.set(zone, format)
      return format.format(new Date(iso))
    }
  }
  const clock = inZone({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const exact = new Intl.NumberFormat(tag, { maximumFractionDigits: 12 })
  const significant = new Intl.NumberFormat(tag, { maximumSignificantDigits: 6 })
  const date = dates({ day: 'numeric', month: 'short', year: 'numeric' })
  const dayIn = inZone({ day: 'numeric', month: 'short', year: 'numeric' })
  return {
    price: (value, kind) => (value === null ? ABSENT : fixed(decimalsOf(value, kind), false)(value)),
    percent: (fraction) => (fraction === null ? ABSENT : `${signed(fraction * 100)}${PERCENT}`),
    spread: (fraction) => (fraction === null ? ABSENT : `${two(fraction * 100)}${PERCENT}`),
    bound: (fraction) => (fraction === null ? ABSENT : one(fraction * 100)),
    statistic: two,
    p: (value) => (value === null ? ABSENT : value < 0.001 ? `< ${three(0.001)}` : three(value)),
    level: (fraction) => `${significant.format(fraction * 100)}${PERCENT}`,
    plain: (value, decimals) => fixed(decimals, false)(value),
    compact: (value) => (value === null ? ABSENT : compact.format(value)),
    date,
    weekday: dates({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }),
    day: dates({ day: 'numeric', month: 'short' }),
    month: dates({ month: 'short' }),
    instant: (iso, zone) => `${short(dayIn(iso, zone))} ${clock(iso, zone)}`,
    clock,
    evidence: {
      number: (value) => minus(significant.format(value)),
      exact: (value) => minus(exact.format(value)),
      count: fixed(0, false),
      percent: (value, decimals) => `${fixed(decimals, false)(value * 100)}${PERCENT}`,
      date,
      step: (before, after) => `${before} → ${after}`,
    },
  }
}

/** "Sept" beside "Nov" and the comma after a weekday would be the only uneven ones. */
const short = (text: string) => text.replace('Sept', 'Sep').replace(',', '')
const minus = (text: string) => text.replace('-', '−')
