import { expect, it } from 'vitest'
import { checkDraft } from '../../../server/claims/draft.ts'
import type { FactsOrNone } from '../../../server/claims/facts.ts'
import type { ReadSentence } from '../../../server/claims/sentence.ts'
import { mustBeDate } from '../../../server/market/day.ts'

const day = mustBeDate('2023-11-20')
const facts: FactsOrNone = {
  kind: 'facts',
  facts: {
    symbol: 'MSFT',
    session: day,
    open: 371.22,
    high: 378.87,
    low: 371,
    volume: 52_465_100,
    close: 377.44,
    previousClose: 369.85,
    r: 0.0205,
    market: null,
    abnormal: null,
    alpha: 0.05,
    volumeRatio: null,
    split: null,
    later: [],
    around: [],
    since: day,
  },
}
const marked = async (text: string, language: 'en' | 'id' = 'en') => {
  const sentence: ReadSentence = {
    text,
    paragraph: 0,
    start: 0,
    subjects: ['MSFT'],
    others: [],
    named: [...text.matchAll(/Microsoft/g)].map(({ index }) => ({
      symbol: 'MSFT',
      isSubject: true,
      start: index,
      end: index + 'Microsoft'.length,
    })),
    mentions: [{ start: 0, end: 0, text: '', from: day, to: day, precision: 'day', anchor: 'absolute' }],
    event: null,
    isOpinion: false,
    states: null,
  }
  const marks = await checkDraft([sentence], language, async () => facts)
  return marks.filter(({ kind }) => kind === 'figure').map(({ text: figure, mark }) => `${figure} ${mark}`)
}

it('a percentage that is not said of the return of the session is not ours', async () => {
  expect(await marked('Microsoft shares rose 2.05% on the day.')).toEqual(['2.05% right'])
  expect(await marked('Microsoft shares rose 2.05%, and its revenue rose 13% in the quarter.')).toEqual([
    '2.05% right',
    '13% not ours',
  ])
  expect(await marked('After revenue beat forecasts, Microsoft shares rose 5%.')).toEqual(['5% wrong'])
  for (const text of [
    'Microsoft shares did not fall 2.05%.',
    "Microsoft shares didn't rise 2.05%.",
    'Microsoft shares could fall 5%.',
    'Microsoft shares have risen 12% since Friday.',
    'Microsoft shares have gained 12% this year.',
  ])
    expect((await marked(text)).map((mark) => mark.replace(/^\S+ /, ''))).toEqual(['not ours'])
  expect(await marked('Saham Microsoft naik 2,05 persen.', 'id')).toEqual(['2,05 persen right'])
  for (const text of [
    'Saham Microsoft bisa turun 5 persen.',
    'Saham Microsoft naik 12 persen sejak awal tahun.',
    'Microsoft mencatat laba naik 13 persen.',
  ])
    expect(await marked(text, 'id')).toEqual([expect.stringContaining('not ours')])
})
