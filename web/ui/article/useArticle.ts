import { articleState } from '../../state/article/article.ts'
import { usePage } from '../page.ts'

export const useArticle = () => articleState(usePage())
