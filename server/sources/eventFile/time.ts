import { daysInstead, type IsoDate, isoDate } from '../../market/day.ts'
import { type Instant, instant, utcText } from '../../market/instant.ts'
import { moment, type Precision } from '../../market/moment.ts'
import { instantsOf } from '../../market/zone.ts'

/** Order of the parts of a slashed date. */
export const dateOrders = ['MDY', 'DMY', 'YMD'] as const
export type DateOrder = (typeof dateOrders)[number]

/** How to read times that do not say everything themselves. */
export interface TimeRules {
  /** For clock times without an offset; null when no zone is known. */
  readonly zone: string | null
  readonly dateOrder: DateOrder | null
}

export type ReadTime =
  /** Canonical text, how fine it is, and whether a clock change made it ambiguous (the first is taken). */
  | { readonly kind: 'time'; readonly text: string; readonly precision: Precision; readonly folded: boolean }
  | {
      readonly kind: 'refused'
      readonly code: 'E_TIME_FORMAT' | 'E_TIME_ZONE' | 'E_TIME_GAP' | 'E_DATE_ORDER'
      readonly expected: string
    }

const FORMS = 'YYYY-MM-DD, YYYY-MM-DDThh:mm[:ss] with Z, an offset or a time zone, YYYY-MM, YYYY-Qn, YYYY-Www or YYYY'
const refused = (
  code: 'E_TIME_FORMAT' | 'E_TIME_ZONE' | 'E_TIME_GAP' | 'E_DATE_ORDER',
  expected: string,
): ReadTime => ({
  kind: 'refused',
  code,
  expected,
})

/** A day that its month does not have is told by that; any other text by the forms that are read. */
function unread(text: string): ReadTime {
  const instead = daysInstead(text)
  return refused(
    'E_TIME_FORMAT',
    instead === null ? FORMS : `a day of the calendar, as ${instead.month} has ${instead.days}`,
  )
}

const clock = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?$/
const slashed = /^(\d{1,4})\/(\d{1,2})\/(\d{1,4})(?: (.+))?$/

/**
 * Reads a time strictly: what is not in the list of forms is refused, and 2023-02-30 is not moved to March.
 *
 * @param coarse whether a week, month, quarter or year will do
 */
export function readTime(text: string, rules: TimeRules, coarse: boolean): ReadTime {
  if (text.length > 40) return refused('E_TIME_FORMAT', FORMS)
  if (text.includes('/')) return readSlashed(text, rules, coarse)
  const whole = moment(text)
  if (whole?.kind === 'instant') return ofInstant(whole.at, text, false)
  if (whole?.kind === 'date') return plausible(text, text, 'day')
  if (whole?.kind === 'interval' && coarse) return { kind: 'time', text, precision: whole.unit, folded: false }
  return readLocal(text, rules)
}

/** Years of four digits that do not begin with 0: other years are slips, and no exchange kept hours then. */
const plausible = (value: string, text: string, precision: Precision, folded = false): ReadTime =>
  /^[1-9]/.test(value) ? { kind: 'time', text, precision, folded } : refused('E_TIME_FORMAT', FORMS)

const ofInstant = (at: Instant, written: string, folded: boolean): ReadTime =>
  plausible(written, utcText(at), /:\d{2}:\d{2}/.test(written) ? 'second' : 'minute', folded)

function readLocal(text: string, { zone }: TimeRules): ReadTime {
  const match = clock.exec(text)
  const date: IsoDate | null = isoDate(match?.[1] ?? '')
  const utc = instant(`${text}Z`)
  if (match === null || date === null || utc === null) return unread(text)
  if (zone === null)
    return refused(
      'E_TIME_ZONE',
      'a clock time of a place: write an offset such as -05:00, a time zone in the field timezone, or a ticker whose exchange has one',
    )
  const wall = ((utc % 86_400_000) + 86_400_000) % 86_400_000
  const second = Math.floor(wall / 1000)
  const [first, ...later] = instantsOf(date, second, zone)
  if (first === undefined)
    return refused('E_TIME_GAP', `a time that clocks in ${zone} show: they skip this one as summer time begins`)
  return ofInstant((first + (wall % 1000)) as Instant, text, later.length > 0)
}

function readSlashed(text: string, rules: TimeRules, coarse: boolean): ReadTime {
  const match = slashed.exec(text)
  if (match === null || rules.dateOrder === null)
    return refused('E_TIME_FORMAT', `${FORMS}; a slashed date only with the option date order`)
  const parts = [match[1] ?? '', match[2] ?? '', match[3] ?? '']
  const clockPart = match[4] === undefined ? '' : ` ${match[4]}`
  const date = dateIn(parts, rules.dateOrder)
  if (date !== null) return readTime(`${date}${clockPart}`, rules, coarse)
  const other = dateOrders.find((order) => dateIn(parts, order) !== null)
  return other === undefined
    ? refused('E_TIME_FORMAT', FORMS)
    : refused('E_DATE_ORDER', `a date in the order ${rules.dateOrder}; this one is in the order ${other}`)
}

function dateIn(parts: readonly string[], order: DateOrder): IsoDate | null {
  const part = (letter: string) => parts[order.indexOf(letter)] ?? ''
  if (part('Y').length !== 4) return null
  return isoDate(`${part('Y')}-${part('M').padStart(2, '0')}-${part('D').padStart(2, '0')}`)
}
