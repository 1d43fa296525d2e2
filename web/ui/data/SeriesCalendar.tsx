import './Coverage.css'
import { commandOf } from '../../core/data/command.ts'
import { type MonthCell, yearsOf } from '../../core/data/coverage.ts'
import type { CoverageView } from '../../state/data/api.ts'
import { Link } from '../Link.tsx'
import { useCount, useFormat, usePage, useWords } from '../page.ts'
import { Scrolls } from '../study/Scrolls.tsx'

const STRETCHES = 12
const months = Array.from({ length: 12 }, (_, at) => `2023-${String(at + 1).padStart(2, '0')}-15`)

/** One series by year and month: how many sessions are stored, and which are not. */
export function SeriesCalendar({ series }: { readonly series: CoverageView }) {
  const words = useWords('data')
  const write = useFormat()
  const count = useCount()
  const { copyText } = usePage()
  const { ticker, interval, missing } = series
  const [oldest] = missing.slice(-1)
  const command = commandOf({ tickers: [ticker], from: oldest?.from ?? null, to: null, interval })
  const name = words.calendarOf(`${ticker} ${interval}`, write.date(series.from), write.date(series.to))
  return (
    <div class="calendar">
      <Scrolls name={name}>
        <table>
          <caption class="unseen">{name}</caption>
          <thead>
            <tr>
              <th scope="col">{words.year}</th>
              {months.map((month) => (
                <th key={month} scope="col">
                  {write.month(month)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {yearsOf(series.months).map(({ year, cells }) => (
              <tr key={year}>
                <th scope="row">{year}</th>
                {cells.map((cell, at) => (
                  <Cell key={months[at]} cell={cell} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
      <p>
        <strong>{words.missingSessions}</strong>{' '}
        {missing.length === 0
          ? words.noMissing
          : missing
              .slice(0, STRETCHES)
              .map(({ from, to, sessions }) => words.stretch(write.date(from), write.date(to), count(sessions)))
              .join('; ') + (missing.length > STRETCHES ? ' …' : '')}
      </p>
      <p class="calendar-acts">
        {missing.length > 0 && (
          <span class="command">
            <code>{command}</code>
            <button type="button" class="action" onClick={() => copyText(command)}>
              {words.fillIn}
            </button>
          </span>
        )}
        <Link to={{ screen: { kind: 'ticker', ticker }, event: null }}>{words.toChart(ticker)}</Link>
      </p>
    </div>
  )
}

function Cell({ cell }: { readonly cell: MonthCell | null }) {
  const words = useWords('data')
  const write = useFormat()
  const count = useCount()
  if (cell === null || cell.level === 'closed') return <td class="outside" />
  const { level, stored, sessions, missing, provisional, held, repaired, revised, month } = cell
  const notes = [
    ...(missing > 0 ? [words.states.missing(count(missing))] : []),
    ...(held > 0 ? [words.states.held(count(held))] : []),
    ...(provisional > 0 ? [words.states.provisional(count(provisional))] : []),
    ...(repaired > 0 ? [words.states.repaired(count(repaired))] : []),
    ...(revised > 0 ? [words.states.revised(count(revised))] : []),
  ]
  const date = `${month}-15`
  const said = words.cell({
    month: `${write.month(date)} ${month.slice(0, 4)}`,
    stored: count(stored),
    sessions: count(sessions),
    notes,
  })
  return (
    <td class={level} title={said}>
      {stored}
      {missing > 0 && <small>−{missing}</small>}
      {missing === 0 && held > 0 && <small>h{held}</small>}
      {missing === 0 && held === 0 && provisional > 0 && <small>~{provisional}</small>}
    </td>
  )
}
