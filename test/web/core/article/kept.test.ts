import { describe, expect, it } from 'vitest'
import { articleOf, type KeptArticle, keeping, MOST_KEPT, parseKept } from '../../../../web/core/article/kept.ts'

const article = (text: string, more: Partial<KeptArticle> = {}): KeptArticle => ({
  title: null,
  text,
  language: 'en',
  published: null,
  zone: 'UTC',
  anchors: [],
  events: [],
  ...more,
})

describe('articles that a browser keeps', () => {
  it('are a few, the last one first, and none twice or of any length', () => {
    const all = ['a', 'b', 'c', 'd', 'e', 'f'].reduce<readonly KeptArticle[]>(
      (kept, text) => keeping(kept, article(text)),
      [],
    )
    expect(all.map(({ text }) => text)).toEqual(['f', 'e', 'd', 'c', 'b'])
    expect(all.length).toBe(MOST_KEPT)
    const again = keeping(all, article('d', { published: '2023-11-20' }))
    expect(again.map(({ text, published }) => [text, published])).toEqual([
      ['d', '2023-11-20'],
      ['f', null],
      ['e', null],
      ['c', null],
      ['b', null],
    ])
    expect(keeping(all, article('x'.repeat(100_001)))).toEqual(all)
  })

  it('belong to the event they were read beside, to which words are bound, or whose sentence they hold', () => {
    const quote = 'The board removed its chief on Friday.'
    const [beside, bound, quoted] = [
      article('one', { events: ['e1'] }),
      article('two', { anchors: [{ phrase: 'the row', event: 'e2' }] }),
      article(`Three. ${quote}`),
    ]
    const kept = [beside, bound, quoted]
    expect(articleOf(kept, { event_id: 'e1', notes: quote })).toBe(beside)
    expect(articleOf(kept, { event_id: 'e2', notes: null })).toBe(bound)
    expect(articleOf(kept, { event_id: 'e3', notes: quote })).toBe(quoted)
    expect(articleOf(kept, { event_id: 'e3', notes: 'Three.' })).toBe(null)
    expect(articleOf([article('x', { title: quote })], { event_id: 'e3', notes: quote })?.text).toBe('x')
  })

  it('are read from whatever stands there, without what is no article', () => {
    const good = article('good', { anchors: [{ phrase: 'the row', event: 'e' }] })
    const bad = [
      null,
      3,
      'x',
      {},
      { ...good, text: 3 },
      { ...good, language: 'fr' },
      { ...good, anchors: [{}] },
      { ...good, events: [1] },
    ]
    expect(parseKept(JSON.stringify([...bad, good]))).toEqual([good])
    for (const text of [null, '', '{', '{}', 'null', '"[]"']) expect(parseKept(text)).toEqual([])
  })
})
