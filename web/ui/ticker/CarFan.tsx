import type { Measured } from '../../api.ts'
import { bandPlot } from '../../core/bandPlot.ts'
import { sessionsText, sessionText } from '../../core/sessionText.ts'
import { partialWindows } from '../../core/ticker/partialWindows.ts'
import { latest } from '../../state/resource.ts'
import { useFormat, usePage, useWords } from '../page.ts'

/** The same of the event whose card stands beside the chart. */
export function CardFan() {
  const impact = latest(usePage().market.impact.state.value)
  const words = useWords('session')
  if (impact?.kind !== 'measured') return null
  const partial = partialWindows(impact.windows, impact.days)
  return (
    <>
      <CarFan impact={impact} />
      {partial.length > 0 && (
        <p class="caution">
          {words.partial(
            partial.map(({ from, to, L }) => words.sums(sessionsText(from, to), L, to - from + 1)).join('; '),
          )}
        </p>
      )}
    </>
  )
}

const frame = { width: 328, height: 138, left: 8, right: 56, top: 8, foot: 26 }

/**
 * CAR in event time with its exact band.
 *
 * @param reach values that the scale holds besides, so that several pictures have one
 */
export function CarFan({ impact, reach = [] }: { readonly impact: Measured; readonly reach?: readonly number[] }) {
  const words = useWords('session')
  const write = useFormat()
  const { view } = usePage()
  // A session whose band is not known has no point.
  const days = impact.days.filter(({ carLow, carHigh }) => carLow !== null && carHigh !== null)
  const plot = bandPlot(
    days.map(({ rel, car, carLow, carHigh }) => ({ rel, value: car, low: carLow, high: carHigh })),
    frame,
    0,
    reach,
  )
  const last = days.findLast(({ car }) => car !== null)
  const [first] = plot?.points ?? []
  if (plot === null || first === undefined || last === undefined) return null
  const { x, y, points } = plot
  const { width, height, left, right, top, foot } = frame
  const [from, to] = view.value.window
  const percent = (value: number | null) => `${write.plain((value ?? 0) * 100, 1)} %`
  const ends = [last.carHigh, last.car, last.carLow]
  return (
    <figure class="fan">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={words.fanName(
          sessionsText(first.rel, last.rel),
          write.percent(last.car),
          `${write.percent(last.carLow)} … ${write.percent(last.carHigh)}`,
        )}
      >
        <rect
          class="window"
          x={x(from - 0.5)}
          width={x(to + 0.5) - x(from - 0.5)}
          y={top}
          height={height - top - foot}
        />
        <path class="band" d={plot.band} />
        <line class="zero" x1={left} x2={width - right} y1={y(0)} y2={y(0)} />
        <line class="day0" x1={x(0)} x2={x(0)} y1={top} y2={height - foot} />
        <path class="car" d={plot.line} />
        {points.map((point) => (
          <circle key={point.rel} cx={point.x} cy={point.y} r={point.rel === 0 ? 3 : 1.6} />
        ))}
        {[first.rel, 0, last.rel].map((rel) => (
          <text key={rel} class="tick" x={x(rel)} y={height - 6} text-anchor="middle">
            {sessionText(rel)}
          </text>
        ))}
        {ends.map((value, i) => (
          <text key={i} class={value === last.car ? 'tick end' : 'tick'} x={width - right + 5} y={y(value ?? 0) + 4}>
            {percent(value)}
          </text>
        ))}
      </svg>
      <figcaption class="soft">{words.fanAxis(sessionsText(first.rel, last.rel))}</figcaption>
    </figure>
  )
}
