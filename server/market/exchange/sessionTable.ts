import type { Hours } from '../calendar.ts'
import { type IsoDate, isoDate } from '../day.ts'

/** The hours of some weekdays from a date on; null where those weekdays have no session any more. */
export interface HoursRule {
  readonly from: IsoDate
  /** 0 = Sunday … 6 = Saturday. */
  readonly weekdays: ReadonlySet<number>
  readonly hours: Hours | null
}

/** Days of which a fact is not settled. */
export interface Doubt {
  /** Of `day` it is not sure whether there was a session, of `hours` the minutes. */
  readonly kind: 'day' | 'hours'
  readonly from: IsoDate
  readonly to: IsoDate
  readonly weekdays: ReadonlySet<number>
  readonly why: string
}

/** Days by year, as written: `2021` → `12-24 12-31`. They stay text, so that twenty years are read in no time. */
export type DayList = ReadonlyMap<string, string>

export const lists = (days: DayList, date: IsoDate): boolean =>
  days.get(date.slice(0, 4))?.includes(date.slice(5)) === true

/** What is known of the sessions of one exchange. */
export interface SessionTable {
  readonly name: string
  readonly zone: string
  readonly from: IsoDate
  readonly to: IsoDate
  readonly extended: { readonly opens: number; readonly closes: number } | null
  /** In order: of two that cover a date the later line counts. */
  readonly rules: readonly HoursRule[]
  /** Sessions of usual hours on a weekday of rest. */
  readonly open: DayList
  /** Sessions of other hours. */
  readonly only: readonly { readonly hours: Hours; readonly days: DayList }[]
  readonly closed: DayList
  readonly doubts: readonly Doubt[]
}

/** Sessions of other hours, as they are gathered. */
interface OnlyGroup {
  /** The hours as written. */
  readonly told: string
  readonly hours: Hours
  readonly days: Map<string, string>
}

const DAY_NAMES = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const everyDay: ReadonlySet<number> = new Set([0, 1, 2, 3, 4, 5, 6])
const END = '9999-12-31' as IsoDate

/**
 * Read a session table from its text: one fact a line, a line begins with a word.
 *
 *     # Name of the exchange                       (first line; other lines with # are remarks)
 *     zone Asia/Jakarta
 *     known 2000-01-01..2026-12-31                 first and last date the table speaks for
 *     extended 04:00-20:00
 *     hours 2023-04-03 Mon-Thu 09:00-12:00 13:30-15:50     from that date; without weekdays Mon-Fri; `closed` ends them
 *     hours 2000-01-01 eve 17:00-17:00             opens on the evening before its date
 *     hours 2000-01-01 09:30-16:00 in America/New_York     told by the clock of another zone
 *     doubt hours 2000-01-01..2013-01-01 # why     of these days the minutes are not settled; without an end: `2025-11-01..`
 *     doubt day 2000-01-01..2008-12-31 Sat # why   of these days it is not known whether they were sessions
 *     open 2005 03-05 05-14                        sessions of usual hours on a weekday of rest
 *     only 09:00-12:30 on 2021 12-24 12-31         sessions of other hours
 *     closed 2021 01-01 04-02
 *
 * @throws RangeError that names the line
 */
export function sessionTable(text: string): SessionTable {
  const table = {
    name: '',
    zone: '',
    known: null as readonly [IsoDate, IsoDate] | null,
    extended: null as SessionTable['extended'],
    rules: [] as HoursRule[],
    open: new Map<string, string>(),
    only: [] as OnlyGroup[],
    closed: new Map<string, string>(),
    doubts: [] as Doubt[],
  }
  for (const line of text.split('\n')) {
    const space = line.indexOf(' ')
    const rest = line.slice(space + 1)
    switch (line.slice(0, Math.max(space, 0))) {
      case '':
        if (line !== '') throw unreadable(line, 'a line of a session table')
        break
      case '#':
        if (table.name === '') table.name = rest
        break
      case 'zone':
        table.zone = rest
        break
      case 'known':
        table.known = span(rest, line)
        break
      case 'extended': {
        const { opens, closes } = hoursOf(rest.split(' '), line)
        table.extended = { opens, closes }
        break
      }
      case 'hours':
        table.rules.push(rule(rest.split(' '), line))
        break
      case 'doubt':
        table.doubts.push(doubt(rest.split(' '), line))
        break
      case 'open':
        putDays(table.open, rest, line)
        break
      case 'closed':
        putDays(table.closed, rest, line)
        break
      case 'only':
        addOnly(table.only, rest, line)
        break
      default:
        throw unreadable(line, 'a line of a session table')
    }
  }
  const { known, ...facts } = table
  if (known === null || facts.zone === '' || facts.rules.length === 0)
    throw new RangeError(`Cannot read the session table of "${facts.name}": it takes a zone, known dates and hours`)
  return { ...facts, from: known[0], to: known[1] }
}

const unreadable = (line: string, what: string) => new RangeError(`Cannot read ${what}: it is "${line}"`)

function dateIn(text: string, line: string): IsoDate {
  const date = isoDate(text)
  if (date === null) throw unreadable(line, `"${text}" as a date`)
  return date
}

function span(text: string, line: string): readonly [IsoDate, IsoDate] {
  const [from = '', to = from] = text.split('..')
  return [dateIn(from, line), to === '' ? END : dateIn(to, line)]
}

/** `2021 12-24 12-31`. The days are not looked at one by one here: a test does that for all tables. */
function putDays(days: Map<string, string>, text: string, line: string): void {
  if (!/^\d{4} \d\d-\d\d/.test(text) || days.has(text.slice(0, 4))) throw unreadable(line, 'the days of a year')
  days.set(text.slice(0, 4), text.slice(5))
}

/** Lines of the same hours follow one another: their hours are read once. */
function addOnly(groups: OnlyGroup[], text: string, line: string): void {
  const on = text.indexOf(' on ')
  if (on < 0) throw unreadable(line, 'hours on days')
  const told = text.slice(0, on)
  const last = groups.at(-1)
  const group = last?.told === told ? last : { told, hours: hoursOf(told.split(' '), line), days: new Map() }
  if (group !== last) groups.push(group)
  putDays(group.days, text.slice(on + 4), line)
}

function weekdaysOf(text: string | undefined): ReadonlySet<number> | null {
  const [from = '', to = from] = (text ?? '').split('-')
  const first = DAY_NAMES.indexOf(from)
  const last = DAY_NAMES.indexOf(to)
  if (first < 0 || last < 0) return null
  return new Set(Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, step) => (first + step) % 7))
}

const workdays = new Set([1, 2, 3, 4, 5])

function rule([from = '', ...rest]: readonly string[], line: string): HoursRule {
  const named = weekdaysOf(rest[0])
  const words = named === null ? rest : rest.slice(1)
  const hours = words[0] === 'closed' ? null : hoursOf(words, line)
  return { from: dateIn(from, line), weekdays: named ?? workdays, hours }
}

function doubt([kind, dates = '', ...rest]: readonly string[], line: string): Doubt {
  if (kind !== 'day' && kind !== 'hours') throw unreadable(line, 'a doubt of "day" or "hours"')
  const [from, to] = span(dates, line)
  const why = rest.slice(rest.indexOf('#') + 1).join(' ')
  return { kind, from, to, weekdays: weekdaysOf(rest[0]) ?? everyDay, why }
}

/** `eve 17:00-16:00`, `09:00-11:30 12:30-15:30` or `09:30-16:00 in America/New_York`. */
function hoursOf(words: readonly string[], line: string): Hours {
  const inZone = words.indexOf('in')
  const clock = inZone < 0 ? null : (words[inZone + 1] ?? null)
  const own = inZone < 0 ? words : words.slice(0, inZone)
  const eve = own[0] === 'eve'
  const spans = (eve ? own.slice(1) : own).map((text) => secondsOf(text, line))
  const [first, second] = spans
  if (first === undefined || spans.length > 2) throw unreadable(line, 'hours')
  const opens = first[0] - (eve ? 86_400 : 0)
  if (second === undefined) return { opens, closes: first[1], break: null, clock }
  return { opens, closes: second[1], break: { from: first[1], to: second[0] }, clock }
}

function secondsOf(text: string, line: string): readonly [number, number] {
  const match = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(text)
  if (match === null) throw unreadable(line, `"${text}" as hours`)
  const [, fromHour, fromMinute, toHour, toMinute] = match.map(Number) as [number, number, number, number, number]
  return [fromHour * 3600 + fromMinute * 60, toHour * 3600 + toMinute * 60]
}
