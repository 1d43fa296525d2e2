import { Link } from './Link.tsx'
import { useWords } from './page.ts'
import { useTitle } from './useTitle.ts'

/** An address that shows nothing. */
export function NotFound() {
  const text = useWords('page')
  const words = useWords('over')
  useTitle(words.notFound)
  return (
    <main class="page-note" id="content" tabIndex={-1}>
      <h1>{words.notFound}</h1>
      <p>{words.notFoundHow}</p>
      <p>
        <Link class="action" to={{ screen: { kind: 'board' } }}>
          {text.board}
        </Link>
      </p>
    </main>
  )
}
