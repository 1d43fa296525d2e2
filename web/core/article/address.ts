/** What the page of texts shows: an article that becomes events, or a draft that is checked. The texts are in no address. */
export type ArticleShown = { readonly task: ArticleTask }
export const articleTasks = ['read', 'check'] as const
export type ArticleTask = (typeof articleTasks)[number]

export const firstArticle: ArticleShown = { task: 'read' }

export const articleKeys = ({ task }: ArticleShown) => [['do', task, task === firstArticle.task]] as const

export const parseArticle = (query: URLSearchParams): ArticleShown => ({
  task: articleTasks.find((task) => task === query.get('do')) ?? firstArticle.task,
})
