import type { Measure, WhyValues } from '../../../server/claims/why.ts'
import type { Format } from '../format.ts'

/** Figures and dates of a reason, written in the language of the page; what is absent is a dash or nothing. */
export interface Writer {
  readonly date: (iso: string | undefined) => string
  /** 0 Sunday … 6 Saturday, spelled out. */
  readonly weekday: (number: number | undefined) => string
  readonly price: (value: number | undefined) => string
  /** A fraction as a whole percentage. */
  readonly share: (fraction: number | undefined) => string
  readonly measure: (measure: Measure, value: number | undefined) => string
  /** The test of the session in brackets, with a space before; empty without one. */
  readonly test: (values: WhyValues) => string
}

/** A Sunday; the days after it are the others. */
const SUNDAY = Date.UTC(2023, 10, 19)
const DAY = 86_400_000

/** @param tag the language of the page, as browsers call it */
export function writerOf(format: Format, tag: string): Writer {
  const weekday = new Intl.DateTimeFormat(tag, { weekday: 'long', timeZone: 'UTC' })
  return {
    date: (iso) => (iso === undefined ? '–' : format.date(iso)),
    weekday: (number) => weekday.format(SUNDAY + (number ?? 0) * DAY),
    price: (value) => format.price(value ?? null),
    share: (fraction) => `${format.plain((fraction ?? 0) * 100, 0)} %`,
    measure: (measure, value = 0) => {
      switch (measure) {
        case 'return':
        case 'market_return':
        case 'abnormal_return':
        case 'lowest_move':
        case 'highest_move':
          return format.percent(value)
        case 'volume':
          return format.compact(value)
        default:
          return format.plain(value, 2)
      }
    },
    test: ({ ar, t, p }) =>
      ar === undefined || t === undefined || p === undefined
        ? ''
        : ` (AR ${format.percent(ar)}, t = ${format.statistic(t)}, p = ${format.p(p)})`,
  }
}
