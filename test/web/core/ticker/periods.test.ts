import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, mustBeDate } from '../../../../server/market/day.ts'
import { axisOf } from '../../../../web/core/ticker/axis.ts'
import { daysOf, type Lasting, periodsOf, rowsOf } from '../../../../web/core/ticker/periods.ts'

const start = mustBeDate('2023-11-06')
const dates = Array.from({ length: 60 }, (_, i) => addDays(start, i))
const axis = axisOf(dates, null)

const month = (event_id: string, from: string, to: string): Lasting => ({
  event_id,
  family: 'legal',
  is_outcome: false,
  occurred_until: null,
  alignment: { kind: 'too-coarse', from, to },
})
const lasted = (day0: string, occurred_until: string | null): Lasting => ({
  event_id: 'strike',
  family: 'other',
  is_outcome: false,
  occurred_until,
  alignment: { kind: 'aligned', day0 },
})

describe('periods', () => {
  it('daysOf() takes what lasted and what is known to the week or the month only, not a moment', () => {
    expect(daysOf(month('a', '2023-11-01', '2023-11-30'))).toEqual({ from: '2023-11-01', to: '2023-11-30' })
    expect(daysOf(lasted('2023-11-17', '2023-11-22T12:00:00Z'))).toEqual({ from: '2023-11-17', to: '2023-11-22' })
    expect(daysOf(lasted('2023-11-17', null))).toBeNull()
    // It was over in the session it hit, or before that opened.
    expect(daysOf(lasted('2023-11-20', '2023-11-20'))).toBeNull()
    expect(daysOf(lasted('2023-11-20', '2023-11-18'))).toBeNull()
  })
  it('periodsOf() cuts off what reaches beyond the axis and leaves out what lies beyond it', () => {
    const [whole, ...others] = periodsOf(axis, [
      month('before', '2023-10-01', '2023-11-05'),
      month('over', '2023-11-01', '2024-03-01'),
      month('after', '2024-02-01', '2024-02-28'),
    ])
    expect(whole).toMatchObject({ id: 'over', rail: 'legal', letter: 'L', from: -0.5, to: 59.5, row: 0 })
    expect(others).toEqual([])
  })
  it('periodsOf() packs: what follows takes the row that is free, what overlaps the next one', () => {
    const rows = periodsOf(axis, [
      month('c', '2023-11-15', '2023-11-20'),
      month('a', '2023-11-06', '2023-11-14'),
      month('b', '2023-11-10', '2023-11-30'),
      month('d', '2023-11-18', '2023-11-19'),
      month('e', '2023-12-01', '2023-12-02'),
    ]).map(({ id, row }) => `${id}${row}`)
    expect(rows).toEqual(['a0', 'b1', 'c0', 'd2', 'e0'])
  })
  it('periodsOf() needs as many rows as periods that lie over one bar, and none overlap in a row', () => {
    const span = fc.tuple(fc.nat(59), fc.nat(20))
    fc.assert(
      fc.property(fc.array(span, { maxLength: 30 }), (spans) => {
        const all = periodsOf(
          axis,
          spans.map(([from, size], i) => month(`${i}`, dates[from] ?? '', dates[Math.min(59, from + size)] ?? '')),
        )
        expect(all).toHaveLength(spans.length)
        for (const one of all)
          for (const other of all)
            if (one !== other && one.row === other.row) expect(one.from >= other.to || other.from >= one.to).toBe(true)
        const deepest = Math.max(
          0,
          ...dates.map((_, bar) => all.filter(({ from, to }) => from < bar && bar < to).length),
        )
        expect(rowsOf(all)).toBe(deepest)
      }),
    )
  })
})
