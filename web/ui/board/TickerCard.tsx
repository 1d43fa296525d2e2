import { decimalsOf, type Format } from '../../core/format.ts'
import { letterOf, railOf } from '../../core/ticker/family.ts'
import type { BoardEvent, BoardLine } from '../../state/board/board.ts'
import { Link } from '../Link.tsx'
import { useCount, useFormat, useWords } from '../page.ts'
import { Glyph } from '../ticker/Glyph.tsx'
import { eventOnChart, verdictOf } from './links.ts'
import { Spark } from './Spark.tsx'
import { useBoard } from './useBoard.ts'

/** One ticker: its line, its newest close, whether anything of the range stands out, and its newest distinguishable events. */
export function TickerCard({ line }: { readonly line: BoardLine }) {
  const words = useWords('board')
  const text = useWords('page')
  const count = useCount()
  const { stale } = useBoard()
  const { ticker, name, kind, last, spark, missing, events } = line
  const write = useFormat()
  const ended = stale.value.find((each) => each.ticker === ticker)
  const end = ended !== undefined && <b class="ended"> · {text.pricesEnd(write.date(ended.to))}</b>
  return (
    <li class="panel ticker-card">
      <h3>
        <Link to={{ screen: { kind: 'ticker', ticker }, event: null, query: '' }}>{ticker}</Link>{' '}
        <span class="soft">{name}</span>
      </h3>
      {last === null ? (
        <p class="soft">
          {words.noClose}
          {end}
        </p>
      ) : (
        <>
          <p class="close">
            <b>{write.price(last.close, kind)}</b> <span class="soft">{unitOf(line, words.points)}</span>{' '}
            <span class="number">
              {changeOf(write, last, kind)} ({write.percent(last.r)})
            </span>
          </p>
          <p class="soft basis">
            {words.basis(write.date(last.date))}
            {missing > 0 && ` · ${words.missing(count(missing))}`}
            {end}
          </p>
          <Spark ticker={ticker} kind={kind} spark={spark} />
        </>
      )}
      {(last !== null || line.refused !== null) && (
        <p class="stands">
          <Stands line={line} />
        </p>
      )}
      {line.refused === null && line.moves.tested > 0 && (
        <p class="soft">
          {events.total === 0 ? words.noEvents : words.ofEvents(count(events.significant), count(events.total))}
        </p>
      )}
      {events.standing.length > 0 && (
        <ul class="standing">
          {events.standing.map((event) => (
            <Standing key={event.event_id} ticker={ticker} event={event} />
          ))}
        </ul>
      )}
    </li>
  )
}

/** What the prices are counted in. */
const unitOf = ({ kind, currency }: BoardLine, points: string): string => (kind === 'index' ? points : (currency ?? ''))

/** The change with its sign and as many decimals as the close has. */
function changeOf(write: Format, { close, change }: NonNullable<BoardLine['last']>, kind: string | null): string {
  const sign = change === null || change === 0 ? '' : change > 0 ? '+' : '−'
  return sign + write.plain(change === null ? null : Math.abs(change), decimalsOf(close, kind))
}

/** The first sentence about a ticker: how many of its sessions were out of the ordinary. */
function Stands({ line: { refused, moves, kind } }: { readonly line: BoardLine }) {
  const words = useWords('board')
  const write = useFormat()
  const count = useCount()
  if (refused !== null) {
    if (refused.code !== 'no_benchmark') return <span lang="en">{refused.detail}</span>
    return kind === 'index' ? words.isMarket : words.noBenchmark
  }
  const [most] = moves.most
  if (most === undefined) return moves.tested === 0 ? words.nothingTested : words.noneStands(count(moves.tested))
  return words.stands({
    total: count(moves.total),
    tested: count(moves.tested),
    date: write.date(most.date),
    ar: write.percent(most.ar),
    t: write.statistic(most.t),
  })
}

function Standing({ ticker, event }: { readonly ticker: string; readonly event: BoardEvent }) {
  const text = useWords('page')
  const write = useFormat()
  const { family, session, title, ar } = event
  return (
    <li>
      <Glyph rail={railOf(family)} letter={letterOf(family)} verdict={verdictOf(event)} />
      <Link to={eventOnChart(ticker, event)}>{title}</Link>
      <span class={`number strong ${(ar ?? 0) >= 0 ? 'up' : 'down'}`}>
        {session === null ? '' : `${write.date(session)} `}
        {text.ar} {write.percent(ar)}
      </span>
    </li>
  )
}
