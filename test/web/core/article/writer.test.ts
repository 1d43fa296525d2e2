import { expect, it } from 'vitest'
import { needCodes } from '../../../../server/claims/claim.ts'
import { whyCodes, whyText } from '../../../../server/claims/why.ts'
import { writerOf } from '../../../../web/core/article/writer.ts'
import { makeFormat } from '../../../../web/core/format.ts'
import { claims as english } from '../../../../web/i18n/en/claims.ts'
import { claims as indonesian } from '../../../../web/i18n/id/claims.ts'

const values = {
  measure: 'return',
  symbol: 'MSFT',
  session: '2023-11-17',
  day: '2023-11-17',
  name: 'Zoom',
  ours: -0.0168,
  low: 367,
  high: 374.37,
  weekday: 5,
  share: 0.726,
  ar: -0.019,
  t: -1.7,
  p: 0.0914,
} as const
const en = writerOf(makeFormat('en-GB'), 'en')
const id = writerOf(makeFormat('id'), 'id')

it('every reason has words of its own in both languages, with its figures as the language writes them', () => {
  for (const code of whyCodes) {
    const [first, second] = [english.why({ code, values }, en), indonesian.why({ code, values }, id)]
    expect(second, code).not.toBe(first)
    for (const text of [first, second, whyText({ code, values })]) expect(text, code).not.toMatch(/undefined|NaN/)
  }
  for (const code of needCodes) expect(indonesian.needs[code]).not.toBe(english.needs[code])
  expect(indonesian.why({ code: 'compared', values }, id)).toMatch(
    /^imbal hasil MSFT pada 17 Nov 2023 adalah −1,68\s%$/,
  )
  expect(indonesian.why({ code: 'weekday', values }, id)).toBe('17 Nov 2023 adalah hari Jumat')
  expect(english.why({ code: 'before_news', values }, en)).toMatch(
    /^73 % of the move came before the news or in its bar \(AR −1\.90\s%, t = −1\.70, p = 0\.091\)$/,
  )
})
