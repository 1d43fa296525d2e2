import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { shippedCalendar, shippedTable } from '../../../server/calendars/shipped.ts'
import type { Calendar } from '../../../server/market/calendar.ts'
import { addDays, type IsoDate, isoDate, mustBeDate } from '../../../server/market/day.ts'
import { exchanges } from '../../../server/market/exchange/exchanges.ts'
import {
  type Difference,
  differences,
  digests,
  hasShared,
  lineOf,
  localHours,
  sharedCount,
  sharedLines,
  sharedMics,
  theirLine,
} from './upstream.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'server', 'calendars', 'sessions')
const mics = readdirSync(folder).map((name) => name.replace('.txt', ''))
const known = differences()
const knownOf = new Map(mics.map((mic) => [mic, known.filter((row) => row.mic === mic)]))

/** The difference written down for a date, if there is one. */
function differenceOn(calendar: Calendar, date: IsoDate): Difference | undefined {
  const near = (knownOf.get(calendar.mic) ?? []).filter((row) => row.from <= date && row.to >= date)
  if (near.length === 0) return undefined
  const ours = localHours(calendar.session(date), calendar.zone)
  return near.find((row) => row.ours === ours)
}

/** The sessions of a year as the files would have them: ours, with the differences that are written down undone. */
function theirYear(mic: string, year: string): readonly string[] {
  const calendar = shippedCalendar(mic)
  const lines: string[] = []
  for (let date = mustBeDate(`${year}-01-01`); date.startsWith(year); date = addDays(date, 1)) {
    const session = calendar.session(date)
    const difference = differenceOn(calendar, date)
    const line = difference === undefined ? session && lineOf(session) : theirLine(difference, date, calendar)
    if (line !== null) lines.push(line)
  }
  return lines
}

describe('session tables', { timeout: 30_000 }, () => {
  it('sessions/ holds a table for every exchange whose sessions are known, and no other', () =>
    expect(new Set(exchanges.flatMap(({ sessions }) => sessions ?? []))).toEqual(new Set(mics)))

  it.each(mics)('the table of %s is told in the zone of its exchange, and its days are dates in order', (mic) => {
    const table = shippedTable(mic)
    expect(exchanges.find((exchange) => exchange.mic === mic)?.zone).toBe(table.zone)
    for (const days of [table.open, table.closed, ...table.only.map((group) => group.days)])
      for (const [year, text] of days) {
        const dates = text.split(' ').map((day) => `${year}-${day}`)
        expect(dates.filter((date) => isoDate(date) === null)).toEqual([])
        expect(dates).toEqual([...new Set(dates)].sort())
      }
  })

  it('every difference from the source gives its reason and where it is from', () =>
    expect(known.filter(({ reason, source }) => reason === '' || source === '')).toEqual([]))

  // Counted and hashed by test/fixtures/calendars/digest.py from the files and the program they come from.
  it.each(mics)('the sessions of %s rebuild those of its source, year by year', (mic) => {
    const expected = digests().filter((row) => row.mic === mic && (mic !== '24-7' || row.year >= '2000'))
    expect(expected.length).toBeGreaterThan(0)
    const rebuilt = expected.map(({ year, sessions }) => {
      const all = theirYear(mic, year)
      // The first and the last year of a file may be parts of one.
      const first = year === expected[0]?.year && all.length > sessions
      const last = year === expected.at(-1)?.year && all.length > sessions
      const lines = last ? all.slice(0, sessions) : first ? all.slice(-sessions) : all
      const sha256 = createHash('sha256')
        .update(lines.map((line) => `${line}\n`).join(''))
        .digest('hex')
        .slice(0, 16)
      return { mic, year, sessions: lines.length, sha256 }
    })
    expect(rebuilt).toEqual(expected)
  })
})

describe.skipIf(!hasShared)('the calendar files of ../shared', { timeout: 30_000 }, () => {
  const shared = hasShared ? sharedMics() : []

  it.each(shared)(
    'of %s is rebuilt session by session, but for the differences written down, none of them idle',
    (mic) => {
      const used = new Set<Difference>()
      const unexplained: string[] = []
      const calendar = shippedCalendar(mic)
      const lines = sharedLines(mic)
      const dates = [...lines.keys()].sort()
      const [first = '', last = ''] = [dates[0], dates.at(-1)]
      for (let date = mustBeDate(first); date <= last; date = addDays(date, 1)) {
        const session = calendar.session(date)
        const theirs = lines.get(date) ?? null
        if ((session && lineOf(session)) === theirs) continue
        const difference = differenceOn(calendar, date)
        if (difference !== undefined && theirLine(difference, date, calendar) === theirs) used.add(difference)
        else unexplained.push(date)
      }
      expect(unexplained).toEqual([])
      const reached = known.filter((row) => row.mic === mic && row.from <= last && row.to >= first)
      expect(reached.filter((row) => !used.has(row))).toEqual([])
    },
  )

  it('hold 336,841 sessions of 70 calendars', () => {
    expect(shared).toHaveLength(70)
    expect(shared.reduce((sum, mic) => sum + sharedCount(mic), 0)).toBe(336_841)
  })
})
