import './StudyTable.css'
import { useComputed, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Window } from '../../../server/stats/settings.ts'
import { sessionsText } from '../../core/sessionText.ts'
import { type Sorting, sortings } from '../../core/study/look.ts'
import { inOrder } from '../../core/study/order.ts'
import { notesOfFindings } from '../../core/ticker/notes.ts'
import { intervalIn, windowIn, windowShown } from '../../state/study/plots.ts'
import type { StudyAnswer } from '../../state/study/study.ts'
import { useFormat, usePage, useWords } from '../page.ts'
import { EventRow } from './EventRow.tsx'
import { Scrolls } from './Scrolls.tsx'
import { useStudy } from './useStudy.ts'

/** Rows that stand below one another; the others are a press away. */
const ROWS = 30

/** Every event with its CAR in one window, in the order that the reader wants, and a way to leave it out. */
export function EventTable({ answer }: { readonly answer: StudyAnswer }) {
  const text = useWords('study')
  const { form, changeForm, look, changeLook } = useStudy()
  const window = windowShown(answer, look.value.of)
  const { sort } = look.value
  const rows = inOrder(
    answer.single.map((event) => {
      const found = windowIn(event, window)
      const { ticker, day0 } = event
      return { event, ticker, day0, car: found?.car ?? null, t: found?.tExact ?? null, p: found?.pExact ?? null }
    }),
    sort,
  )
  const page = useSignal(0)
  const printing = usePrinting()
  const { narrow } = usePage()
  const pages = Math.ceil(rows.length / ROWS)
  const at = Math.min(page.value, Math.max(pages - 1, 0))
  const shown = printing.value ? rows : rows.slice(at * ROWS, (at + 1) * ROWS)
  const bounds = answer.single.flatMap((event) => intervalIn(windowIn(event, window)) ?? [])
  const range = { low: Math.min(0, ...bounds), high: Math.max(0, ...bounds) }
  const without = form.value.without
  const notes = notesOfFindings(answer.checks)
  const head = (by: Sorting, name: string) => {
    const isSorted = sort.by === by
    // On a phone rows are lists, and heads are only heard.
    if (narrow.value) return <th scope="col">{name}</th>
    const order = () => {
      page.value = 0
      changeLook({ sort: { by, descending: isSorted && !sort.descending } })
    }
    return (
      <th scope="col" aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}>
        <button type="button" class="sort" onClick={order}>
          {name}
          <span aria-hidden="true">{isSorted ? (sort.descending ? '↓' : '↑') : '↕'}</span>
        </button>
        <span class="printed" aria-hidden="true">
          {name}
        </span>
      </th>
    )
  }
  return (
    <section>
      <h2 id="events">{text.eventsTitle}</h2>
      <p class="soft">
        {text.eventsHelp} <WindowChoice answer={answer} window={window} /> {narrow.value && <OrderChoice />}
      </p>
      {without.length > 0 && (
        <p>
          {text.leftByHand(without.length)}{' '}
          <button type="button" class="action" onClick={() => changeForm({ without: [] })}>
            {text.bringBack}
          </button>
        </p>
      )}
      <Scrolls boxed name={text.eventsTitle}>
        <table class="table study-table events listed" aria-rowcount={rows.length + 1}>
          <thead>
            <tr aria-rowindex={1}>
              {head('day0', text.day0)}
              {head('ticker', text.event)}
              {head('car', text.car)}
              <th scope="col">{text.interval}</th>
              {head('t', text.t)}
              {head('p', text.p)}
              <th scope="col">
                <span class="unseen">{text.leaveOut}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ event }, i) => (
              <EventRow
                key={`${event.id} ${event.ticker}`}
                row={(printing.value ? 0 : at * ROWS) + i + 2}
                event={event}
                window={window}
                range={range}
                alpha={answer.spec.settings.alpha}
                notes={notes.filter(
                  ({ check, ticker }) =>
                    event.checks.some((name) => name === check) && (ticker === event.ticker || ticker === event.market),
                )}
              />
            ))}
          </tbody>
        </table>
      </Scrolls>
      {pages > 1 && !printing.value && (
        <Pages at={at} pages={pages} count={rows.length} go={(to) => (page.value = to)} />
      )}
    </section>
  )
}

/** Which window's CARs are shown, here and in the figures of single events. */
function WindowChoice({ answer, window }: { readonly answer: StudyAnswer; readonly window: Window }) {
  const text = useWords('study')
  const { changeLook } = useStudy()
  const { windows } = answer.spec.settings
  return (
    <label>
      {text.window}{' '}
      <select
        class="pick"
        value={window.join('..')}
        onChange={({ currentTarget }) => {
          const of = windows.find((each) => each.join('..') === currentTarget.value)
          if (of !== undefined) changeLook({ of: [of[0], of[1]] })
        }}
      >
        {windows.map((each) => (
          <option key={each.join('..')} value={each.join('..')} selected={each.join() === window.join()}>
            {sessionsText(...each)}
          </option>
        ))}
      </select>
    </label>
  )
}

/** The order of the rows where they have no heads to press. */
function OrderChoice() {
  const text = useWords('study')
  const { look, changeLook } = useStudy()
  const { by, descending } = look.value.sort
  const names: { readonly [S in Sorting]: string } = {
    day0: text.day0,
    ticker: text.tickers,
    car: text.car,
    t: text.t,
    p: text.p,
  }
  return (
    <label>
      {text.order}{' '}
      <select
        class="pick"
        value={`${descending ? '-' : ''}${by}`}
        onChange={({ currentTarget: { value } }) => {
          const chosen = sortings.find((each) => value.replace('-', '') === each)
          if (chosen !== undefined) changeLook({ sort: { by: chosen, descending: value.startsWith('-') } })
        }}
      >
        {sortings.flatMap((each) =>
          ['', '-'].map((way) => (
            <option key={way + each} value={way + each} selected={each === by && (way === '-') === descending}>
              {names[each]} {way === '' ? '↑' : '↓'}
            </option>
          )),
        )}
      </select>
    </label>
  )
}

function Pages({
  at,
  pages,
  count,
  go,
}: {
  readonly at: number
  readonly pages: number
  readonly count: number
  readonly go: (page: number) => void
}) {
  const text = useWords('study')
  const write = useFormat()
  const whole = (value: number) => write.plain(value, 0)
  return (
    <nav class="pages buttons" aria-label={text.pages}>
      <button type="button" class="action" aria-disabled={at === 0} onClick={() => go(Math.max(at - 1, 0))}>
        ← {text.before}
      </button>
      <span role="status">
        {text.rowsOf(whole(at * ROWS + 1), whole(Math.min((at + 1) * ROWS, count)), whole(count))}
      </span>
      <button
        type="button"
        class="action"
        aria-disabled={at === pages - 1}
        onClick={() => go(Math.min(at + 1, pages - 1))}
      >
        {text.after} →
      </button>
    </nav>
  )
}

/** Whether a sheet is being printed: paper has no pages to press for. */
function usePrinting() {
  const printing = useSignal(false)
  useEffect(() => {
    const [before, after] = [() => (printing.value = true), () => (printing.value = false)]
    addEventListener('beforeprint', before)
    addEventListener('afterprint', after)
    return () => {
      removeEventListener('beforeprint', before)
      removeEventListener('afterprint', after)
    }
  }, [])
  return useComputed(() => printing.value)
}
