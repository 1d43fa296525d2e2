import { latest } from '../../state/resource.ts'
import { Link } from '../Link.tsx'
import { usePage, useWords } from '../page.ts'
import { FigureSheet } from './FigureSheet.tsx'

/** The chart in a frame of another site: a drawing, its words, and the way to the whole page. */
export function Embedded() {
  const own = useWords('figure')
  const kept = useWords('still')
  const { emptyTicker } = useWords('board')
  const { market } = usePage()
  const prices = latest(market.bars.state.value)
  const version = latest(market.impact.state.value)?.data_version ?? prices?.data_version
  if (prices === null || prices.rows === 0)
    return (
      <main class="page-note">
        <h1>{emptyTicker(market.ticker.value ?? '')}</h1>
      </main>
    )
  return (
    <main class="embedded">
      <FigureSheet foot={version === undefined ? [] : [own.version(version)]}>
        <p class="soft">
          <Link to={{}} target="_blank">
            {kept.openPage}
          </Link>
        </p>
      </FigureSheet>
    </main>
  )
}
