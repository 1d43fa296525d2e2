import { describe, expect, it } from 'vitest'
import { ABSENT, makeFormat } from '../../../web/core/format.ts'
import { catalogues } from '../../../web/i18n/catalogues.ts'
import { studySentence } from '../../../web/state/study/finding.ts'

const column = { from: 0, to: 1, n: 12, mean: 0.01, tKp: 2.5, pKp: 0.03, grankT: 2.4, grankTP: 0.02 }
const sentences = async (changes: Partial<Record<keyof typeof column, number | null>>, alpha = 0.05) => {
  const answer = { spec: { settings: { alpha } }, multi: { windows: [{ ...column, ...changes }] } } as never
  const languages = [
    ['en', 'en-US'],
    ['id', 'id-ID'],
  ] as const
  return Promise.all(
    languages.map(async ([language, tag]) => {
      const text = (await catalogues[language].study()).catalogue
      return studySentence(answer, text, makeFormat(tag))
    }),
  )
}

describe('studySentence()', () => {
  it.each([
    [0.05, '5', '5'],
    [0.025, '2.5', '2,5'],
    [0.001, '0.1', '0,1'],
    [0.00005, '0.005', '0,005'],
  ])('studySentence() names the level %f as it was asked for', async (alpha, en, id) => {
    const [english, indonesian] = await sentences({}, alpha)
    expect(english).toContain(`at the ${en}\u00a0% level`)
    expect(indonesian).toContain(`pada taraf ${id}\u00a0%`)
  })
  it('studySentence() gives no verdict where nothing was tested', async () => {
    for (const absent of [
      { n: 2, mean: null, tKp: null, pKp: null, grankT: null, grankTP: null },
      { tKp: null, pKp: null, grankT: null, grankTP: null },
    ])
      for (const sentence of await sentences(absent)) {
        expect(sentence).not.toMatch(/distinguishable|dibedakan/)
        expect(sentence).not.toContain(ABSENT)
      }
  })
  it('studySentence() has the rank test agree only on the same side of zero', async () => {
    const [same, sama] = await sentences({})
    expect([same, sama]).toEqual([
      expect.stringContaining('the same conclusion'),
      expect.stringContaining('kesimpulan yang sama'),
    ])
    const [other, lain] = await sentences({ grankT: -2.4 })
    expect([other, lain]).toEqual([
      expect.stringContaining('another conclusion'),
      expect.stringContaining('kesimpulan lain'),
    ])
    const [hidden, tertutup] = await sentences({ tKp: 0.5, pKp: 0.6 })
    expect([hidden, tertutup]).toEqual([expect.stringContaining('may hide'), expect.stringContaining('menutupi')])
    const [neither] = await sentences({ tKp: 0.5, pKp: 0.6, grankT: -0.5, grankTP: 0.6 })
    expect(neither).toContain('the same conclusion')
  })
})
