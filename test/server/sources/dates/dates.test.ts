import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { english } from '../../../../server/sources/dates/english.ts'
import { indonesian } from '../../../../server/sources/dates/indonesian.ts'
import { type DateLanguage, dateLanguages } from '../../../../server/sources/dates/languages.ts'
import { numericAt } from '../../../../server/sources/dates/numeric.ts'
import { longest } from '../../../../server/sources/dates/pattern.ts'
import { tenseOf } from '../../../../server/sources/dates/tense.ts'
import { type Token, tokensOf } from '../../../../server/sources/dates/token.ts'
import { findDates } from '../../../../server/sources/dates.ts'
import { type Expected, type Sentence, scored, sentencesOf } from './sentences.ts'

const cases = join(import.meta.dirname, '../../../../../shared/reference/date-cases.json')
const told = { reference: '2023-11-20T09:00:00-05:00', zone: 'America/New_York' }

interface Case extends Omit<Sentence, 'language' | 'expected'> {
  readonly id: string
  readonly lang: DateLanguage
  readonly expected: readonly (Expected & {
    readonly anchor: string
    readonly session?: string
    readonly precision: string
  })[]
}

describe('dates in text', () => {
  for (const language of dateLanguages)
    it(`reads the sentences written by hand (${language})`, () => {
      const wrong = sentencesOf(language)
        .map((sentence) => ({ ...scored(sentence), text: sentence.text }))
        .filter(({ exact }) => !exact)
        .map(
          ({ text, mentions }) =>
            `${text}: ${mentions.map((one) => `${one.text} ${one.instant ?? `${one.from}..${one.to}`}`)}`,
        )
      expect(sentencesOf(language).length).toBeGreaterThan(200)
      expect(wrong).toEqual([])
    })

  it.skipIf(!existsSync(cases))(
    'reads the labelled cases, with what each is counted from, its session and precision',
    () => {
      const { cases: all } = JSON.parse(readFileSync(cases, 'utf8')) as { cases: readonly Case[] }
      const answers = all.map(({ lang, ...one }) => ({
        ...scored({ ...one, dateOrder: one.dateOrder ?? null, anchors: one.anchors ?? [], language: lang }),
        one,
      }))
      expect(answers.filter(({ exact }) => !exact).map(({ one }) => one.id)).toEqual([])
      const aside = (list: readonly { anchor: string; session?: string | undefined; precision: string }[]) =>
        list.map(({ anchor, session, precision }) => [anchor, session, precision])
      for (const { mentions, one } of answers) expect(aside(mentions)).toEqual(aside(one.expected))
    },
  )

  it('dates moving feasts in years that are known, and counts sessions where somebody knows them', () => {
    const on = (text: string, reference: string, language: DateLanguage = 'en') =>
      findDates(text, { language, reference, zone: 'Asia/Jakarta' }).map(({ from }) => from)
    // Easter Sundays by the tables of the Astronomical Applications Department of the US Naval Observatory.
    for (const [year, sunday] of [
      ['2000', '2000-04-23'],
      ['2008', '2008-03-23'],
      ['2011', '2011-04-24'],
      ['2016', '2016-03-27'],
      ['2025', '2025-04-20'],
    ] as const)
      expect(on('It was signed on Easter Sunday.', `${year}-06-01`)).toEqual([sunday])
    expect(on('Bandara ditutup saat Nyepi.', '2026-04-01', 'id')).toEqual(['2026-03-19'])
    expect(on('Bandara ditutup saat Nyepi.', '2029-04-01', 'id')).toEqual([])
    expect(on('Bursa libur pada Idul Fitri.', '2026-05-01', 'id')).toEqual(['2026-03-21'])
    expect(on('Bursa libur pada Idul Fitri.', '2028-05-01', 'id')).toEqual([])
    expect(on('Ia mundur pada Jumat Agung.', '2024-05-01', 'id')).toEqual(['2024-03-29'])
    expect(on('Announced on 6 June 2024; two sessions later it rose.', '2024-07-01')).toEqual(['2024-06-06'])
  })

  it('says the place, the zone and the session', () => {
    const text = 'Shares, halted at 3:28 p.m. ET on Friday, rose on Monday after the bell.'
    expect(findDates(text, { language: 'en', ...told })).toEqual([
      {
        start: 15,
        end: 40,
        text: 'at 3:28 p.m. ET on Friday',
        from: '2023-11-17',
        to: '2023-11-17',
        precision: 'minute',
        instant: '2023-11-17T20:28:00Z',
        zone: 'America/New_York',
        anchor: 'reference',
      },
      {
        start: 50,
        end: 56,
        text: 'Monday',
        from: '2023-11-20',
        to: '2023-11-20',
        precision: 'day',
        session: 'post',
        anchor: 'reference',
      },
    ])
  })

  it('dates nothing from a publication that nobody knows', () => {
    const text = 'Yesterday, on Friday, in March and on Nov. 17, 2023; three days later it was over.'
    const found = findDates(text, { language: 'en', reference: null, zone: 'UTC' })
    expect(found.map(({ text: span, from }) => [span, from])).toEqual([
      ['Nov. 17, 2023', '2023-11-17'],
      ['three days later', '2023-11-20'],
    ])
  })

  it('reads a day of publication as that day whatever the zone', () => {
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago'])
      expect(findDates('It fell today.', { language: 'en', reference: '2023-11-20', zone })[0]?.from).toBe('2023-11-20')
  })

  it('takes no clock time that a zone skips, and the first of two', () => {
    const at = (text: string) => findDates(text, { language: 'en', ...told }).map(({ instant }) => instant)
    expect(at('It rang at 2:30 a.m. ET on March 12, 2023.')).toEqual([])
    expect(at('It rang at 1:30 a.m. ET on November 5, 2023.')).toEqual(['2023-11-05T05:30:00Z'])
    expect(at('It rang at 1:30 a.m. EST on November 5, 2023.')).toEqual(['2023-11-05T06:30:00Z'])
  })

  it('refuses a reference, a zone and an anchor that it cannot read', () => {
    const find = (rules: object) => () => findDates('today', { language: 'en', ...told, ...rules })
    expect(find({ reference: '20/11/2023' })).toThrow('Cannot read the reference "20/11/2023"')
    expect(find({ reference: '2023-11-20T09:00:00' })).toThrow('a moment with its offset')
    expect(find({ zone: 'Mars/Olympus' })).toThrow('Cannot read "Mars/Olympus" as an IANA time zone')
    expect(find({ anchors: [{ id: 'a', label: 'x', date: 'Friday' }] })).toThrow(
      'Cannot read the date of an anchor, "Friday"',
    )
  })

  it('gives spans in order that do not overlap and that are the words of the text', () => {
    for (const language of dateLanguages)
      for (const { text, expected: _, ...rules } of sentencesOf(language)) {
        const found = findDates(text, rules)
        for (const { start, end, text: span } of found) expect(text.slice(start, end)).toBe(span)
        const overlaps = found.slice(1).filter(({ start }, index) => start < (found[index]?.end ?? 0))
        expect(overlaps).toEqual([])
      }
  })

  /** Words that begin rules, over and over: the work at a token must not grow with what follows. */
  it('looks at a bounded number of words around each', () => {
    const rows = [
      'three days before the ',
      'on the 17th of ',
      'from Nov. 1 to ',
      'last next this ',
      '1/2/',
      '1.2.',
      'tiga hari sebelum ',
      'Senin 1 Mei ',
      'a a a ',
      '1 1 1 ',
    ]
    for (const language of [english, indonesian])
      for (const row of rows) {
        const words = tokensOf(row.repeat(400))
        let [reads, far] = [0, 0]
        const at = Math.floor(words.length / 2)
        const watched = new Proxy(words as Token[], {
          get(target, key, self) {
            const index = typeof key === 'string' && /^\d+$/.test(key) ? Number(key) : null
            if (index !== null) {
              reads++
              far = Math.max(far, Math.abs(index - at))
            }
            return Reflect.get(target, key, self)
          },
        })
        for (const start of [at, at + 1, at + 2]) {
          longest(language.grammar, watched, start)
          language.clock(watched, start)
          numericAt(watched, start, language, { order: null, zone: 'UTC' })
          tenseOf(watched, start, start + 1, language)
        }
        expect(far).toBeLessThan(60)
        expect(reads).toBeLessThan(6000)
      }
  })
})
