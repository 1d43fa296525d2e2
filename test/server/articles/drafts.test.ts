import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../../db/file/db.ts'
import { openDb } from '../../../db/file/open.ts'
import { checkDraft } from '../../../server/articles/draft.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { dateLanguages } from '../../../server/sources/dates/languages.ts'
import { loadSample } from '../../../server/store/sample.ts'

const NOW = Date.UTC(2026, 0, 2) as Instant

let db: Db
beforeAll(async () => {
  ;({ db } = await openDb(':memory:', NOW))
  await loadSample(db, NOW)
})
afterAll(() => db.close())

/** Sentences of test/fixtures/drafts with what each of their figures is, worked out by hand from the bundled prices. */
const draftsIn = (language: string) =>
  readFileSync(`test/fixtures/drafts/${language}.txt`, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [text = '', ...figures] = line.split(' | ')
      return { text, figures }
    })

describe.each(dateLanguages)('figures of drafts are as worked out by hand (%s)', (language) => {
  it.each(draftsIn(language))('$text', async ({ text, figures }) => {
    const { marks } = await checkDraft(db, text, { language })
    expect(
      marks.filter(({ kind }) => kind === 'figure').map(({ text: figure, mark }) => `${figure} = ${mark}`),
    ).toEqual(figures)
  })
})
