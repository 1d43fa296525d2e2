import { articleReading, draftReading } from '../answers/article.ts'
import { readArticle } from '../articles/article.ts'
import { checkDraft as checkedDraft } from '../articles/draft.ts'
import { recordOf } from '../articles/records.ts'
import { takeArticle } from '../articles/take.ts'
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
  run: ({ db }, { text, published, language, zone, date_order }) =>
    checkedDraft(db, text, { published, language, zone, dateOrder: date_order }),
  used: null,
})
