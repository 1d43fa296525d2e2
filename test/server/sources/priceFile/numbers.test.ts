import { describe, expect, it } from 'vitest'
import { type Decimal, priceNumber, shownDecimal } from '../../../../server/sources/priceFile/priceNumber.ts'
import { volumeIn } from '../../../../server/sources/priceFile/volume.ts'
import { closesOf, codesOf, daily } from './reading.ts'

describe('priceNumber', () => {
  it.each<[string, number | null, number | null]>([
    ['374.07', 374.07, null],
    ['1,234.50', 1234.5, null],
    ["1'234.50", 1234.5, null],
    ["1'234", 1234, 1234],
    ['1 234,50', null, 1234.5],
    ['1\u00a0234,50', null, 1234.5],
    ['1\u202f234', 1234, 1234],
    ['1.234,50', null, 1234.5],
    ['1.010', 1.01, 1010],
    ['1,010', 1010, 1.01],
    ['0.123', 0.123, null],
    ['12,34,567.50', 1234567.5, null],
    ['1.234.567', null, 1234567],
    ['$369.85', 369.85, null],
    ['1e-7', 1e-7, 1e-7],
    ['12,34', null, 12.34],
    ['1,23,4', null, null],
    ["12'34", null, null],
    ['', null, null],
    ['€5', null, null],
    ['0x10', null, null],
  ])('priceNumber() reads %j as %s with a dot and %s with a comma', (text, dot, comma) =>
    expect([priceNumber(text, 'dot'), priceNumber(text, 'comma')]).toEqual([dot, comma]),
  )

  it.each<[string, Decimal | 'either' | null]>([
    ['374.07', 'dot'],
    ['1.5', 'dot'],
    ['0.123', 'dot'],
    ['1234.567', 'dot'],
    ['1,234.50', 'dot'],
    ['1,234,567', 'dot'],
    ["1'234.50", 'dot'],
    ['0,10%', 'comma'],
    ['3,53M', 'comma'],
    ['1.234.567', 'comma'],
    ['1.234,50', 'comma'],
    ['1.234', 'either'],
    ['123,456', 'either'],
    ['991', null],
    ["1'234", null],
    ['', null],
    ['n/a', null],
    ['17.11.2023', null],
    ['1.2,3.4', null],
  ])('shownDecimal() of %j is %s', (text, mark) => expect(shownDecimal(text)).toBe(mark))

  it.each<[string, Decimal, number | null | undefined]>([
    ['3531691.562155', 'dot', 3531691.562155],
    ['0.00000001', 'dot', 1e-8],
    ['27.18M', 'dot', 27_180_000],
    ['53,20M', 'comma', 53_200_000],
    ['1,5K', 'comma', 1500],
    ['53,20M', 'dot', undefined],
    ['-5', 'dot', undefined],
    ['many', 'dot', undefined],
    ['--', 'dot', null],
    ['', 'comma', null],
  ])('volumeIn() reads %j with a %s as %s', (text, decimal, volume) => expect(volumeIn(text, decimal)).toBe(volume))
})

const days = ['2023-10-02', '2023-10-03', '2023-10-04', '2023-10-05']
const table = (header: string, ...cells: readonly string[]) => [
  `date;${header}`,
  ...cells.map((row, at) => `${days[at]};${row}`),
]

describe('readDaily, decimal marks of a whole file', () => {
  it.each<[string, readonly string[], readonly number[]]>([
    ['thousands by a plain number beside them', table('close', '991', '1.010', '1.020', '998'), [991, 1010, 1020, 998]],
    ['thousands with a comma the same way', table('close', '991', '1,010', '1,020'), [991, 1010, 1020]],
    ['fractions by a plain number beside them', table('close', '10', '10.125', '9.875'), [10, 10.125, 9.875]],
    ['thousands by another column', table('close;change %', '7.001;0,10%', '6.947;-0,77%'), [7001, 6947]],
    ['fractions by another column', table('close;change %', '1.096;0.10%', '1.097;0.09%'), [1.096, 1.097]],
    ['a decimal comma of one price among thousands', table('close', '1.010', '1.010,50', '998'), [1010, 1010.5, 998]],
    ['thousands by the volume', table('close;volume', '1.229;3.531.691', '1.230;3.830.966'), [1229, 1230]],
    ['thousands by a dot later', table('close', '1,229', '1,230.30'), [1229, 1230.3]],
    ['apostrophes', table('close', "1'429.85", "1'429.20", '999.5'), [1429.85, 1429.2, 999.5]],
    ['nothing but whole numbers', table('close', '1429', '1430'), [1429, 1430]],
    [
      'a range that decides what its close does not',
      table('open;high;low;close', '7.001;7.029;6.972;7.001,5'),
      [7001.5],
    ],
  ])('readDaily() reads %s', (_, text, closes) => {
    const file = daily(text)
    expect(file.report).toEqual([])
    expect(closesOf(file)).toEqual(closes)
  })

  it.each<[string, readonly string[], number, string]>([
    ['three digits after a mark and nothing else', table('close', '7.001', '6.947'), 2, 'close'],
    ['three digits after a comma and nothing else', table('close', '7,001', '6,947'), 2, 'close'],
    ['one of each', table('close', '7.5', '6,5'), 2, 'close'],
    ['both marks and one that fits either', table('close', '7.5', '7.25', '6,5', '7.001'), 2, 'close'],
    ['a dot for both, by a jump', table('close', '999.5', '1.010', '998.5'), 3, 'close'],
    [
      'thousands against the mark that another column shows',
      table('close;change %', '991;0.10%', '1.010;0.1%'),
      3,
      'close',
    ],
    ['a volume alone', table('close;volume', '7;1.234', '8;2.345'), 2, 'volume'],
  ])('readDaily() asks for the mark of %s', (_, text, line, field) => {
    const file = daily(text)
    expect(file).toMatchObject({ refused: true, report: [{ code: 'E_DECIMAL', line, field, severity: 'error' }] })
    expect(file.report[0]?.message).toMatch(/--decimal dot or --decimal comma/)
    expect(file.byTicker.size).toBe(0)
  })

  it('readDaily() takes the mark it is told', () => {
    const text = table('close', '7.001', '6.947')
    expect(closesOf(daily(text, { decimal: 'comma' }))).toEqual([7001, 6947])
    expect(closesOf(daily(text, { decimal: 'dot' }))).toEqual([7.001, 6.947])
  })

  it('readDaily() refuses the one price that has another mark, with its place', () => {
    const file = daily(table('close', '7.5', '7.25', '6,5', '7.75'))
    expect(file.report).toMatchObject([{ code: 'RESP_FINITE', line: 4, field: 'close', value: '6,5' }])
    expect(closesOf(file)).toEqual([7.5, 7.25, 7.75])
  })

  it('readDaily() compares a price with those of its own ticker', () => {
    const text = ['ticker;date;close', 'AAA;2023-10-02;991', 'BBB;2023-10-02;1.5', 'AAA;2023-10-03;990']
    expect(daily(text)).toMatchObject({ refused: false, report: [] })
  })

  it('readDaily() does not ask for files that this program wrote', () =>
    expect(codesOf(daily(['ticker,date,close,basis', 'QQQQ,2023-10-02,1.096,split']))).toEqual([]))
})
