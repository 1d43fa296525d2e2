import { commandOf } from '../../core/data/command.ts'
import { type MonthCell, yearsOf } from '../../core/data/coverage.ts'
import { dataWords } from '../../i18n/dataText.ts'
import { format } from '../../i18n/format.ts'
import type { CoverageView } from '../../state/data/ask.ts'
import { copyText } from '../../state/share.ts'
import { addressOf, go } from '../../state/view.ts'
import { Scrolls } from '../study/Scrolls.tsx'
import { count } from './moment.ts'

const STRETCHES = 12
const months = Array.from({ length: 12 }, (_, at) => `2023-${String(at + 1).padStart(2, '0')}-15`)

/** One series by year and month: how many sessions are stored, and which are not. */
export function SeriesCalendar({ series }: { readonly series: CoverageView }) {
  const words = dataWords.value
  const write = format.value
  const { ticker, interval, missing } = series
  const [oldest] = missing.slice(-1)
  const command = commandOf({ tickers: [ticker], from: oldest?.from ?? null, interval })
  const screen = { kind: 'ticker', ticker } as const
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
        <a
          href={addressOf({ screen, event: null })}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return
            event.preventDefault()
            go({ screen, event: null })
          }}
        >
          {words.toChart(ticker)}
        </a>
      </p>
    </div>
  )
}

function Cell({ cell }: { readonly cell: MonthCell | null }) {
  if (cell === null || cell.level === 'closed') return <td class="outside" />
  const words = dataWords.value
  const { level, stored, sessions, missing, provisional, held, repaired, revised, month } = cell
  const notes = [
    ...(missing > 0 ? [words.states.missing(count(missing))] : []),
    ...(held > 0 ? [words.states.held(count(held))] : []),
    ...(provisional > 0 ? [words.states.provisional(count(provisional))] : []),
    ...(repaired > 0 ? [words.states.repaired(count(repaired))] : []),
    ...(revised > 0 ? [words.states.revised(count(revised))] : []),
  ]
  const date = `${month}-15`
  const said = words.cell(`${format.value.month(date)} ${month.slice(0, 4)}`, count(stored), count(sessions), notes)
  return (
    <td class={level} title={said}>
      {stored}
      {missing > 0 && <small>−{missing}</small>}
      {missing === 0 && held > 0 && <small>h{held}</small>}
      {missing === 0 && held === 0 && provisional > 0 && <small>~{provisional}</small>}
    </td>
  )
}
