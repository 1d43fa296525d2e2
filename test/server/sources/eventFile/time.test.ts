import { describe, expect, it } from 'vitest'
import { readTime } from '../../../../server/sources/eventFile/time.ts'

const newYork = { zone: 'America/New_York', dateOrder: null }
const read = (text: string, rules: Parameters<typeof readTime>[1] = newYork) => {
  const time = readTime(text, rules, true)
  return time.kind === 'time' ? time.text : time.code
}

describe('readTime', () => {
  it.each([
    ['2023-11-17', '2023-11-17'],
    ['2023-11-17T15:28Z', '2023-11-17T15:28:00Z'],
    ['2023-11-17T15:28:00-05:00', '2023-11-17T20:28:00Z'],
    ['2023-11-17 15:28:00-0500', '2023-11-17T20:28:00Z'],
    ['2023-11-17T15:28', '2023-11-17T20:28:00Z'],
    ['2024-07-01T09:30', '2024-07-01T13:30:00Z'],
    ['2023-11-17T15:28:00.5', '2023-11-17T20:28:00.500Z'],
    ['2023-11-17T15:28:00.000Z', '2023-11-17T15:28:00Z'],
    ['2020-W53', '2020-W53'],
    ['2021-W53', 'E_TIME_FORMAT'],
    ['2023-W00', 'E_TIME_FORMAT'],
    ['2023-13', 'E_TIME_FORMAT'],
    ['2023-Q5', 'E_TIME_FORMAT'],
    ['2023-02-29', 'E_TIME_FORMAT'],
    ['2024-02-29', '2024-02-29'],
    ['2023-11-17T', 'E_TIME_FORMAT'],
    ['2023-11-17T15', 'E_TIME_FORMAT'],
    ['2023-11-17T15:28:61Z', 'E_TIME_FORMAT'],
    ['2023-11-17T15:28:00+19:00', 'E_TIME_FORMAT'],
    ['２０２３-11-17', 'E_TIME_FORMAT'],
    ['0999-01-01', 'E_TIME_FORMAT'],
    ['foo 2023', 'E_TIME_FORMAT'],
    ['17/11/2023', 'E_TIME_FORMAT'],
    ['1e9', 'E_TIME_FORMAT'],
    ['2024-03-10T02:30', 'E_TIME_GAP'],
    ['2024-03-10T03:00', '2024-03-10T07:00:00Z'],
    ['2024-11-03T01:30', '2024-11-03T05:30:00Z'],
    ['2024-11-03T02:00', '2024-11-03T07:00:00Z'],
  ])('readTime() reads %s as %s', (text, expected) => expect(read(text)).toBe(expected))

  it('readTime() says when clocks show a time twice', () =>
    expect(readTime('2024-11-03T01:30', newYork, false)).toMatchObject({ folded: true }))

  it.each([
    ['MDY', '11/17/2023', '2023-11-17'],
    ['MDY', '1/2/2023', '2023-01-02'],
    ['DMY', '1/2/2023', '2023-02-01'],
    ['YMD', '2023/2/1', '2023-02-01'],
    ['MDY', '11/17/2023 15:28', '2023-11-17T20:28:00Z'],
    ['MDY', '17/11/2023', 'E_DATE_ORDER'],
    ['DMY', '11/17/2023', 'E_DATE_ORDER'],
    ['YMD', '11/17/2023', 'E_DATE_ORDER'],
    ['MDY', '32/13/2023', 'E_TIME_FORMAT'],
    ['MDY', '1/2/23', 'E_TIME_FORMAT'],
  ] as const)('readTime() in the order %s reads %s as %s', (dateOrder, text, expected) =>
    expect(read(text, { ...newYork, dateOrder })).toBe(expected),
  )

  it('readTime() does not guess a zone', () =>
    expect(read('2023-11-17T15:28', { zone: null, dateOrder: null })).toBe('E_TIME_ZONE'))
})
