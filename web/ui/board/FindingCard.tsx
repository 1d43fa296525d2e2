import { unbroken } from '../../core/format.ts'
import { latest } from '../../state/resource.ts'
import { Link } from '../Link.tsx'
import { usePage, useWords } from '../page.ts'
import { eventOnChart } from './links.ts'
import { useBoard } from './useBoard.ts'

/** The first thing on the board: one event, what it did, and the way to its chart. */
export function FindingCard() {
  const words = useWords('board')
  const text = useWords('page')
  const { spoken } = usePage()
  const { board } = useBoard()
  const answer = latest(board.state.value)
  if (answer === null && board.state.value.kind === 'loading')
    return <section class="panel finding-card" aria-label={text.tagline} />
  const finding = answer?.finding ?? null
  if (finding === null)
    return (
      <section class="panel finding-card" aria-labelledby="finding-head">
        <h2 id="finding-head">{text.tagline}</h2>
        {answer !== null && <p class="soft">{words.noLatest}</p>}
      </section>
    )
  const { event_id, ticker, title, sentence } = finding
  return (
    <section class="panel finding-card" aria-labelledby="finding-head">
      <header>
        <p class="soft">{words.findingOf(ticker)}</p>
        <h2 id="finding-head">{title}</h2>
      </header>
      <p class="finding">{unbroken(sentence[spoken.value])}</p>
      <p class="leads">
        <Link class="action primary" to={eventOnChart(ticker, finding)}>
          {words.seeChart}
        </Link>
        <Link class="action" to={{ screen: { kind: 'event', event: event_id } }}>
          {words.seeEvent}
        </Link>
      </p>
    </section>
  )
}
