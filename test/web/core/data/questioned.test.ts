import { describe, expect, it } from 'vitest'
import { questioned } from '../../../../web/core/data/questioned.ts'

/** Hours of sessions, named by their start as the server writes it: with the exchange's offset. */
const hours = ['2023-11-27', '2023-11-28', '2023-11-29', '2023-11-30'].flatMap((day) =>
  Array.from({ length: 16 }, (_, i) => ({ day, key: `${day}T${String(i + 4).padStart(2, '0')}:00:00-05:00` })),
)
const days = Array.from({ length: 40 }, (_, i) => {
  const day = new Date(Date.UTC(2023, 4, 1 + i)).toISOString().slice(0, 10)
  return { day, key: day }
})

describe('the bars in question', () => {
  it('of hours, are those around the one that the finding names, whatever zone it is named in', () => {
    // 22:00 UTC is 17:00 in New York in November.
    const asked = { from: '2023-11-30', to: '2023-11-30', moment: '2023-11-30T22:00:00.000Z' }
    const { bars, named } = questioned(hours, asked, 14)
    expect(bars.length).toBe(14)
    expect(bars[named ?? -1]?.key).toBe('2023-11-30T17:00:00-05:00')
  })
  it('of hours without a named one, begin with its session and what came just before', () => {
    const { bars, named } = questioned(hours, { from: '2023-11-29', to: '2023-11-29', moment: null }, 12)
    expect(named).toBe(null)
    expect(bars.findIndex(({ day }) => day === '2023-11-29')).toBe(4)
  })
  it('of days, hold the day; of a long stretch its beginning', () => {
    const one = questioned(days, { from: '2023-05-24', to: '2023-05-24', moment: null }, 14)
    expect(one.bars.map(({ day }) => day)).toContain('2023-05-24')
    const long = questioned(days, { from: '2023-05-10', to: '2023-06-09', moment: null }, 14)
    expect(long.bars[0]?.day).toBe('2023-05-06')
    expect(long.bars.length).toBe(14)
  })
  it('at the ends of what is stored, are as many as there are', () => {
    const first = questioned(days, { from: '2023-05-01', to: '2023-05-01', moment: null }, 14)
    expect(first.bars.map(({ day }) => day)[0]).toBe('2023-05-01')
    const last = questioned(hours, { from: '2023-11-30', to: '2023-11-30', moment: '2023-12-01T00:00:00Z' }, 14)
    expect(last.bars.at(-1)?.key).toBe('2023-11-30T19:00:00-05:00')
    expect(last.named).toBe(13)
    expect(questioned([], { from: '2023-11-30', to: '2023-11-30', moment: null }, 14)).toEqual({
      bars: [],
      named: null,
    })
  })
})
