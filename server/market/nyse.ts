import { calendarOf, type Hours } from './calendar.ts'
import type { IsoDate } from './day.ts'
import { addDays, mustBeDate, weekday } from './day.ts'

/**
 * Regular sessions of the New York Stock Exchange and Nasdaq, 1990 to 2027, from the exchange's holiday rules and its
 * ad hoc closures. Sessions a year agree with the published counts (see test/market/nyse.test.ts).
 * As of July 2026; beyond 2027 the calendar says nothing.
 */
const at = (hour: number, minute = 0) => hour * 3600 + minute * 60
const OPENS = at(9, 30)
const SUNDAY = 0
const MONDAY = 1
const THURSDAY = 4
const FRIDAY = 5
const SATURDAY = 6

/** Days of mourning, attacks and storms: no rule gives these. */
const closedAdHoc = new Set([
  '1994-04-27',
  '2001-09-11',
  '2001-09-12',
  '2001-09-13',
  '2001-09-14',
  '2004-06-11',
  '2007-01-02',
  '2012-10-29',
  '2012-10-30',
  '2018-12-05',
  '2025-01-09',
])

/** Half days that no rule below gives. */
const halfDaysAdHoc = new Set(['1997-12-26', '1999-12-31', '2003-12-26'])

const date = (year: number, month: number, day: number): IsoDate =>
  mustBeDate(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)

/** The n-th weekday of a month, counting from its first day. */
function nth(year: number, month: number, day: number, n: number): IsoDate {
  const first = date(year, month, 1)
  return addDays(first, ((day - weekday(first) + 7) % 7) + 7 * (n - 1))
}

function lastMonday(year: number, month: number): IsoDate {
  const fifth = nth(year, month, MONDAY, 5)
  return fifth.slice(5, 7) === String(month).padStart(2, '0') ? fifth : addDays(fifth, -7)
}

/** Sunday by the Gregorian computus (Meeus, Jones and Butcher 1876). */
function easter(year: number): IsoDate {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const l = (32 + 2 * (b % 4) + 2 * i - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 19 * l) / 433)
  const month = Math.floor((h + l - 7 * m + 90) / 25)
  return date(year, month, (h + l - 7 * m + 33 * month + 19) % 32)
}

/** A fixed holiday moves from Sunday to Monday and from Saturday to Friday. */
function observed(day: IsoDate): IsoDate {
  if (weekday(day) === SUNDAY) return addDays(day, 1)
  return weekday(day) === SATURDAY ? addDays(day, -1) : day
}

/** New Year's Day on a Saturday is not moved: the Friday belongs to the old year's books. */
const newYear = (year: number): IsoDate => {
  const day = date(year, 1, 1)
  return weekday(day) === SUNDAY ? addDays(day, 1) : day
}

function holidays(year: number): ReadonlySet<string> {
  const days = [
    newYear(year),
    nth(year, 2, MONDAY, 3),
    addDays(easter(year), -2),
    lastMonday(year, 5),
    observed(date(year, 7, 4)),
    nth(year, 9, MONDAY, 1),
    nth(year, 11, THURSDAY, 4),
    observed(date(year, 12, 25)),
  ]
  if (year >= 1998) days.push(nth(year, 1, MONDAY, 3))
  if (year >= 2022) days.push(observed(date(year, 6, 19)))
  return new Set(days)
}

/**
 * The day after Thanksgiving (since 1992), Christmas Eve, and around Independence Day (since 1995) its eve on a Monday,
 * Tuesday or Thursday; with July 4 on a Thursday the Friday after it until 2012, the Wednesday before it from 2013.
 */
function halfDays(year: number): ReadonlySet<string> {
  const days: IsoDate[] = []
  if (year >= 1992) days.push(addDays(nth(year, 11, THURSDAY, 4), 1))
  const christmasEve = date(year, 12, 24)
  if (weekday(christmasEve) >= MONDAY && weekday(christmasEve) <= THURSDAY) days.push(christmasEve)
  const july3 = date(year, 7, 3)
  const fourth = weekday(date(year, 7, 4))
  if (year >= 1995 && [2, 3, FRIDAY].includes(fourth)) days.push(july3)
  if (year >= 1995 && fourth === THURSDAY) days.push(year >= 2013 ? july3 : date(year, 7, 5))
  return new Set(days)
}

const closedIn = new Map<string, ReadonlySet<string>>()
const halfIn = new Map<string, ReadonlySet<string>>()

function ofYear(known: Map<string, ReadonlySet<string>>, day: IsoDate, rule: (year: number) => ReadonlySet<string>) {
  const year = day.slice(0, 4)
  const days = known.get(year) ?? rule(Number(year))
  known.set(year, days)
  return days
}

function hoursOn(day: IsoDate): Hours | null {
  if (weekday(day) === SUNDAY || weekday(day) === SATURDAY) return null
  if (closedAdHoc.has(day) || ofYear(closedIn, day, holidays).has(day)) return null
  if (halfDaysAdHoc.has(day) || ofYear(halfIn, day, halfDays).has(day))
    return { ...usual, closes: at(day < '1993-01-01' ? 14 : 13) }
  return usual
}

const usual: Hours = { opens: OPENS, closes: at(16), break: null, clock: null }

export const nyse = calendarOf(
  {
    mic: 'XNYS',
    zone: 'America/New_York',
    from: mustBeDate('1990-01-01'),
    to: mustBeDate('2027-12-31'),
    extended: { opens: at(4), closes: at(20) },
  },
  usual,
  hoursOn,
)
