import { describe, expect, it } from 'vitest'
import { type Claim, judge } from '../../../server/claims/claim.ts'
import type { SessionFacts } from '../../../server/claims/facts.ts'
import { claimsOf } from '../../../server/claims/find.ts'
import type { ReadSentence } from '../../../server/claims/sentence.ts'
import { directionAt, figuresIn, numberOf, spokenOf } from '../../../server/claims/speech.ts'
import { mustBeDate } from '../../../server/market/day.ts'

const day = mustBeDate('2023-11-17')
const facts: SessionFacts = {
  symbol: 'MSFT',
  session: day,
  open: 99,
  high: 100,
  low: 97,
  volume: 1_000_000,
  close: 98,
  previousClose: 100,
  r: -0.02,
  market: { symbol: '^GSPC', r: 0.001 },
  abnormal: { ar: -0.021, t: -3, p: 0.003, model: 'market', M: 250 },
  alpha: 0.05,
  volumeRatio: 1.5,
  split: { at: '2023-11-17T15:28:00-05:00', before: -0.004, during: -0.001, after: -0.015, shareBeforeBarEnd: 0.25 },
  later: [
    { session: mustBeDate('2023-11-20'), close: 99, r: 1 / 98, record: false },
    { session: mustBeDate('2023-11-21'), close: 101, r: 2 / 99, record: true },
  ],
  around: [
    { session: mustBeDate('2023-11-16'), close: 100, r: 0.01, record: true },
    { session: day, close: 98, r: -0.02, record: false },
  ],
  since: mustBeDate('2022-01-03'),
}
const sentence = (text: string, more: Partial<ReadSentence> = {}): ReadSentence => ({
  text,
  paragraph: 0,
  start: 0,
  subjects: ['MSFT'],
  others: [],
  named: [],
  mentions: [{ start: 0, end: 1, text: 'x', from: day, to: day, precision: 'day', anchor: 'absolute' }],
  event: null,
  isOpinion: false,
  states: null,
  ...more,
})
const claim = (text: string, more: Partial<ReadSentence> = {}): Claim => {
  const [first] = claimsOf([sentence(text, more)], 'en', day)
  if (first === undefined) throw new Error(`no claim in "${text}"`)
  return first
}
const judged = (text: string, of: Partial<SessionFacts> = {}) => {
  const { verdict, reasons } = judge(claim(text), { kind: 'facts', facts: { ...facts, ...of } })
  return [verdict, ...reasons]
}
const dull = { ar: -0.01, t: -1, p: 0.3, model: 'market', M: 250 }

describe('claims', () => {
  it('of a move are judged by direction, figure, test and hour', () => {
    expect(judged('The shares fell 2%.')).toEqual(['supported', 'direction_right', 'figure_right'])
    expect(judged('The shares fell 2.1%.')).toEqual(['contradicted', 'direction_right', 'figure_wrong'])
    expect(judged('The shares rose 2%.')).toEqual(['contradicted', 'direction_wrong', 'figure_right'])
    expect(judged('The shares fell sharply.')).toEqual(['supported', 'direction_right', 'sharp'])
    expect(judged('The shares fell sharply.', { abnormal: dull })).toEqual([
      'partly',
      'direction_right',
      'not_distinguishable',
    ])
    expect(judged('The shares fell because of the dispute.')).toEqual([
      'supported',
      'direction_right',
      'sharp',
      'mostly_after_news',
    ])
    const early = { ...facts.split, shareBeforeBarEnd: 0.51 } as SessionFacts['split']
    expect(judged('The shares fell because of the dispute.', { split: early })).toEqual([
      'partly',
      'direction_right',
      'sharp',
      'mostly_before_or_with_news',
    ])
    expect(judged('The shares fell because of the dispute.', { split: null })).toEqual([
      'supported',
      'direction_right',
      'sharp',
      'no_intraday_split',
    ])
    expect(judged('The shares fell sharply.', { r: 0 })[0]).toBe('contradicted')
  })

  it.each([
    'Microsoft shares did not fall 2%.',
    "Microsoft shares didn't fall 2%.",
    'Microsoft shares never fell 2%.',
    'Microsoft shares failed to rise 2%.',
    'Microsoft denied that its shares fell 2%.',
    'That Microsoft shares fell 2% is not true.',
    'Microsoft shares did not set a record close.',
    'Its shares never collapsed overnight.',
    'Saham Microsoft tidak turun 2 persen.',
    'Saham Microsoft belum turun 2 persen.',
    'Saham Microsoft tak turun 2 persen.',
    'Saham Microsoft bukannya turun 2 persen.',
    'Microsoft membantah bahwa sahamnya turun 2 persen.',
    'Saham Microsoft turun bukan 2 persen.',
    'Saham Microsoft tidak mencapai rekor penutupan.',
  ])('that say no are not judged as if they said yes: %s', (text) => {
    expect(judge(claim(text), { kind: 'facts', facts })).toMatchObject({ verdict: 'uncheckable', needs: 'negated' })
  })

  it('that say "not only" are judged', () => {
    expect(judged('Not only Apple but Microsoft shares fell 2%.')[0]).toBe('supported')
    expect(judged('Saham Microsoft tidak hanya turun 2 persen.')[0]).toBe('supported')
  })

  it('of a level of p stand at the level itself', () => {
    const at = (p: number) => judged('The shares fell sharply.', { abnormal: { ...dull, p } })[0]
    expect([at(0.0499), at(0.05)]).toEqual(['supported', 'partly'])
  })

  it('of a record look at the day where it is named as a close, else back five sessions', () => {
    expect(judged('The shares set a record close.')).toEqual(['contradicted', 'no_record'])
    expect(judged('The shares had their highest market value ever.')).toEqual(['supported', 'record_close'])
    const none = facts.around.map((one) => ({ ...one, record: false }))
    expect(judged('The shares had their highest market value ever.', { around: none })).toEqual([
      'contradicted',
      'no_record',
    ])
  })

  it('of a collapse look for the price to come back', () => {
    expect(judged('Its shares collapsed overnight.')).toEqual(['contradicted', 'recovered', 'sharp'])
    const low = facts.later.map((one) => ({ ...one, close: 99.99 }))
    expect(judged('Its shares collapsed overnight.', { later: low })).toEqual(['supported', 'not_recovered', 'sharp'])
    expect(judged('Its shares collapsed overnight.', { later: low, abnormal: dull })).toEqual([
      'partly',
      'not_recovered',
      'not_distinguishable',
    ])
    expect(judged('Its shares collapsed overnight.', { r: 0.01, later: low })).toEqual([
      'contradicted',
      'no_fall',
      'not_recovered',
      'sharp',
    ])
  })

  it('that bind no ticker or day, are views or are no prices say what is needed', () => {
    const unbound = (text: string, more: Partial<ReadSentence>) => claim(text, more).unbound
    expect(unbound('The shares fell 2%.', { subjects: [] })).toBe('ticker')
    expect(unbound('The shares fell 2%.', { mentions: [] })).toBe('day')
    expect(unbound('The firm is valued at $86 billion.', {})).toBe('not a price')
    expect(unbound('It may fall 2% in trading.', { isOpinion: true })).toBe('opinion')
    expect(judge(claim('The shares fell 2%.'), { kind: 'none', missing: 'session' })).toMatchObject({
      verdict: 'uncheckable',
      needed: 'a session of the exchange on that day',
    })
    expect(claimsOf([sentence('The board met.')], 'en', day)).toEqual([])
  })
})

describe('speech of prices', () => {
  it('has numbers with the marks of its language', () => {
    expect(numberOf('1,7', 'id')).toEqual({ value: 1.7, decimals: 1 })
    expect(numberOf('1.7', 'en')).toEqual({ value: 1.7, decimals: 1 })
    expect(numberOf('2.023', 'id')).toEqual({ value: 2023, decimals: 0 })
    expect(numberOf('2,023.50', 'en')).toEqual({ value: 2023.5, decimals: 2 })
    expect(numberOf('1.68', 'id')).toEqual({ value: 1.68, decimals: 2 })
    expect(numberOf('1.2.3', 'en')).toBeNull()
  })

  it('has figures with their units, without the stop after them', () => {
    expect(figuresIn('up 2.05% to $377.44.', 'en').map(({ text, unit, value }) => [text, unit, value])).toEqual([
      ['2.05%', 'percent', 2.05],
      ['$377.44', 'money', 377.44],
    ])
    expect(figuresIn('US$ 86 miliar, 49 persen dan Windows 11', 'id').map(({ unit, value }) => [unit, value])).toEqual([
      ['large', 86],
      ['percent', 49],
    ])
  })

  it('has the direction of the nearest verb before', () => {
    const text = 'Shares fell 1% on Friday and rose 2% on Monday'
    expect([directionAt(text, text.indexOf('1%')), directionAt(text, text.indexOf('2%'))]).toEqual(['down', 'up'])
    expect(spokenOf('Harga saham turun tajam akibat pertikaian', 'id')).toMatchObject({
      direction: 'down',
      sharp: 'tajam',
      cause: 'akibat',
      isPriced: true,
    })
  })
})
