import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../../db/file/db.ts'
import { openDb } from '../../../db/file/open.ts'
import { readArticle } from '../../../server/articles/article.ts'
import { checkDraft } from '../../../server/articles/draft.ts'
import type { Instant } from '../../../server/market/instant.ts'
import type { DateLanguage } from '../../../server/sources/dates/languages.ts'
import { loadSample } from '../../../server/store/sample.ts'

const NOW = Date.UTC(2026, 0, 2) as Instant

let db: Db
beforeAll(async () => {
  ;({ db } = await openDb(':memory:', NOW))
  await loadSample(db, NOW)
})
afterAll(() => db.close())

/**
 * By the closes of MSFT that are bundled: +3.07 % on 25 October 2023, 376.17 on 16 November (+1.76 % with
 * its dividend), 369.85 on 17 November (−1.68 %), 377.44 on 20 November (+2.05 %).
 */
const said: readonly (readonly [DateLanguage, string, string, string | null])[] = [
  [
    'en',
    'NEW YORK, Nov. 24, 2023 (Reuters) - Microsoft shares fell 1.7% on Friday, November 17.',
    'supported',
    '2023-11-17',
  ],
  [
    'id',
    'JAKARTA, 24 November 2023 - Saham Microsoft turun 1,7 persen pada Jumat (17/11/2023).',
    'supported',
    '2023-11-17',
  ],
  [
    'id',
    'JAKARTA, 24 November 2023 – Saham Microsoft turun 1,7 persen pada Jumat, 17 November 2023.',
    'supported',
    '2023-11-17',
  ],
  ['en', 'NEW YORK, Nov. 24, 2023 (Reuters) - Microsoft shares fell 1.7%.', 'uncheckable', null],
  ['id', 'JAKARTA, 24 November 2023 - Saham Microsoft turun 1,7 persen.', 'uncheckable', null],
  [
    'en',
    'Microsoft reported results on Oct. 24, 2023 and its shares rose 3.1% the next day.',
    'supported',
    '2023-10-25',
  ],
  [
    'en',
    'Microsoft reported results on Oct. 24, 2023, and its shares rose 3.1% a day later.',
    'supported',
    '2023-10-25',
  ],
  [
    'id',
    'Microsoft melaporkan kinerja pada 24 Oktober 2023 dan sahamnya naik 3,1 persen sehari kemudian.',
    'supported',
    '2023-10-25',
  ],
  [
    'id',
    'Microsoft melaporkan kinerja pada 24 Oktober 2023 dan sahamnya naik 3,1 persen keesokan harinya.',
    'supported',
    '2023-10-25',
  ],
  ['en', 'Microsoft shares rose 3.1% a day after it reported results on Oct. 24, 2023.', 'uncheckable', null],
  [
    'en',
    'Microsoft shares, which had closed at $376.17 on Nov. 16, 2023, fell to $369.85 on Nov. 17, 2023.',
    'supported',
    '2023-11-17',
  ],
  [
    'id',
    'Saham Microsoft, yang ditutup pada US$ 376,17 pada 16 November 2023, turun menjadi US$ 369,85 pada 17 November 2023.',
    'supported',
    '2023-11-17',
  ],
  ['en', 'Microsoft shares fell from $376.17 on Nov. 16, 2023 to $369.85 on Nov. 17, 2023.', 'supported', '2023-11-17'],
  [
    'id',
    'Saham Microsoft turun dari US$ 376,17 pada 16 November 2023 menjadi US$ 369,85 pada 17 November 2023.',
    'supported',
    '2023-11-17',
  ],
  ['en', 'Microsoft shares, which had closed at $376.17 on Nov. 16, 2023, fell 1.7%.', 'uncheckable', null],
  [
    'en',
    'On Nov. 17, 2023, Microsoft shares fell 1.7%, and by Nov. 20, 2023 all was forgotten.',
    'supported',
    '2023-11-17',
  ],
  ['en', 'Microsoft shares fell 1.7% on Nov. 16, 2023 or Nov. 17, 2023.', 'uncheckable', null],
  ['id', 'Saham Microsoft turun 1,7 persen pada 16 November 2023 atau 17 November 2023.', 'uncheckable', null],
]

describe('the day of a claim', () => {
  it.each([
    ['en', 'NEW YORK, Nov. 18, 2023 (Reuters) - Microsoft shares fell 1.68% on November 17.'],
    ['id', 'JAKARTA, 18 November 2023 - Saham Microsoft turun 1,68 persen pada 17 November 2023.'],
  ] as const)('may be told on a day without a session: %s %s', async (language, text) => {
    const { marks } = await checkDraft(db, text, { language })
    expect(marks.map(({ kind, mark, reason }) => [kind, mark, reason.code])).toEqual([
      ['date', 'not ours', 'idle_date'],
      ['figure', 'right', 'compared'],
      ['date', 'right', 'session_of'],
    ])
  })

  it.each(said)('%s: %s', async (language, text, verdict, session) => {
    const { claims } = await readArticle(db, text, { language })
    const [first] = claims
    expect([first?.verdict, first?.figures.session ?? null]).toEqual([verdict, session])
  })

  it.each([
    [
      'en',
      'NEW YORK, Nov. 24, 2023 (Reuters) - Microsoft shares fell 1.68% on Friday, November 17. Two sessions later they closed at $373.07.',
      '2023-11-21',
    ],
    ['en', 'NEW YORK, Nov. 24, 2023 (Reuters) - Microsoft shares fell 1.68% last Friday.', '2023-11-17'],
    [
      'id',
      'JAKARTA, 24 November 2023 - Saham Microsoft turun 1,68 persen pada Jumat (17/11/2023). Dua hari kemudian direksi berganti.',
      '2023-11-19',
    ],
  ] as const)('is one for an article and a draft: %s %s', async (language, text, last) => {
    const article = await readArticle(db, text, { language })
    const draft = await checkDraft(db, text, { language })
    expect(draft.published).toBe('2023-11-24')
    expect(draft.published).toBe(article.article.published)
    expect(article.mentions.at(-1)?.from).toBe(last)
    const wrong = draft.marks.filter(({ mark }) => mark === 'wrong')
    expect(wrong).toEqual([])
    expect(draft.marks.filter(({ kind }) => kind === 'date').map(({ text: written }) => written)).toEqual(
      article.mentions.map(({ text: written }) => written),
    )
    expect(draft.marks.find(({ kind }) => kind === 'figure')?.mark).toBe('right')
  })
})

/** Each move with its own day and figure: what is said of it, the verdict and the day, by the same closes. */
const moves: readonly (readonly [DateLanguage, string, readonly (readonly [string, string, string])[]])[] = [
  [
    'en',
    'Microsoft shares fell 1.7% on Friday, November 17, 2023, and rose 2.1% on Monday, November 20, 2023.',
    [
      ['Microsoft shares fell 1.7% on Friday, November 17, 2023', 'supported', '2023-11-17'],
      ['rose 2.1% on Monday, November 20, 2023.', 'supported', '2023-11-20'],
    ],
  ],
  [
    'en',
    'Microsoft rose 2.1% on 20 November 2023 after falling 2.7% on 17 November 2023.',
    [
      ['Microsoft rose 2.1% on 20 November 2023', 'supported', '2023-11-20'],
      ['falling 2.7% on 17 November 2023.', 'contradicted', '2023-11-17'],
    ],
  ],
  [
    'id',
    'Saham Microsoft turun 1,7 persen pada Jumat (17/11/2023), lalu naik 2,1 persen pada Senin (20/11/2023).',
    [
      ['Saham Microsoft turun 1,7 persen pada Jumat (17/11/2023)', 'supported', '2023-11-17'],
      ['naik 2,1 persen pada Senin (20/11/2023).', 'supported', '2023-11-20'],
    ],
  ],
  [
    'id',
    'Saham Microsoft naik 1,8 persen pada 16 November 2023 sebelum turun 1,7 persen pada 17 November 2023 dan naik 5 persen pada 20 November 2023.',
    [
      ['Saham Microsoft naik 1,8 persen pada 16 November 2023', 'supported', '2023-11-16'],
      ['turun 1,7 persen pada 17 November 2023', 'supported', '2023-11-17'],
      ['naik 5 persen pada 20 November 2023.', 'contradicted', '2023-11-20'],
    ],
  ],
  [
    'en',
    'Microsoft shares did not fall 1.7% on November 17, 2023 but rose 2.1% on November 20, 2023.',
    [
      ['Microsoft shares did not fall 1.7% on November 17, 2023', 'uncheckable', ''],
      ['rose 2.1% on November 20, 2023.', 'supported', '2023-11-20'],
    ],
  ],
  // The move of a name that nobody knows is nobody's here.
  [
    'en',
    'Microsoft shares fell 1.7% on November 17, 2023 and Zorblatt rose 9% on November 20, 2023.',
    [['Microsoft shares fell 1.7% on November 17, 2023', 'supported', '2023-11-17']],
  ],
]

it.each(moves)('%s: %s tells of each move by itself', async (language, text, expected) => {
  const { claims } = await readArticle(db, text, { published: '2023-11-24', language })
  expect(claims.map(({ quote, verdict, figures }) => [quote, verdict, figures.session ?? ''])).toEqual(expected)
})

/** Sentences that were written apart from the rules, with what prices say of them. */
const fresh = ['first', 'second']
  .flatMap((name) => readFileSync(`test/fixtures/claims/${name}.txt`, 'utf8').split('\n'))
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(' | ') as [DateLanguage, string, string])

it.each(fresh)('%s: %s is %s', async (language, text, expected) => {
  const { claims } = await readArticle(db, text, { published: '2023-12-04', language })
  expect(claims.map(({ verdict, figures }) => `${verdict} ${figures.session ?? ''}`.trim())).toEqual(
    expected.split(' ; '),
  )
})
