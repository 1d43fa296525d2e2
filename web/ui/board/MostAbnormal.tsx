import type { BoardMove, Of } from '../../state/board/board.ts'
import { Link } from '../Link.tsx'
import { useCount, useFormat, useWords } from '../page.ts'
import { Scrolls } from '../study/Scrolls.tsx'
import { eventOnChart, sessionOnChart } from './links.ts'
import { useBoard } from './useBoard.ts'

/** Sessions of all tickers that were the most out of the ordinary, with the news of them or none. */
export function MostAbnormal() {
  const words = useWords('board')
  const text = useWords('page')
  const write = useFormat()
  const moves = useBoard().mostAbnormal.value
  return (
    <section class="panel" aria-labelledby="most-head">
      <h2 id="most-head">{words.most}</h2>
      {moves.length === 0 ? (
        <p class="soft">{words.noMost}</p>
      ) : (
        <>
          <p class="soft">{words.mostHow(text.ar)}</p>
          <Scrolls name={`${text.table}: ${words.most}`}>
            <table class="table listed board-table">
              <thead>
                <tr>
                  <th scope="col">{words.session}</th>
                  <th scope="col">{text.ar}</th>
                  <th scope="col">t</th>
                  <th scope="col">{words.adjusted}</th>
                  <th scope="col">{words.news}</th>
                </tr>
              </thead>
              <tbody>
                {moves.map((move) => (
                  <tr key={`${move.ticker} ${move.date}`}>
                    <th scope="row">
                      <Link to={sessionOnChart(move.ticker, move.date)}>
                        {move.ticker} {write.date(move.date)}
                      </Link>
                    </th>
                    <td data-of={text.ar} class={`number strong ${move.ar >= 0 ? 'up' : 'down'}`}>
                      {write.percent(move.ar)}
                    </td>
                    <td data-of="t" class="number">
                      {write.statistic(move.t)}
                    </td>
                    <td data-of={words.adjusted} class="number">
                      {write.p(move.pAdjusted)}
                    </td>
                    <td data-of={words.news} class="wide news">
                      <News move={move} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scrolls>
        </>
      )}
    </section>
  )
}

function News({ move: { ticker, date, events, events_size, candidate } }: { readonly move: Of<BoardMove> }) {
  const words = useWords('board')
  const count = useCount()
  if (events.length === 0)
    return candidate === null ? (
      <span class="soft">{words.unexplained}</span>
    ) : (
      <Link to={{ screen: { kind: 'event', event: candidate } }}>{words.waits}</Link>
    )
  return (
    <>
      {events.map(({ event_id, title }) => (
        <Link key={event_id} to={eventOnChart(ticker, { event_id, session: date })}>
          {title}
        </Link>
      ))}
      {events_size > events.length && <span class="soft">{words.andMore(count(events_size - events.length))}</span>}
    </>
  )
}
