import { describe, expect, it } from 'vitest'
import { mustBeDate } from '../../../../server/market/day.ts'
import { isZone } from '../../../../server/market/zone.ts'
import { calendarParts } from '../../../../server/sources/eventFile/adapters/calendarLines.ts'
import { ownOffset, ownZone, zoneNamed } from '../../../../server/sources/eventFile/adapters/calendarZone.ts'
import { windowsZones } from '../../../../server/sources/eventFile/adapters/windowsZones.ts'
import { reading } from './reading.ts'

const calendar = (...lines: readonly string[]) => ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR', ''].join('\r\n')
const entry = (...lines: readonly string[]) => ['BEGIN:VEVENT', 'UID:one', 'SUMMARY:A title', ...lines, 'END:VEVENT']
const one = (...lines: readonly string[]) => {
  const { events, report } = reading(calendar(...entry(...lines)), { ticker: 'MSFT' })
  return { event: events[0]?.event ?? null, codes: report.map(({ code }) => code), report }
}
const zone = (id: string, ...parts: readonly string[]) => ['BEGIN:VTIMEZONE', `TZID:${id}`, ...parts, 'END:VTIMEZONE']
const observance = (name: string, from: string, to: string, ...rules: readonly string[]) => [
  `BEGIN:${name}`,
  'DTSTART:16010101T020000',
  `TZOFFSETFROM:${from}`,
  `TZOFFSETTO:${to}`,
  ...rules,
  `END:${name}`,
]
/** A zone of nobody's: five hours and a quarter east, six and a quarter in summer. */
const ownRules = zone(
  'Our Own Time',
  ...observance('STANDARD', '+0615', '+0515', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10'),
  ...observance('DAYLIGHT', '+0515', '+0615', 'RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3'),
)

describe('readEvents, zones of a calendar', () => {
  it.each([
    ['a Windows name', 'Tokyo Standard Time', '20231024T150000', '2023-10-24T06:00:00Z', 'Asia/Tokyo'],
    [
      'a Windows name in summer',
      'Pacific Standard Time',
      '20231024T140500',
      '2023-10-24T21:05:00Z',
      'America/Los_Angeles',
    ],
    ['an IANA name', 'Europe/London', '20231101T143000', '2023-11-01T14:30:00Z', 'Europe/London'],
    ['a slash before it', '/Europe/London', '20231101T143000', '2023-11-01T14:30:00Z', 'Europe/London'],
    [
      'an origin before it',
      '/freeassociation.sourceforge.net/Europe/London',
      '20231101T143000',
      '2023-11-01T14:30:00Z',
      'Europe/London',
    ],
    [
      'an origin with a date',
      '/mozilla.org/20050126_1/America/Argentina/Buenos_Aires',
      '20231101T143000',
      '2023-11-01T17:30:00Z',
      'America/Argentina/Buenos_Aires',
    ],
    ['a slash before one word', '/UTC', '20231101T143000', '2023-11-01T14:30:00Z', 'UTC'],
  ])('readEvents() understands %s', (_, name, clock, at, known) => {
    const { event, report } = one(`DTSTART;TZID=${name}:${clock}`)
    expect(report).toEqual([])
    expect(event).toMatchObject({ public_at: at, timezone: known })
  })

  it('readEvents() understands a zone that only the file defines, on both sides of its clock change', () => {
    const { events, report } = reading(
      calendar(
        ...ownRules,
        ...entry('DTSTART;TZID=Our Own Time:20230311T120000'),
        ...entry('DTSTART;TZID="Our Own Time":20230312T120000').map((line) => line.replace('UID:one', 'UID:two')),
        ...entry('DTSTART;TZID=Our Own Time:20231029T120000').map((line) => line.replace('UID:one', 'UID:three')),
      ),
      { ticker: 'MSFT' },
    )
    expect(report).toEqual([])
    // 12:00 less 5:15, 6:15 and 5:15: the second Sunday of March 2023 is the 12th, the last of October the 29th.
    expect(events.map(({ event }) => event.public_at)).toEqual([
      '2023-03-11T06:45:00Z',
      '2023-03-12T05:45:00Z',
      '2023-10-29T06:45:00Z',
    ])
  })

  it('readEvents() believes a file that defines a known name otherwise, and says so', () => {
    const fixed = zone('Eastern Standard Time', ...observance('STANDARD', '-0500', '-0500'))
    const { events, report } = reading(
      calendar(...fixed, ...entry('DTSTART;TZID=Eastern Standard Time:20230703T120000')),
      { ticker: 'MSFT' },
    )
    expect(report).toMatchObject([{ code: 'W_TIME_ZONE', severity: 'warning', value: 'Eastern Standard Time' }])
    expect(events[0]?.event.public_at).toBe('2023-07-03T17:00:00Z')
  })

  it('readEvents() keeps the name of a zone that the file defines alike', () => {
    const pacific = zone(
      'Pacific Standard Time',
      ...observance('STANDARD', '-0700', '-0800', 'RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11'),
      ...observance('DAYLIGHT', '-0800', '-0700', 'RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3'),
    )
    const { events, report } = reading(
      calendar(...pacific, ...entry('DTSTART;TZID=Pacific Standard Time:20231024T140500')),
      { ticker: 'MSFT' },
    )
    expect(report).toEqual([])
    expect(events[0]?.event).toMatchObject({ public_at: '2023-10-24T21:05:00Z', timezone: 'America/Los_Angeles' })
  })

  it.each([
    ['no zone', 'Narnia Standard Time', []],
    ['half a name', 'London', []],
    ['a town after words', 'My Zone/Berlin', []],
    [
      'a name that the file defines by a rule of another make',
      'Odd Time',
      zone('Odd Time', ...observance('STANDARD', '+0100', '+0200', 'RRULE:FREQ=MONTHLY;BYDAY=1SU')),
    ],
  ])('readEvents() refuses a zone that is %s by its name', (_, name, before) => {
    const text = calendar(
      ...before,
      ...entry(`DTSTART;TZID=${name}:20231024T150000`),
      ...entry('DTSTART:20231024T150000Z').map((line) => line.replace('one', 'two')),
    )
    const { events, report } = reading(text, { ticker: 'MSFT' })
    expect(report).toMatchObject([
      { code: 'E_TIME_ZONE', severity: 'error', event_id: 'one', field: 'timezone', value: name },
    ])
    expect(report[0]?.message).toContain(`"${name}" of DTSTART`)
    expect(events.map(({ event }) => event.event_id)).toEqual(['two'])
  })

  it('readEvents() puts a clock time without a zone on the calendar’s, else on the exchange’s', () => {
    const floating = entry('DTSTART:20231024T150000')
    const at = (text: string) => reading(text, { ticker: 'MSFT' }).events[0]?.event.public_at
    expect(at(calendar('X-WR-TIMEZONE:Asia/Tokyo', ...floating))).toBe('2023-10-24T06:00:00Z')
    expect(at(calendar(...floating))).toBe('2023-10-24T19:00:00Z')
    expect(reading(calendar('X-WR-TIMEZONE:Narnia', ...floating), { ticker: 'MSFT' }).report).toMatchObject([
      { code: 'E_TIME_ZONE', value: 'Narnia' },
    ])
  })

  it('readEvents() says when clocks of a calendar’s zone skip a time', () =>
    expect(one('DTSTART;TZID=Eastern Standard Time:20240310T023000').codes).toEqual(['E_TIME_GAP']))

  it('every Windows name stands for a zone that is known here', () => {
    expect(windowsZones.size).toBe(139)
    expect([...windowsZones.values()].filter((name) => !isZone(name))).toEqual([])
    expect(zoneNamed('W. Europe Standard Time')).toBe('Europe/Berlin')
    expect(zoneNamed('SE Asia Standard Time')).toBe('Asia/Bangkok')
  })

  it('ownOffset() of a zone that has not begun is the one before', () => {
    const [part] = calendarParts(
      zone(
        'Z',
        'BEGIN:STANDARD',
        'DTSTART:20200101T000000',
        'TZOFFSETFROM:+0100',
        'TZOFFSETTO:+0200',
        'RDATE:20210101T000000',
        'END:STANDARD',
      ).join('\n'),
    )
    const own = part === undefined ? null : ownZone(part)
    const offset = (date: string) => (own === null ? null : ownOffset(own, { date: mustBeDate(date), second: 0 }))
    expect([offset('2019-12-31'), offset('2020-01-01'), offset('2021-06-01')]).toEqual([3600, 7200, 7200])
  })
})

describe('readEvents, entries of a calendar', () => {
  it.each([
    ['an end', ['DTSTART:20231024T140000Z', 'DTEND:20231024T150000Z'], '2023-10-24T15:00:00Z'],
    [
      'an end in another zone',
      ['DTSTART:20231024T140000Z', 'DTEND;TZID=Tokyo Standard Time:20231025T000000'],
      '2023-10-24T15:00:00Z',
    ],
    ['a duration', ['DTSTART;TZID=America/New_York:20231024T140000', 'DURATION:PT90M'], '2023-10-24T19:30:00Z'],
    ['no time between', ['DTSTART:20231024T140000Z', 'DTEND:20231024T140000Z'], null],
    ['one whole day', ['DTSTART;VALUE=DATE:20231024', 'DTEND;VALUE=DATE:20231025'], null],
    ['three whole days', ['DTSTART;VALUE=DATE:20231024', 'DTEND;VALUE=DATE:20231027'], '2023-10-26'],
    ['three whole days by a duration', ['DTSTART;VALUE=DATE:20231024', 'DURATION:P3D'], '2023-10-26'],
  ])('readEvents() reads %s', (_, lines, until) => {
    const { event, report } = one(...lines)
    expect(report).toEqual([])
    expect(event?.occurred_until).toBe(until)
  })

  it('readEvents() refuses an entry whose end has a zone that it cannot read', () =>
    expect(one('DTSTART:20231024T140000Z', 'DTEND;TZID=Narnia:20231024T150000').report).toMatchObject([
      { code: 'E_TIME_ZONE', message: expect.stringMatching(/of DTEND/) },
    ]))

  it.each([
    ['DTSTART:20231024T140000Z', 'DTEND:20231024T135959Z'],
    ['DTSTART;VALUE=DATE:20231024', 'DTEND;VALUE=DATE:20231023'],
    ['DTSTART;TZID=Tokyo Standard Time:20231024T140000', 'DTEND;TZID=Asia/Tokyo:20231024T130000'],
  ])('readEvents() refuses an entry that ends before it begins: %s, %s', (start, end) =>
    expect(one(start, end).report).toMatchObject([{ code: 'E_TIME_ORDER', event_id: 'one', field: 'occurred_until' }]),
  )

  it.each([
    ['CANCELLED', 'rejected', ['W_CANCELLED']],
    ['TENTATIVE', 'proposed', []],
    ['CONFIRMED', 'confirmed', []],
    ['cancelled', 'rejected', ['W_CANCELLED']],
  ])('readEvents() takes STATUS:%s as %s', (status, taken, said) => {
    const { event, codes } = one('DTSTART:20231024T140000Z', `STATUS:${status}`)
    expect(event?.status).toBe(taken)
    expect(codes).toEqual(said)
  })

  it('readEvents() does not take an alarm for its entry', () => {
    const { event, report } = one(
      'BEGIN:VALARM',
      'SUMMARY:Wake up',
      'DESCRIPTION:Reminder',
      'DTSTART:19990101T000000Z',
      'DURATION:PT5M',
      'STATUS:CANCELLED',
      'END:VALARM',
      'DTSTART:20231024T140000Z',
    )
    expect(report).toEqual([])
    expect(event).toMatchObject({
      title: 'A title',
      summary: null,
      public_at: '2023-10-24T14:00:00Z',
      occurred_until: null,
      status: 'confirmed',
    })
  })

  it('readEvents() names what it does not unroll and what is no event', () => {
    const repeating = entry('DTSTART:20231024T140000Z', 'RRULE:FREQ=WEEKLY')
    const moved = entry('RECURRENCE-ID:20231031T140000Z', 'DTSTART:20231101T140000Z')
    const text = calendar(...repeating, ...moved, 'BEGIN:VTODO', 'SUMMARY:Write', 'END:VTODO')
    const { events, report } = reading(text, { ticker: 'MSFT' })
    expect(report.map(({ code, line }) => [code, line])).toEqual([
      ['W_REPEATS', 2],
      ['W_ROWS_SKIPPED', 14],
    ])
    expect(events.map(({ event }) => event.event_id)).toEqual(['one', 'one:20231031T140000Z'])
  })

  it('readEvents() splits labels at commas that nothing escapes', () =>
    expect(one('DTSTART:20231024T140000Z', 'CATEGORIES:a\\,b,c\\\\,d').event?.tags).toEqual(['a,b', 'c\\', 'd']))
})
