import type { Measured } from '../../api.ts'
import { useFormat, usePage, useWords } from '../page.ts'

const WIDTH = 328
const HEIGHT = 132
const [LEFT, RIGHT, TOP, FOOT] = [8, 56, 8, 20]

type Point = { readonly rel: number; readonly car: number; readonly low: number; readonly high: number }

/** CAR in event time with its exact band; it starts at zero before the first session of the window. */
export function CarFan({ impact }: { readonly impact: Measured }) {
  const text = useWords('page')
  const write = useFormat()
  const { view } = usePage()
  const points = impact.days.flatMap(({ rel, car, carLow, carHigh }): readonly Point[] =>
    car === null || carLow === null || carHigh === null ? [] : [{ rel, car, low: carLow, high: carHigh }],
  )
  const first = points[0]
  const last = points.at(-1)
  if (first === undefined || last === undefined || points.length < 2) return null
  const start: Point = { rel: first.rel - 1, car: 0, low: 0, high: 0 }
  const path = [start, ...points]
  const top = Math.max(0, ...path.map(({ high }) => high))
  const foot = Math.min(0, ...path.map(({ low }) => low))
  const x = (rel: number) => LEFT + ((rel - start.rel) / (last.rel - start.rel)) * (WIDTH - LEFT - RIGHT)
  const y = (value: number) => TOP + ((top - value) / (top - foot || 1)) * (HEIGHT - TOP - FOOT)
  const line = (value: (point: Point) => number, points: readonly Point[]) =>
    points.map((point) => `${x(point.rel).toFixed(1)} ${y(value(point)).toFixed(1)}`).join('L')
  const band = `M${line(({ high }) => high, path)}L${line(({ low }) => low, path.toReversed())}Z`
  const [from, to] = view.value.window
  const marks = [first.rel, 0, last.rel]
  return (
    <figure class="fan">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={text.fanName(write.percent(last.car), `${write.percent(last.low)} … ${write.percent(last.high)}`)}
      >
        <rect
          class="window"
          x={x(from - 0.5)}
          width={x(to + 0.5) - x(from - 0.5)}
          y={TOP}
          height={HEIGHT - TOP - FOOT}
        />
        <path class="band" d={band} />
        <line class="zero" x1={LEFT} x2={WIDTH - RIGHT} y1={y(0)} y2={y(0)} />
        <line class="day0" x1={x(0)} x2={x(0)} y1={TOP} y2={HEIGHT - FOOT} />
        <path class="car" d={`M${line(({ car }) => car, path)}`} />
        {points.map(({ rel, car }) => (
          <circle key={rel} cx={x(rel)} cy={y(car)} r={rel === 0 ? 3 : 1.6} />
        ))}
        {marks.map((rel) => (
          <text key={rel} class="tick" x={x(rel)} y={HEIGHT - 6} text-anchor="middle">
            {rel > 0 ? `+${rel}` : String(rel).replace('-', '−')}
          </text>
        ))}
        <text class="tick" x={WIDTH - RIGHT + 5} y={y(last.high) + 4}>
          {write.plain(last.high * 100, 1)} %
        </text>
        <text class="tick end" x={WIDTH - RIGHT + 5} y={y(last.car) + 4}>
          {write.plain(last.car * 100, 1)} %
        </text>
        <text class="tick" x={WIDTH - RIGHT + 5} y={y(last.low) + 4}>
          {write.plain(last.low * 100, 1)} %
        </text>
      </svg>
      <figcaption class="soft">{text.fanAxis}</figcaption>
    </figure>
  )
}
