import './StudyTable.css'
import { useSignal } from '@preact/signals'
import type { Window } from '../../../server/stats/settings.ts'
import { isSignificant } from '../../../server/stats/significance.ts'
import type { SingleEvent } from '../../../server/study/study.ts'
import { linear } from '../../core/plotScale.ts'
import { sessionsText } from '../../core/sessionText.ts'
import { type Note, notesOfFindings } from '../../core/ticker/notes.ts'
import type { StudyAnswer } from '../../state/study/study.ts'
import { useFormat, useWords } from '../page.ts'
import { Notes, Signs, Unavailable } from '../ticker/Notes.tsx'
import { Scrolls } from './Scrolls.tsx'
import { headlineOf } from './StudyFinding.tsx'
import { useStudy } from './useStudy.ts'

type Range = { readonly low: number; readonly high: number }

/** Every event with its CAR in one window, its interval drawn, and a way to leave it out. */
export function EventTable({ answer }: { readonly answer: StudyAnswer }) {
  const text = useWords('study')
  const { form, changeForm } = useStudy()
  const { windows } = answer.spec.settings
  const headline = headlineOf(answer)
  const asked = useSignal<string | null>(null)
  const chosen = Math.max(
    0,
    windows.findIndex((window) =>
      asked.value === null
        ? window[0] === headline?.from && window[1] === headline.to
        : window.join('..') === asked.value,
    ),
  )
  const bounds = answer.single.flatMap((event) => {
    const { low, high } = boundsOf(windowOf(event, windows[chosen]))
    return low === null || high === null ? [] : [low, high]
  })
  const range = { low: Math.min(0, ...bounds), high: Math.max(0, ...bounds) }
  const without = form.value.without
  const notes = notesOfFindings(answer.checks)
  return (
    <section>
      <h2 id="events">{text.eventsTitle}</h2>
      <p class="soft">
        {text.eventsHelp}{' '}
        <label>
          {text.window}{' '}
          <select
            class="pick"
            value={windows[chosen]?.join('..')}
            onChange={({ currentTarget }) => (asked.value = currentTarget.value)}
          >
            {windows.map((window) => (
              <option key={window.join('..')} value={window.join('..')}>
                {sessionsText(...window)}
              </option>
            ))}
          </select>
        </label>
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
        <table class="table study-table events">
          <thead>
            <tr>
              <th scope="col">{text.day0}</th>
              <th scope="col">{text.event}</th>
              <th scope="col">
                <a href="/methods#car-exact">{text.car}</a>
              </th>
              <th scope="col">{text.interval}</th>
              <th scope="col">{text.t}</th>
              <th scope="col">{text.p}</th>
              <th scope="col">
                <span class="unseen">{text.leaveOut}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {answer.single.map((event) => (
              <EventRow
                key={`${event.id} ${event.ticker}`}
                event={event}
                of={windows[chosen]}
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
    </section>
  )
}

function EventRow({
  event,
  of,
  range,
  alpha,
  notes,
}: {
  readonly event: SingleEvent
  readonly of: Window | undefined
  readonly range: Range
  readonly alpha: number
  readonly notes: readonly Note[]
}) {
  const text = useWords('study')
  const write = useFormat()
  const reasons = useWords('page').reasons
  const { form, changeForm } = useStudy()
  const window = windowOf(event, of)
  const { low, high } = boundsOf(window)
  const title = event.titles[0] ?? event.id
  const holding = notes.flatMap(({ kind, check }) => (kind === 'held' && check !== null ? [check] : []))
  const held = window?.car === null && holding.length > 0 ? holding : null
  const isDistinguishable = window?.pExact != null && isSignificant(window.pExact, alpha)
  return (
    <tr>
      <td class="number">{write.date(event.day0)}</td>
      <th scope="row">
        <span class="what">
          <b>{event.ticker}</b> {title}
        </span>
        {event.items.length > 1 && <small class="soft">{text.several(event.items.length)}</small>}
        <Notes notes={notes} />
        {event.confounded && <small class="soft">{text.shares}</small>}
      </th>
      {held !== null ? (
        <td colSpan={4}>
          <Unavailable checks={held} />
        </td>
      ) : window?.car == null ? (
        <td colSpan={4} class="soft">
          {reasons.noPrice}
        </td>
      ) : (
        <>
          <td class={`number${isDistinguishable ? ' strong' : ''}`}>
            {write.percent(window.car)}
            <Signs notes={notes} />
          </td>
          <td>
            {low !== null && high !== null && (
              <Forest car={window.car} low={low} high={high} range={range} filled={isDistinguishable} />
            )}
          </td>
          <td class="number">{write.statistic(window.tExact)}</td>
          <td class={`number${isDistinguishable ? ' strong' : ''}`}>
            {write.p(window.pExact)}
            <Signs notes={notes} />
          </td>
        </>
      )}
      <td>
        <button
          type="button"
          class="icon"
          aria-label={text.leaveOutName(title)}
          title={text.leaveOut}
          onClick={() => changeForm({ without: [...form.peek().without, ...event.items] })}
        >
          ×
        </button>
      </td>
    </tr>
  )
}

/** The interval of an event's CAR; a light study has none. */
/** The window of an event that is looked at; an event with windows of its own may not have it. */
const windowOf = ({ windows }: SingleEvent, window: Window | undefined) =>
  windows.find(({ from, to }) => from === window?.[0] && to === window[1])

function boundsOf(window: SingleEvent['windows'][number] | undefined): {
  readonly low: number | null
  readonly high: number | null
} {
  return window !== undefined && 'ciLow' in window
    ? { low: window.ciLow, high: window.ciHigh }
    : { low: null, high: null }
}

const WIDTH = 160

function Forest({
  car,
  low,
  high,
  range,
  filled,
}: Range & { readonly car: number; readonly range: Range; readonly filled: boolean }) {
  const text = useWords('study')
  const write = useFormat()
  const x = linear([range.low, range.high], [4, WIDTH - 4])
  return (
    <svg
      class="forest"
      viewBox={`0 0 ${WIDTH} 18`}
      role="img"
      aria-label={text.forest(write.percent(low), write.percent(high))}
    >
      <line class="zero" x1={x(0)} x2={x(0)} y1={0} y2={18} />
      <line class="span" x1={x(low)} x2={x(high)} y1={9} y2={9} />
      <circle class={filled ? 'filled' : 'hollow'} cx={x(car)} cy={9} r={3.5} />
    </svg>
  )
}
