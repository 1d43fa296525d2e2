import { type AnswerOf, answer, type Client } from '../../api.ts'
import type { KeptArticle } from '../../core/article/kept.ts'

/** What a person says of a text; empty text: the text itself must tell. */
export type ArticleForm = {
  readonly text: string
  /** Name of the file it came from; empty for text that was pasted. */
  readonly name: string
  readonly published: string
  readonly language: '' | 'en' | 'id'
}

const said = ({ published, language }: Pick<ArticleForm, 'published' | 'language'>) => ({
  ...(published === '' ? {} : { published }),
  ...(language === '' ? {} : { language }),
})

/** What the article page asks. Each gives the body of its route and throws a Refusal when there is none. */
export const makeArticleApi = (client: Client) => ({
  /** Reads an article; nothing is stored. */
  read: ({ text, name, ...rest }: ArticleForm) => {
    const json = { text, ...(name === '' ? {} : { name }), ...said(rest) }
    return answer((init) => client.articles.$post({ json }, { init }))
  },
  /** Reads the words of an article again, as they were kept. */
  readKept: ({ anchors, ...json }: Pick<KeptArticle, 'text' | 'language' | 'published' | 'zone' | 'anchors'>) =>
    answer((init) => client.articles.$post({ json: { ...json, anchors: [...anchors] } }, { init })),
  check: ({ text, ...rest }: ArticleForm) =>
    answer((init) => client.drafts.$post({ json: { text, ...said(rest) } }, { init })),
})

export type ArticleApi = ReturnType<typeof makeArticleApi>
export type Reading = AnswerOf<ArticleApi['read']>
export type ProposalView = Reading['proposals'][number]
export type ClaimView = Reading['claims'][number]
export type DraftView = AnswerOf<ArticleApi['check']>
