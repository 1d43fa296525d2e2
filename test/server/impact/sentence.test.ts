import { describe, expect, it } from 'vitest'
import { doubtOf, type FindingFacts, findingOf } from '../../../server/impact/sentence.ts'

const facts: FindingFacts = {
  ticker: 'MSFT',
  date: '2023-12-07',
  model: 'market',
  day: { r: 0.0058, expected: 0.0079, ar: -0.0021, t: -0.17, p: 0.865, span: 1 },
  heldBy: [],
  alpha: 0.05,
  observations: 250,
  joint: 0,
  doubt: null,
}

describe('a finding about news whose session is not certain', () => {
  it('says so in the sentence that is quoted, in both languages', () => {
    const hour = findingOf({ ...facts, doubt: 'hour' })
    expect(hour.en).toMatch(/\)\. Only the date of the news is known: it may have reached this session or the next\.$/)
    expect(hour.id).toContain('Hanya tanggal beritanya yang diketahui')
    const moment = findingOf({ ...facts, doubt: 'moment', joint: 2 })
    expect(moment.en).toMatch(
      /cannot be told apart\. The time of the news is uncertain: it may have reached another session\.$/,
    )
    expect(moment.id).toMatch(/Waktu beritanya tidak pasti: berita itu mungkin mengenai sesi lain\.$/)
    expect(findingOf(facts).en).toMatch(/estimation window\)\.$/)
  })
  it('is doubtful where more than one session is possible, whatever the reason', () => {
    const day0 = '2023-12-07'
    const [one, two] = [[day0], [day0, '2023-12-08']]
    expect(doubtOf({ day0, candidates: one, flags: ['time_unknown'] })).toBe(null)
    expect(doubtOf({ day0, candidates: two, flags: ['time_unknown', 'day_ambiguous'] })).toBe('hour')
    expect(doubtOf({ day0, candidates: two, flags: ['day_ambiguous'] })).toBe('moment')
    // A date give or take a day may have reached a session before this one, or two after it.
    const unsure = { day0, flags: ['time_unknown', 'day_ambiguous'] }
    expect(doubtOf({ ...unsure, candidates: ['2023-12-06', day0] })).toBe('moment')
    expect(doubtOf({ ...unsure, candidates: [...two, '2023-12-11'] })).toBe('moment')
  })
})

describe('a finding of the market-adjusted model', () => {
  it('tells the return of the benchmark, which expects nothing itself, in both languages', () => {
    const { en, id } = findingOf({ ...facts, model: 'market-adjusted' })
    expect(en).toContain(
      'MSFT returned +0.58 %; the return of the benchmark, which this model expects, was +0.79 %. The',
    )
    expect(id).toContain(
      'MSFT memberi imbal hasil +0,58 %; imbal hasil tolok ukur, yang menjadi perkiraan model ini, adalah +0,79 %. Selisih',
    )
  })
})

describe('the return of a finding', () => {
  it('says where it is in excess of the risk-free rate, and how many sessions it covers, in both languages', () => {
    const { en, id } = findingOf({ ...facts, model: 'factors' })
    expect(en).toContain('MSFT returned +0.58 % in excess of the risk-free rate; the factor model expected +0.79 %.')
    expect(id).toContain(
      'MSFT memberi imbal hasil +0,58 % di atas suku bunga bebas risiko; model faktor memperkirakan +0,79 %.',
    )
    const day = { r: 0.0058, expected: 0.0079, ar: -0.0021, t: -0.17, p: 0.865, span: 3 }
    const lumped = findingOf({ ...facts, day })
    expect(lumped.en).toContain('MSFT returned +0.58 % over 3 sessions; the market model expected')
    expect(lumped.id).toContain('MSFT memberi imbal hasil +0,58 % selama 3 sesi; model pasar memperkirakan')
  })
})

describe('the figures of a finding', () => {
  it('have no sign where they round to zero, and the level its digits, in both languages', () => {
    const day = { r: 0.0058, expected: 0.00581, ar: -0.00001, t: -0.001, p: 0.9992, span: 1 }
    const { en, id } = findingOf({ ...facts, day, alpha: 0.00025 })
    expect(en).toContain('t = 0.00,')
    expect(id).toContain('t = 0,00,')
    expect([en, id].join()).not.toMatch(/−0[.,]00/)
    expect(en).toContain('0.025 %')
    expect(id).toContain('0,025 %')
  })
})
