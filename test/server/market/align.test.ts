import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nyse } from '../../../server/calendars/nyse.ts'
import { align, type EventTime, sessionOf } from '../../../server/market/align.ts'
import { nextSession, previousSession } from '../../../server/market/calendar.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import { sessionTable } from '../../../server/market/exchange/sessionTable.ts'
import { tableCalendar } from '../../../server/market/exchange/tableCalendar.ts'
import { type Instant, instant } from '../../../server/market/instant.ts'
import mapping from '../../golden/session-mapping.json' with { type: 'json' }

const at = (text: string, uncertainty = 0): EventTime => {
  const moment = instant(text)
  if (moment === null) throw new RangeError(text)
  return { kind: 'instant', at: moment, uncertainty }
}
const onDate = (date: string, stated: 'pre' | 'regular' | 'post' | 'closed' | null = null): EventTime => ({
  kind: 'date',
  date: mustBeDate(date),
  stated,
  uncertainty: 0,
})

describe('align', () => {
  it.each(mapping.rows)('align() puts $at on $day0 as $session', ({ at: text, day0, session, overnight }) => {
    const aligned = align(at(text), nyse)
    expect(aligned).toMatchObject({ kind: 'aligned', day0, session })
    expect(aligned.kind === 'aligned' && aligned.flags.includes('overnight')).toBe(overnight)
  })

  it.each([
    ['2023-11-17T03:59:59-05:00', 'pre', true],
    ['2023-11-17T04:00:00-05:00', 'pre', false],
    ['2023-11-17T09:29:59-05:00', 'pre', false],
    ['2023-11-17T09:30:00-05:00', 'regular', false],
    ['2023-11-17T15:59:59-05:00', 'regular', false],
    ['2023-11-17T16:00:00-05:00', 'post', false],
    ['2023-11-17T19:59:59-05:00', 'post', false],
    ['2023-11-17T20:00:00-05:00', 'post', true],
    ['2023-11-24T12:59:59-05:00', 'regular', false],
    ['2023-11-24T13:00:00-05:00', 'post', false],
    ['2023-11-23T12:00:00-05:00', 'closed', false],
    ['2023-11-18T02:00:00-05:00', 'closed', false],
  ])('sessionOf() calls %s %s', (text, label, overnight) =>
    expect(sessionOf(instant(text) as Instant, nyse)).toEqual({ label, overnight }),
  )

  it('align() keeps a date without a session as a date and offers the next day too', () =>
    expect(align(onDate('2023-11-15'), nyse)).toEqual({
      kind: 'aligned',
      day0: '2023-11-15',
      session: null,
      flags: ['time_unknown', 'day_ambiguous'],
      candidates: ['2023-11-15', '2023-11-16'],
    }))

  it.each([
    ['2023-11-17', 'post', '2023-11-20'],
    ['2023-11-17', 'pre', '2023-11-17'],
    ['2023-11-18', 'regular', '2023-11-20'],
    ['2023-11-18', 'post', '2023-11-20'],
    ['2023-11-18', 'closed', '2023-11-20'],
  ] as const)('align() puts the date %s stated %s on %s', (date, stated, day0) =>
    expect(align(onDate(date, stated), nyse)).toMatchObject({ day0, session: stated, flags: [], candidates: [day0] }),
  )

  // By hand. Sessions: Thu 16, Fri 17, Mon 20, Tue 21, Wed 22, Fri 24 (short); the 18th, 19th, 23rd and 25th are none.
  it.each([
    // News of a Saturday is public when Monday opens, at whatever hour it came.
    ['2023-11-18', null, 0, 'later', '2023-11-20', ['2023-11-20']],
    ['2023-11-18', null, 0, 'earlier', '2023-11-17', ['2023-11-17']],
    ['2023-11-23', null, 0, 'later', '2023-11-24', ['2023-11-24']],
    // Saturday give or take a day: Friday in or after its session, or the weekend.
    ['2023-11-18', null, 1, 'later', '2023-11-20', ['2023-11-17', '2023-11-20']],
    ['2023-11-17', null, 1, 'later', '2023-11-17', ['2023-11-16', '2023-11-17', '2023-11-20']],
    ['2023-11-17', null, 1, 'earlier', '2023-11-17', ['2023-11-16', '2023-11-17', '2023-11-20']],
    ['2023-11-21', null, 1, 'later', '2023-11-21', ['2023-11-20', '2023-11-21', '2023-11-22', '2023-11-24']],
    // After the close of the 20th, the 21st or the 22nd.
    ['2023-11-21', 'post', 1, 'later', '2023-11-22', ['2023-11-21', '2023-11-22', '2023-11-24']],
    ['2023-11-21', 'pre', 1, 'later', '2023-11-21', ['2023-11-20', '2023-11-21', '2023-11-22']],
  ] as const)('align() of %s, %j, %i days either way, %s, is %s and may be %j', (date, stated, days, rule, day0, may) =>
    expect(align({ ...onDate(date, stated), uncertainty: days } as EventTime, nyse, rule)).toMatchObject({
      day0,
      candidates: may,
    }),
  )

  it('align() moves a date on a closed day later, earlier or leaves it out, as asked', () => {
    expect(align(onDate('2023-11-18', 'regular'), nyse, 'later')).toMatchObject({ day0: '2023-11-20' })
    expect(align(onDate('2023-11-18', 'regular'), nyse, 'earlier')).toMatchObject({ day0: '2023-11-17' })
    expect(align(onDate('2023-11-18', 'regular'), nyse, 'skip')).toEqual({ kind: 'skipped', date: '2023-11-18' })
  })

  it('align() lists every day that an uncertain moment may touch', () =>
    expect(align(at('2023-11-17T15:58:00-05:00', 5 * 60_000), nyse)).toMatchObject({
      day0: '2023-11-17',
      flags: ['day_ambiguous'],
      candidates: ['2023-11-17', '2023-11-20'],
    }))

  it('align() leaves weeks and months as a band', () =>
    expect(align({ kind: 'interval', from: mustBeDate('2023-11-01'), to: mustBeDate('2023-11-30') }, nyse)).toEqual({
      kind: 'too-coarse',
      from: '2023-11-01',
      to: '2023-11-30',
    }))

  it('align() takes what is usual beyond the calendar, and says that it is not known', () =>
    expect(align(at('2031-01-02T12:00:00-05:00'), nyse)).toMatchObject({
      kind: 'aligned',
      day0: '2031-01-02',
      session: 'regular',
      flags: ['calendar_unknown'],
    }))

  const pausing = tableCalendar(
    'XTST',
    sessionTable('zone Asia/Tokyo\nknown 2024-01-01..2024-12-31\nhours 2024-01-01 09:00-11:30 12:30-15:00\n'),
  )
  it.each([
    ['11:29:59', 'regular'],
    ['11:30:00', 'break'],
    ['12:29:59', 'break'],
    ['12:30:00', 'regular'],
  ])('sessionOf() at %s of a day with a break from 11:30 to 12:30 is %s', (clock, label) =>
    expect(sessionOf(instant(`2024-03-05T${clock}+09:00`) as Instant, pausing).label).toBe(label),
  )
  it.each([
    ['known', [], []],
    ['hours_unknown', ['hours_unknown'], []],
    ['unknown', ['calendar_unknown'], ['calendar_unknown']],
  ] as const)('align() on a calendar that is %s flags a moment %j and a date %j', (certainty, moment, date) => {
    const doubtful = { ...pausing, certainty: () => certainty }
    expect(align(at('2024-03-05T10:00:00+09:00'), doubtful)).toMatchObject({ flags: moment })
    // The hours of the session do not matter to news whose own hour is not known.
    expect(align(onDate('2024-03-05', 'regular'), doubtful)).toMatchObject({ flags: date })
  })

  const moments = fc.integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2027, 10, 1) })
  const day0Of = (moment: number) => {
    const aligned = align({ kind: 'instant', at: moment as Instant, uncertainty: 0 }, nyse)
    if (aligned.kind !== 'aligned') throw new Error(aligned.kind)
    return aligned.day0
  }
  it('align() is monotone: later news never hits an earlier session', () =>
    fc.assert(
      fc.property(moments, fc.integer({ min: 0, max: 5 * 86_400_000 }), (first, gap) => {
        expect(day0Of(first) <= day0Of(first + gap)).toBe(true)
      }),
    ))
  it('align() finds a session that closes strictly after the moment and none that does so earlier', () =>
    fc.assert(
      fc.property(moments, (moment) => {
        const session = nyse.session(mustBeDate(day0Of(moment)))
        if (session === null) throw new Error(`${day0Of(moment)} is no session`)
        expect(session.closes).toBeGreaterThan(moment)
        const before = previousSession(nyse, session.date)
        expect(before?.closes).toBeLessThanOrEqual(moment)
        // From the close of the session before until its own, every moment belongs to it.
        expect(day0Of(before?.closes ?? Number.NaN)).toBe(session.date)
        expect(day0Of(session.closes - 1)).toBe(session.date)
        expect(day0Of(session.closes)).toBe(nextSession(nyse, session.date)?.date)
      }),
    ))
})
