import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { modelNames } from '../../../../server/stats/models.ts'
import { readSpec } from '../../../../server/study/spec.ts'
import { formatAddress, parseAddress, type View } from '../../../../web/core/address.ts'
import {
  askedBy,
  firstForm,
  parseForm,
  ratesOf,
  type StudyForm,
  specOf,
  studyFamilies,
  studyGroups,
  studyLevels,
  windowsOf,
} from '../../../../web/core/study/form.ts'

const word = fc.stringMatching(/^[a-z][a-z0-9=+&#? -]{0,10}[a-z0-9]$/)
const words = fc.uniqueArray(word, { maxLength: 3 })
const position = fc.integer({ min: -300, max: 300 })
const window = fc.tuple(position, position)
const forms: fc.Arbitrary<StudyForm> = fc.record({
  tickers: fc.uniqueArray(fc.constantFrom('MSFT', '^GSPC', 'BRK-B', 'M&M.NS', 'EURUSD=X'), { maxLength: 3 }),
  benchmark: fc.constantFrom(null, 'SPY', '^GSPC'),
  convert: fc.subarray(['IDRUSD=X', 'JPY=X']),
  families: fc.subarray([...studyFamilies]),
  tags: words,
  from: fc.constantFrom(null, '2023-01-03') as fc.Arbitrary<string | null>,
  to: fc.constantFrom(null, '2024-05-31') as fc.Arbitrary<string | null>,
  find: fc.constantFrom('', 'openai board', 'a & b = c'),
  proposed: fc.boolean(),
  model: fc.constantFrom(...modelNames),
  log: fc.boolean(),
  estimation: window,
  event: window,
  windows: fc.array(window, { minLength: 1, maxLength: 5 }),
  level: fc.constantFrom(...studyLevels),
  mask: fc.boolean(),
  group: fc.constantFrom(...studyGroups),
  robust: fc.boolean(),
  without: words,
})

function formOf({ screen }: View): StudyForm {
  if (screen.kind !== 'study') throw new Error(`Cannot test the form of the screen ${screen.kind}`)
  return parseForm(screen.asked)
}

describe('the form of a study in the address', () => {
  it('parseAddress() of formatAddress() is the same form', () =>
    fc.assert(
      fc.property(forms, (form) => {
        const { screen } = parseAddress('/t/MSFT', '')
        expect(screen.kind).toBe('ticker')
        const view = { ...parseAddress('/study', ''), screen: { kind: 'study', asked: askedBy(form) } as const }
        const address = new URL(formatAddress(view), 'http://localhost')
        const read = parseAddress(address.pathname, address.search)
        expect(read).toEqual(view)
        expect(formOf(read)).toEqual(form)
      }),
    ))

  it('formatAddress() leaves out what is as it begins', () =>
    expect(formatAddress(parseAddress('/study', ''))).toBe('/study'))

  it.each([
    '?windows=&level=7&model=weather&estimation=x&from=2023-02-30',
    '?tickers=MSFT&group=weather&families=weather&convert=weather',
    '?unknown=1',
  ])('parseAddress() reads %s as if the unreadable were not there', (search) =>
    expect(formOf(parseAddress('/study', search))).toEqual(firstForm),
  )

  it('specOf() writes a spec that the server reads', () => {
    const read = readSpec(JSON.stringify(specOf({ ...firstForm, families: ['deals'], model: 'ff3', robust: true })))
    expect(read).toMatchObject({ kind: 'stored', robustness: true, tickers: ['MSFT'] })
    expect(read.settings).toMatchObject({ model: 'factors', factors: ['mkt_rf', 'smb', 'hml'], alpha: 0.05 })
  })

  it('specOf() asks for the rates of the form', () => {
    const form = formOf(parseAddress('/study', '?tickers=BBCA.JK&benchmark=%5EGSPC&convert=IDRUSD=X,jpy=x'))
    expect(readSpec(JSON.stringify(specOf(form)))).toMatchObject({
      benchmark: '^GSPC',
      convert: ['IDRUSD=X', 'JPY=X'],
    })
  })

  it.each([
    ['idrusd=x , JPY=X', ['IDRUSD=X', 'JPY=X']],
    ['', []],
    ['IDRUSD', null],
    ['IDRUSD=X, ^GSPC', null],
    ['IDRUSDX=X', null],
  ])('ratesOf() reads %j', (text, rates) => expect(ratesOf(text)).toEqual(rates))

  it('ratesOf() reads as many as a spec may name, and no more', () => {
    const rates = Array.from({ length: 21 }, (_, at) => `US${String.fromCharCode(65 + at)}=X`)
    expect(ratesOf(rates.slice(1).join(','))).toHaveLength(20)
    expect(ratesOf(rates.join(','))).toBeNull()
  })

  it.each([
    [
      '0..0, -1..1',
      [
        [0, 0],
        [-1, 1],
      ],
    ],
    ['−1..1', [[-1, 1]]],
    ['0..0, oops', null],
    ['', null],
  ])('windowsOf() reads %j', (text, windows) => expect(windowsOf(text)).toEqual(windows))
})
