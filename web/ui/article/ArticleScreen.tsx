import './ArticleScreen.css'
import { articleTasks } from '../../core/article/address.ts'
import { answered } from '../../state/resource.ts'
import { Link } from '../Link.tsx'
import { usePage, useWords } from '../page.ts'
import { useTitle } from '../useTitle.ts'
import { ArticlePart } from './ArticlePart.tsx'
import { DraftPart } from './DraftPart.tsx'

export { ArticleScreen as Part }

/** Waits until it is known which ticker the bar at the top leads to. */
export const settle = answered

/** Texts: an article becomes events that a person confirms, a draft is held against prices. */
function ArticleScreen() {
  const words = useWords('article')
  const { screen } = usePage().view.value
  useTitle(words.title)
  if (screen.kind !== 'article') return null
  return (
    <main class="article-page" id="content" tabIndex={-1}>
      <header class="article-head">
        <h1>{words.title}</h1>
        <nav aria-label={words.title}>
          <ul class="tasks">
            {articleTasks.map((task) => (
              <li key={task}>
                <Link class="toggle" to={{ screen: { kind: 'article', task } }} current={screen.task === task}>
                  {words.tasks[task]}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <p class="soft">{words.intro[screen.task]}</p>
      </header>
      {screen.task === 'read' ? <ArticlePart /> : <DraftPart />}
    </main>
  )
}
