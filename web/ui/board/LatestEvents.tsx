import { letterOf, railOf } from '../../core/ticker/family.ts'
import { Link } from '../Link.tsx'
import { useFormat, useWords } from '../page.ts'
import { Scrolls } from '../study/Scrolls.tsx'
import { Glyph } from '../ticker/Glyph.tsx'
import { eventOnChart, verdictOf } from './links.ts'
import { useBoard } from './useBoard.ts'

/** The newest events of all tickers, with what can be said of each. */
export function LatestEvents() {
  const words = useWords('board')
  const text = useWords('page')
  const write = useFormat()
  const events = useBoard().latestEvents.value
  return (
    <section class="panel" aria-labelledby="latest-head">
      <h2 id="latest-head">{words.latest}</h2>
      {events.length === 0 ? (
        <p class="soft">{words.noLatest}</p>
      ) : (
        <Scrolls name={`${text.table}: ${words.latest}`}>
          <table class="table listed board-table">
            <thead>
              <tr>
                <th scope="col">{words.event}</th>
                <th scope="col">{words.session}</th>
                <th scope="col">{words.ticker}</th>
                <th scope="col">{text.ar}</th>
                <th scope="col">t</th>
                <th scope="col">{words.verdict}</th>
              </tr>
            </thead>
            <tbody>
              {events.map((event) => {
                const verdict = verdictOf(event)
                return (
                  <tr key={`${event.ticker} ${event.event_id}`}>
                    <th scope="row">
                      <span class="named">
                        <Glyph rail={railOf(event.family)} letter={letterOf(event.family)} verdict={verdict} />
                        <Link to={eventOnChart(event.ticker, event)}>{event.title}</Link>
                      </span>
                    </th>
                    <td data-of={words.session}>{event.session === null ? '–' : write.date(event.session)}</td>
                    <td data-of={words.ticker}>{event.ticker}</td>
                    <td data-of={text.ar} class={toneOf(verdict, event.ar)}>
                      {write.percent(event.ar)}
                    </td>
                    <td data-of="t" class="number">
                      {write.statistic(event.t)}
                    </td>
                    <td data-of={words.verdict} class="wide">
                      {text.verdicts[verdict]}
                      {event.reason !== null && `: ${text.reasons[event.reason] ?? event.reason}`}
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </Scrolls>
      )}
    </section>
  )
}

/** Only what is distinguishable has the colour of its direction. */
const toneOf = (verdict: string, ar: number | null): string =>
  verdict === 'significant' ? `number strong ${(ar ?? 0) >= 0 ? 'up' : 'down'}` : 'number'
