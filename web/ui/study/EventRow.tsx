import type { Window } from '../../../server/stats/settings.ts'
import { isSignificant } from '../../../server/stats/significance.ts'
import { ABSENT } from '../../core/format.ts'
import { linear } from '../../core/plotScale.ts'
import type { Note } from '../../core/ticker/notes.ts'
import { intervalIn, titleOf, windowIn } from '../../state/study/plots.ts'
import type { StudyAnswer } from '../../state/study/study.ts'
import { Link } from '../Link.tsx'
import { useFormat, useWords } from '../page.ts'
import { Notes, Signs, Unavailable } from '../ticker/Notes.tsx'
import { chartOf } from './StudyPlot.tsx'
import { useStudy } from './useStudy.ts'

type Range = { readonly low: number; readonly high: number }

/** An event of a study: its link to its chart, its figures, its interval drawn. */
export function EventRow({
  row,
  event,
  window: of,
  range,
  alpha,
  notes,
}: {
  /** Its place among all rows, from 1 for the head. */
  readonly row: number
  readonly event: StudyAnswer['single'][number]
  readonly window: Window
  readonly range: Range
  readonly alpha: number
  readonly notes: readonly Note[]
}) {
  const text = useWords('study')
  const write = useFormat()
  const reasons = useWords('page').reasons
  const { form, changeForm, file } = useStudy()
  const window = windowIn(event, of)
  const [low, high] = intervalIn(window) ?? [null, null]
  const title = titleOf(event)
  const place = { event: event.items[0] ?? event.id, ticker: event.ticker, day0: event.day0 }
  const holding = notes.flatMap(({ kind, check }) => (kind === 'held' && check !== null ? [check] : []))
  const held = window?.car === null && holding.length > 0 ? holding : null
  const reason = window !== undefined && 'reason' in window ? window.reason : null
  // A line of a large sample has figures alone.
  const why = window === undefined ? text.ownWindows : reason === null ? ABSENT : reasons[reason]
  const isDistinguishable = window?.pExact != null && isSignificant(window.pExact, alpha)
  return (
    <tr aria-rowindex={row}>
      <td class="number whole">{write.date(event.day0)}</td>
      <th scope="row">
        <span class="what">
          <b>{event.ticker}</b> <Link to={chartOf(place)}>{title}</Link>
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
          {why}
        </td>
      ) : (
        <>
          <td class={`number${isDistinguishable ? ' strong' : ''}`} data-of={text.car}>
            {write.percent(window.car)}
            <Signs notes={notes} />
          </td>
          <td class="wide" data-of={text.interval}>
            {low !== null && high !== null && (
              <Forest car={window.car} low={low} high={high} range={range} filled={isDistinguishable} />
            )}
          </td>
          <td class="number" data-of={text.t}>
            {write.statistic(window.tExact)}
          </td>
          <td class={`number${isDistinguishable ? ' strong' : ''}`} data-of={text.p}>
            {write.p(window.pExact)}
            <Signs notes={notes} />
          </td>
        </>
      )}
      <td class="leave">
        {file.value === null && (
          <button
            type="button"
            class="icon"
            aria-label={text.leaveOutName(title)}
            title={text.leaveOut}
            onClick={() => changeForm({ without: [...form.peek().without, ...event.items] })}
          >
            ×
          </button>
        )}
      </td>
    </tr>
  )
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
