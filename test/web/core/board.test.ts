import { describe, expect, it } from 'vitest'
import { daysOfRange } from '../../../web/core/board/range.ts'
import { sparkPath } from '../../../web/core/board/sparkPath.ts'

describe('daysOfRange()', () => {
  const of = (preset: '1d' | '5d' | '1m' | 'ytd' | '1y' | 'max') =>
    daysOfRange({ kind: 'preset', preset }, '2024-05-31')
  it.each([
    ['1m', '2024-05-01', '2024-05-31'],
    ['ytd', '2024-01-01', '2024-05-31'],
    ['1y', '2023-06-01', '2024-05-31'],
    ['5d', '2024-05-25', '2024-05-31'],
    ['1d', '2024-05-31', '2024-05-31'],
    ['max', null, null],
  ] as const)('%s ends with the newest bar', (preset, from, to) => expect(of(preset)).toEqual({ from, to }))
  it('is open where nothing is stored', () =>
    expect(daysOfRange({ kind: 'preset', preset: '1y' }, null)).toEqual({ from: null, to: null }))
  it('takes dates as they are', () =>
    expect(daysOfRange({ kind: 'dates', from: '2023-11-01', to: '2023-12-15' }, '2024-05-31')).toEqual({
      from: '2023-11-01',
      to: '2023-12-15',
    }))
})

describe('sparkPath()', () => {
  it('fills its box from the lowest to the highest close', () =>
    expect(sparkPath([1, 3, 2], 104, 24)).toEqual({
      line: 'M2 22L52 2L102 12',
      end: { x: 102, y: 12 },
      low: 1,
      high: 3,
    }))
  it('breaks where there is no close, and shows one between two gaps as a point', () =>
    expect(sparkPath([1, null, 3, null, 2, 2], 104, 24).line).toBe('M2 22h.01M42 2h.01M82 12L102 12'))
  it('is level where nothing moved, and nothing where there is no close', () => {
    expect(sparkPath([5, 5], 104, 24).line).toBe('M2 12L102 12')
    expect(sparkPath([null], 104, 24)).toEqual({ line: '', end: null, low: null, high: null })
  })
})
