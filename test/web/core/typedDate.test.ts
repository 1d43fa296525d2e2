import { describe, expect, it } from 'vitest'
import { typedDate } from '../../../web/core/typedDate.ts'

describe('typedDate', () => {
  it.each([
    ['2023-11-17', '2023-11-17'],
    ['17 Nov 2023', '2023-11-17'],
    ['17 november 2023', '2023-11-17'],
    ['Nov. 17, 2023', '2023-11-17'],
    ['September 5 2022', '2022-09-05'],
    ['1 Mei 2024', '2024-05-01'],
    ['31 Des 2023', '2023-12-31'],
    ['29 Feb 2024', '2024-02-29'],
    // No calendar has these, and these could mean two days or none.
    ['2024-02-31', null],
    ['31 November 2023', null],
    ['29 Feb 2023', null],
    ['17/11/2023', null],
    ['11-17-2023', null],
    ['17 Nov', null],
    ['17 Novem 2023', null],
    ['Nov 2023', null],
    ['2023-11', null],
    ['', null],
  ])('typedDate() reads %j as %j', (text, date) => expect(typedDate(text)).toBe(date))
})
