import './StudyTable.css'
import './CaarPlot.css'
import { bandPlot, sessionMarks } from '../../core/bandPlot.ts'
import { sessionText } from '../../core/sessionText.ts'
import type { StudyAnswer } from '../../state/study/study.ts'
import { useFormat, usePage, useWords } from '../page.ts'
import { Scrolls } from './Scrolls.tsx'

const wideFrame = { width: 760, height: 280, left: 52, right: 12, top: 10, foot: 24 }
const narrowFrame = { ...wideFrame, width: 360, height: 240 }

/** The CAAR in event time with its band, and the same numbers as a table. */
export function CaarPlot({ answer }: { readonly answer: StudyAnswer }) {
  const text = useWords('study')
  const write = useFormat()
  const { narrow } = usePage()
  const { caar } = answer
  const frame = narrow.value ? narrowFrame : wideFrame
  const plot = bandPlot(
    caar.map(({ rel, caar, ciLow, ciHigh }) => ({ rel, value: caar, low: ciLow, high: ciHigh })),
    frame,
    5,
  )
  const [first, last] = [caar[0], caar.at(-1)]
  if (plot === null || first === undefined || last === undefined) return null
  const { x, y } = plot
  const { width, height, left, right, top, foot } = frame
  const level = `${write.plain((1 - answer.spec.settings.alpha) * 100, 0)} %`
  const name = text.plotName({
    from: sessionText(first.rel),
    to: sessionText(last.rel),
    last: write.percent(last.caar),
    low: write.percent(last.ciLow),
    high: write.percent(last.ciHigh),
  })
  return (
    <section aria-labelledby="caar">
      <h2 id="caar">
        <a href="/methods#sample">{text.plot}</a>
      </h2>
      <figure class="caar">
        <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={name}>
          {plot.ticks.map((tick) => (
            <g key={tick}>
              <line class={tick === 0 ? 'zero' : 'grid'} x1={left} x2={width - right} y1={y(tick)} y2={y(tick)} />
              <text class="label" x={left - 6} y={y(tick) + 4} text-anchor="end">
                {write.plain(tick * 100, Math.abs(plot.ticks[1] ?? 0) < 0.01 ? 1 : 0)} %
              </text>
            </g>
          ))}
          <line class="day0" x1={x(0)} x2={x(0)} y1={top} y2={height - foot} />
          <path class="band" d={plot.band} />
          <path class="line" d={plot.line} />
          {plot.points.map((point) => (
            <circle key={point.rel} cx={point.x} cy={point.y} r={point.rel === 0 ? 4 : 2} />
          ))}
          {sessionMarks(first.rel, last.rel).map((day) => (
            <text key={day} class="label" x={x(day)} y={height - 7} text-anchor="middle">
              {sessionText(day)}
            </text>
          ))}
        </svg>
        <figcaption class="soft">
          {text.plotAxis}; {text.plotBand(level)}
        </figcaption>
      </figure>
      <details>
        <summary class="opens">{text.plotTable}</summary>
        <Scrolls boxed name={text.plotTable}>
          <table class="table study-table">
            <thead>
              <tr>
                <th scope="col">{text.session}</th>
                <th scope="col">{text.count}</th>
                <th scope="col">AAR</th>
                <th scope="col">{text.caar}</th>
                <th scope="col">{text.interval}</th>
              </tr>
            </thead>
            <tbody>
              {caar.map((point, i) => (
                <tr key={point.rel}>
                  <th scope="row">{sessionText(point.rel)}</th>
                  <td>{point.n}</td>
                  <td>{write.percent(answer.multi?.days[i]?.mean ?? null)}</td>
                  <td>{write.percent(point.caar)}</td>
                  <td class="soft">
                    {write.bound(point.ciLow)} … {write.bound(point.ciHigh)} %
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolls>
      </details>
    </section>
  )
}
