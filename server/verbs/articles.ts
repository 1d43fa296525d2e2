import { articleReading, draftReading } from '../answers/article.ts'
import type { Instant } from '../market/instant.ts'
import { ArticleQuestion, DraftQuestion } from '../query/questions.ts'
import { nothing } from '../query/range.ts'
import { toldOf } from './takeFile.ts'
import { verb } from './verb.ts'

export const readArticles = verb({
  name: 'read-article',
  does: 'Read an article: its dates, the events it speaks of as proposals, and what prices say of its claims',
  method: 'post',
  path: '/articles',
  subject: nothing,
  question: ArticleQuestion,
  answer: articleReading,
  fails: ['unreadable', 'unknown_language', 'unknown_event', 'too_large'],
  run: async ({ db, ingests, now }, { text, published, language, zone, date_order, anchors, dry_run, name }) => {
    // What reads a text is loaded with the first one.
    const [{ readArticle }, { recordOf }, { takeArticle }] = await Promise.all([
      import('../articles/article.ts'),
      import('../articles/records.ts'),
      import('../articles/take.ts'),
    ])
    const reading = await readArticle(db, text, { published, language, zone, dateOrder: date_order, anchors })
    const proposals = reading.proposals.map((one) => ({ ...one, event: recordOf(reading, one, name) }))
    if (dry_run) return { ...reading, proposals, stored: null }
    const { done } = await takeArticle(ingests.take, reading, name, { now: now() as Instant })
    return { ...reading, proposals, stored: { ...done, ...toldOf(done.report) } }
  },
  used: null,
})

export const checkDraft = verb({
  name: 'check-draft',
  does: 'Hold a draft against stored prices: each figure, date and causal word is right, rounded, wrong or not ours',
  method: 'post',
  path: '/drafts',
  subject: nothing,
  question: DraftQuestion,
  answer: draftReading,
  fails: ['unknown_language', 'too_large'],
  run: async ({ db }, { text, published, language, zone, date_order }) => {
    const draft = await import('../articles/draft.ts')
    return draft.checkDraft(db, text, { published, language, zone, dateOrder: date_order })
  },
  used: null,
})
