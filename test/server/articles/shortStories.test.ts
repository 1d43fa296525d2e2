import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../../db/file/db.ts'
import { openDb } from '../../../db/file/open.ts'
import { readArticle } from '../../../server/articles/article.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { loadSample } from '../../../server/store/sample.ts'

const NOW = Date.UTC(2026, 0, 2) as Instant

/** One story of `short.txt`: what it proposes, leaves out as denied, and claims, as its writer read it. */
const stories = readFileSync(new URL('../../fixtures/articles/short.txt', import.meta.url), 'utf8')
  .trim()
  .split(/\n\n/)
  .map((story) => {
    const [head = '', ...lines] = story.split('\n')
    const [published = '', language = ''] = head.slice(2).split(' ')
    const told = (sign: string) => lines.filter((line) => line.startsWith(`${sign} `)).map((line) => line.slice(2))
    const text = lines.filter((line) => !/^[-+=] /.test(line))
    return {
      published,
      language: language === 'id' ? ('id' as const) : ('en' as const),
      title: text[0] ?? '',
      text: text.join('\n\n'),
      events: told('+'),
      denied: told('-').length,
      claims: told('='),
    }
  })

describe('short stories', () => {
  let db: Db
  beforeAll(async () => {
    ;({ db } = await openDb(':memory:', NOW))
    await loadSample(db, NOW)
  })
  afterAll(() => db.close())

  it.each(stories)('$published $title', async ({ text, published, language, events, denied, claims }) => {
    const { proposals, claims: checked, article } = await readArticle(db, text, { published, language })
    const proposed = proposals.map(({ type, public_at, from, to, tickers }) => {
      const day = public_at?.slice(0, 10) ?? `${from}..${to}`
      return `${type} ${day} ${tickers.map(({ symbol }) => symbol)}`
    })
    expect.soft(proposed.sort()).toEqual([...events].sort())
    expect.soft(article.left_out.filter(({ why }) => why === 'denied').length).toBe(denied)
    const bound = checked.flatMap(({ verdict, figures }) =>
      figures.session === undefined ? [] : [`${verdict} ${figures.session}`],
    )
    expect.soft(bound.sort()).toEqual([...claims].sort())
  })
})
